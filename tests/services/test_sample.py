from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.domain.directory import people_on_leave
from planner.domain.error import InvalidRequestError
from planner.domain.finding import Severity, find_findings
from planner.domain.person import AttendanceKind
from planner.domain.task import TaskState
from planner.domain.timeline import back_schedule
from planner.services.sample import SAMPLE_KINDS, SAMPLES, sample_plan

if TYPE_CHECKING:
    from planner.domain.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)


def count_kinds(plan: Plan) -> Counter[AttendanceKind]:
    return Counter(person.attendance for person in plan.people)


def test_the_full_session_has_its_exact_numbers():
    plan = sample_plan("plenary")
    kinds = {
        AttendanceKind.MEMBER: 560,
        AttendanceKind.SITTING_IN: 120,
        AttendanceKind.STAFF: 60,
    }
    assert count_kinds(plan) == kinds
    assert len(plan.sittings) == 16
    assert len({person.sector for person in plan.people if person.sector}) == 32
    assert len(plan.settings.sector_order) == 32
    assert sum(person.is_standing for person in plan.people) == 100


def test_every_group_of_the_full_session_has_its_room_and_bus():
    plan = sample_plan("plenary")
    groups = {person.group for person in plan.people if person.group}
    assert [each.name for each in plan.groups if each.name in groups and each.bus] == [
        each.name for each in plan.groups
    ]
    assert (len(groups), len({each.room for each in plan.groups})) == (22, 22)


def test_names_are_unique_but_for_the_planned_pair():
    names = Counter(person.name.partition("（")[0] for person in sample_plan("plenary").people)
    assert {name: count for name, count in names.items() if count > 1} == {"陈静": 2}


@pytest.mark.parametrize("kind", SAMPLE_KINDS)
def test_every_task_of_a_sample_has_an_owner_on_its_roster(kind: str) -> None:
    plan = sample_plan(kind)
    people = {person.key for person in plan.people}
    assert [task.key for task in plan.tasks if task.owner not in people] == []


def test_all_sixty_of_the_staff_own_something():
    plan = sample_plan("plenary")
    staff = {each.key for each in plan.people if each.attendance is AttendanceKind.STAFF}
    assert {task.owner for task in plan.tasks} == staff


@pytest.mark.parametrize("kind", SAMPLE_KINDS)
def test_a_sample_has_only_hints(kind: str) -> None:
    plan = sample_plan(kind)
    findings = find_findings(plan, back_schedule(plan, TODAY), TODAY)
    assert [each for each in findings if each.severity is not Severity.HINT] == []


def test_executive_chairs_are_each_in_one_full_sitting():
    plan = sample_plan("plenary")
    chairs = [
        key for each in plan.sittings if each.key in {"S04", "S08", "S16"} for key in each.presiders
    ]
    top = [person.key for person in plan.people if person.rank and person.rank <= 12]
    assert sorted(chairs) == sorted(top)


def test_rostrums_seat_all_the_standing_committee_but_those_on_leave():
    plan = sample_plan("plenary")
    standing = {person.key for person in plan.people if person.is_standing}
    fronts = []
    for sitting in plan.sittings:
        if sitting.rostrum:
            seated = [key for row in sitting.rostrum.rows for key in row.people]
            assert sorted(seated) == sorted(standing - people_on_leave(plan, sitting))
            fronts.append(len(sitting.rostrum.rows[0].people))
    assert fronts == [12, 11, 12]


def test_the_early_work_is_done_and_nothing_is_late():
    plan = sample_plan("plenary")
    timeline = back_schedule(plan, TODAY)
    states = Counter(task.state for task in plan.tasks)
    assert (states[TaskState.DONE], states[TaskState.DOING]) == (13, 7)
    assert [each.task.key for each in timeline.tasks if each.is_late(TODAY) or each.gave_way] == []


def test_the_script_makes_what_is_shipped(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scripts.make_samples", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_text(encoding="utf-8") for path in SAMPLES.iterdir()}


def test_no_sample_bears_the_name_of_a_real_member():
    lists = ROOT.parent / "shared" / "data" / "names"
    if not lists.is_dir():
        pytest.skip("the lists of real names are not on this machine")
    real = {
        "".join(line.split())
        for path in lists.iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "["))
    }
    invented = {person.name for kind in SAMPLE_KINDS for person in sample_plan(kind).people}
    assert len(real) > 500
    assert invented & real == set()


def test_an_unknown_sample_is_refused():
    with pytest.raises(InvalidRequestError):
        sample_plan("chair")
