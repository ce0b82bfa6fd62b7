"""The invented people of the samples: members by sector, those sitting in, and the staff."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, count
from random import Random
from typing import TYPE_CHECKING

from planner.domain.numeral import spell_number
from planner.domain.order import sort_people
from planner.domain.person import AttendanceKind, Person, Sex
from planner.domain.plan import NameOrder
from scripts.sample_names import PLANNED, NameMaker
from scripts.sample_offices import SECTORS, SITTING_IN, Sector, list_offices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEED = "江海省政协 2027"
HOUSE = "江海省政协"
STANDING_COUNT = 100
SITTING_IN_COUNT = 120
CONVENERS_PER_GROUP = 2
WHEELCHAIRS = 3
HALAL = {"回族", "维吾尔族", "哈萨克族"}
MINORITIES = ("满族", "回族", "土家族", "畲族", "苗族", "壮族", "瑶族", "蒙古族", "侗族", "彝族")

LEADERS = (
    ("陆翀远", Sex.MALE, "汉族", "主席", "中国共产党"),
    ("欧阳𬭎", Sex.MALE, "汉族", "副主席", "中国共产党"),
    ("程㛃", Sex.FEMALE, "汉族", "副主席", "中国民主同盟"),
    ("诸葛秉衡", Sex.MALE, "汉族", "副主席", "中国共产党"),
    ("龚䶮", Sex.MALE, "汉族", "副主席", "无党派人士"),
    ("司马知微", Sex.FEMALE, "汉族", "副主席", "中国民主促进会"),
    ("骆赟", Sex.MALE, "满族", "副主席", "中国农工民主党"),
    ("尉迟旻", Sex.FEMALE, "汉族", "副主席", "九三学社"),
    ("那顺额尔敦", Sex.MALE, "蒙古族", "副主席", "少数民族界"),
    ("傅𬱖", Sex.MALE, "汉族", "副主席", "工商业联合会"),
    ("上官喆安", Sex.MALE, "汉族", "副主席", "中国民主建国会"),
    ("简堃明", Sex.MALE, "汉族", "秘书长", "中国共产党"),
    ("祁𫖮", Sex.MALE, "汉族", "副秘书长", "中国共产党"),
    ("令狐砚青", Sex.FEMALE, "汉族", "副秘书长", "中国共产党"),
    ("聂垚", Sex.MALE, "汉族", "副秘书长", "中国共产党"),
    ("卞知樾", Sex.FEMALE, "土家族", "副秘书长", "中国国民党革命委员会"),
    ("阮骁川", Sex.MALE, "汉族", "副秘书长", "中国致公党"),
)
TOP_COUNT = 12
"""Chairman, vice-chairmen and secretary-general: the front row of the rostrum."""

STAFF = (
    ("secretariat", "办公厅秘书处", "处长", 14),
    ("liaison", "委员联络处", "处长", 8),
    ("research", "研究室", "副主任", 6),
    ("proposals", "提案委员会办公室", "主任", 4),
    ("committees", "专门委员会综合办公室", "主任", 4),
    ("personnel", "人事处", "处长", 3),
    ("finance", "财务处", "处长", 2),
    ("reception", "行政接待处", "处长", 5),
    ("services", "机关服务中心", "主任", 3),
    ("press", "新闻宣传处", "处长", 4),
    ("information", "信息中心", "主任", 2),
    ("security", "保卫处", "处长", 4),
    ("party", "机关党委办公室", "主任", 1),
)
STAFF_POSTS = ("副处长", "一级调研员", "四级调研员", "一级主任科员", "二级主任科员", "四级主任科员")


@dataclass(frozen=True, slots=True)
class House:
    """All the people of the invented house; staff by department, the head first."""

    members: tuple[Person, ...]
    sitting_in: tuple[Person, ...]
    staff: dict[str, tuple[Person, ...]] = field(default_factory=dict)

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Members, those who sit in, and staff, in this order."""
        return (
            *self.members,
            *self.sitting_in,
            *chain.from_iterable(self.staff.values()),
        )


def make_house() -> House:
    """Return the people of the samples, the same in every run."""
    rng = Random(SEED)  # noqa: S311  invented people, nothing secret
    names, phones = NameMaker(rng), count(1)
    members = _make_members(rng, names)
    guests = _make_guests(rng, names)
    staff = {key: _make_unit(rng, names, unit, head, size) for key, unit, head, size in STAFF}
    numbered = House(
        tuple(_number(members, "P", phones)),
        tuple(_number(guests, "L", phones)),
        dict(zip(staff, _number_units(staff.values(), phones), strict=True)),
    )
    return replace(numbered, members=_add_needs(numbered.members))


