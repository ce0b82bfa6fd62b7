"""变更通知单: what changed between two revisions, whom it touches, which papers are void."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.documents.imprint import SHORT_HASH
from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.domain.plan import Plan

NO_CHANGE = "两稿内容相同。"


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """One change: its sentence, and whom it touches."""

    number: str
    sentence: str
    whom: str


@dataclass(frozen=True, slots=True)
class VoidEntry:
    """One paper that is void: its name, the revision printed on it, its code."""

    number: str
    title: str
    revision: str
    code: str


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """The notice of one revision."""

    masthead: Masthead
    preamble: str
    changes: tuple[NoticeEntry, ...]
    papers: tuple[VoidEntry, ...]
    closing: str
    house: str
    day: str


def notice_sheet(
    plan: Plan,
    before: int,
    changes: Iterable[tuple[str, str]],
    papers: Iterable[tuple[str, int, str]],
) -> NoticeSheet:
    """Return the notice of what a plan changed since an earlier revision.

    Changes are sentences with whom they touch; papers are names with the revision printed on them
    and the hash of what they show.
    """
    number = plan.edition.number
    void = tuple(
        VoidEntry(str(at), title, f"第{revision}稿", content[:SHORT_HASH])
        for at, (title, revision, content) in enumerate(papers, start=1)
    )
    told = tuple(
        NoticeEntry(str(at), sentence, whom) for at, (sentence, whom) in enumerate(changes, start=1)
    )
    return NoticeSheet(
        masthead=Masthead.of(plan, "变更通知单", f"（第{before}稿改为第{number}稿）"),
        preamble=f"{plan.title}有关安排作如下变更，请按变更后的安排执行。" if told else NO_CHANGE,
        changes=told,
        papers=void,
        closing="下列纸质文件自即日起作废，请以新印发的为准，旧件交回会议秘书处："
        if void
        else "本次变更没有使已印发的文件作废。",
        house=plan.organisation.name,
        day=write_date(plan.edition.issued_on),
    )
