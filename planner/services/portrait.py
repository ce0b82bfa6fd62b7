"""证件照: photos of a meeting's people, uploaded many at once and told apart by their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from planner.domain.person_name import split_name
from planner.domain.wording import Wording
from planner.models import PortraitRecord
from planner.services.audit import write_audit
from planner.services.draft import open_draft
from planner.services.error import MissingRecordError
from planner.services.portrait_file import (
    PhotoFile,
    PortraitRefusedError,
    make_portrait,
    unpack_files,
)
from planner.services.seat_link import number_people

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from planner.domain.person import Person
    from planner.models import ScopedSession
    from planner.services.actor import Actor

PARTED = re.compile(r"[\s\-_—–,，.。、+()（）\[\]【】]+")
SHORT_HASH = 12


@dataclass(frozen=True, slots=True)
class PhotoFault:
    """A file that did not become a photo, and why."""

    name: str
    why: Wording


@dataclass(frozen=True, slots=True)
class PhotosTaken:
    """What became of uploaded files."""

    taken: tuple[str, ...]
    """Whose photos they are, by key."""
    faults: tuple[PhotoFault, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """Somebody's photo without its bytes; the hash makes its address new where it is replaced."""

    person: str
    digest: str


def take_photos(
    session: ScopedSession, meeting_id: int, files: Iterable[PhotoFile], actor: Actor
) -> PhotosTaken:
    """Keep every photo that is one and whose person is known; tell the fault of each other file.

    A photo goes by a person's key, name or badge number, which may stand among other words.
    """
    finder = Finder.of(
        open_draft(session, meeting_id).plan.people, number_people(session, meeting_id)
    )
    photos: dict[str, bytes] = {}
    faults: list[PhotoFault] = []
    for file in unpack_files(files):
        try:
            person = finder.find(file, photos)
            photos[person] = make_portrait(file.content)
        except PortraitRefusedError as error:
            faults.append(PhotoFault(file.name, error.wording))
    if photos:
        put_photos(session, meeting_id, photos, actor)
        session.commit()
    return PhotosTaken(tuple(photos), tuple(faults))


TWICE = Wording("此人在这次上传中已有一张。", "there is another one of this person among them.")
NOBODY = Wording(
    "文件名里没有名册上的姓名、编号或证件号。", "its name holds nobody's name, key or badge number."
)


def put_photo(
    session: ScopedSession, meeting_id: int, person: str, content: bytes, actor: Actor
) -> None:
    """Keep one person's photo.

    Raises:
        MissingRecordError: There is no such person.
        PortraitRefusedError: It is no photo.
    """
    if all(each.key != person for each in open_draft(session, meeting_id).plan.people):
        raise MissingRecordError
    put_photos(session, meeting_id, {person: make_portrait(content)}, actor)
    session.commit()


def put_photos(
    session: ScopedSession, meeting_id: int, photos: Mapping[str, bytes], actor: Actor
) -> None:
    """Write photos, over those that were there; the caller commits."""
    known = {row.person: row for row in list_rows(session, meeting_id)}
    for person, content in photos.items():
        row = known.get(person)
        if row is None:
            row = PortraitRecord(
                organisation_id=session.owner, meeting_id=meeting_id, person=person
            )
            session.add(row)
        row.content, row.content_hash = content, sha256(content).hexdigest()
        row.uploaded_at = actor.now
    hashes = {person: sha256(content).hexdigest() for person, content in photos.items()}
    write_audit(session, actor, "portrait.put", f"meeting/{meeting_id}", after=hashes)


def remove_photo(session: ScopedSession, meeting_id: int, person: str, actor: Actor) -> None:
    """Remove somebody's photo.

    Raises:
        MissingRecordError: He has none.
    """
    found = session.execute(
        delete(PortraitRecord).where(
            PortraitRecord.meeting_id == meeting_id, PortraitRecord.person == person
        )
    )
    if not found.rowcount:  # type: ignore[attr-defined]
        raise MissingRecordError
    after = {"person": person}
    write_audit(session, actor, "portrait.remove", f"meeting/{meeting_id}", before=after)
    session.commit()


def list_portraits(session: ScopedSession, meeting_id: int) -> dict[str, Portrait]:
    """Return whose photos there are, by person."""
    return {
        row.person: Portrait(row.person, row.content_hash[:SHORT_HASH])
        for row in list_rows(session, meeting_id)
    }


def list_rows(session: ScopedSession, meeting_id: int) -> list[PortraitRecord]:
    """Return the rows of a meeting's photos, without their bytes."""
    return list(
        session.scalars(select(PortraitRecord).where(PortraitRecord.meeting_id == meeting_id))
    )


def find_portrait(session: ScopedSession, meeting_id: int, person: str) -> Portrait | None:
    """Return somebody's photo without its bytes; None where he has none."""
    row = session.scalar(
        select(PortraitRecord).where(
            PortraitRecord.meeting_id == meeting_id, PortraitRecord.person == person
        )
    )
    return Portrait(row.person, row.content_hash[:SHORT_HASH]) if row else None


def read_photo(session: ScopedSession, meeting_id: int, person: str) -> bytes:
    """Return somebody's photo.

    Raises:
        MissingRecordError: He has none.
    """
    row = session.scalar(
        select(PortraitRecord)
        .where(PortraitRecord.meeting_id == meeting_id, PortraitRecord.person == person)
        .options(undefer(PortraitRecord.content))
    )
    if row is None:
        raise MissingRecordError
    return row.content


@dataclass(frozen=True, slots=True)
class Finder:
    """Tells whose photo a file is, by its name."""

    by_word: dict[str, frozenset[str]]
    """People by key, name and badge number."""

    @classmethod
    def of(cls, people: Iterable[Person], numbers: Mapping[str, str]) -> Finder:
        """Return the finder of a roster."""
        found: dict[str, set[str]] = {}
        for each in people:
            words = {each.key, each.name, split_name(each.name).proper, numbers.get(each.key, "")}
            for word in words - {""}:
                found.setdefault(fold(word), set()).add(each.key)
        return cls({word: frozenset(keys) for word, keys in found.items()})

    def find(self, file: PhotoFile, taken: Container[str] = ()) -> str:
        """Return the key of the person whose photo a file is.

        Raises:
            PortraitRefusedError: It cannot be read, is nobody's or several people's, or of
                somebody whose photo was taken already.
        """
        if file.fault:
            raise PortraitRefusedError(file.fault)
        person = self.find_named(file)
        if person in taken:
            raise PortraitRefusedError(TWICE)
        return person

    def find_named(self, file: PhotoFile) -> str:
        """Return the key of the one person whom a file's name means."""
        found = self.by_word.get(fold(file.stem)) or frozenset[str]()
        if not found:
            tried = [self.by_word.get(fold(part)) for part in PARTED.split(file.stem) if part]
            named = [each for each in tried if each]
            found = frozenset.intersection(*named) if named else frozenset()
            if named and not found:
                found = frozenset.union(*named)
        if not found:
            raise PortraitRefusedError(NOBODY)
        if len(found) > 1:
            raise PortraitRefusedError(
                Wording(
                    f"有 {len(found)} 人对得上，请用编号作文件名。",
                    f"is of {len(found)} people by its name; name it by the person's key.",
                )
            )
        return next(iter(found))


def fold(word: str) -> str:
    """Return a word as names of files are compared."""
    return split_name(word).proper.casefold() or word.strip().casefold()
