"""People who are busy elsewhere while a sitting wants them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from planner.domain.busy import BusyTime
from planner.domain.person import Leave, LeaveState
from planner.domain.plan import Settings, Waiver
from planner.domain.sitting import SittingKind
from tests.builders import a_sound_plan
from tests.inspection import inspect, marks, with_sitting

DAY = date(2027, 1, 18)
OPENING = datetime.combine(DAY, time(9))
CODE = "person-busy-elsewhere"


def busy(
    person: str, name: str, starts: datetime = OPENING, minutes: int = 60, **rest: bool
) -> BusyTime:
    return BusyTime(person, name, starts, starts + timedelta(minutes=minutes), **rest)


def test_presider_speaker_and_those_on_the_rostrum_are_told_each_with_when_and_why() -> None:
    people = (busy("vice", "韩立群"), busy("chair", "郑明远"), busy("sg", "苏文博"))
    found = inspect(a_sound_plan(), busy=people)
    assert [(each.place, each.why.zh) for each in found] == [
        (
            "sittings/open/presiders/vice",
            "韩立群主持，但本人日历1月18日上午9:00至上午10:00另有安排",
        ),
        ("sittings/open/steps/chair", "郑明远发言，但本人日历1月18日上午9:00至上午10:00另有安排"),
        (
            "sittings/open/rostrum/sg",
            "苏文博主席台就座，但本人日历1月18日上午9:00至上午10:00另有安排",
        ),
    ]
    assert {each.severity.value for each in found} == {"important"}
    assert found[0].why.en == ("韩立群 (presides) is busy elsewhere 18 January, 09:00–10:00")


def test_only_who_has_to_be_there_in_person_is_told() -> None:
    plan = a_sound_plan()
    assert marks(plan, busy=[busy("m1", "白晓岚")]) == []
    named = with_sitting(plan, "open", participants=("member", "person:m1"))
    assert marks(named, busy=[busy("m1", "白晓岚")]) == [
        f"important {CODE} sittings/open/participants/m1"
    ]


def test_time_before_and_after_a_sitting_is_free() -> None:
    before = busy("vice", "韩立群", OPENING - timedelta(hours=1))
    after = busy("vice", "韩立群", datetime.combine(DAY, time(11, 30)))
    assert marks(a_sound_plan(), busy=[before, after]) == []
    overlapping = busy("vice", "韩立群", datetime.combine(DAY, time(11, 29)))
    assert marks(a_sound_plan(), busy=[overlapping]) == [
        f"important {CODE} sittings/open/presiders/vice"
    ]


def test_several_whole_days_are_told_from_the_first_to_the_last() -> None:
    def told(first: date, days: int) -> tuple[str, str]:
        trip = busy("vice", "韩立群", datetime.combine(first, time()), days * 1440, is_all_day=True)
        (found,) = inspect(a_sound_plan(), busy=[trip])
        return found.why.zh, found.why.en

    assert told(date(2027, 1, 15), 5) == (
        "韩立群主持，但本人日历1月15日至1月19日全天另有安排",
        "韩立群 (presides) is busy elsewhere all day from 15 January to 19 January",
    )
    assert told(date(2026, 12, 30), 20) == (
        "韩立群主持，但本人日历2026年12月30日至2027年1月18日全天另有安排",
        "韩立群 (presides) is busy elsewhere all day from 30 December 2026 to 18 January 2027",
    )


def test_whole_day_meets_every_sitting_of_it_also_one_without_hours() -> None:
    day = busy("vice", "韩立群", datetime.combine(DAY, time()), 24 * 60, is_all_day=True)
    found = inspect(a_sound_plan(), busy=[day])
    assert [each.why.zh for each in found] == ["韩立群主持，但本人日历1月18日全天另有安排"]
    plan = with_sitting(a_sound_plan(), "open", starts_at=None, ends_at=None)
    assert f"important {CODE} sittings/open/presiders/vice" in marks(plan, busy=[day])
    assert CODE not in str(marks(plan, busy=[busy("vice", "韩立群")]))


def test_leave_registration_and_another_of_that_key_are_no_clash() -> None:
    leave = Leave("vice", sittings=("open",), state=LeaveState.GRANTED)
    plan = a_sound_plan(leaves=(leave,))
    assert CODE not in str(marks(plan, busy=[busy("vice", "韩立群")]))
    registration = with_sitting(a_sound_plan(), "open", kind=SittingKind.REGISTRATION)
    assert CODE not in str(marks(registration, busy=[busy("vice", "韩立群")]))
    assert marks(a_sound_plan(), busy=[busy("chair", "韩立群")]) == [
        f"important {CODE} sittings/open/presiders/vice"
    ]


def test_one_person_is_set_aside_without_the_next() -> None:
    waiver = Waiver(CODE, "sittings/open/presiders/vice", "已改期")
    settings = Settings(
        calendar_notices=a_sound_plan().settings.calendar_notices, waivers=(waiver,)
    )
    people = [busy("vice", "韩立群"), busy("chair", "郑明远")]
    found = inspect(a_sound_plan(settings=settings), busy=people)
    assert [(each.place, each.waived_by) for each in found] == [
        ("sittings/open/steps/chair", None),
        ("sittings/open/presiders/vice", waiver),
    ]
