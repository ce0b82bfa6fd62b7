"""Bringing a roster into a draft: kept while it is looked at, taken in one batch, then let go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import undefer

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import ColumnMatchRecord, RosterImportRecord
from planner.models.reach import Reach, across_houses
from planner.planfile.form import fold_header
from planner.planfile.roster_column import propose_columns, roster_columns
from planner.planfile.roster_file import read_roster
from planner.services.actor import Actor
from planner.services.audit import digest, write_audit
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, make_edits
from planner.services.error import MissingRecordError, StaleUploadError
from planner.services.memory import Memory
from planner.services.roster_preview import (
    ABSENT,
    ANOTHER,
    IS,
    KEEP,
    MARK,
    NAMESAKE,
    PART,
    REMOVE,
    SKIP,
    TAKE,
    Previewer,
    PreviewRow,
    RosterPreview,
    RosterSource,
    RowGroup,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import CursorResult

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.draft import Draft

KEPT_FOR = timedelta(hours=24)
KEPT_PER_ACCOUNT = 3
PAGE_SIZE = 50
LONGEST_HEADING = 100
MARKED = "导入名册时未列，待核实"
"""What is noted with somebody whom the file does not have, where that is chosen."""
PREVIEWERS: Memory[tuple[Draft, Previewer]] = Memory(8)
NO_NAME = Wording("请先指出哪一列是姓名。", "Say first which column holds the names.")
TWICE = Wording("两列指向同一栏，请改正。", "Two columns mean the same field; correct one.")
UNDECIDED = Wording(
    "还有存疑或有误的行没有处理，请逐行选择后再导入。",
    "Rows in doubt or with faults are still open; decide on each, then import.",
)
CHOICES: dict[RowGroup, tuple[str, ...]] = {
    RowGroup.NEW: (TAKE, SKIP),
    RowGroup.CHANGED: (TAKE, SKIP),
    RowGroup.SAME: (),
    RowGroup.DOUBTFUL: (SKIP, ANOTHER),
    RowGroup.FAULTY: (PART, SKIP),
    RowGroup.MISSING: (KEEP, MARK, REMOVE),
}
"""What can be chosen in each group, besides who a doubtful row is."""


@dataclass(frozen=True, slots=True)
class OpenImport:
    """A roster that is looked at: where its columns go, and what its rows would do."""

    id: int
    meeting_id: int
    source: RosterSource
    preview: RosterPreview
    sequence: int
    """The draft's number: whoever takes the roster says which draft he looked at."""
    unmatched: tuple[str, ...] = ()
    """Headings of columns that are left out, though nobody in the house has said so."""

    @property
    def has_names(self) -> bool:
        """Whether a column holds the names."""
        return "name" in self.source.columns.values()


def keep_roster(
    session: ScopedSession, meeting_id: int, source: tuple[str, bytes], actor: Actor
) -> int:
    """Read a roster file and keep its rows for its owner to look at; the file itself is let go.

    Raises:
        PlanFileError: The file is none that can be read, or is hostile; says why.
    """
    open_draft(session, meeting_id)
    found = read_roster(source[1], source[0])
    account = cast("Account", actor.account)
    own = session.scalars(
        select(RosterImportRecord.id)
        .where(RosterImportRecord.account_id == account.id)
        .order_by(RosterImportRecord.id.desc())
        .offset(KEPT_PER_ACCOUNT - 1)
    ).all()
    if own:
        session.execute(delete(RosterImportRecord).where(RosterImportRecord.id.in_(own)))
    proposed = propose_columns(
        found.header, [cells for _, cells in found.rows], remember_columns(session)
    )
    record = RosterImportRecord(
        organisation_id=session.owner,
        meeting_id=meeting_id,
        account_id=account.id,
        source_name=found.name,
        header=[found.sheet, *found.header],
        rows=[[str(number), *cells] for number, cells in found.rows],
        columns={str(at): name for at, name in proposed.items()},
        uploaded_at=actor.now,
    )
    session.add(record)
    session.flush()
    before = {"let_go": list(own)} if own else {}
    after = {"rows": len(found.rows), "digest": hashlib.sha256(source[1]).hexdigest()}
    write_audit(session, actor, "roster.keep", subject_of(meeting_id, record.id), before, after)
    session.commit()
    return record.id


def subject_of(meeting_id: int, import_id: int) -> str:
    """Return what the log calls a roster."""
    return f"meeting/{meeting_id} roster/{import_id}"


