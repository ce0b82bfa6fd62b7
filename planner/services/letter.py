"""责任书 on the screen: what a person signs for, accepted with the hash of exactly that content."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.documents.sheet.letter import LetterSheet, letters_sheet
from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.models import WorkEntryRecord
from planner.models.work import WorkEntryKind
from planner.services.audit import digest, write_audit
from planner.services.error import MissingRecordError
from planner.services.memory import Memory
from planner.services.work_right import find_own_person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.models import ScopedSession
    from planner.models.account import Account
    from planner.services.actor import Actor
    from planner.services.meeting import OpenMeeting
    from planner.services.published import DatedPlan

Acceptances = dict[tuple[int, str], list[WorkEntryRecord]]
"""What was accepted, by meeting and person."""
LETTERS_KEPT = 48
LETTERS: Memory[tuple[DatedPlan, dict[str, tuple[LetterSheet, str]]]] = Memory(LETTERS_KEPT)
"""Letters with their hashes by person, by plan (its identity)."""


class LetterMovedOnError(InvalidRequestError):
    """The letter is not the one that was on the screen."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "责任书内容刚有变化，请看过新的内容再确认。",
                "The letter changed meanwhile; read it again before you accept it.",
            )
        )


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A person's letter, and whether he accepted what it says now."""

    person: str
    sheet: LetterSheet
    content_hash: str
    accepted: WorkEntryRecord | None = None
    """His acceptance of just this content."""
    former: WorkEntryRecord | None = None
    """His last acceptance of another content: something in the letter changed since."""


def hash_letter(sheet: LetterSheet) -> str:
    """Return the SHA-256 of what a letter says; how it is printed does not count."""
    return digest(asdict(sheet))


def list_letters_of(meeting: OpenMeeting) -> dict[str, tuple[LetterSheet, str]]:
    """Return the letters of the current revision with their hashes, by person.

    They are of the plan as it was published: ticking tasks off changes no letter.
    """
    dated = meeting.issued
    if dated is None:
        return {}

    def write() -> tuple[DatedPlan, dict[str, tuple[LetterSheet, str]]]:
        sheets = letters_sheet(dated.plan, dated.timeline).letters
        return dated, {each.key: (each, hash_letter(each)) for each in sheets}

    return LETTERS.recall(id(dated), write)[1]


def read_letter(session: ScopedSession, meeting: OpenMeeting, account: Account) -> OwnLetter:
    """Return the account's own letter; somebody without tasks has none."""
    found = judge_letter(meeting, account, list_acceptances(session, [meeting.id]))
    if found is None:
        raise MissingRecordError
    return found


def judge_letter(meeting: OpenMeeting, account: Account, said: Acceptances) -> OwnLetter | None:
    """Return the account's own letter with what was accepted of it; None without tasks."""
    me = find_own_person(meeting, account)
    letter = list_letters_of(meeting).get(me.key) if me else None
    if me is None or letter is None:
        return None
    sheet, content_hash = letter
    entries = said.get((meeting.id, me.key), [])
    same = [each for each in entries if each.letter_hash == content_hash]
    other = [each for each in entries if each.letter_hash != content_hash]
    return OwnLetter(
        me.key,
        sheet,
        content_hash,
        same[-1] if same else None,
        other[-1] if other and not same else None,
    )


def list_acceptances(session: ScopedSession, meeting_ids: Iterable[int]) -> Acceptances:
    """Return the acceptances of meetings' letters by meeting and person, the newest last."""
    found: Acceptances = {}
    statement = select(WorkEntryRecord).where(
        WorkEntryRecord.meeting_id.in_(list(meeting_ids)),
        WorkEntryRecord.kind == WorkEntryKind.LETTER.value,
    )
    for each in session.scalars(statement.order_by(WorkEntryRecord.id)):
        found.setdefault((each.meeting_id, each.person_key), []).append(each)
    return found


def accept_letter(
    session: ScopedSession, meeting: OpenMeeting, content_hash: str, actor: Actor
) -> None:
    """Accept one's letter as it was on the screen; a second time changes nothing.

    Raises:
        LetterMovedOnError: It says something else by now.
    """
    if actor.account is None:
        raise MissingRecordError
    letter = read_letter(session, meeting, actor.account)
    if letter.content_hash != content_hash:
        raise LetterMovedOnError
    if letter.accepted is not None:
        return
    session.add(
        WorkEntryRecord(
            organisation_id=session.owner,
            meeting_id=meeting.id,
            person_key=letter.person,
            kind=WorkEntryKind.LETTER.value,
            letter_hash=content_hash,
            account_id=actor.account.id,
            actor_name=actor.name,
            said_at=actor.now,
        )
    )
    subject = f"meeting/{meeting.id} letter/{letter.person}"
    write_audit(session, actor, "work.letter", subject, after={"letter": content_hash})
    session.commit()
