"""How the workbook looks: one deep red for the heads, the rest plain and printable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.planfile.form import CellKind

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

RED = "#9B1C1C"
RULE = "#BFB8AE"
SHADE = "#F6F1EA"
GREY = "#7A736A"
FONT = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True}
NUMBER_FORMATS = {
    CellKind.DAY: "yyyy-mm-dd",
    CellKind.CLOCK: "hh:mm",
    CellKind.NUMBER: "0",
    CellKind.COUNT: "0",
}
TEXT_FORMAT = "@"


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, CellKind], Format] = {}
        self.head = self._add(
            bold=True,
            font_color="#FFFFFF",
            bg_color=RED,
            align="center",
            valign="vcenter",
            border=1,
        )
        self.fact = self._add(bold=True, bg_color=SHADE, border=1)
        self.remark = self._add(font_color=GREY, border=1)

    def cell(self, kind: CellKind) -> Format:
        """Return the format of a filled cell."""
        return self._of("cell", kind, border=1)

    def column(self, kind: CellKind) -> Format:
        """Return the format of a column still empty: telephone numbers stay text."""
        return self._of("column", kind)

    def example(self, kind: CellKind) -> Format:
        """Return the format of the example row."""
        return self._of("example", kind, border=1, italic=True, font_color=GREY, bg_color=SHADE)

    def _of(self, use: str, kind: CellKind, **looks: Any) -> Format:  # noqa: ANN401  format's own
        if (use, kind) not in self._made:
            number_format = NUMBER_FORMATS.get(kind, TEXT_FORMAT)
            self._made[use, kind] = self._add(num_format=number_format, **looks)
        return self._made[use, kind]

    def _add(self, **looks: Any) -> Format:  # noqa: ANN401  the format's own
        made: Format = self._book.add_format({**FONT, "border_color": RULE, **looks})
        return made