def _make_members(rng: Random, names: NameMaker) -> list[Person]:
    leaders = [
        Person(
            key="", name=name, sex=sex, nationality=nation, unit=HOUSE, post=post, sector=sector,
            rank=rank, is_standing=True,
        )
        for rank, (name, sex, nation, post, sector) in enumerate(LEADERS, 1)
    ]  # fmt: skip
    others = [one for sector in SECTORS for one in _make_sector(rng, names, sector)]
    others = _elect_standing(rng, others)
    leaders = [
        replace(one, group=next(spell_group(s.groups[0]) for s in SECTORS if s.name == one.sector))
        for one in leaders
    ]
    return [*leaders, *_appoint_conveners(others)]


def spell_group(number: int) -> str:
    """Return the name of a group: 第一组."""
    return f"第{spell_number(number)}组"


def _make_sector(rng: Random, names: NameMaker, sector: Sector) -> list[Person]:
    """Return a sector's members beside the leaders, in the order of strokes."""
    size = sector.size - sum(leader[4] == sector.name for leader in LEADERS)
    offices = rng.sample(list_offices(sector.offices), size)
    people = [_make_person(rng, names, sector, number) for number in range(size)]
    people = [
        replace(one, unit=unit, post=post, sector=sector.name)
        for one, (unit, post) in zip(people, offices, strict=True)
    ]
    ordered = sort_people(people, NameOrder.STROKES).people
    share = -(-len(ordered) // len(sector.groups))
    return [
        replace(one, group=spell_group(sector.groups[place // share]))
        for place, one in enumerate(ordered)
    ]


def _make_person(rng: Random, names: NameMaker, sector: Sector, number: int) -> Person:
    """Return one member; some sectors begin with names that lists find hard."""
    planned = PLANNED.get(sector.name, ())
    if number < len(planned):
        name, sex, nation = planned[number]
        return Person(key="", name=name, sex=sex, nationality=nation)
    is_woman = sector.name == "妇女联合会" or rng.random() < 0.31  # noqa: PLR2004  share of women
    sex = Sex.FEMALE if is_woman else Sex.MALE
    is_minority = sector.name == "少数民族界" or rng.random() < 0.06  # noqa: PLR2004  share
    nation = rng.choice(MINORITIES) if is_minority else "汉族"
    return Person(key="", name=names.make(sex), sex=sex, nationality=nation)


def _elect_standing(rng: Random, people: list[Person]) -> list[Person]:
    chosen = set(rng.sample(range(len(people)), STANDING_COUNT - len(LEADERS)))
    return [replace(one, is_standing=place in chosen) for place, one in enumerate(people)]


def _appoint_conveners(people: list[Person]) -> list[Person]:
    """Return the people with the first two of each group, 常委 first, as its conveners."""
    appointed: dict[str, int] = {}
    conveners: set[int] = set()
    for place, one in sorted(enumerate(people), key=lambda each: not each[1].is_standing):
        if appointed.get(one.group, 0) < CONVENERS_PER_GROUP:
            appointed[one.group] = appointed.get(one.group, 0) + 1
            conveners.add(place)
    return [replace(one, is_convener=place in conveners) for place, one in enumerate(people)]


def _make_guests(rng: Random, names: NameMaker) -> list[Person]:
    offices = list_offices(SITTING_IN)
    chosen = sorted(rng.sample(range(len(offices)), SITTING_IN_COUNT))
    people = []
    for place in chosen:
        sex = rng.choices((Sex.MALE, Sex.FEMALE), (3, 1))[0]
        unit, post = offices[place]
        people.append(
            Person(
                key="", name=names.make(sex), attendance=AttendanceKind.SITTING_IN, sex=sex,
                nationality="汉族", unit=unit, post=post,
            )
        )  # fmt: skip
    return people


def _make_unit(rng: Random, names: NameMaker, unit: str, head: str, size: int) -> list[Person]:
    posts = (head, *(STAFF_POSTS[place % len(STAFF_POSTS)] for place in range(size - 1)))
    people = []
    for post in posts:
        sex = rng.choice((Sex.MALE, Sex.FEMALE))
        people.append(
            Person(
                key="", name=names.make(sex), attendance=AttendanceKind.STAFF, sex=sex,
                nationality="汉族", unit=f"省政协{unit}", post=post,
            )
        )  # fmt: skip
    return people


def _number(people: Iterable[Person], letter: str, phones: Iterator[int]) -> Iterator[Person]:
    for number, one in enumerate(people, 1):
        yield replace(one, key=f"{letter}{number:03d}", contact=f"000-0000-{next(phones):04d}")


def _number_units(units: Iterable[list[Person]], phones: Iterator[int]) -> list[tuple[Person, ...]]:
    numbers = count(1)
    return [
        tuple(
            replace(one, key=f"G{next(numbers):02d}", contact=f"000-0000-{next(phones):04d}")
            for one in unit
        )
        for unit in units
    ]


def _add_needs(members: tuple[Person, ...]) -> tuple[Person, ...]:
    invited = [one.key for one in members if one.sector == "特别邀请人士"][:WHEELCHAIRS]
    needs = dict.fromkeys(invited, "轮椅通道、过道席位")
    return tuple(
        replace(one, needs=needs.get(one.key) or ("清真餐" if one.nationality in HALAL else ""))
        for one in members
    )
