"""The rows of the sheet 节假日 as notices, one a year: days off, days of work, and the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, shorten_found
from planner.planfile.text import fold_width

if TYPE_CHECKING:
    from planner.planfile.register import Path
    from planner.planfile.table import TableRow

RESTS = frozenset({"放假", "休假", "休"})
WORKDAYS = frozenset({"上班", "调休上班", "调休", "班"})
NOTICES = frozenset({"通知", "依据", ""})
KINDS = Wording("应为放假、上班或通知", "expected 放假 (rest), 上班 (work) or 通知 (notice)")


@dataclass(slots=True)
class NoticeDraft:
    """One year's notice under way, and where its parts stand."""

    data: dict[str, Any]
    rows: dict[Path, TableRow] = field(default_factory=dict)
    cells: dict[Path, Place] = field(default_factory=dict)

    def take(self, row: TableRow, kind: str) -> None:
        """Take a row: a rest, a working day, or nothing but its source."""
        texts = row.texts
        if kind in RESTS:
            rest = {name: texts[name] for name in ("name", "first_on", "last_on") if name in texts}
            if "first_on" in rest:
                rest.setdefault("last_on", rest["first_on"])
            self.data["rests"].append(rest)
            self.rows["rests", len(self.data["rests"]) - 1] = row
        elif kind in WORKDAYS:
            self.data["workdays"].append(texts.get("first_on", ""))
            self.cells["workdays", len(self.data["workdays"]) - 1] = row.place("first_on")
        if "source" in texts:
            self.data.setdefault("source", texts["source"])


def gather_notices(rows: list[TableRow]) -> tuple[list[NoticeDraft], list[Fault]]:
    """Return the notices in the order of their first rows, and rows of no known kind."""
    notices: dict[str, NoticeDraft] = {}
    faults: list[Fault] = []
    for row in rows:
        year = row.texts.get("year", "")
        if year not in notices:
            notices[year] = NoticeDraft({"year": year, "rests": [], "workdays": []}, {(): row})
        kind = fold_width(row.texts.get("kind", ""))
        if kind not in RESTS | WORKDAYS | NOTICES:
            faults.append(Fault(row.place("kind"), shorten_found(kind), KINDS))
        notices[year].take(row, kind)
    return list(notices.values()), faults
