"""A whole meeting as one file: what goes in, comes back, and what is refused."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from planner.database import make_engine, make_sessions
from planner.domain.plan import Organisation
from planner.models import (
    AttachmentRecord,
    IssuedPaperRecord,
    MeetingRecord,
    OwnedRecord,
    Record,
    RevisionRecord,
    WorkEntryRecord,
)
from planner.models.reach import Reach, across_houses
from planner.services.actor import Actor
from planner.services.archive import export_meeting
from planner.services.archive_format import BadArchiveError
from planner.services.archive_restore import OtherHouseError, import_meeting
from planner.services.archive_table import IDENTITIES, LEFT_BEHIND, TABLES
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits
from planner.services.error import TitleTakenError
from planner.services.published import load_plan
from planner.services.review import Remark, return_review, submit_draft
from planner.services.verification import verify_paper
from tests.builders import a_sound_plan
from tests.conftest import NOW, TODAY, Publisher, make_house, scoped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.models import ScopedSession
    from tests.conftest import House

SETUP = Actor(None, NOW)


def a_full_meeting(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> int:
    """Make a meeting with revisions, a review sent back, history, a notice, work and a file."""
    plan = a_sound_plan(organisation=Organisation("政协云岭省委员会", "云岭省政协"))
    meeting = publish(house, plan)
    publish(house, replace(plan, theme="乡村振兴"))
    with scoped(sessions, house) as session:
        change = Edit.change("people", "m1", {"post": "副教授"})
        apply_edits(session, meeting, [change, Edit.remove("people", "m3")], SETUP, "改名册")
        number = submit_draft(session, meeting, "请审", SETUP, TODAY)
        return_review(session, meeting, number, "再核", [Remark("texts/notes", "日期")], SETUP)
        facts: dict[str, Any] = {"organisation_id": house.id, "meeting_id": meeting}
        for text in ("已联系酒店", "名单见附件"):
            entry = WorkEntryRecord(
                **facts, task_key="run", kind="note", text=text, actor_name="石小禾", said_at=NOW
            )
            session.add(entry)
            session.flush()
        session.add(
            AttachmentRecord(
                organisation_id=house.id,
                entry_id=entry.id,
                name="名单.pdf",
                media_type="application/pdf",
                content=b"%PDF-1.7\x00\xff",
                size_bytes=10,
            )
        )
        session.commit()
    return meeting


def export(sessions: Callable[[], ScopedSession], house: House, meeting: int) -> bytes:
    with scoped(sessions, house) as session:
        return export_meeting(session, meeting, SETUP)[1]


def bring_in(
    sessions: Callable[[], ScopedSession], house: House, content: bytes, *, elsewhere: bool = True
) -> int:
    with scoped(sessions, house) as session:
        return import_meeting(session, content, SETUP, is_from_elsewhere=elsewhere)


@pytest.fixture
def archive(sessions: Callable[[], ScopedSession], house: House, publish: Publisher) -> bytes:
    return export(sessions, house, a_full_meeting(sessions, house, publish))


@pytest.fixture(scope="module")
def kept_archive(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the file of a meeting that is not in the test's own database; made once."""
    path = tmp_path_factory.mktemp("archive") / "plenum.db"
    shutil.copy(sqlite_template, path)
    engine = make_engine(f"sqlite:///{path}")
    sessions = make_sessions(engine)
    house = make_house(sessions, "政协云岭省委员会")
    content = export(sessions, house, a_full_meeting(sessions, house, Publisher(sessions)))
    engine.dispose()
    return content


def test_what_is_exported_comes_back_and_is_exported_byte_for_byte(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, archive: bytes
) -> None:
    made = bring_in(sessions, other_house, archive)
    assert export(sessions, other_house, made) == archive
    with scoped(sessions, house) as session:
        before, revision = open_draft(session, 1).plan, load_plan(session, 1, 2).plan
        hashes = session.scalars(select(RevisionRecord.plan_hash)).all()
    with scoped(sessions, other_house) as session:
        assert open_draft(session, made).plan == before
        assert load_plan(session, made, 2).plan == revision
        assert session.scalars(select(RevisionRecord.plan_hash)).all() == hashes
        [file] = session.scalars(select(AttachmentRecord)).all()
        entry = session.get(WorkEntryRecord, file.entry_id)
        assert entry is not None
        assert (entry.text, file.name, file.content) == (
            "名单见附件",
            "名单.pdf",
            b"%PDF-1.7\x00\xff",
        )


def test_every_table_and_column_of_a_meeting_is_decided() -> None:
    carried = {table.record.__tablename__: table for table in TABLES}
    owned = {
        mapper.class_.__tablename__: mapper
        for mapper in Record.registry.mappers
        if issubclass(mapper.class_, OwnedRecord)
        and {"meeting_id", "entry_id", "seating_id", "venue_id"} & set(mapper.columns.keys())
    }
    assert set(carried) | set(LEFT_BEHIND) == set(owned)
    assert not set(carried) & set(LEFT_BEHIND)
    for name, table in carried.items():
        contents = {column for column, _ in table.contents}
        decided = set(table.columns) | contents | table.secrets
        assert set(owned[name].columns.keys()) - IDENTITIES == decided


def test_no_account_and_no_browser_travels(kept_archive: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(kept_archive)) as opened:
        text = "".join(opened.read(name).decode() for name in opened.namelist() if "json" in name)
    for word in ("account_id", '"sitting_in"', "organisation_id", "password", "token", '"id"'):
        assert word not in text


