from __future__ import annotations

from planner.domain.leave_effect import LeaveEffects
from planner.domain.person import Leave, LeaveState
from tests.builders import a_sound_plan

GRANTED = LeaveState.GRANTED


def told(person: str, *sittings: str, leaves: tuple[Leave, ...] = ()) -> list[tuple[str, str]]:
    effect = LeaveEffects(a_sound_plan(leaves=leaves)).find(person, sittings)
    return [(duty.how.en, duty.sitting) for duty in effect.duties]


def test_a_leave_touches_chairs_speakers_rostrum_and_reports() -> None:
    assert told("chair", "close") == [("presides", "close"), ("on the rostrum", "close")]
    assert ("reports", "open") in told("chair", "open")
    assert ("speaks", "close") in told("sg")
    assert told("m3") == []
    assert told("owner") == []


def test_a_leave_is_counted_against_the_quorum_once() -> None:
    away = (Leave("m1", state=GRANTED), Leave("m2", state=GRANTED))
    effects = LeaveEffects(a_sound_plan(leaves=away))
    third, first = effects.find("m3", ["open"]), effects.find("m1", ["open"])
    assert [(each.members, each.present, each.is_reached) for each in third.quorums] == [
        (6, 3, False)
    ]
    assert [(each.present, each.is_reached) for each in first.quorums] == [(4, True)]
    assert (third.is_grave, first.is_grave) == (True, False)
    assert effects.find("lead").quorums == ()
