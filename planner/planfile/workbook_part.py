"""Scanning the XML parts of a workbook: no entities, no far-away cells, no endless elements."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NoReturn
from xml.parsers import expat

from planner.domain.wording import Wording
from planner.planfile.cell import name_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ROWS = 20_000
MOST_COLUMNS = 256
MOST_CELLS = 1_500_000
MOST_MERGED_ROWS = 500_000
MOST_BAD_CELLS = 200
REFERENCE = re.compile(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,9})")
CONTENTS = frozenset({"v", "is", "f"})
MACRO_TYPES = ("macroEnabled", "vbaProject", "macrosheet")
ERROR_CELL = Wording(
    "单元格是错误值（如 #N/A）；请改为实际内容", "the cell holds an error, such as #N/A"
)
EMPTY_FORMULA = Wording(
    "公式没有结果；请用 Excel 打开并保存，或粘贴为数值",
    "a formula without a result; save it in a spreadsheet program, or paste the value",
)
ENTITIES = Wording("含有 DTD 或实体声明，不予读取", "a document type or entities; not read")
MACROS = Wording(
    "工作簿带有宏；请另存为不带宏的 .xlsx", "the workbook has macros; save it without them as .xlsx"
)
FAR_CELL = Wording(
    f"内容超出第 {MOST_ROWS:,} 行或第 {MOST_COLUMNS} 列；请删去远处的单元格",
    f"contents beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}; delete the far-away cells",
)


class UnsafePartError(Exception):
    """A part that must not be read; ``wording`` says why."""

    def __init__(self, wording: Wording, found: str = "") -> None:
        super().__init__(wording.en)
        self.wording, self.found = wording, found


class TooLargeError(Exception):
    """More than any plan needs."""


class PartScan:
    """What is found in the parts of one workbook."""

    def __init__(self, most_elements: int) -> None:
        self.elements_left = most_elements
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self.bad_cells: dict[str, list[tuple[str, Wording]]] = defaultdict(list)

    def each_bad_cell(self) -> Iterator[tuple[str, str, Wording]]:
        """Yield sheet, cell and what is wrong with it."""
        for relation, sheet in self.sheets.items():
            target = self.targets.get(relation, "")
            for cell, wording in self.bad_cells.get(target.rpartition("/")[2], ()):
                yield sheet, cell, wording


def scan_part(scan: PartScan, name: str, part: bytes) -> None:
    """Scan one part; a part that is unsafe or too large raises."""
    try:
        _Scanner(scan, name).parser.Parse(part, True)  # noqa: FBT003  expat's own signature
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(name) from error


class _Scanner:
    """Follows one part element by element."""

    def __init__(self, scan: PartScan, name: str) -> None:
        self.scan, self.name = scan, name.rpartition("/")[2]
        self.row = self.column = self.last_row = self.last_column = self.merged = 0
        self.is_error = self.has_formula = self.has_value = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_entities
        self.parser.EntityDeclHandler = self._refuse_entities

    def _refuse_entities(self, *_declared: object) -> NoReturn:
        raise UnsafePartError(ENTITIES)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.scan.elements_left -= 1
        if self.scan.elements_left < 0:
            raise TooLargeError
        local = tag.rpartition(":")[2]
        if local in CONTENTS:
            self._enter_contents(local)
        elif local in ELEMENTS:
            ELEMENTS[local](self, attributes)

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] != "c":
            return
        self.parser.CharacterDataHandler = None
        bad = self.scan.bad_cells[self.name]
        if len(bad) < MOST_BAD_CELLS and (
            self.is_error or (self.has_formula and not self.has_value)
        ):
            wording = ERROR_CELL if self.is_error else EMPTY_FORMULA
            bad.append((name_cell(self.row - 1, self.column - 1), wording))

    def _enter_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        self.row = int(written) if written else self.row + 1
        self.column = 0

    def _enter_cell(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r")
        if written is None:
            self.column += 1
        else:
            self.row, self.column = _read_reference(written)
        self.is_error = attributes.get("t") == "e"
        self.has_formula = self.has_value = False

    def _enter_contents(self, local: str) -> None:
        """Note that a cell has contents: only these count for how far the sheet reaches."""
        if not self.column:
            return
        if self.row > MOST_ROWS or self.column > MOST_COLUMNS:
            raise UnsafePartError(FAR_CELL, name_cell(self.row - 1, self.column - 1))
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if self.last_row * self.last_column > MOST_CELLS:
            raise UnsafePartError(FAR_CELL, name_cell(self.row - 1, self.column - 1))
        self.has_formula |= local == "f"
        if local == "v" and self.has_formula:
            self.parser.CharacterDataHandler = self._take_characters

    def _take_characters(self, text: str) -> None:
        self.has_value |= bool(text.strip())

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        top, bottom = _read_reference(first)[0], _read_reference(last or first)[0]
        self.merged += max(min(bottom, MOST_ROWS) - top, 1)
        if self.merged > MOST_MERGED_ROWS:
            raise TooLargeError

    def _name_sheet(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.rpartition(":")[2] == "id":
                self.scan.sheets[value] = attributes.get("name", "")

    def _relate(self, attributes: dict[str, str]) -> None:
        self._check_type(attributes.get("Type", ""))
        if self.name == "workbook.xml.rels":
            self.scan.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _declare(self, attributes: dict[str, str]) -> None:
        self._check_type(attributes.get("ContentType", ""))

    def _check_type(self, declared: str) -> None:
        if any(mark.casefold() in declared.casefold() for mark in MACRO_TYPES):
            raise UnsafePartError(MACROS)


ELEMENTS: dict[str, Any] = {
    "row": _Scanner._enter_row,  # noqa: SLF001  a table of its own methods
    "c": _Scanner._enter_cell,  # noqa: SLF001  the same
    "mergeCell": _Scanner._merge,  # noqa: SLF001  the same
    "sheet": _Scanner._name_sheet,  # noqa: SLF001  the same
    "Relationship": _Scanner._relate,  # noqa: SLF001  the same
    "Override": _Scanner._declare,  # noqa: SLF001  the same
    "Default": _Scanner._declare,  # noqa: SLF001  the same
}


def _read_reference(written: str) -> tuple[int, int]:
    """Return row and column, counted from 1, of a reference such as C5."""
    found = REFERENCE.fullmatch(written)
    if not found:
        raise ValueError(written)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
