"""变更通知: what changed between two revisions, for whom, and which papers it makes void."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.documents.sheet.notice import notice_sheet
from planner.domain.comparison import compare_plans
from planner.domain.directory import Directory
from planner.domain.notice import Reach, Subject, concerns, find_reach, is_private, subject_of
from planner.domain.wording import Wording
from planner.models import ChangeNoticeRecord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from planner.documents.sheet.notice import NoticeSheet
    from planner.domain.comparison import Change
    from planner.domain.plan import Plan
    from planner.models import ScopedSession


@dataclass(frozen=True, slots=True)
class VoidPaper:
    """A paper that a revision makes void: the one that was printed with an earlier one."""

    key: str
    title: Wording
    number: int
    """The revision that it bears."""
    content: str
    """The hash of what it shows."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One sentence of a notice, whom it touches, and the papers that it makes void."""

    change: Change
    subject: Subject
    reach: Reach
    whom: Wording
    papers: tuple[VoidPaper, ...]

    @property
    def is_private(self) -> bool:
        """Tell whether it is for the desk alone."""
        return is_private(self.change)


@dataclass(frozen=True, slots=True)
class Notice:
    """What differs between two plans, with the papers that become void."""

    before: Plan
    after: Plan
    lines: tuple[NoticeLine, ...]
    papers: tuple[VoidPaper, ...] = ()

    @property
    def told(self) -> tuple[NoticeLine, ...]:
        """What may be handed out: without contact data, needs and reasons of leave."""
        return tuple(each for each in self.lines if not each.is_private)

    @property
    def public(self) -> Notice:
        """The notice for those who do not work at the desk."""
        return replace(self, lines=self.shared)

    @property
    def shared(self) -> tuple[NoticeLine, ...]:
        """What everybody may read: without what is told only to those whom it touches."""
        return tuple(each for each in self.told if not each.change.is_personal)

    @property
    def whole(self) -> Plan:
        """The later plan with the people of both."""
        known = {each.key for each in self.after.people}
        gone = (each for each in self.before.people if each.key not in known)
        return replace(self.after, people=(*self.after.people, *gone))

    def lines_of(self, person: str) -> tuple[NoticeLine, ...]:
        """Return the sentences that touch a person."""
        return tuple(each for each in self.told if person in each.reach.people)


def make_notice(before: Plan, after: Plan, papers: Iterable[VoidPaper] = ()) -> Notice:
    """Return what differs between two plans."""
    bare = Notice(before, after, (), tuple(papers))
    directory = Directory.of(bare.whole)
    lines = []
    for change in compare_plans(before, after):
        reach = find_reach(change, before, after)
        lines.append(
            NoticeLine(
                change,
                subject_of(change),
                reach,
                reach.wording(directory),
                tuple(each for each in bare.papers if concerns(change, each.key)),
            )
        )
    return replace(bare, lines=tuple(lines))


def write_notice(notice: Notice) -> NoticeSheet:
    """Return a notice as it is printed."""
    return notice_sheet(
        notice.after,
        notice.before.edition.number,
        [(each.change.wording.zh, each.whom.zh) for each in notice.shared],
        [(each.title.zh, each.number, each.content) for each in notice.papers],
    )


def record_notice(
    session: ScopedSession, meeting_id: int, notice: Notice, now: datetime
) -> ChangeNoticeRecord:
    """Keep what a revision changes, for later questions; the caller commits."""
    record = ChangeNoticeRecord(
        organisation_id=session.owner,
        meeting_id=meeting_id,
        from_number=notice.before.edition.number,
        to_number=notice.after.edition.number,
        content=[spell_line(each) for each in notice.lines],
        papers=[spell_paper(each) for each in notice.papers],
        chosen=[],
        created_at=now,
    )
    session.add(record)
    return record


def spell_line(line: NoticeLine) -> dict[str, Any]:
    """Return a sentence as it is kept."""
    return {
        "zh": line.change.wording.zh,
        "en": line.change.wording.en,
        "place": line.change.place,
        "kind": line.change.kind.value,
        "subject": line.subject.value,
        "papers": [each.key for each in line.papers],
    }


def spell_paper(paper: VoidPaper) -> dict[str, Any]:
    """Return a void paper as it is kept."""
    return {
        "key": paper.key,
        "zh": paper.title.zh,
        "en": paper.title.en,
        "number": paper.number,
        "hash": paper.content,
    }


def read_paper(kept: dict[str, Any]) -> VoidPaper:
    """Return a void paper from what is kept of it."""
    title = Wording(kept["zh"], kept["en"])
    return VoidPaper(kept["key"], title, kept["number"], kept["hash"])


def list_void_papers(
    session: ScopedSession, meeting_id: int, first: int, last: int
) -> list[VoidPaper]:
    """Return the papers that revisions made void, as it was noted with them; each once."""
    rows = session.scalars(
        select(ChangeNoticeRecord.papers)
        .where(
            ChangeNoticeRecord.meeting_id == meeting_id,
            ChangeNoticeRecord.to_number >= first,
            ChangeNoticeRecord.to_number <= last,
        )
        .order_by(ChangeNoticeRecord.to_number)
    )
    found = [read_paper(each) for papers in rows for each in papers]
    return list({each.key: each for each in reversed(found)}.values())[::-1]


def list_later_lines(
    session: ScopedSession, meeting_id: int, number: int, paper: str
) -> list[dict[str, Any]]:
    """Return what revisions from a number on changed on a paper, as it was noted with them."""
    rows = session.scalars(
        select(ChangeNoticeRecord.content)
        .where(ChangeNoticeRecord.meeting_id == meeting_id, ChangeNoticeRecord.to_number >= number)
        .order_by(ChangeNoticeRecord.to_number)
    )
    return [line for content in rows for line in content if paper in line["papers"]]
