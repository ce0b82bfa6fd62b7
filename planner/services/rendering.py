"""What the worker does with a job: render the documents of a revision into the store."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.documents.imprint import Approval, Imprint
from planner.documents.page_image import draw_pages
from planner.domain.error import PlannerError
from planner.domain.wording import Wording
from planner.models import RevisionRecord
from planner.models.job import JobDocument, JobKind, JobState
from planner.services.calendar_history import find_history
from planner.services.comparison import compare_revisions
from planner.services.draft import open_draft
from planner.services.issued_paper import current_papers
from planner.services.job import beat_job, finish_job, note_progress
from planner.services.notice import write_notice
from planner.services.package import PackageCancelledError, build_package, build_parts
from planner.services.package_archive import pack_archive
from planner.services.published import load_plan
from planner.services.seating_rendering import note_printed, open_task

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.models.job import Job
    from planner.services.job import Claim
    from planner.services.package import PackageEntry, PackageProgress, PackageReport
    from planner.services.package_part import ImprintFor, NoticeFor, Restate
    from planner.services.store import FileStore
    from planner.services.workplace import Workplace

log = logging.getLogger(__name__)
BROKEN = Wording(
    "系统出错，文件没有生成；问题已记入日志。",
    "Something broke while rendering; the log says what.",
)
MOST_PICTURES = 60
PAUSE = timedelta(milliseconds=300)
"""Between two notes of progress: each is a commit that reaches the disk."""
PDF = "application/pdf"
PICTURED = {JobKind.PAPER, JobKind.DRAFT}
"""Jobs whose papers are looked at page by page."""


def picture_key(digest: str, number: int) -> str:
    """Return the store's key of the picture of a document's page, numbered from 1."""
    return hashlib.sha256(f"page {number} of {digest}".encode()).hexdigest()


def run_job(place: Workplace, claim: Claim) -> None:
    """Do a claimed job; doing it twice does no harm."""
    with place.sessions() as session:
        session.scope_to(claim.organisation_id)
        state, message, result = JobState.FAILED, None, ""
        try:
            report = render_documents(place, session, claim)
        except PackageCancelledError as error:
            state, message = JobState.CANCELLED, error.wording
        except PlannerError as error:
            message = error.wording
        except Exception:
            log.exception("job %s broke off", claim.job.id)
            session.rollback()
            message = BROKEN
        else:
            result = keep_result(place.store, claim.job, report)
            if result:
                state = JobState.DONE
            else:
                message = report.failures[0].failure if report.failures else None
        finish_job(session, claim, state, place.now(), message=message, result_hash=result)


def render_documents(place: Workplace, session: ScopedSession, claim: Claim) -> PackageReport:
    """Render what a job asks for, noting each document as it is done."""
    job = claim.job
    watch = Watch(place, session, claim)
    if job.kind is JobKind.SEATING:
        task = open_task(place, session, job)
        session.rollback()  # let go of the database while rendering
        report = build_parts(
            task.parts, place.store, progress=watch.note, is_cancelled=watch.is_cancelled
        )
        note_printed(place, session, job, task, report)
        return report
    notice: NoticeFor | None = None
    imprint_for: ImprintFor = make_preview
    restate: Restate | None = None
    if job.kind is JobKind.DRAFT:
        plan = open_draft(session, job.meeting_id).plan
    else:
        plan = load_plan(session, job.meeting_id, job.revision_number).plan
        imprint_for = find_imprints(session, job, place.public_url)
        notice = find_notice(session, job.meeting_id, job.revision_number)
        restate = find_history(session, job.meeting_id, plan)
    session.rollback()  # let go of the database while rendering
    return build_package(
        plan,
        plan.edition.issued_on or place.now().date(),
        place.store,
        only=() if job.kind is JobKind.PACKAGE else (job.subject,),
        imprint_for=imprint_for,
        notice=notice,
        restate=restate,
        progress=watch.note,
        is_cancelled=watch.is_cancelled,
        fonts=place.fonts,
    )


class Watch:
    """Notes what is done of a job, and looks whether it is still wanted; both not too often."""

    def __init__(self, place: Workplace, session: ScopedSession, claim: Claim) -> None:
        self.place, self.session, self.claim = place, session, claim
        self.documents: list[dict[str, object]] = []
        self.told_at = self.looked_at = place.now() - PAUSE

    def note(self, progress: PackageProgress) -> None:
        """Note one more document."""
        place, job = self.place, self.claim.job
        self.documents.append(asdict(describe_document(place.store, job, progress.entry)))
        if progress.done == progress.total or place.now() - self.told_at >= PAUSE:
            note_progress(self.session, self.claim, self.documents, progress.total)
            self.told_at = place.now()

    def is_cancelled(self) -> bool:
        """Tell whether the job was called off."""
        if self.place.now() - self.looked_at < PAUSE:
            return False
        self.looked_at = self.place.now()
        return not beat_job(self.session, self.claim, self.looked_at)


def make_preview(_key: str, _content: str) -> Imprint:
    """Return the imprint of a paper of a draft: no revision, and nothing to verify it by."""
    return Imprint(is_preview=True)


def find_imprints(session: ScopedSession, job: Job, public_url: str) -> ImprintFor:
    """Return what gives each document the revision in which it last changed."""
    papers = {
        key: (row.content_hash, row.revision_number, row.issued_on)
        for key, row in current_papers(session, job.meeting_id).items()
    }
    verify_url = f"{public_url.rstrip('/')}/v/"
    approvals = list_approvals(session, job.meeting_id)

    def imprint_for(key: str, content: str) -> Imprint:
        known, number, issued_on = papers.get(key, ("", job.revision_number, None))
        if known != content:
            number, issued_on = job.revision_number, None
        return Imprint(number, issued_on, verify_url, approvals.get(number))

    return imprint_for


def list_approvals(session: ScopedSession, meeting_id: int) -> dict[int, Approval]:
    """Return who approved each revision; those that nobody was asked about are left out."""
    rows = session.execute(
        select(
            RevisionRecord.number,
            RevisionRecord.approver_name,
            RevisionRecord.approved_at,
            RevisionRecord.approval_remark,
        ).where(RevisionRecord.meeting_id == meeting_id, RevisionRecord.approved_at.is_not(None))
    )
    return {number: Approval(name, at, remark) for number, name, at, remark in rows if at}


def find_notice(session: ScopedSession, meeting_id: int, number: int) -> NoticeFor | None:
    """Return what gives the notice of what a revision changed; None for the first."""
    if number <= 1:
        return None
    sheet = write_notice(compare_revisions(session, meeting_id, number - 1, number))
    return lambda: sheet


def describe_document(store: FileStore, job: Job, entry: PackageEntry) -> JobDocument:
    """Return what a job notes of a document; one asked for alone also gets its pictures."""
    return JobDocument(
        key=entry.key,
        title_zh=entry.title.zh,
        title_en=entry.title.en,
        path=entry.path,
        media_type=entry.media_type,
        digest=entry.digest,
        content=entry.content,
        revision_number=entry.edition.number,
        size_bytes=entry.size_bytes,
        from_store=entry.from_store,
        pages=draw_pictures(store, entry) if job.kind in PICTURED else 0,
        failure_zh=entry.failure.zh if entry.failure else "",
        failure_en=entry.failure.en if entry.failure else "",
    )


def draw_pictures(store: FileStore, entry: PackageEntry) -> int:
    """Keep pictures of a paper's first pages; return how many there are."""
    content = store.get(entry.digest) if entry.digest else None
    if content is None or entry.media_type != PDF:
        return 0
    number = 0
    for number, picture in enumerate(draw_pages(content, MOST_PICTURES), start=1):
        store.put(picture_key(entry.digest, number), picture)
    return number


def keep_result(store: FileStore, job: Job, report: PackageReport) -> str:
    """Return the store's key of what a job was asked for, or nothing where nothing was made."""
    if not report.made:
        return ""
    is_alone = job.kind is JobKind.SEATING and len(report.made) == 1
    if is_alone or job.kind in PICTURED:
        return report.made[0].digest
    archive = pack_archive(report, store)
    key = hashlib.sha256(archive).hexdigest()
    store.put(key, archive)
    return key
