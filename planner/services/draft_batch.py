"""A batch of edits on its way: what is wrong with it, what it merges with, what it changes."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from planner.models import DraftChangeRecord, DraftEntryRecord
from planner.models.draft import ChangeKind
from planner.planfile.part import read_member
from planner.planfile.register import LazyRegister
from planner.services.audit import digest, write_audit
from planner.services.draft import Entry, next_sequence
from planner.services.draft_edit import PROGRESS, Edit, Outcome
from planner.services.draft_error import Conflict, FieldFault, MissingEntryError
from planner.services.draft_facts import describe_facts
from planner.services.draft_merge import merge_fields
from planner.services.draft_shelf import EntryShelf

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planner.models import MeetingRecord, ScopedSession
    from planner.planfile.register import PathFault, Register
    from planner.services.actor import Actor
    from planner.services.draft import Draft


class Batch:
    """Edits on their way: what they touch, what is wrong with them, what they change."""

    def __init__(
        self,
        session: ScopedSession,
        meeting: MeetingRecord,
        draft: Draft,
        actor: Actor,
        note: str,
        undoes: str,
    ) -> None:
        self.session, self.meeting, self.draft, self.actor = session, meeting, draft, actor
        self.note, self.undoes = note, undoes
        self.batch = str(uuid.uuid4())
        self.sequence = meeting.draft_sequence + 1
        self.faults: list[FieldFault] = []
        self.conflicts: list[Conflict] = []
        self.touched: dict[tuple[str, str], DraftEntryRecord] = {}
        self.changes: list[DraftChangeRecord] = []
        self.register = register_of(draft)
        self.shelf = EntryShelf(session, draft)

    def take(self, edit: Edit) -> None:
        """Do one edit, or note what is wrong with it."""
        match edit.kind:
            case ChangeKind.ADDED:
                self._add(edit)
            case ChangeKind.CHANGED:
                self._change(edit)
            case ChangeKind.REMOVED:
                self._remove(edit)
            case ChangeKind.MOVED:
                self._move(edit)

    def close(self) -> Outcome:
        """Number the change, keep the meeting's row in step, write the log."""
        next_sequence(self.meeting)
        self.meeting.changed_at = self.actor.now
        facts = self.touched.get(("meeting", "meeting"))
        if facts is not None:
            describe_facts(self.meeting, facts.data)
        self.session.add_all(self.changes)
        write_audit(
            self.session,
            self.actor,
            "draft.change",
            f"meeting/{self.meeting.id} batch/{self.batch}",
            before={"digest": digest([each.before for each in self.changes])},
            after={
                "digest": digest([each.after for each in self.changes]),
                "places": [f"{each.section}/{each.key}" for each in self.changes[:200]],
                "count": len(self.changes),
            },
        )
        self.session.flush()
        living = [each for each in self.touched.values() if not each.is_removed]
        return Outcome(
            self.sequence,
            self.batch,
            tuple(Entry(e.section, e.key, e.version, e.position, e.data) for e in living),
            tuple(place for place, each in self.touched.items() if each.is_removed),
        )

    def _find(self, edit: Edit) -> DraftEntryRecord:
        record = self.shelf.find(edit.section, edit.key)
        if record is None or record.is_removed:
            self.session.rollback()
            raise MissingEntryError(edit.section, edit.key)
        return record

    def _read(self, edit: Edit, data: Mapping[str, Any]) -> dict[str, Any] | None:
        key = {} if edit.section in {"meeting", "settings", "leaves"} else {"key": edit.key}
        read, faults = read_member(edit.section, {**data, **key}, self.register)
        is_older = edit.kind is ChangeKind.CHANGED and not any(
            each.path and each.path[0] in edit.values for each in faults
        )
        if faults and (is_older or self.undoes):
            read, faults = self._read_leniently(edit.section, {**data, **key})
        self.faults += [
            FieldFault(edit.section, edit.key, each.path, each.found, each.expected)
            for each in faults
        ]
        return None if faults else read

    def _read_leniently(
        self, section: str, data: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[PathFault]]:
        """Read a row that points to what is gone; it did so before, and a finding says so."""
        self.register.is_lenient = True
        try:
            return read_member(section, data, self.register)
        finally:
            self.register.is_lenient = False

    def _add(self, edit: Edit) -> None:
        key = edit.key or self.shelf.make_key(edit.section)
        edit = replace(edit, key=key)
        data = self._read(edit, drop_empty(edit.values))
        if data is None:
            return
        record = self.shelf.find(edit.section, key)
        if record is not None and not record.is_removed:
            self.faults.append(FieldFault.taken(edit.section, key))
            return
        if record is None:
            record = DraftEntryRecord(
                organisation_id=self.session.owner,
                meeting_id=self.meeting.id,
                section=edit.section,
                key=key,
                version=0,
            )
            self.session.add(record)
            self.shelf.keep(record)
        record.position = self._place(edit)
        record.is_removed = False
        self._note(record, ChangeKind.ADDED, {}, data)
        record.data = data
        name = str(data.get("name") or data.get("title") or "")
        if edit.section in self.register.shelves:
            self.register.shelves[edit.section].add(key, name)

    def _change(self, edit: Edit) -> None:
        record = self._find(edit)
        before = dict(record.data)
        if edit.version is not None and edit.version < record.version:
            since = self._list_since(edit)
            merged = merge_fields(edit, record.data, since, self._read_wanted(edit, record))
            edit = replace(edit, values={**edit.values, **merged})
            found = self._find_conflicts(edit, record, since, frozenset(merged))
            if found:
                self.conflicts += found
                return
        data = self._merge(edit, before)
        if data is None or data == before:
            self.touched.setdefault((edit.section, edit.key), record)
            return
        names = [name for name in {**before, **data} if before.get(name) != data.get(name)]
        self._note(
            record,
            ChangeKind.CHANGED,
            {name: before.get(name) for name in names},
            {name: data.get(name) for name in names},
        )
        record.data = data

    def _merge(self, edit: Edit, before: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return an entry with the values set; how far a task is can be said of any task.

        Whoever ticks a task off cannot help it that its workstream is gone from the draft.
        """
        wanted = drop_empty({**before, **edit.values})
        if not edit.is_progress:
            return self._read(edit, wanted)
        said = {each: wanted[each] for each in PROGRESS if each in wanted}
        read = self._read(edit, {"name": edit.key, **said})
        if read is None:
            return None
        kept = {name: each for name, each in before.items() if name not in PROGRESS}
        return kept | {name: read[name] for name in PROGRESS if name in read}

    def _list_since(self, edit: Edit) -> Sequence[DraftChangeRecord]:
        """Return what was done to an entry since the version that was seen."""
        return self.session.scalars(
            select(DraftChangeRecord)
            .where(
                DraftChangeRecord.meeting_id == self.meeting.id,
                DraftChangeRecord.section == edit.section,
                DraftChangeRecord.key == edit.key,
                DraftChangeRecord.version > edit.version,
            )
            .order_by(DraftChangeRecord.id)
        ).all()

    def _read_wanted(self, edit: Edit, record: DraftEntryRecord) -> dict[str, Any]:
        wanted, _ = read_member(
            edit.section, drop_empty({**record.data, **edit.values}), self.register
        )
        return wanted

    def _find_conflicts(
        self,
        edit: Edit,
        record: DraftEntryRecord,
        since: Sequence[DraftChangeRecord],
        merged: Collection[str] = (),
    ) -> list[Conflict]:
        """Return the fields that somebody changed since, to something else than is wanted now."""
        wanted = self._read_wanted(edit, record)
        last: dict[str, DraftChangeRecord] = {name: each for each in since for name in each.after}
        return [
            Conflict(
                section=edit.section,
                key=edit.key,
                field=name,
                mine=edit.values[name],
                theirs=record.data.get(name),
                by=last[name].actor_name,
                at=last[name].changed_at,
                version=record.version,
                is_own=last[name].account_id == self.actor.account_id,
            )
            for name in edit.values
            if name in last
            and name not in merged
            and record.data.get(name) != wanted.get(name, edit.values[name] or None)
        ]

    def _remove(self, edit: Edit) -> None:
        record = self._find(edit)
        if edit.version is not None and edit.version < record.version:
            seen = Edit.change(edit.section, edit.key, dict.fromkeys(record.data), edit.version)
            found = self._find_conflicts(seen, record, self._list_since(seen))
            if found:
                self.conflicts += found
                return
        self._note(record, ChangeKind.REMOVED, dict(record.data), {})
        record.is_removed = True

    def _move(self, edit: Edit) -> None:
        record = self._find(edit)
        self._note(record, ChangeKind.MOVED, {"position": record.position}, {})
        record.position = self._place(edit)
        self.changes[-1].after = {"position": record.position}

    def _note(
        self,
        record: DraftEntryRecord,
        kind: ChangeKind,
        before: dict[str, Any],
        after: dict[str, Any],
    ) -> None:
        record.version += 1
        record.sequence = self.sequence
        self.touched[record.section, record.key] = record
        self.changes.append(
            DraftChangeRecord(
                organisation_id=self.session.owner,
                meeting_id=self.meeting.id,
                sequence=self.sequence,
                batch=self.batch,
                note=self.note,
                undoes=self.undoes,
                section=record.section,
                key=record.key,
                kind=kind.value,
                version=record.version,
                position=record.position,
                before=before,
                after=after,
                account_id=self.actor.account_id,
                actor_name=self.actor.name,
                sitting_in=self.actor.sitting_in,
                changed_at=self.actor.now,
            )
        )

    def _place(self, edit: Edit) -> float:
        gone = (
            known for (of, known), e in self.touched.items() if of == edit.section and e.is_removed
        )
        return self.shelf.place(edit, gone)


def register_of(draft: Draft) -> Register:
    """Return the keys and names of a draft, so that references can be looked up."""
    facts: dict[str, Any] = {}
    for each in draft.entries["meeting"]:
        facts |= each.data

    def members(section: str) -> list[dict[str, Any]]:
        return [{**each.data, "key": each.key} for each in draft.entries.get(section, ())]

    return LazyRegister(facts, members)


def drop_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values without those that say nothing: a field that is cleared is left out."""
    return {name: each for name, each in values.items() if each is not None and each != ""}