def remember_columns(session: ScopedSession) -> dict[str, str]:
    """Return which field a heading meant in this house the last time."""
    return {each.heading: each.field for each in session.scalars(select(ColumnMatchRecord))}


def find_import(
    session: ScopedSession, account: Account, meeting_id: int, import_id: int
) -> RosterImportRecord:
    """Return one of an account's own rosters under way."""
    record = session.scalar(
        select(RosterImportRecord)
        .where(
            RosterImportRecord.id == import_id,
            RosterImportRecord.meeting_id == meeting_id,
            RosterImportRecord.account_id == account.id,
        )
        .options(undefer(RosterImportRecord.rows))
    )
    if record is None:
        raise MissingRecordError
    return record


def source_of(record: RosterImportRecord) -> RosterSource:
    """Return a kept roster as it was read; its sheet stands before the headings."""
    return RosterSource(
        record.source_name,
        record.header[0],
        tuple(record.header[1:]),
        tuple((int(number), tuple(cells)) for number, *cells in record.rows),
        {int(at): name for at, name in record.columns.items()},
    )


def open_import(
    session: ScopedSession, account: Account, meeting_id: int, import_id: int
) -> OpenImport:
    """Return a roster under way, compared with the draft as it stands."""
    record = find_import(session, account, meeting_id, import_id)
    draft = open_draft(session, meeting_id)
    source = source_of(record)
    unmatched = list_unmatched(source, remember_columns(session))
    if "name" not in source.columns.values():
        preview = RosterPreview(())
        return OpenImport(record.id, meeting_id, source, preview, draft.sequence, unmatched)
    marks = tuple(sorted(source.columns.items()))
    _, previewer = PREVIEWERS.recall(
        (session.owner, record.id, id(draft), marks), lambda: (draft, Previewer(draft, source))
    )
    preview = previewer.preview(record.choices)
    return OpenImport(record.id, meeting_id, source, preview, draft.sequence, unmatched)


