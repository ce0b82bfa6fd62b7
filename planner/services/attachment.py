"""Files that owners add to what they say: a few kinds, of bounded size, handed out as downloads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import undefer

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import AttachmentRecord
from planner.services.audit import digest
from planner.services.error import MissingRecordError
from planner.services.filename import make_filename

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.models import ScopedSession

LARGEST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
LONGEST_NAME = 180
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, tuple[str, bytes, int]] = {
    ".jpg": ("image/jpeg", b"\xff\xd8\xff", 0),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff", 0),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n", 0),
    ".webp": ("image/webp", b"WEBP", 8),
    ".heic": ("image/heic", b"ftyp", 4),
    ".pdf": ("application/pdf", b"%PDF-", 0),
    ".docx": (f"{OFFICE}wordprocessingml.document", ZIP, 0),
    ".xlsx": (f"{OFFICE}spreadsheetml.sheet", ZIP, 0),
    ".pptx": (f"{OFFICE}presentationml.presentation", ZIP, 0),
    ".doc": ("application/msword", OLE, 0),
    ".xls": ("application/vnd.ms-excel", OLE, 0),
    ".wps": ("application/vnd.ms-works", OLE, 0),
    ".et": ("application/vnd.ms-excel", OLE, 0),
}
"""What may be added: by ending, the media type, and the bytes that such a file has, and where."""
ACCEPT = ",".join(KINDS)


class AttachmentRefusedError(InvalidRequestError):
    """A file is of a kind that is not taken, too large, empty, or one too many."""


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file as it came in."""

    name: str
    content: bytes


def check_files(files: Sequence[AddedFile]) -> None:
    """Refuse files that are not taken, before anything is written."""
    if len(files) > MOST_FILES:
        raise AttachmentRefusedError(
            Wording(
                f"一次最多添加 {MOST_FILES} 个附件，请分次提交。",
                f"At most {MOST_FILES} files at a time; send the others afterwards.",
            )
        )
    for each in files:
        check_file(each)


def check_file(file: AddedFile) -> None:
    """Refuse a file that is not what its name says, or is none of what is taken."""
    kind = KINDS.get(PurePosixPath(file.name).suffix.casefold())
    if not file.content:
        raise AttachmentRefusedError(
            Wording(f"“{file.name}”是空文件，请重新选择。", f"“{file.name}” is empty.")
        )
    if len(file.content) > LARGEST_BYTES:
        limit = LARGEST_BYTES // 1024 // 1024
        raise AttachmentRefusedError(
            Wording(
                f"“{file.name}”超过 {limit} MB，请压缩后再传。",
                f"“{file.name}” is larger than {limit} MB; make it smaller.",
            )
        )
    if kind is None or not file.content[kind[2] :].startswith(kind[1]):
        raise AttachmentRefusedError(
            Wording(
                f"“{file.name}”不能作为附件：只收照片、PDF 和办公文档，且内容须与扩展名一致。",
                f"“{file.name}” cannot be added: photos, PDF and office documents are taken, and "
                "the content must be what the name says.",
            )
        )


def add_files(session: ScopedSession, entry_id: int, files: Iterable[AddedFile]) -> list[str]:
    """Keep checked files with an entry and return their hashes; the caller commits."""
    hashes = []
    for each in files:
        session.add(
            AttachmentRecord(
                organisation_id=session.owner,
                entry_id=entry_id,
                name=make_filename(each.name)[-LONGEST_NAME:],
                media_type=KINDS[PurePosixPath(each.name).suffix.casefold()][0],
                content=each.content,
                size_bytes=len(each.content),
            )
        )
        hashes.append(digest(each.content.hex()))
    return hashes


def list_attachments(
    session: ScopedSession, entry_ids: Iterable[int]
) -> dict[int, list[AttachmentRecord]]:
    """Return the files of entries, without their content, by entry."""
    found: dict[int, list[AttachmentRecord]] = {}
    wanted = list(entry_ids)
    if wanted:
        statement = select(AttachmentRecord).where(AttachmentRecord.entry_id.in_(wanted))
        for each in session.scalars(statement.order_by(AttachmentRecord.id)):
            found.setdefault(each.entry_id, []).append(each)
    return found


def read_attachment(session: ScopedSession, attachment_id: int) -> AttachmentRecord:
    """Return a file with its content; the caller checks that it may be seen."""
    found = session.scalar(
        select(AttachmentRecord)
        .where(AttachmentRecord.id == attachment_id)
        .options(undefer(AttachmentRecord.content))
    )
    if found is None:
        raise MissingRecordError
    return found
