"""Names one character away from another record of the same office."""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING

import pytest

from planner.domain.finding.inspection import Inspection
from planner.domain.finding.name import check_names
from planner.domain.person import AttendanceKind
from planner.domain.timeline import Timeline
from tests.builders import a_person, a_plan, a_sound_plan
from tests.inspection import TODAY, marks

if TYPE_CHECKING:
    from planner.domain.plan import Plan


def colleagues(*names: str, post: str = "处长") -> Plan:
    plan = a_sound_plan()
    people = (
        a_person(f"g{at}", name, attendance=AttendanceKind.OBSERVER, unit="云岭水务", post=post)
        for at, name in enumerate(names, 1)
    )
    return replace(plan, people=(*plan.people, *people))


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("康晓明", "康小明"), ["important name-sounds-alike people/g2/name"]),
        (("康宁", "康柠"), ["important name-sounds-alike people/g2/name"]),
        (("康晓明", "康晓朋"), ["hint name-one-character-off people/g2/name"]),
        (("康宁", "康健"), []),
        (("康晓明", "麦大同"), []),
        (("康晓明", "康晓明轩"), []),
    ],
)
def test_like_names_of_one_office_are_weighed(names: tuple[str, ...], found: list[str]):
    assert marks(colleagues(*names)) == found


def test_like_names_of_other_offices_are_no_finding():
    plan = colleagues("康晓明")
    other = a_person("g9", "康小明", attendance=AttendanceKind.OBSERVER, unit="云岭银行")
    assert marks(replace(plan, people=(*plan.people, other))) == []


def test_work_grows_with_the_roster_and_not_with_its_square():
    """A hundred thousand pairs of one office would take minutes if they were compared."""
    names = [chr(0x4E00 + at) + chr(0x5E00 + at) + chr(0x6E00 + at) for at in range(3000)]
    people = tuple(a_person(f"p{at}", name, unit="省", post="员") for at, name in enumerate(names))
    inspection = Inspection.of(a_plan(people=people), Timeline(()), TODAY)
    start = process_time()
    assert list(check_names(inspection)) == []
    assert process_time() - start < 10