def list_unmatched(source: RosterSource, remembered: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings of columns that say something and go nowhere, unless that was said."""
    return tuple(
        heading
        for at, heading in enumerate(source.header)
        if at not in source.columns
        and fold_header(heading) not in remembered
        and any(at < len(cells) and cells[at].strip() for _, cells in source.rows)
    )


def set_columns(
    session: ScopedSession,
    actor: Actor,
    place: tuple[int, int],
    columns: Mapping[int, str],
) -> None:
    """Say which field each column means; the house remembers it for its next roster."""
    record = find_import(session, cast("Account", actor.account), *place)
    before = {"columns": record.columns}
    allowed = {each.field for each in roster_columns()}
    chosen = {at: name for at, name in columns.items() if name in allowed}
    if "name" not in chosen.values() or len(set(chosen.values())) < len(chosen):
        raise InvalidRequestError(NO_NAME if "name" not in chosen.values() else TWICE)
    record.columns = {str(at): name for at, name in chosen.items()}
    record.choices = {}
    known = {each.heading: each for each in session.scalars(select(ColumnMatchRecord))}
    for at, heading in enumerate(record.header[1:]):
        folded = fold_header(heading)[:LONGEST_HEADING]
        if not folded:
            continue
        if folded not in known:
            known[folded] = ColumnMatchRecord(organisation_id=session.owner, heading=folded)
            session.add(known[folded])
        known[folded].field = chosen.get(at, "")
    after = {"columns": record.columns}
    write_audit(session, actor, "roster.columns", subject_of(*place), before, after)
    session.commit()


def choose_rows(
    session: ScopedSession,
    actor: Actor,
    place: tuple[int, int],
    choices: Mapping[str, str],
    group: tuple[str, str] = ("", ""),
) -> None:
    """Keep what was chosen for rows, or one choice for all rows of a group."""
    account = cast("Account", actor.account)
    record = find_import(session, account, *place)
    before = {"digest": digest(record.choices)}
    rows = open_import(session, account, *place).preview.rows
    wanted = dict(choices)
    if group[0]:
        wanted |= {row.number: spell_choice(row, group[1]) for row in rows if row.group == group[0]}
    sound = {row.number: wanted[row.number] for row in rows if row.number in wanted}
    record.choices = record.choices | {
        row.number: sound[row.number]
        for row in rows
        if row.number in sound and is_choice(row, sound[row.number])
    }
    after = {"digest": digest(record.choices), "count": len(record.choices)}
    write_audit(session, actor, "roster.choose", subject_of(*place), before, after)
    session.commit()


def spell_choice(row: PreviewRow, choice: str) -> str:
    """Return what a choice for a whole group is for one of its rows; empty for none."""
    if choice != NAMESAKE:
        return choice
    named = [each.key for each in row.candidates if each.is_namesake]
    return f"{IS}{named[0]}" if len(named) == 1 else ""


def is_choice(row: PreviewRow, choice: str) -> bool:
    """Tell whether something can be chosen for a row."""
    if row.group is RowGroup.DOUBTFUL and choice.startswith(IS):
        return choice.removeprefix(IS) in {each.key for each in row.candidates if each.key}
    if row.group is RowGroup.FAULTY and choice != SKIP:
        who = {ANOTHER, *(f"{IS}{each.key}" for each in row.candidates if each.key)}
        parts = {f"{PART}:{each}" for each in who} if row.candidates else {PART}
        return row.is_partly_sound and choice in parts
    return choice in CHOICES[row.group]


def take_import(
    session: ScopedSession, place: tuple[int, int], base: int, actor: Actor
) -> tuple[int, int, int]:
    """Bring a roster into the draft in one batch that one undo takes back; the rows are let go.

    Returns how many people were added, changed, and removed or marked.

    Raises:
        StaleUploadError: The draft was changed since it was looked at.
        InvalidRequestError: Rows are still open.
    """
    account = cast("Account", actor.account)
    found = open_import(session, account, *place)
    if found.sequence != base:
        raise StaleUploadError(found.sequence)
    if not found.has_names or found.preview.open_count:
        raise InvalidRequestError(UNDECIDED if found.has_names else NO_NAME)
    taken = found.preview.taken
    edits = list_edits(open_draft(session, place[0]), taken)
    session.delete(find_import(session, account, *place))
    if edits:
        make_edits(session, place[0], edits, actor, f"导入名册 {found.source.name}")
    write_audit(session, actor, "roster.take", subject_of(*place), after={"edits": len(edits)})
    session.commit()
    absent = sum(row.group is RowGroup.MISSING for row in taken)
    added = sum(not row.key for row in taken)
    return added, len(taken) - added - absent, absent


def list_edits(draft: Draft, rows: Iterable[PreviewRow]) -> list[Edit]:
    """Return the edits that rows stand for: leave of those removed first, then people."""
    rows = tuple(rows)
    entries = {each.key: each for each in draft.entries["people"]}
    gone = {row.key for row in rows if row.choice == REMOVE and row.number.startswith(ABSENT)}
    edits = [
        Edit.remove("leaves", each.key)
        for each in draft.entries["leaves"]
        if each.data.get("person") in gone
    ]
    taken = set(entries)
    for row in rows:
        values: dict[str, Any] = {n: v for n, v in row.values.items() if n != "key"}
        if row.group is RowGroup.MISSING:
            edits.append(edit_missing(row, entries[row.key].data))
        elif row.key:
            edits.append(Edit.change("people", row.key, values))
        else:
            key = row.values.get("key", "")
            edits.append(Edit.add("people", values, "" if key in taken else key))
            taken.add(key)
    return edits


def edit_missing(row: PreviewRow, data: Mapping[str, Any]) -> Edit:
    """Return the edit for somebody whom the file does not have: removed, or marked."""
    if row.choice == REMOVE:
        return Edit.remove("people", row.key)
    needs = str(data.get("needs") or "")
    marked = needs if MARKED in needs else "；".join(filter(None, (needs, MARKED)))
    return Edit.change("people", row.key, {"needs": marked})


def discard_import(session: ScopedSession, actor: Actor, place: tuple[int, int]) -> None:
    """Let a roster go; the draft stays as it is."""
    session.delete(find_import(session, cast("Account", actor.account), *place))
    write_audit(session, actor, "roster.discard", subject_of(*place))
    session.commit()


def sweep_imports(session: ScopedSession, now: datetime) -> None:
    """Remove rosters that nobody took, in every house."""
    swept = session.execute(
        delete(RosterImportRecord)
        .where(RosterImportRecord.uploaded_at < now - KEPT_FOR)
        .execution_options(**across_houses(Reach.SWEEP))
    )
    if count := cast("CursorResult[Any]", swept).rowcount:
        write_audit(session, Actor(None, now), "roster.sweep", "roster", after={"count": count})
    session.commit()
