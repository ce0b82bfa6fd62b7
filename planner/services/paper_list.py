"""The documents of a meeting and the state of each: current, out of date, not made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from planner.models.job import JobKind, JobState
from planner.services.issued_paper import current_papers
from planner.services.job import list_jobs
from planner.services.package import list_parts

if TYPE_CHECKING:
    from planner.domain.wording import Wording
    from planner.models import ScopedSession
    from planner.models.job import Job, JobDocument
    from planner.services.meeting import OpenMeeting


class PaperState(StrEnum):
    """How a document stands against the current revision."""

    CURRENT = "current"  # 最新
    OUTDATED = "outdated"  # 已过期
    MISSING = "missing"  # 未生成


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One document of the package."""

    key: str
    title: Wording
    folder: str
    filename: str
    state: PaperState
    revision_number: int
    """The revision in which it last changed."""
    document: JobDocument | None
    """The newest one made, whatever its state."""
    is_page: bool
    """A paper with pages to look at, not a calendar or a workbook."""


@dataclass(frozen=True, slots=True)
class PaperList:
    """All documents of a meeting, and the newest package."""

    papers: tuple[ListedPaper, ...]
    package: Job | None
    """The job that made, or makes, the package of the current revision."""


def list_documents(session: ScopedSession, meeting: OpenMeeting) -> PaperList:
    """Return the documents of a meeting's current revision with their states."""
    jobs = list_jobs(session, meeting.id)
    made: dict[str, JobDocument] = {}
    for each in (each for job in jobs for each in job.documents if each.digest):
        known = made.get(each.key)
        if known is None or (known.digest == each.digest and each.pages > known.pages):
            made[each.key] = each
    issued = current_papers(session, meeting.id)
    issued_on = meeting.plan.edition.issued_on or meeting.today
    papers = []
    notice = refuse_writing if meeting.revision_number > 1 else None
    for part in list_parts(meeting.plan, issued_on, timeline=meeting.timeline, notice=notice):
        row, document = issued.get(part.key), made.get(part.key)
        papers.append(
            ListedPaper(
                key=part.key,
                title=part.title,
                folder=part.path.partition("/")[0],
                filename=part.path.rpartition("/")[2],
                state=judge(row.content_hash if row else "", document),
                revision_number=row.revision_number if row else meeting.revision_number,
                document=document,
                is_page=part.path.endswith(".pdf"),
            )
        )
    return PaperList(tuple(papers), find_package(jobs, meeting.revision_number))


def refuse_writing() -> NoReturn:
    """Stand in for what writes the notice of changes: here papers are only named."""
    message = "a list of papers prepares none of them"
    raise RuntimeError(message)


def judge(content: str, document: JobDocument | None) -> PaperState:
    """Return the state of a document: what was last made against what it should show."""
    if document is None:
        return PaperState.MISSING
    return PaperState.CURRENT if document.content == content else PaperState.OUTDATED


def find_package(jobs: tuple[Job, ...], number: int) -> Job | None:
    """Return the package of a revision that is made or in the making."""
    return next(
        (
            job
            for job in jobs
            if job.kind is JobKind.PACKAGE
            and job.revision_number == number
            and (job.is_live or job.state is JobState.DONE)
        ),
        None,
    )
