"""Which field of a person a column of a roster means: by its heading, else by what is in it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind, Sex
from planner.planfile.form import Column, fold_header, load_forms
from planner.planfile.term import words_of
from planner.planfile.text import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SECTION = "people"
ALSO = {
    "key": "id 人员id 委员编号 委员证号",
    "name": "name 人员姓名 参会人员 代表姓名",
    "sex": "sex gender",
    "nationality": "族别 nationality",
    "post": "post position title 现任单位及职务 工作单位和职务 单位和职务 党政职务 社会职务 现职",
    "unit": "unit organisation organization 部门 服务单位 推荐单位",
    "sector": "sector 界别组 界别名称 所在界别 参加界别",
    "group": "group 小组名称 讨论小组 编组 所在组 分组情况",
    "attendance": "attendance 参加形式 出席列席 会议身份",
    "contact": "phone mobile tel telephone 联系手机 手机电话 联系人电话 本人电话",
    "rank": "rank 排序 名次 顺序",
    "is_standing": "standing 常务委员会委员 是否常务委员",
    "needs": "needs 饮食 住宿要求 特殊要求",
}
"""Headings of rosters besides those of the plan's workbook."""
HINTS = (
    ("电话 手机", "contact"),
    ("职务 职称 职位", "post"),
    ("单位", "unit"),
    ("界别", "sector"),
    ("性别", "sex"),
    ("民族", "nationality"),
    ("小组 组别 分组", "group"),
    ("姓名", "name"),
    ("参会身份 参会类别", "attendance"),
)
"""What a heading that is not known means by the words in it: 工作职务, 单位名称（全称）."""
UNMEANT = re.compile("性质|地址|邮编|级别|代码|时间|日期|传真|类型|人数|是否|联系人|秘书|配偶")
"""Words of headings that are about something else: 单位地址, 任职务时间, 联系人姓名."""
SKIPPED = ""
SAMPLE = 200
MOSTLY = 0.8
PHONE = re.compile(r"\+?\d[\d\s-]{6,18}\d")
PEOPLES = re.compile(r"[\u4e00-\u9fff]{1,8}族|汉")


@cache
def roster_columns() -> tuple[Column, ...]:
    """Return the columns that a roster can have, as the plan's workbook has them."""
    return next(form.written for form in load_forms() if form.section == SECTION)


@cache
def known_headings() -> dict[str, str]:
    """Return the field that each known heading means, folded."""
    form = next(form for form in load_forms() if form.section == SECTION)
    known = {fold_header(each): name for name, said in ALSO.items() for each in said.split()}
    known |= {heading: column.field for heading, column in form.headers.items()}
    return known


def count_known(cells: Sequence[str]) -> int:
    """Return how many of a row's cells are headings that are known."""
    return len({fold_header(each) for each in cells} & set(known_headings()))


def propose_columns(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    remembered: Mapping[str, str],
) -> dict[int, str]:
    """Return the field of each column: as the house chose before, by heading, by what it holds.

    A heading that is not known is read by the words in it where no exact heading has the field.

    A field is given once; a column that the house chose to skip stays without one.
    """
    folded = [fold_header(each) for each in header]
    found = {at: remembered[each] for at, each in enumerate(folded) if each in remembered}
    readers: tuple[Callable[[int], str], ...] = (
        lambda at: known_headings().get(folded[at], ""),
        lambda at: hint_field(folded[at]),
        lambda at: guess_field([row[at] for row in rows[:SAMPLE] if at < len(row)]),
    )
    for read in readers:
        for at in range(len(header)):
            name = "" if at in found else read(at)
            if name and name not in found.values():
                found[at] = name
    return {at: name for at, name in sorted(found.items()) if name != SKIPPED}


def hint_field(heading: str) -> str:
    """Return the field that the words in a heading mean; none where they are about else."""
    if UNMEANT.search(heading):
        return ""
    return next((name for said, name in HINTS if any(e in heading for e in said.split())), "")


def guess_field(cells: Sequence[str]) -> str:
    """Return the field that values look like; none where nothing is sure."""
    said = [fold_width(each) for each in cells if each.strip()]
    for name, looks_like in LOOKS.items():
        if said and sum(map(looks_like, said)) >= len(said) * MOSTLY:
            return name
    return ""


LOOKS: dict[str, Callable[[str], bool]] = {
    "sex": lambda text: text in words_of(Sex),
    "attendance": lambda text: text in words_of(AttendanceKind),
    "nationality": lambda text: PEOPLES.fullmatch(text) is not None,
    "contact": lambda text: PHONE.fullmatch(text) is not None,
    "sector": lambda text: text.endswith("界") and len(text) > 1,
    "group": lambda text: text.endswith("组") and len(text) > 1,
}
