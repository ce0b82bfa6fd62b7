"""The life of an entry: new, changed, cancelled, back again, restored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calendars.identity import SEPARATOR
from planner.calendars.ledger import EPOCH, Ledger, Moment, fold, forget, leap, pack, unpack
from planner.calendars.mark import mark_sittings, mark_tasks
from planner.calendars.programme import (
    Programme,
    Showing,
    leader_items,
    list_items,
    task_items,
)
from planner.domain.person import Leave, LeaveState
from planner.domain.task import TaskState, Workstream
from planner.domain.timeline import back_schedule
from planner.domain.work import Agreement, Progress, Work, lay_work
from tests.builders import a_person, a_plan, a_sitting, a_task

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.calendars.mark import Marks
    from planner.domain.sitting import Sitting

BEGAN = datetime(2027, 1, 4, 2, tzinfo=UTC)
S1 = ("sitting", "s1")
OWN = ("duty", "p1", "s1")


def a_programme(*sittings: Sitting, **plan: Any) -> Programme:  # noqa: ANN401  any field of the value
    people = plan.pop("people", (a_person(), a_person("p2", "李明")))
    made = a_plan(people=people, sittings=sittings, **plan)
    return Programme(made, back_schedule(made, date(2026, 12, 1)))


def a_day(**rest: Any) -> Sitting:  # noqa: ANN401  any field of the value
    return a_sitting(participants=("member",), **rest)


def play(
    *states: Programme,
    topic: Callable[[Programme], Marks] = mark_sittings,
    every: timedelta = timedelta(days=1),
) -> list[Ledger]:
    """Return the ledgers after each of the states of a meeting, a day between them."""
    ledger, former, ledgers = Ledger("seed"), {}, []
    for number, state in enumerate(states, start=1):
        at = BEGAN + every * (number - 1)
        marks = topic(state)
        ledger = fold(ledger, former, marks, Moment(at, number, at.date()))
        ledgers.append(ledger)
        former = marks
    return ledgers


def sequences(ledgers: list[Ledger], part: tuple[str, ...]) -> list[int]:
    return [each.lines["\x1f".join(part)].sequence for each in ledgers]


def test_new_entry_begins_at_nought_with_the_instant_of_its_revision():
    [ledger] = play(a_programme(a_day()))
    standing = ledger.standing_of(S1)
    assert (standing.sequence, standing.stamp, standing.is_cancelled) == (0, BEGAN, False)
    assert ledger.number_of(S1) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"held_on": date(2027, 1, 19)},
        {"starts_at": time(10)},
        {"ends_at": time(12)},
        {"place": "大礼堂"},
    ],
)
def test_change_of_time_or_place_raises_the_sequence_of_all_who_come(change: dict[str, Any]):
    first = a_programme(a_day())
    ledgers = play(first, a_programme(a_day(**change)))
    assert sequences(ledgers, S1) == [0, 1]
    assert sequences(ledgers, OWN) == [0, 1]


def test_change_of_words_moves_the_instant_only():
    ledgers = play(a_programme(a_day()), a_programme(a_day(content="听取报告")))
    assert sequences(ledgers, S1) == [0, 0]
    assert ledgers[1].standing_of(S1).stamp == BEGAN + timedelta(days=1)
    assert ledgers[1].number_of(S1) == 2


def test_change_of_those_called_whom_only_the_outline_lists_moves_the_instant():
    first = a_day(participants_note="全体委员")
    second = replace(first, participants=("member", "observer"))
    states = [a_programme(each) for each in (first, second)]
    outlines, whole = (
        [list_items(each, "meeting", showing)[0].description for each in states]
        for showing in (Showing.OUTLINE, Showing.STAFF)
    )
    assert (outlines[0] == outlines[1], whole[0] == whole[1]) == (False, True)
    ledgers = play(*states)
    assert sequences(ledgers, S1) == [0, 0]
    assert ledgers[1].number_of(S1) == 2


def test_what_nothing_happened_to_keeps_its_instant():
    other = a_day(key="s2", name="闭幕会")
    ledgers = play(a_programme(a_day(), other), a_programme(a_day(place="大礼堂"), other))
    assert ledgers[1].standing_of(("sitting", "s2")).stamp == BEGAN
    assert ledgers[1].number_of(("sitting", "s2")) == 1


def test_there_and_back_is_two_changes():
    first, moved = a_programme(a_day()), a_programme(a_day(place="大礼堂"))
    assert sequences(play(first, moved, first), S1) == [0, 1, 2]


def test_removed_sitting_is_cancelled_in_every_calendar_it_stood_in():
    ledgers = play(a_programme(a_day()), a_programme())
    gone = {key: dict(ledgers[1].list_gone(key)) for key in ledgers[1].gone}
    assert gone.keys() == {
        *("meeting", "sitting:s1", "year:2027", "venue:云岭会堂"),
        *("person:p1", "person:p2"),
    }
    left = gone["meeting"][S1]
    assert (left.standing.sequence, left.standing.is_cancelled) == (1, True)
    assert gone["person:p1"].keys() == {OWN}
    event = ledgers[1].gone_event(S1, left)
    assert (event.uid, event.summary, event.location) == (
        ledgers[1].uid_of(S1),
        "开幕会",
        "云岭会堂",
    )


def test_what_comes_back_goes_on_beyond_its_cancellation():
    there = a_programme(a_day())
    ledgers = play(there, a_programme(), there, a_programme())
    assert sequences(ledgers, S1) == [0, 1, 2, 3]
    assert ledgers[2].gone.get("meeting", {}) == {}


def test_granted_leave_cancels_ones_own_entry_and_no_other():
    away = (Leave("p1", state=LeaveState.GRANTED),)
    ledgers = play(a_programme(a_day()), a_programme(a_day(), leaves=away))
    assert set(ledgers[1].gone) == {"person:p1"}
    assert ledgers[1].standing_of(S1).sequence == 0


def test_task_that_changes_hands_is_cancelled_for_the_former_owner_only():
    first = a_programme(tasks=(a_task(owner="p1"),))
    second = a_programme(tasks=(a_task(owner="p2"),))
    ledgers = play(first, second, first, topic=mark_tasks)
    assert set(ledgers[1].gone) == {"owner:p1"}
    assert set(ledgers[2].gone) == {"owner:p2"}
    [(_, left)] = ledgers[1].list_gone("owner:p1")
    assert sequences(ledgers, ("task", "t1")) == [0, 0, 0]
    assert (left.sequence, left.standing.is_cancelled) == (0, True)
    assert left.stamp > ledgers[0].lines["task\x1ft1"].stamp


def test_task_that_comes_back_after_it_was_forgotten_is_not_behind():
    first = a_programme(tasks=(a_task(owner="p1"),))
    second = a_programme(tasks=(a_task(owner="p2"),))
    ledgers = play(first, second, first, topic=mark_tasks, every=timedelta(days=40))
    [(_, left)] = ledgers[1].list_gone("owner:p1")
    assert (left.sequence, sequences(ledgers, ("task", "t1"))[-1]) == (0, 0)


def test_other_day_of_completion_moves_the_instant_only():
    open_work, part = a_programme(tasks=(a_task(owner="p1"),)), ("task", "t1")
    days = (date(2026, 11, 20), date(2026, 11, 23))
    works = (Work((Progress("t1", TaskState.DONE, each),)) for each in days)
    states = (Programme(*lay_work(open_work.plan, open_work.timeline, each)) for each in works)
    ledgers = play(*states, topic=mark_tasks)
    assert sequences(ledgers, part) == [0, 0]
    assert [each.number_of(part) for each in ledgers] == [1, 2]
    assert ledgers[1].standing_of(part).stamp == BEGAN + timedelta(days=1)


PLANNED = date(2027, 1, 14)
NINE = timedelta(hours=9)


def until(agreed_on: date | None) -> Programme:
    """Return a programme whose task ends on another day than the plan says, as agreed."""
    task = a_task(workstream="w1", owner="p1", anchor="2027-01-12", duration_days=3)
    stream = Workstream("w1", "会务组", accountable="p2")
    planned = a_programme(tasks=(task,), workstreams=(stream,))
    assert planned.timeline.tasks[0].ends_on == PLANNED
    agreed = (Agreement("t1", PLANNED, agreed_on),) if agreed_on else ()
    return Programme(*lay_work(planned.plan, planned.timeline, Work((), agreed)))


@pytest.mark.parametrize(
    ("agreed_on", "starts", "due", "alarms"),
    [
        (None, date(2027, 1, 12), PLANNED, [0, 1]),
        (date(2027, 1, 20), date(2027, 1, 12), date(2027, 1, 20), [0, 7]),
        (date(2027, 1, 11), date(2027, 1, 11), date(2027, 1, 11), [-1, 0]),
    ],
)
def test_agreed_day_is_when_a_task_is_due_and_its_owner_reminded(
    agreed_on: date | None, starts: date, due: date, alarms: list[int]
):
    programme = until(agreed_on)
    [event], [task] = (
        list(task_items(programme, "owner", "p1", Showing.STAFF, as_tasks=each))
        for each in (False, True)
    )
    [deadline] = leader_items(programme, "p2")
    assert (event.starts, event.ends) == (starts, due + timedelta(days=1))
    assert (task.starts_on, task.due_on) == (starts, due)
    assert [each.after_start for each in event.alarms] == [timedelta(at) + NINE for at in alarms]
    assert (deadline.starts, deadline.ends) == (due, due + timedelta(days=1))
    told = f"已同意改为1月{due.day}日，方案为1月14日"
    for each in (event, task, deadline):
        assert (told in each.description) is (agreed_on is not None)


def test_agreed_day_raises_the_sequence():
    ledgers = play(until(None), until(date(2027, 1, 20)), until(None), topic=mark_tasks)
    assert sequences(ledgers, ("task", "t1")) == [0, 1, 2]
    assert sequences(ledgers, ("deadline", "p2", "t1")) == [0, 1, 2]


def test_sitting_that_moves_house_leaves_the_former_venues_calendar():
    ledgers = play(a_programme(a_day()), a_programme(a_day(place="大礼堂")))
    assert set(ledgers[1].gone) == {"venue:云岭会堂"}


def test_cancelled_is_shown_for_thirty_days():
    ledger = play(a_programme(a_day()), a_programme())[1]
    gone_on = (BEGAN + timedelta(days=1)).date()
    assert ledger.next_end_on == gone_on + timedelta(days=30)
    assert forget(ledger, gone_on + timedelta(days=29), 3) == ledger
    ended = forget(ledger, gone_on + timedelta(days=30), 3)
    assert (ended.gone, ended.next_end_on, ended.forgotten) == ({}, None, 3)


def test_cancelled_and_forgotten_still_goes_on_beyond():
    there = a_programme(a_day())
    ledgers = play(there, a_programme(), there, every=timedelta(days=40))
    assert sequences(ledgers, S1) == [0, 1, 2]


def test_tasks_and_sittings_do_not_cancel_each_other():
    whole = a_programme(a_day(), tasks=(a_task(owner="p1"),))
    ledger = fold(Ledger("seed"), {}, mark_sittings(whole), Moment(BEGAN, 1, BEGAN.date()))
    tasks = mark_tasks(whole)
    assert fold(ledger, tasks, tasks, Moment(BEGAN, 1, BEGAN.date())).gone == {}


def test_restored_ledger_is_ahead_of_whatever_was_told():
    ledgers = play(a_programme(a_day()), a_programme(a_day(place="大礼堂")), a_programme())
    restored_at = BEGAN + timedelta(days=9)
    for ledger in ledgers:
        ahead = leap(ledger, Moment(restored_at, 9, restored_at.date()))
        assert all(
            ahead.lines[part].sequence > max(sequences(ledgers, tuple(part.split("\x1f"))[:3]))
            for part in ahead.lines
        )
        assert ahead.floor == (restored_at - EPOCH) // timedelta(minutes=1)
    again = leap(ahead, Moment(restored_at, 10, restored_at.date()))
    assert again.floor > ahead.floor


def test_after_a_restoration_new_entries_begin_at_the_floor():
    ledger = leap(Ledger("seed"), Moment(BEGAN, 1, BEGAN.date()))
    marks = mark_sittings(a_programme(a_day()))
    grown = fold(ledger, {}, marks, Moment(BEGAN, 2, BEGAN.date()))
    assert grown.standing_of(S1).sequence == ledger.floor > 0


def test_ledger_is_kept_whole():
    for ledger in play(a_programme(a_day()), a_programme(a_day(starts_at=None)), a_programme()):
        assert unpack(pack(ledger)) == ledger
    people = ({"p1": "王芳"}, {})
    marks = mark_sittings(a_programme(a_day()))
    gone = fold(ledger, marks, {}, Moment(BEGAN, 9, BEGAN.date()), people)
    assert (gone.turns, gone.gone["person:p1"][SEPARATOR.join(OWN)].who) == (
        {"p1": 9, "王芳": 9},
        "王芳",
    )
    whole = replace(gone, forgotten=4, floor=7)
    assert unpack(pack(whole)) == whole


def test_packing_is_the_same_each_time():
    [ledger] = play(a_programme(a_day()))
    assert pack(unpack(pack(ledger))) == pack(ledger)


STATES = st.lists(
    st.lists(
        st.builds(
            lambda key, place, content: a_day(key=key, place=place, content=content),
            st.sampled_from(["s1", "s2", "s3"]),
            st.sampled_from(["甲厅", "乙厅", "\x1f"]),
            st.sampled_from(["", "报告"]),
        ),
        unique_by=lambda each: each.key,
        max_size=3,
    ),
    min_size=2,
    max_size=6,
)


@given(STATES)
def test_sequence_never_falls_and_grows_whenever_people_must_be_told(states: list[list[Sitting]]):
    programmes = [a_programme(*each) for each in states]
    ledgers = play(*programmes)
    for part in ledgers[-1].lines:
        seen = [each.lines[part].sequence for each in ledgers if part in each.lines]
        assert all(later - earlier in {0, 1} for earlier, later in pairwise(seen))
        spans = [each.lines[part].span for each in ledgers if part in each.lines]
        assert all(
            (after > before) == (now != then)
            for before, after, then, now in zip(seen, seen[1:], spans, spans[1:], strict=False)
        )


@given(STATES)
def test_told_sequences_never_fall_in_any_calendar(states: list[list[Sitting]]):
    told: dict[tuple[str, str], int] = {}
    for state, ledger in zip(states, play(*[a_programme(*each) for each in states]), strict=True):
        marks = mark_sittings(a_programme(*state))
        shown = {
            (key, part): ledger.lines[part].sequence
            for key, parts in marks.items()
            for part in parts
        }
        for key, parts in ledger.gone.items():
            shown |= {(key, part): each.sequence for part, each in parts.items()}
        assert all(shown[each] >= told.get(each, 0) for each in shown)
        told |= shown
