"""The sample of a full session: 4½ days, 560 members, 120 sitting in, 60 staff, 16 sittings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.domain.directory import people_on_leave
from planner.domain.numeral import spell_number
from planner.domain.person import Leave, LeaveState
from planner.domain.plan import Group, MeetingKind, Organisation, Plan
from planner.domain.sitting import ProceedingStep, Sitting
from planner.domain.template import draft_plan
from planner.planfile.template import load_template
from scripts.sample_duty import assign_owners, make_rear_rows, make_rostrum, tell_progress
from scripts.sample_offices import PROVINCE, SECTORS
from scripts.sample_people import TOP_COUNT, spell_group

if TYPE_CHECKING:
    from planner.domain.person import Person
    from scripts.sample_people import House

ORGANISATION = Organisation("政协江海省委员会", "省政协")
TERM = 13
NUMBER = 5
ROW_LENGTH = 23
PLACES = (("驻地", "澜江宾馆"), ("会堂", "江海会堂"), ("人民代表大会会场", "江海省人民会场"))
STREAMS = {
    "affairs": ("secretariat", "P013"),
    "papers": ("research", "P014"),
    "logistics": ("reception", "P015"),
    "publicity": ("press", "P016"),
    "safety": ("security", "P017"),
}
"""By workstream: the department whose head leads it, and the accountable leader."""
PRESIDERS = {
    "S01": ("P012",),
    "S03": ("P012",),
    "S04": ("P002", "P003", "P004", "P005"),
    "S08": ("P007", "P006", "P008", "P009"),
    "S10": ("P011",),
    "S11": ("P002", "P004", "P006", "P008"),
    "S13": ("P001",),
    "S14": ("P001",),
    "S16": ("P010", "P001", "P011", "P012"),
}
"""The three full sittings have each its own executive chairs: nobody missing, nobody twice."""
REPORTERS = {"S04": {3: "P001", 4: "P006"}, "S16": {6: "P001"}}
"""By sitting and place of the step."""
ROSTRUMS = {"S04": 0, "S08": 8, "S16": 16}
"""Sittings with a rostrum, and from which place on its rear rows begin."""
SPEECHES = (
    ("中国国民党革命委员会", "以法治护航民营企业安心发展"),
    ("中国民主同盟", "让县域高中更有吸引力"),
    ("中国民主建国会", "疏通中小企业融资的最后一公里"),
    ("中国民主促进会", "推动社区托育普惠可及"),
    ("中国农工民主党", "补齐海岛医疗急救短板"),
    ("中国致公党", "引育海洋科技领军人才"),
    ("九三学社", "打通科技成果转化的堵点"),
    ("无党派人士", "以数据要素激活实体经济"),
    ("工商业联合会", "支持制造业企业数字化改造"),
    ("经济界", "建设世界一流强港"),
    ("农业界", "把深远海养殖做成大产业"),
    ("社会福利和社会保障界", "织密社区居家养老服务网"),
    ("环境资源界", "守护滨海湿地生态"),
    ("文化艺术界", "让海洋文化遗产活起来"),
)
SPEECH_MINUTES = 8
LEAVES = (
    ("P010", "率团出访", ("S08",), LeaveState.GRANTED),
    ("P060", "住院治疗", (), LeaveState.GRANTED),
    ("P118", "术后休养", (), LeaveState.GRANTED),
    ("P207", "参加全国性会议", ("S08", "S09"), LeaveState.GRANTED),
    ("P266", "参加境外学术会议", ("S06", "S07"), LeaveState.GRANTED),
    ("P345", "赴外地就医", ("S11", "S12"), LeaveState.GRANTED),
    ("P402", "参加单位业务活动", ("S08",), LeaveState.REFUSED),
    ("P431", "参加教学评估汇报", ("S09",), LeaveState.PENDING),
    ("P489", "预约住院检查", ("S12",), LeaveState.PENDING),
    ("P533", "境外行程已定，推迟报到", ("S04",), LeaveState.PENDING),
)
GROUP_COUNT = 22
GROUPS_PER_FLOOR, FIRST_FLOOR, GROUPS_PER_BUS = 8, 3, 2
ASKED_ON = date(2026, 11, 18)
DECIDED_ON = date(2026, 11, 20)


def make_plenary(house: House) -> Plan:
    """Return the sample of a full session."""
    drafted = draft_plan(
        load_template(MeetingKind.PLENARY),
        organisation=ORGANISATION,
        term=TERM,
        number=NUMBER,
        opens_on=date(2027, 1, 18),
        place="临澜市",
        theme="凝心聚力谋发展，履职为民谱新篇",
        congress=f"{PROVINCE}第十四届人民代表大会第五次会议",
    )
    plan = staff_plan(replace(drafted, people=house.everybody), house)
    plan = replace(
        plan,
        groups=tuple(_make_group(number) for number in range(1, GROUP_COUNT + 1)),
        leaves=tuple(_make_leave(*leave) for leave in LEAVES),
        agenda=tuple(
            replace(each, reporter={"A01": "P001", "A02": "P006"}.get(each.key, ""))
            for each in plan.agenda
        ),
        settings=replace(plan.settings, sector_order=tuple(each.name for each in SECTORS)),
    )
    sittings = tuple(_complete_sitting(plan, sitting) for sitting in plan.sittings)
    return tell_progress(assign_owners(replace(plan, sittings=sittings), house.staff))


def staff_plan(plan: Plan, house: House) -> Plan:
    """Return the plan with the heads of its departments and workstreams, and their chief."""
    return replace(
        plan,
        secretary_general="P012",
        departments=tuple(
            replace(each, head=house.staff[each.key][0].key) for each in plan.departments
        ),
        workstreams=tuple(
            replace(
                each,
                accountable=STREAMS[each.key][1],
                lead=house.staff[STREAMS[each.key][0]][0].key,
            )
            for each in plan.workstreams
        ),
    )


def _make_group(number: int) -> Group:
    """Return a group with its room and bus: eight rooms a floor, two groups a bus."""
    floor, place = divmod(number - 1, GROUPS_PER_FLOOR)
    bus = -(-number // GROUPS_PER_BUS)
    return Group(
        key=f"G{number:02d}",
        name=spell_group(number),
        room=f"澜江宾馆{spell_number(FIRST_FLOOR + floor)}楼第{spell_number(place + 1)}讨论室",
        bus=f"{bus}号车，会前40分钟宾馆东门发车，往返江海会堂、省人民会场",
    )


def _make_leave(person: str, reason: str, sittings: tuple[str, ...], state: LeaveState) -> Leave:
    is_decided = state is not LeaveState.PENDING
    return Leave(
        person=person,
        reason=reason,
        sittings=sittings,
        state=state,
        asked_on=ASKED_ON,
        decided_by="简堃明" if is_decided else "",
        decided_on=DECIDED_ON if is_decided else None,
    )


def _complete_sitting(plan: Plan, sitting: Sitting) -> Sitting:
    """Return a sitting with its place, presiders, speakers, participants and rostrum."""
    place = sitting.place
    for general, ours in PLACES:
        place = place.replace(general, ours)
    completed = replace(
        sitting,
        place=place,
        presiders=PRESIDERS.get(sitting.key, ()),
        participants=_call_people(plan, sitting),
        steps=_name_speakers(plan, sitting),
    )
    if sitting.key not in ROSTRUMS:
        return completed
    away = people_on_leave(plan, sitting)
    standing = [one for one in plan.people if one.is_standing]
    leaders, others = (
        [one for one in group if one.key not in away]
        for group in (standing[:TOP_COUNT], standing[TOP_COUNT:])
    )
    rear = make_rear_rows(others, ROW_LENGTH, ROSTRUMS[sitting.key])
    return replace(completed, rostrum=make_rostrum(leaders, rear))


def _call_people(plan: Plan, sitting: Sitting) -> tuple[str, ...]:
    """Return who takes part; smaller meetings name their people."""
    top = [one.key for one in plan.people[:TOP_COUNT]]
    committee = [one.key for one in plan.people if one.is_convener][::2]
    named = {"S01": ["P012"], "S03": ["P012"], "S10": ["P011", *committee], "S13": top}
    return (*sitting.participants, *(f"person:{key}" for key in named.get(sitting.key, ())))


def _name_speakers(plan: Plan, sitting: Sitting) -> tuple[ProceedingStep, ...]:
    if sitting.key == "S08":
        first, _, last = sitting.steps
        return (first, *_make_speeches(plan), last)
    speakers = REPORTERS.get(sitting.key, {})
    people = {one.key: one for one in plan.people}
    return tuple(
        _name_speaker(step, people[speakers[place]]) if place in speakers else step
        for place, step in enumerate(sitting.steps)
    )


def _name_speaker(step: ProceedingStep, speaker: Person) -> ProceedingStep:
    """Return the step with its speaker, and the presider's words with the name."""
    title = f"请{speaker.name}{speaker.post}"
    words = step.words.replace("请报告人", title).replace("请主席", title)
    return replace(step, speaker=speaker.key, words=words)


def _make_speeches(plan: Plan) -> tuple[ProceedingStep, ...]:
    """Return the speeches, each by a member of the sector who is neither leader nor on leave."""
    taken = {key for key, *_ in LEAVES}
    speeches = []
    for sector, topic in SPEECHES:
        speaker = next(
            one
            for one in plan.people[TOP_COUNT + 5 :]
            if one.sector == sector and one.key not in taken and not one.is_standing
        )
        words = f"请{speaker.name}委员发言，题目是《{topic}》。"
        step = ProceedingStep(f"大会发言：{topic}", SPEECH_MINUTES, speaker.key, words)
        speeches.append(step)
    return tuple(speeches)
