"""The sample of a special-topic consultation: half a day in January 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.plan import MeetingKind, Plan
from planner.domain.sitting import ProceedingStep, Sitting
from planner.domain.template import draft_plan
from planner.planfile.template import load_template
from scripts.sample_duty import assign_owners, tell_progress
from scripts.sample_plenary import ORGANISATION, TERM

if TYPE_CHECKING:
    from planner.domain.person import Person
    from scripts.sample_people import House

THEME = "健全社区居家养老服务网络"
CHIEF = "P003"
SPEAKING_SECTORS = (
    "社会福利和社会保障界",
    "医药卫生界",
    "中国民主促进会",
    "妇女联合会",
    "工商业联合会",
    "社会科学界",
    "无党派人士",
)
TOPICS = (
    "让老年人在家门口就近养老",
    "推进医养康养相结合",
    "发展老年助餐服务",
    "壮大养老护理员队伍",
    "引导社会力量参与养老服务",
    "完善养老服务监测评价",
    "以信息化提升服务效率",
)
MEMBERS_PER_SECTOR = 4
SITTING_IN = 12
SPEECH_MINUTES = 8
DEPARTMENTS = {
    "secretariat": "secretariat",
    "committee": "committees",
    "research": "research",
    "liaison": "liaison",
    "finance": "finance",
    "reception": "reception",
    "press": "press",
    "security": "security",
}
"""The template's departments, and the unit of the house that does the work."""
STAFF_PER_UNIT = 3


def make_consultation(house: House) -> Plan:
    """Return the sample of a special-topic consultation."""
    drafted = draft_plan(
        load_template(MeetingKind.CONSULTATION),
        organisation=ORGANISATION,
        term=TERM,
        number=1,
        opens_on=date(2027, 1, 8),
        place="省政协机关协商议事厅",
        theme=THEME,
    )
    staff = {key: house.staff[unit][:STAFF_PER_UNIT] for key, unit in DEPARTMENTS.items()}
    leads = {each.key: staff[each.department][0].key for each in drafted.workstreams}
    speakers, members = _choose_members(house)
    plan = replace(
        drafted,
        people=(
            *members,
            *house.sitting_in[6 : 6 + SITTING_IN],
            *(one for unit in staff.values() for one in unit),
        ),
        secretary_general="P012",
        departments=tuple(
            replace(each, head=staff[each.key][0].key) for each in drafted.departments
        ),
        workstreams=tuple(
            replace(each, accountable="P014", lead=leads[each.key]) for each in drafted.workstreams
        ),
        sittings=tuple(_complete_sitting(sitting, speakers) for sitting in drafted.sittings),
    )
    return tell_progress(assign_owners(plan, staff))


def _choose_members(house: House) -> tuple[list[Person], list[Person]]:
    """Return one speaker a sector, and all the members invited, leaders first."""
    leaders = [one for one in house.members if one.key in {CHIEF, "P012", "P014"}]
    by_sector = [
        [one for one in house.members if one.sector == sector and one.rank is None][
            :MEMBERS_PER_SECTOR
        ]
        for sector in SPEAKING_SECTORS
    ]
    invited = [replace(one, is_convener=False, group="") for people in by_sector for one in people]
    return [people[1] for people in by_sector], [*leaders, *invited]


def _complete_sitting(sitting: Sitting, speakers: list[Person]) -> Sitting:
    steps: list[ProceedingStep] = []
    for step in sitting.steps:
        if step.content != "委员发言":
            steps.append(step)
            continue
        for speaker, topic in zip(speakers, TOPICS, strict=True):
            words = f"请{speaker.name}委员发言，题目是《{topic}》。"
            steps.append(ProceedingStep(f"委员发言：{topic}", SPEECH_MINUTES, speaker.key, words))
    return replace(
        sitting,
        place="省政协机关协商议事厅",
        presiders=(CHIEF,),
        steps=tuple(steps),
    )
