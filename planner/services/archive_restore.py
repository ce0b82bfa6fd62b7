"""A meeting from its archive: whole or not at all, with new numbers, in whichever house."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from planner.domain.wording import Wording
from planner.models import (
    IssuedPaperRecord,
    MeetingRecord,
    OrganisationRecord,
    SeatingVersionRecord,
)
from planner.models.reach import Reach, across_houses
from planner.planfile import PlanFileError, read_plan
from planner.services import archive_flaw as flaw
from planner.services.archive import content_name
from planner.services.archive_format import (
    BadArchiveError,
    read_json,
    unpack,
)
from planner.services.archive_row import read_lines, read_row, read_value
from planner.services.archive_seating import check_seatings, write_venues
from planner.services.archive_table import COUNTERS, TABLES, ArchiveTable
from planner.services.audit import digest, write_audit
from planner.services.calendar_ledger import leap_ahead
from planner.services.draft import Entry, UnreadableDraftError, compose_draft
from planner.services.draft_facts import describe_facts
from planner.services.error import TitleTakenError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from planner.domain.plan import Plan
    from planner.models import ScopedSession
    from planner.services.actor import Actor

Rows = dict[str, list[dict[str, Any]]]
Numbers = dict[str, list[int]]
"""The numbers that rows got here, in the order of their lines, by table."""
WITH_CHILDREN = {each.table for table in TABLES for each in table.parents}
MOST_ROWS = 2_000
"""So many rows are written in one statement."""


class OtherHouseError(BadArchiveError):
    """The archive is another house's; to bring it in here must be said expressly."""

    def __init__(self, house: str) -> None:
        self.house = house
        super().__init__(
            Wording(
                f"它是“{house}”的会议；确要在本机关建立副本，请勾选后再导入",
                f"it is a meeting of {house}; say expressly that a copy shall be made here",
            )
        )


def import_meeting(
    session: ScopedSession, content: bytes, actor: Actor, *, is_from_elsewhere: bool = False
) -> int:
    """Make the meeting that an archive holds; return its number.

    Raises:
        BadArchiveError: The file is none, was changed, or holds what cannot be.
        OtherHouseError: It is another house's, and nobody said that this is wanted.
        TitleTakenError: The house has a meeting of that title.
    """
    _, files = unpack(content)
    rows, plan = read_archive(files)
    refuse_house(session, plan, is_from_elsewhere=is_from_elsewhere)
    meeting = lay_meeting(session, files, rows, plan)
    mark_copies(session, rows["papers"])
    write_rows(session, meeting.id, rows)
    leap_ahead(session, meeting, actor.now)
    facts = {"digest": digest(content.hex()), "house": plan.organisation.name}
    write_audit(session, actor, "meeting.import", f"meeting/{meeting.id}", after=facts)
    session.commit()
    return meeting.id


def read_archive(files: Mapping[str, bytes]) -> tuple[Rows, Plan]:
    """Return the rows of an archive and the plan of its draft, everything checked."""
    expected = {"meeting.json"}
    rows: Rows = {}
    for table in TABLES:
        rows[table.name], names = read_table(table, files)
        expected |= names
    if expected != set(files):
        raise BadArchiveError(flaw.FOREIGN)
    check_revisions(rows)
    check_seatings(rows)
    entries = [
        Entry(each["section"], each["key"], each["version"], each["position"], each["data"])
        for each in sorted(rows["draft"], key=lambda each: (each["section"], each["position"]))
        if not each["is_removed"]
    ]
    try:
        return rows, compose_draft(0, 1, entries).plan
    except UnreadableDraftError as error:
        raise BadArchiveError(flaw.NO_DRAFT) from error


def read_table(
    table: ArchiveTable, files: Mapping[str, bytes]
) -> tuple[list[dict[str, Any]], set[str]]:
    """Return the rows of a table, and the names of the files that they are in."""
    names = {f"{table.name}.jsonl"}
    rows = []
    if table.is_late and f"{table.name}.jsonl" not in files:
        return [], set()
    for number, line in enumerate(read_lines(need(files, f"{table.name}.jsonl")), start=1):
        known = line if isinstance(line, dict) else {}
        parents = {each.word: known.pop(each.word, None) for each in table.parents}
        row = read_row(table, line)
        for name, ending in table.contents:
            file = content_name(table, number, ending)
            names.add(file)
            row[name] = read_content(table, name, need(files, file))
        rows.append({**row, **parents})
    return rows, names


def need(files: Mapping[str, bytes], name: str) -> bytes:
    """Return a file of an archive; without it the archive is refused."""
    if name not in files:
        raise BadArchiveError(Wording(f"缺少 {name}", f"{name} is missing"))
    return files[name]


def read_content(table: ArchiveTable, name: str, content: bytes) -> str | bytes:
    """Return a content as its column keeps it."""
    if table.record.__mapper__.columns[name].type.python_type is bytes:
        return content
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise BadArchiveError(flaw.UNREADABLE_PART) from error


def check_revisions(rows: Rows) -> None:
    """Refuse revisions that are not numbered through, or plans that are not what they were."""
    numbers = [each["number"] for each in rows["revisions"]]
    if numbers != list(range(1, len(numbers) + 1)):
        raise BadArchiveError(flaw.GAP)
    for row in (*rows["revisions"], *rows["reviews"]):
        if hashlib.sha256(row["plan_text"].encode()).hexdigest() != row["plan_hash"]:
            raise BadArchiveError(flaw.WRONG_HASH)
        try:
            read_plan(row["plan_text"].encode(), "plan.yaml")
        except PlanFileError as error:
            raise BadArchiveError(flaw.NO_PLAN) from error


