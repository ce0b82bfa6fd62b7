"""Putting a workbook's sheets together into a plan's data, and where each part of it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.domain.sitting import SittingKind
from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, UnreadableError, shorten_found
from planner.planfile.form import Form, fold_header, is_free
from planner.planfile.holiday import gather_notices
from planner.planfile.moment import Moment, find_half, split_moment
from planner.planfile.number import read_number
from planner.planfile.offset import split_anchor
from planner.planfile.register import Path, Register
from planner.planfile.table import Sheet, TableRow, unknown_header
from planner.planfile.term import words_of
from planner.planfile.text import split_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LABEL_COLUMNS = 6
NO_SITTING = Wording("须写明会次", "name the sitting")
HEADING = frozenset({"项目", "内容", "填写说明"})


class Draft:
    """The data of a plan under way: the same shape as a YAML file's."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: dict[str, Any] = {"organisation": {}}
        self.faults: list[Fault] = []
        self._rows: dict[Path, TableRow] = {}
        self._cells: dict[Path, Place] = {}
        self._tables: dict[str, list[TableRow]] = {}

    def place(self, path: Path) -> Place:
        """Return the place of a part, or of the nearest part around it."""
        for length in range(len(path), 0, -1):
            part = path[:length]
            if part in self._cells:
                return self._cells[part]
            if part in self._rows:
                rest = path[length:]
                return self._rows[part].place(str(rest[0]) if rest else "")
        return Place(self.file, path=".".join(map(str, path)))

    def take_facts(self, sheet: Sheet, form: Form) -> None:
        """Take a sheet of facts: what it is, and the fact in the cell to its right."""
        known = form.headers
        rights = {(top, left): right for (top, left), (_, right) in sheet.merges}
        for column in form.columns:
            self._cells[tuple(column.field.split("."))] = Place(
                self.file, sheet=sheet.name, path=column.header
            )
        for row in range(len(sheet.rows)):
            for at in range(min(LABEL_COLUMNS, len(sheet.rows[row]))):
                label = sheet.text(row, at)
                if not label.strip():
                    continue
                named = known.get(fold_header(label))
                value_at = rights.get((row, at), at) + 1
                value = (
                    sheet.text(row, value_at, named.kind) if named else sheet.text(row, value_at)
                )
                if named is not None:
                    self._take_fact(named.field, value, sheet.place(row, value_at, named.header))
                elif value and label.strip() not in HEADING and not is_free(label):
                    words = unknown_header(label, form)
                    self.faults.append(Fault(sheet.place(row, at), shorten_found(label), words))
                break

    def _take_fact(self, field: str, value: str, place: Place) -> None:
        path = tuple(field.split("."))
        self._cells[path] = place
        if not value:
            return
        part = self.data
        for step in path[:-1]:
            part = part.setdefault(step, {})
        if path[-1] in part:
            expected = Wording("这一项填了两处", "this is given twice")
            self.faults.append(Fault(place, shorten_found(value), expected))
        part[path[-1]] = value

    def take_rows(self, section: str, rows: list[TableRow]) -> None:
        """Take a table's rows; those that are a list of the plan become its members."""
        self._tables[section] = rows
        adapt = ADAPT.get(section)
        if section in PARTS:
            return
        members = self._members(section)
        for row in rows:
            members.append(dict(adapt(row.texts)) if adapt else dict(row.texts))
            self._rows[*SECTION_PATHS.get(section, (section,)), len(members) - 1] = row

    def join_parts(self) -> None:
        """Put steps and rostrums into their sittings, and the settings' lists into the settings."""
        register = Register({"sittings": self.data.get("sittings", [])})
        self._join_texts()
        for row, at in self._each_of_sitting("steps", register):
            steps = self.data["sittings"][at].setdefault("steps", [])
            steps.append({name: text for name, text in row.texts.items() if name != "sitting"})
            self._rows["sittings", at, "steps", len(steps) - 1] = row
        for row, at in self._each_of_sitting("rostrum", register):
            self._join_rostrum(row, at)
        for at, sitting in enumerate(self.data.get("sittings", [])):
            if "rostrum" in sitting:
                self._settle_rows(sitting["rostrum"], at)
        self._join_settings()

    def _members(self, section: str) -> list[Any]:
        part = self.data
        *around, last = SECTION_PATHS.get(section, (section,))
        for step in around:
            part = part.setdefault(step, {})
        members: list[Any] = part.setdefault(last, [])
        return members

    def _each_of_sitting(self, section: str, register: Register) -> Iterator[tuple[TableRow, int]]:
        """Yield rows with the number of their sitting; a row that names none goes on."""
        keys = {sitting.get("key"): at for at, sitting in enumerate(self.data.get("sittings", []))}
        written = ""
        for row in self._tables.get(section, []):
            written = row.texts.get("sitting", written)
            if not written.strip():
                self.faults.append(Fault(row.place("sitting"), "", NO_SITTING))
                continue
            try:
                at = keys[register.find("sittings", " ".join(written.split()))]
            except UnreadableError as error:
                self._tell(row, "sitting", error)
                continue
            yield row, at

    def _join_rostrum(self, row: TableRow, at: int) -> None:
        rostrum = self.data["sittings"][at].setdefault("rostrum", {"rows": {}})
        path: Path = ("sittings", at, "rostrum")
        self._rows.setdefault(path, row)
        for name in ("rule", "presider_seat", "lectern"):
            if name in row.texts and name not in rostrum:
                rostrum[name] = row.texts[name]
                self._cells[*path, name] = row.place(name)
        if not row.texts.keys() & {"row", "people", "order", "shift"}:
            return
        try:
            number = read_number(row.texts.get("row", "1"))
        except UnreadableError as error:
            self._tell(row, "row", error)
            return
        seats = rostrum["rows"].setdefault(number, {"people": [], "first": row, "places": []})
        people = split_list(row.texts.get("people", ""))
        seats["people"] += people
        seats["places"] += [row.place("people")] * len(people)
        seats.update({name: row.texts[name] for name in ("order", "shift") if name in row.texts})

    def _settle_rows(self, rostrum: dict[str, Any], at: int) -> None:
        """Put a rostrum's rows in order, front row first."""
        rows = [rostrum["rows"][number] for number in sorted(rostrum["rows"])]
        for number, row in enumerate(rows):
            path: Path = ("sittings", at, "rostrum", "rows", number)
            self._rows[path] = row.pop("first")
            for order, place in enumerate(row.pop("places")):
                self._cells[*path, "people", order] = place
        rostrum["rows"] = rows

    def _join_texts(self) -> None:
        """Put a long text's rows together: the same key again and no title goes on with it."""
        joined: list[dict[str, str]] = []
        for text, row in zip(
            self.data.get("texts", []), self._tables.get("texts", []), strict=True
        ):
            if joined and "title" not in text and text.get("key") == joined[-1].get("key"):
                joined[-1]["body"] = joined[-1].get("body", "") + text.get("body", "")
                continue
            joined.append(text)
            self._rows["texts", len(joined) - 1] = row
        if joined:
            self.data["texts"] = joined

    def _join_settings(self) -> None:
        sectors = self._tables.get("sectors", [])
        settings = self.data.setdefault("settings", {})
        settings["sector_order"] = [row.texts["name"] for row in sectors]
        for at, row in enumerate(sectors):
            self._cells["settings", "sector_order", at] = row.place("name")
        notices, faults = gather_notices(self._tables.get("calendar_notices", []))
        self.faults += faults
        settings["calendar_notices"] = [notice.data for notice in notices]
        for at, notice in enumerate(notices):
            for path, row in notice.rows.items():
                self._rows["settings", "calendar_notices", at, *path] = row
            for path, place in notice.cells.items():
                self._cells["settings", "calendar_notices", at, *path] = place

    def _tell(self, row: TableRow, name: str, error: UnreadableError) -> None:
        found = shorten_found(row.texts.get(name, ""))
        self.faults.append(Fault(row.place(name), found, error.wording))


