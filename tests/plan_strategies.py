"""Plans of every shape, for properties that hold for all of them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from planner.domain.person import AttendanceKind, Leave, LeaveState, Person, Sex
from planner.domain.plan import (
    AgendaItem,
    CalendarNotice,
    Department,
    Edition,
    Group,
    MeetingKind,
    NameOrder,
    Organisation,
    Plan,
    RestPeriod,
    Settings,
    StrokeOverride,
    TextBlock,
    Waiver,
)
from planner.domain.sitting import (
    Lectern,
    PresiderSeat,
    ProceedingStep,
    Rostrum,
    RostrumRow,
    RowOrder,
    SeatRule,
    Sitting,
    SittingKind,
)
from planner.domain.task import (
    Aspect,
    Dependency,
    Offset,
    OffsetUnit,
    Task,
    TaskState,
    Workstream,
)

HAN = "王芳李娜张伟刘洋陈静杨帆赵敏黄强周杰吴磊会议开幕主持审议通过材料组第一二三十号厅"
WORDS = (
    st.text(
        st.sampled_from(HAN + "abcXYZ019 ·，。、（）：=+-@#'\"%&*!|>[]{}~"), min_size=1, max_size=12
    )
    .map(str.strip)
    .filter(bool)
)
TEXTS = st.one_of(st.just(""), WORDS)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


def keys(letter: str, most: int) -> st.SearchStrategy[list[str]]:
    return st.integers(0, most).map(lambda count: [f"{letter}{n:02d}" for n in range(1, count + 1)])


def some(values: list[str], most: int = 3, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    sizes = st.integers(least, min(most, len(values)))
    return st.tuples(st.permutations(values), sizes).map(lambda pair: tuple(pair[0][: pair[1]]))


def one(values: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *values])


@st.composite
def people(draw: st.DrawFn, key: str) -> Person:
    return Person(
        key,
        draw(st.sampled_from(["王芳", "李娜", "张伟", "欧阳明远", "艾力·买买提", "陈静（女）"])),
        draw(st.sampled_from(AttendanceKind)),
        draw(st.none() | st.sampled_from(Sex)),
        draw(st.sampled_from(["", "汉族", "回族"])),
        draw(TEXTS),
        draw(TEXTS),
        draw(st.sampled_from(["", "经济界", "教育界"])),
        draw(st.sampled_from(["", "第一组", "第二组"])),
        draw(st.none() | st.integers(1, 900)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(["", "000-1234567", "00012345678"])),
        draw(TEXTS),
        draw(st.sampled_from(["", "photos/w.jpg"])),
        draw(st.sampled_from(["", "wang fang"])),
    )


@st.composite
def sittings(draw: st.DrawFn, key: str, known: list[str], members: list[Person]) -> Sitting:
    selectors = [kind.value for kind in AttendanceKind] + ["standing", "conveners"]
    selectors += [f"person:{each}" for each in known]
    selectors += sorted({f"group:{each.group}" for each in members if each.group})
    selectors += sorted({f"sector:{each.sector}" for each in members if each.sector})
    steps = st.builds(ProceedingStep, WORDS, st.integers(0, 200), one(known), TEXTS)
    rows = st.builds(
        RostrumRow,
        some(known, 4, 1) if known else st.nothing(),
        st.sampled_from(RowOrder),
        st.integers(0, 3),
    )
    rostrum = st.none()
    if known:
        rostrum |= st.builds(
            Rostrum,
            st.lists(rows, min_size=1, max_size=3).map(tuple),
            st.none() | st.sampled_from(SeatRule),
            st.sampled_from(PresiderSeat),
            st.sampled_from(Lectern),
        )
    return Sitting(
        key,
        draw(WORDS),
        draw(st.sampled_from(SittingKind)),
        draw(st.none() | DAYS),
        draw(st.none() | TIMES),
        draw(st.none() | TIMES),
        draw(TEXTS),
        draw(TEXTS),
        draw(some(known)),
        draw(some(selectors)),
        draw(TEXTS),
        draw(st.booleans()),
        tuple(draw(st.lists(steps, max_size=3))),
        draw(rostrum),
    )


@st.composite
def tasks(draw: st.DrawFn, key: str, refer: dict[str, Any]) -> Task:
    anchors = ["report", "open", "close", "2027-01-05"]
    anchors += [f"sitting:{each}" for each in refer["sittings"]]
    anchors += [f"task:{each}" for each in refer["tasks"] if each != key]
    links = st.builds(Dependency, st.sampled_from(refer["tasks"]), st.integers(0, 9))
    return Task(
        key,
        draw(WORDS),
        draw(one(refer["workstreams"])),
        draw(st.sampled_from(anchors)),
        draw(st.builds(Offset, st.integers(-200, 90), st.sampled_from(OffsetUnit))),
        draw(st.integers(1, 60)),
        tuple(draw(st.lists(links, max_size=3, unique_by=lambda link: link.task))),
        draw(one(refer["departments"])),
        draw(one(refer["people"])),
        tuple(
            draw(
                st.lists(
                    st.sampled_from(["印刷厂", "公安（消防、交警）", "供水、供电单位"]),
                    max_size=2,
                    unique=True,
                )
            )
        ),
        draw(TEXTS),
        draw(st.sampled_from(["", "election", "first_session"])),
        draw(st.sampled_from(TaskState)),
        draw(st.none() | DAYS),
        tuple(draw(st.lists(st.sampled_from(Aspect), max_size=3, unique=True))),
        draw(some(refer["sittings"])),
        draw(TEXTS),
    )


@st.composite
def settings_of_a_house(draw: st.DrawFn) -> Settings:
    rests = st.builds(RestPeriod, WORDS, DAYS, DAYS)
    notices = st.builds(
        CalendarNotice,
        st.integers(2026, 2030),
        st.lists(rests, max_size=2).map(tuple),
        st.lists(DAYS, max_size=2).map(tuple),
        TEXTS,
    )
    overrides = st.builds(
        StrokeOverride,
        st.sampled_from("㐀㐁㐂"),
        st.integers(1, 40),
        st.sampled_from(["", "1234", "55"]),
        TEXTS,
        st.none() | DAYS,
    )
    return Settings(
        draw(st.sampled_from(NameOrder)),
        draw(st.sampled_from(SeatRule)),
        draw(st.sampled_from([(), ("election",), ("election", "group_photo")])),
        draw(st.sampled_from([(), ("经济界", "教育界")])),
        tuple(draw(st.lists(notices, max_size=1))),
        tuple(draw(st.lists(overrides, max_size=2, unique_by=lambda each: each.character))),
        draw(st.integers(1, 3)),
        draw(st.integers(3, 4)),
        tuple(draw(st.lists(st.builds(Waiver, WORDS, TEXTS, WORDS, TEXTS), max_size=1))),
        draw(st.sampled_from(["", "内部"])),
    )


@st.composite
def whole_plans(draw: st.DrawFn) -> Plan:
    """Plans whose references all lead somewhere."""
    refer = {
        "people": draw(keys("P", 5)),
        "sittings": draw(keys("S", 3)),
        "tasks": draw(keys("T", 4)),
        "workstreams": draw(keys("W", 2)),
        "departments": draw(keys("D", 2)),
    }
    known = refer["people"]
    members = [draw(people(key)) for key in known]
    leave_sittings = some(refer["sittings"])
    leaves = st.nothing()
    if known:
        leaves = st.builds(
            Leave,
            st.sampled_from(known),
            TEXTS,
            leave_sittings,
            st.sampled_from(LeaveState),
            st.none() | DAYS,
            TEXTS,
            st.none() | DAYS,
        )
    return Plan(
        organisation=Organisation(draw(WORDS), draw(TEXTS)),
        kind=draw(st.sampled_from(MeetingKind)),
        title=draw(WORDS),
        term=draw(st.integers(0, 20)),
        number=draw(st.integers(0, 40)),
        place=draw(TEXTS),
        theme=draw(TEXTS),
        reports_on=draw(st.none() | DAYS),
        opens_on=draw(st.none() | DAYS),
        closes_on=draw(st.none() | DAYS),
        starts_work_on=draw(st.none() | DAYS),
        secretary_general=draw(one(known)),
        edition=draw(st.builds(Edition, st.integers(0, 9), st.none() | DAYS)),
        departments=tuple(
            Department(key, draw(WORDS), draw(one(known))) for key in refer["departments"]
        ),
        people=tuple(members),
        groups=tuple(
            Group(key, draw(WORDS), draw(TEXTS), draw(TEXTS), draw(LINES))
            for key in draw(keys("G", 2))
        ),
        leaves=tuple(draw(st.lists(leaves, max_size=2))) if known else (),
        sittings=tuple(draw(sittings(key, known, members)) for key in refer["sittings"]),
        agenda=tuple(
            AgendaItem(
                key,
                draw(WORDS),
                draw(one(known)),
                draw(some(refer["sittings"])),
                draw(st.lists(WORDS, max_size=2).map(tuple)),
            )
            for key in draw(keys("A", 2))
        ),
        workstreams=tuple(
            Workstream(
                key,
                draw(WORDS),
                draw(one(known)),
                draw(one(known)),
                draw(one(refer["departments"])),
            )
            for key in refer["workstreams"]
        ),
        tasks=tuple(draw(tasks(key, refer)) for key in refer["tasks"]),
        texts=tuple(TextBlock(key, draw(WORDS), draw(LINES)) for key in draw(keys("X", 2))),
        settings=draw(settings_of_a_house()),
    )