def refuse_house(session: ScopedSession, plan: Plan, *, is_from_elsewhere: bool) -> None:
    """Refuse another house's meeting, unless a copy is wanted."""
    here = session.scalar(
        select(OrganisationRecord.name).where(OrganisationRecord.id == session.owner)
    )
    if plan.organisation.name != here and not is_from_elsewhere:
        raise OtherHouseError(plan.organisation.name)


def lay_meeting(
    session: ScopedSession, files: Mapping[str, bytes], rows: Rows, plan: Plan
) -> MeetingRecord:
    """Write the meeting's own row: its counters from the archive, its facts from the draft."""
    if session.scalar(select(MeetingRecord.id).where(MeetingRecord.title == plan.title)):
        raise TitleTakenError(plan.title)
    counters = read_counters(need(files, "meeting.json"), rows)
    meeting = MeetingRecord(
        organisation_id=session.owner, draft_stamp=secrets.token_hex(16), **counters
    )
    facts = next(each["data"] for each in rows["draft"] if each["section"] == "meeting")
    describe_facts(meeting, facts)
    session.add(meeting)
    session.flush()
    return meeting


def read_counters(content: bytes, rows: Rows) -> dict[str, int | datetime]:
    """Return the counters of a meeting; those that its rows contradict are refused."""
    given = read_json(content)
    if not isinstance(given, dict) or set(given) != set(COUNTERS):
        raise BadArchiveError(flaw.NO_FACTS)
    columns = MeetingRecord.__mapper__.columns
    table = ArchiveTable("meeting", MeetingRecord, ())
    counters: dict[str, Any] = {
        name: read_value(table, columns[name], given[name]) for name in COUNTERS
    }
    last = max((each["sequence"] for each in (*rows["draft"], *rows["changes"])), default=0)
    is_sound = (
        counters["revision_number"] == len(rows["revisions"])
        and counters["draft_sequence"] >= max(last, 1)
        and 0 <= counters["published_sequence"] <= counters["draft_sequence"]
    )
    if not is_sound:
        raise BadArchiveError(flaw.CONTRADICTION)
    return counters


def mark_copies(session: ScopedSession, papers: list[dict[str, Any]]) -> None:
    """Let a copy not speak for papers that are known here: the meeting that printed them does."""
    contents = [each["content_hash"] for each in papers]
    known = set(
        session.scalars(
            select(IssuedPaperRecord.content_hash)
            .where(IssuedPaperRecord.content_hash.in_(contents))
            .execution_options(**across_houses(Reach.VERIFICATION))
        )
    )
    for each in papers:
        each["is_copy"] = each["content_hash"] in known


def write_rows(session: ScopedSession, meeting_id: int, rows: Rows) -> None:
    """Write all rows of an archive."""
    numbers: Numbers = {"venues": write_venues(session, rows["venues"])}
    for table in TABLES:
        if table.name in numbers:
            continue
        own: dict[str, Any] = {"organisation_id": session.owner}
        if "meeting_id" in table.record.__mapper__.columns:
            own["meeting_id"] = meeting_id
        lines = [
            {**own, **freshen(table, point_to_rows(session, table, row, numbers))}
            for row in rows[table.name]
        ]
        if table.name in WITH_CHILDREN:
            numbers[table.name] = write_one_by_one(session, table, lines)
        else:
            insert_rows(session, table, lines)


def point_to_rows(
    session: ScopedSession, table: ArchiveTable, row: Mapping[str, Any], numbers: Numbers
) -> dict[str, Any]:
    """Return a row that belongs to rows of here, where its line named lines of the archive."""
    pointed = dict(row)
    for each in table.parents:
        pointed[each.column] = find_number(session, pointed.pop(each.word), numbers[each.table])
    if table.record is SeatingVersionRecord:
        line = pointed["content"]["venue_version_id"]
        number = find_number(session, line, numbers["venues"])
        pointed["content"] = {**pointed["content"], "venue_version_id": number}
    return pointed


def find_number(session: ScopedSession, line: object, numbers: Sequence[int]) -> int:
    """Return the number here of a line of the archive; one that is not there is refused."""
    if type(line) is not int or not 1 <= line <= len(numbers):
        session.rollback()
        raise BadArchiveError(flaw.STRAY)
    return numbers[line - 1]


def freshen(table: ArchiveTable, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with what did not travel made anew."""
    fresh = dict.fromkeys(table.secrets & {"sitting_in"}, "")
    if "stamp" in table.secrets:
        fresh["stamp"] = secrets.token_hex(16)
    if table.record is SeatingVersionRecord:
        fresh["content_hash"] = digest(row["content"])
    return {**row, **fresh}


def insert_rows(session: ScopedSession, table: ArchiveTable, rows: list[dict[str, Any]]) -> None:
    """Insert rows, some at a time; those that contradict each other are refused."""
    for start in range(0, len(rows), MOST_ROWS):
        try:
            session.execute(insert(table.record), rows[start : start + MOST_ROWS])
        except IntegrityError as error:
            session.rollback()
            raise BadArchiveError(flaw.CLASH) from error


def write_one_by_one(
    session: ScopedSession, table: ArchiveTable, rows: list[dict[str, Any]]
) -> list[int]:
    """Write rows that others belong to, in their order; return their numbers here."""
    record: Any = table.record
    written = [record(**row) for row in rows]
    try:
        for each in written:
            session.add(each)
            session.flush()
    except IntegrityError as error:
        session.rollback()
        raise BadArchiveError(flaw.CLASH) from error
    return [each.id for each in written]
