"""Names that differ by one character from another record of the same office.

Candidates meet in buckets of names with one character masked, so that a roster of any size takes
one pass. Colleagues with like names exist: only names that sound alike, or share two characters
of three, are told, and the weight follows the evidence.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.domain.finding.rule import hint, warn
from planner.domain.person_name import split_name
from planner.domain.pinyin import read_name
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.value import Finding
    from planner.domain.person import Person

LONG_NAME = 3

SOUNDS_ALIKE = warn("name-sounds-alike", "核对姓名用字", "Check how the name is written")
ONE_OFF = hint("name-one-character-off", "核对姓名用字", "Check how the name is written")


def check_names(inspection: Inspection) -> Iterator[Finding]:
    """Yield names one character away from another record of the same unit and post."""
    buckets: dict[tuple[str, str, str], list[Person]] = defaultdict(list)
    for person in inspection.plan.people:
        if not person.unit or not person.post:
            continue
        proper = split_name(person.name).proper
        for at in range(len(proper)):
            masked = f"{proper[:at]}\N{WHITE SQUARE}{proper[at + 1 :]}"
            buckets[person.unit, person.post, masked].append(person)
    told: set[tuple[str, str]] = set()
    for bucket in buckets.values():
        for first, second in pairwise(bucket):
            mark = (first.key, second.key)
            if mark not in told and split_name(first.name).proper != split_name(second.name).proper:
                told.add(mark)
                yield from _tell(first, second)


def _tell(first: Person, second: Person) -> Iterator[Finding]:
    sounds_alike = _reading(first) == _reading(second)
    if not sounds_alike and len(split_name(second.name).proper) < LONG_NAME:
        return
    rule = SOUNDS_ALIKE if sounds_alike else ONE_OFF
    why = Wording(
        f"与同单位同职务的“{first.name}”只差一个字",
        f"one character away from “{first.name}”, of the same unit and post",
    )
    yield rule.in_person(second, "name", why)


def _reading(person: Person) -> tuple[str, ...]:
    return read_name(person.name, person.pinyin)