def adapt_sitting(texts: dict[str, str]) -> dict[str, str]:
    """Return a sitting's texts with day and times each in their field, wherever they were typed.

    A sitting of no kind whose name is that of a kind (预备会议) is of that kind.
    """
    sitting = {name: text for name, text in texts.items() if name not in {"when", "half"}}
    half = find_half(texts.get("half", "")) or find_half(texts.get("held_on", ""))
    when = split_moment(texts.get("when", ""), half)
    day = split_moment(texts.get("held_on", ""), half) if "held_on" in texts else Moment()
    starts = split_moment(texts.get("starts_at", ""), half)
    ends = split_moment(texts.get("ends_at", ""), half)
    chosen = {
        "held_on": day.day or texts.get("held_on", "") or when.day,
        "starts_at": starts.starts or texts.get("starts_at", "") or when.starts or day.starts,
        "ends_at": ends.starts or texts.get("ends_at", "") or starts.ends or when.ends or day.ends,
    }
    named = "".join(texts.get("name", "").split())
    kind = {} if "kind" in texts or named not in words_of(SittingKind) else {"kind": named}
    return {**sitting, **kind, **{name: text for name, text in chosen.items() if text}}


def adapt_task(texts: dict[str, str]) -> dict[str, str]:
    """Return a task's texts; an offset that names its anchor (开幕前15天) is taken apart."""
    anchor, offset = split_anchor(texts.get("offset", ""))
    if not anchor or "anchor" in texts:
        return {**texts, **({"offset": offset} if offset else {})}
    return {**texts, "anchor": anchor, "offset": offset}


ADAPT: dict[str, Callable[[Any], dict[str, str]]] = {
    "sittings": adapt_sitting,
    "tasks": adapt_task,
}
PARTS = frozenset({"steps", "rostrum", "sectors", "calendar_notices"})
SECTION_PATHS = {
    "stroke_overrides": ("settings", "stroke_overrides"),
    "waivers": ("settings", "waivers"),
}
