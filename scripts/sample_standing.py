"""The sample of a standing-committee meeting: one day, its hundred members, January 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.person import Leave, LeaveState
from planner.domain.plan import AgendaItem, MeetingKind, Plan, TextBlock
from planner.domain.template import draft_plan
from planner.planfile.template import load_template
from scripts.sample_duty import assign_owners, make_rostrum, tell_progress
from scripts.sample_people import STANDING_COUNT, TOP_COUNT, spell_group
from scripts.sample_plenary import ORGANISATION, TERM, staff_plan

if TYPE_CHECKING:
    from planner.domain.person import Person
    from planner.domain.sitting import Sitting
    from scripts.sample_people import House

NUMBER = 19
GROUPS = 4
SITTING_IN = 36
STAFF_PER_UNIT = 4
PRESIDERS = {"S02": ("P001",), "S04": ("P005",), "S05": ("P001",), "S06": ("P001",)}
SPEAKERS = {"S06": {4: "P001"}}
AWAY = "P010"
GENERAL_TOPICS = "听取有关情况通报；审议有关报告、决定和规则（草案）；其他事项"
PLACES = (("驻地", "澜江宾馆"), ("政协机关", "省政协机关"))
AGENDA = (
    ("听取省人民政府关于2026年全省经济社会发展情况的通报", ("S02", "S03")),
    ("围绕“加快发展海洋新质生产力”专题议政", ("S04",)),
    ("审议通过政协江海省委员会2027年度协商工作计划", ("S02", "S03", "S06")),
    ("审议通过有关人事事项", ("S06",)),
    ("通报常务委员2026年履职情况", ("S06",)),
)


def make_standing(house: House) -> Plan:
    """Return the sample of a standing-committee meeting."""
    drafted = draft_plan(
        load_template(MeetingKind.STANDING),
        organisation=ORGANISATION,
        term=TERM,
        number=NUMBER,
        opens_on=date(2027, 1, 12),
        place="省政协机关",
        theme="加快发展海洋新质生产力",
        conditions=("topic_consult", "election"),
    )
    staff = {each.key: house.staff[each.key][:STAFF_PER_UNIT] for each in drafted.departments}
    guests = house.sitting_in[::3][:SITTING_IN]
    people = (
        *_group_standing([one for one in house.members if one.is_standing]),
        *(replace(one, group=_group(at)) for at, one in enumerate(guests)),
        *(one for unit in staff.values() for one in unit),
    )
    asked_on, decided_on = date(2026, 11, 19), date(2026, 11, 20)
    granted = LeaveState.GRANTED
    plan = replace(
        staff_plan(replace(drafted, people=people), house),
        leaves=(
            Leave(AWAY, "率团出访", (), granted, asked_on, "简堃明", decided_on),
            Leave(people[60].key, "住院治疗", ("S04",), LeaveState.PENDING, asked_on),
        ),
        agenda=tuple(
            AgendaItem(f"A{number:02d}", title, sittings=sittings)
            for number, (title, sittings) in enumerate(AGENDA, 1)
        ),
    )
    plan = replace(plan, texts=tuple(_name_topics(each) for each in plan.texts))
    sittings = tuple(_complete_sitting(plan, sitting) for sitting in plan.sittings)
    return tell_progress(assign_owners(replace(plan, sittings=sittings), staff))


def _name_topics(text: TextBlock) -> TextBlock:
    """Return a text with the meeting's own topics in place of the template's."""
    topics = "；".join(title for title, _ in AGENDA)
    return replace(text, body=text.body.replace(GENERAL_TOPICS, topics))


def _group(place: int) -> str:
    return spell_group(place % GROUPS + 1)


def _group_standing(standing: list[Person]) -> list[Person]:
    """Return the standing committee in four groups, a convener for each from its front."""
    first, last = TOP_COUNT + 5, TOP_COUNT + 5 + GROUPS
    return [
        replace(one, group=_group(at), is_convener=first <= at < last)
        for at, one in enumerate(standing[:STANDING_COUNT])
    ]


def _complete_sitting(plan: Plan, sitting: Sitting) -> Sitting:
    place = sitting.place
    for general, ours in PLACES:
        place = place.replace(general, ours)
    speakers = SPEAKERS.get(sitting.key, {})
    top = [one.key for one in plan.people[:TOP_COUNT]]
    named = tuple(f"person:{key}" for key in top) if sitting.key == "S05" else ()
    completed = replace(
        sitting,
        place=place,
        presiders=PRESIDERS.get(sitting.key, ()),
        participants=(*sitting.participants, *named),
        steps=tuple(
            replace(step, speaker=speakers.get(at, "")) for at, step in enumerate(sitting.steps)
        ),
    )
    if sitting.key not in {"S02", "S06"}:
        return completed
    leaders = [one for one in plan.people[:TOP_COUNT] if one.key != AWAY]
    return replace(completed, rostrum=make_rostrum(leaders))