def test_a_copy_does_not_speak_for_papers_that_were_printed_here(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, archive: bytes
) -> None:
    papers = json_lines(archive, "papers.jsonl")
    current = next(each["content_hash"] for each in papers if not each["voided_on"])
    with sessions() as session:
        before = verify_paper(session, current)
    bring_in(sessions, other_house, archive)
    with scoped(sessions, other_house) as session:
        for row in session.scalars(select(IssuedPaperRecord)):
            row.voided_on = TODAY
        session.commit()
    with sessions() as session:
        assert verify_paper(session, current) == before
    assert before is not None
    assert before.organisation_id == house.id


def json_lines(archive: bytes, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return [json.loads(line) for line in opened.read(name).splitlines()]


def test_another_houses_meeting_needs_to_be_wanted_and_a_title_stands_once(
    sessions: Callable[[], ScopedSession], house: House, other_house: House, archive: bytes
) -> None:
    with pytest.raises(OtherHouseError):
        bring_in(sessions, other_house, archive, elsewhere=False)
    with pytest.raises(TitleTakenError):
        bring_in(sessions, house, archive, elsewhere=False)
    assert count_meetings(sessions) == 1


def count_meetings(sessions: Callable[[], ScopedSession]) -> int:
    with sessions() as session:
        return (
            session.scalar(
                select(func.count(MeetingRecord.id)).execution_options(**across_houses(Reach.SETUP))
            )
            or 0
        )


def repack(
    archive: bytes, change: Callable[[dict[str, bytes]], None], *, signs: bool = True
) -> bytes:
    """Return an archive with some files changed, its manifest made to agree."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    manifest = json.loads(files["manifest.json"])
    change(files)
    if signs and files.get("manifest.json") == spell(manifest):
        manifest["files"] = {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for name, content in files.items()
            if name != "manifest.json"
        }
        files["manifest.json"] = spell(manifest)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def spell(manifest: object) -> bytes:
    return json.dumps(
        manifest, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": ")
    ).encode()


def swap(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[name], files[name][:300]
        files[name] = files[name].replace(old.encode(), new.encode(), 1)

    return change


def put(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: content})


def drop(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        del files[name]

    return change


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], bool]] = {
    "a checksum that is wrong": (swap("revisions/0001.yaml", "云岭", "海陵"), False),
    "a revision that is not what its hash says": (
        swap("revisions/0001.yaml", "云岭", "海陵"),
        True,
    ),
    "a path that leads out": (put("../../etc/passwd", b"x"), True),
    "a path from the root": (put("/etc/passwd", b"x"), True),
    "a file that does not belong there": (put("revisions/0009.yaml", b"x"), True),
    "a bomb": (put("attachments/0002.bin", bytes(65 * 1024 * 1024)), True),
    "a missing part": (drop("draft.jsonl"), True),
    "no manifest": (drop("manifest.json"), True),
    "another format": (swap("manifest.json", "plenum-meeting", "other"), False),
    "a newer version": (swap("manifest.json", '"version": 1', '"version": 2'), False),
    "a section that no plan has": (swap("draft.jsonl", '"agenda"', '"secrets"'), True),
    "a number that is a text": (swap("draft.jsonl", '"version":2', '"version":"2"'), True),
    "a number without end": (swap("draft.jsonl", '"version":2', f'"version":{"9" * 30}'), True),
    "an infinite position": (
        swap("draft.jsonl", '"position":1024.0', '"position":Infinity'),
        True,
    ),
    "a field that no table has": (swap("draft.jsonl", '"key":', '"id":7,"key":'), True),
    "a state that no review has": (swap("reviews.jsonl", '"returned"', '"nonsense"'), True),
    "a day that is none": (swap("revisions.jsonl", "2026-12-01", "2026-13-01"), True),
    "an attachment of nothing": (swap("attachments.jsonl", '"entry":2', '"entry":7'), True),
    "nesting without end": (put("draft.jsonl", b"[" * 100_000), True),
    "an entry twice": (
        lambda files: files.update({"draft.jsonl": files["draft.jsonl"] * 2}),
        True,
    ),
    "a counter behind its changes": (
        swap("meeting.json", '"draft_sequence": 3', '"draft_sequence": 1'),
        True,
    ),
    "a draft that makes no plan": (swap("draft.jsonl", '"kind":"plenary"', '"kind":"x"'), True),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_leaves_nothing_behind(
    sessions: Callable[[], ScopedSession], other_house: House, kept_archive: bytes, what: str
) -> None:
    change, signs = HOSTILE[what]
    with pytest.raises(BadArchiveError):
        bring_in(sessions, other_house, repack(kept_archive, change, signs=signs))
    assert count_meetings(sessions) == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 1000])
def test_what_is_no_archive_is_told(
    sessions: Callable[[], ScopedSession], house: House, content: bytes
) -> None:
    with pytest.raises(BadArchiveError):
        bring_in(sessions, house, content)


def test_two_files_of_one_name_are_refused(
    sessions: Callable[[], ScopedSession], other_house: House, kept_archive: bytes
) -> None:
    target = io.BytesIO(kept_archive)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(target, "a") as opened,
    ):
        opened.writestr("draft.jsonl", b"")
    with pytest.raises(BadArchiveError):
        bring_in(sessions, other_house, target.getvalue())
