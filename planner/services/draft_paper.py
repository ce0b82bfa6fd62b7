"""Papers of a draft: looked at before anything is published, never issued, never verified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.services.error import MissingRecordError
from planner.services.job import list_draft_jobs
from planner.services.package import list_parts

if TYPE_CHECKING:
    from planner.domain.wording import Wording
    from planner.models import ScopedSession
    from planner.models.job import Job, JobDocument
    from planner.services.meeting import OpenMeeting


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """One paper of a draft, and what was made of it as the draft stands now."""

    key: str
    title: Wording
    filename: str
    job: Job | None

    @property
    def document(self) -> JobDocument | None:
        """What was made of it; None where nothing was yet."""
        documents = self.job.documents if self.job else ()
        return next((each for each in documents if each.digest), None)


def list_draft_papers(session: ScopedSession, meeting: OpenMeeting) -> tuple[DraftPaper, ...]:
    """Return the papers that a draft would be printed as, in the order of the package."""
    jobs = {each.subject: each for each in list_draft_jobs(session, meeting.id, meeting.sequence)}
    parts = list_parts(meeting.plan, meeting.today, timeline=meeting.timeline)
    return tuple(
        DraftPaper(each.key, each.title, each.path.rpartition("/")[2], jobs.get(each.key))
        for each in parts
        if each.path.endswith(".pdf")
    )


def find_draft_paper(session: ScopedSession, meeting: OpenMeeting, key: str) -> DraftPaper:
    """Return a paper of a draft by its key."""
    found = next((each for each in list_draft_papers(session, meeting) if each.key == key), None)
    if found is None:
        raise MissingRecordError
    return found


def is_previewed(session: ScopedSession, meeting: OpenMeeting, digest: str) -> bool:
    """Tell whether a digest is that of a paper made of the draft as it stands now."""
    jobs = list_draft_jobs(session, meeting.id, meeting.sequence)
    return any(each.digest == digest for job in jobs for each in job.documents)
