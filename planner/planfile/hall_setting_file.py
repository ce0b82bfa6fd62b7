"""How a hall is filled, from a file in YAML or JSON: people by name, seats as they are called.

    block_by: group
    shape: rows
    rules:
      - {kind: 固定座位, people: [王芳], seats: [池座1排1座], note: 发言}
      - {kind: together, people: [李强, 赵敏]}

A person is meant by his key or his name, an area by its key or its name, a seat by its key or as it
is called. A rule that bears no key gets one. Every fault has its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from planner.domain.person import AttendanceKind
from planner.domain.seating.rule_words import RULE_WORDS
from planner.domain.venue.numbering import spell_seat
from planner.domain.vocabulary import label
from planner.domain.wording import Wording
from planner.planfile.fault import Fault, PlanFileError, refuse_file, shorten_found
from planner.planfile.hall_setting import HallSettingsPart
from planner.planfile.register import PathFault
from planner.planfile.validation import tell_errors
from planner.planfile.yaml_node import read_tree
from planner.planfile.yaml_reader import decode_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from planner.domain.plan import Plan
    from planner.domain.seating.setting import HallSettings
    from planner.domain.venue.plan import Venue
    from planner.planfile.register import Path

    _Find = Callable[[str, Path], str]

LARGEST_BYTES = 4 * 1024 * 1024
ENDINGS = Wording("排座设置应为 .yaml 或 .json 文件", "settings of seats end in .yaml or .json")
TOO_LARGE = Wording("文件超过 4 MB", "the file is larger than 4 MB")
NO_PERSON = Wording("方案中没有此人", "nobody in the plan is called so")
TWO_PEOPLE = Wording(
    "方案中有多人同名，请改填人员编号", "several people in the plan are called so; give the key"
)
NO_SEAT = Wording("会场中没有这个座位，写法如“池座3排12座”", "the venue has no such seat")
NO_AREA = Wording("会场中没有这个区域", "the venue has no such area")
RULE_CODES = {words.zh: kind.value for kind, words in RULE_WORDS.items()}
KIND_CODES = {label(kind).zh: kind.value for kind in AttendanceKind}


def read_hall_setting_file(raw: bytes, file: str, plan: Plan, venue: Venue) -> HallSettings:
    """Return how a hall is filled, or raise PlanFileError with every fault."""
    if PurePath(file).suffix.lower() not in {".yaml", ".yml", ".json"}:
        raise refuse_file(file, ENDINGS, PurePath(file).suffix)
    if len(raw) > LARGEST_BYTES:
        raise refuse_file(file, TOO_LARGE)
    tree = read_tree(decode_text(raw, file), file)
    data = {} if tree.data is None else tree.data
    resolver = _Resolver.of(plan, venue)
    resolver.resolve(data)
    faults = list(resolver.faults)
    part: HallSettingsPart | None = None
    try:
        part = HallSettingsPart.model_validate(data)
    except ValidationError as error:
        faults += tell_errors(error.errors(include_url=False), HallSettingsPart)
    told = [
        *tree.faults,
        *(
            Fault(tree.place(each.path), shorten_found(each.found), each.expected)
            for each in faults
        ),
    ]
    if part is None or told:
        raise PlanFileError(file, tuple(sorted(told, key=lambda each: each.place.line)))
    settings: HallSettings = part.value()
    return settings


@dataclass(slots=True)
class _Resolver:
    """Puts keys where a file has names; what means nothing is a fault."""

    people: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, str]
    areas: Mapping[str, str]
    faults: list[PathFault] = field(default_factory=list)

    @classmethod
    def of(cls, plan: Plan, venue: Venue) -> _Resolver:
        """Return what knows the names of a plan and a venue."""
        people: dict[str, tuple[str, ...]] = {}
        for person in plan.people:
            people[person.name] = (*people.get(person.name, ()), person.key)
        people |= {person.key: (person.key,) for person in plan.people}
        seats = {
            spell_seat(area, row, seat).zh: seat.key
            for area in venue.areas
            for row in area.rows
            for seat in row.seats
        }
        seats |= {seat.key: seat.key for seat in venue.list_seats()}
        areas = {area.name: area.key for area in venue.areas}
        return cls(people, seats, areas | {area.key: area.key for area in venue.areas})

    def resolve(self, data: object) -> None:
        """Put keys into plain data in place."""
        if not isinstance(data, dict):
            return
        self._put_all(data, "areas", (), self._find_area)
        for name in ("rules", "locks", "zones", "records"):
            listed = data.get(name)
            for at, each in enumerate(listed if isinstance(listed, list) else []):
                if isinstance(each, dict):
                    self._resolve_part(each, name, at)

    def _resolve_part(self, part: dict[str, object], name: str, at: int) -> None:
        path = (name, at)
        self._put_all(part, "people", path, self._find_person)
        self._put_all(part, "seats", path, self._find_seat)
        self._put(part, "person", path, self._find_person)
        self._put(part, "seat", path, self._find_seat)
        if name == "rules":
            part.setdefault("key", f"rule-{at + 1}")
        codes = RULE_CODES if name == "rules" else KIND_CODES
        kind = part.get("kind")
        if isinstance(kind, str):
            part["kind"] = codes.get(kind, kind)

    def _put_all(self, part: dict[str, object], name: str, path: Path, find: _Find) -> None:
        listed = part.get(name)
        if isinstance(listed, list):
            part[name] = [
                find(each, (*path, name, at)) if isinstance(each, str) else each
                for at, each in enumerate(listed)
            ]

    def _put(self, part: dict[str, object], name: str, path: Path, find: _Find) -> None:
        value = part.get(name)
        if isinstance(value, str):
            part[name] = find(value, (*path, name))

    def _find_person(self, word: str, path: Path) -> str:
        found = self.people.get(word, ())
        if len(found) != 1:
            self.faults.append(PathFault(path, word, TWO_PEOPLE if found else NO_PERSON))
            return word
        return found[0]

    def _find_seat(self, word: str, path: Path) -> str:
        return self._look_up(self.seats, "".join(word.split()), path, NO_SEAT)

    def _find_area(self, word: str, path: Path) -> str:
        return self._look_up(self.areas, word, path, NO_AREA)

    def _look_up(self, known: Mapping[str, str], word: str, path: Path, expected: Wording) -> str:
        if word not in known:
            self.faults.append(PathFault(path, word, expected))
        return known.get(word, word)
