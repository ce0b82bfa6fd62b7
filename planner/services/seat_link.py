"""Personal links to one's own seat, and the page of a meeting where one asks by name.

Token and code are worked out from the installation's secret, so that a badge printed again bears
the same ones; the table keeps only the token's hash, and a serial that makes the former link void.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import SeatLinkRecord
from planner.services.attempt import hash_text
from planner.services.audit import write_audit
from planner.services.calendar_subscription import end_personal
from planner.services.draft import open_draft
from planner.services.error import MissingRecordError
from planner.services.secret_path import spell_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.models import ScopedSession
    from planner.services.actor import Actor

EVERYBODY = ""
"""The link of a meeting, not of a person."""
CODE_LENGTH = 6
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What nobody takes for another: no 0 and O, no 1 and I."""


@dataclass(frozen=True, slots=True)
class SeatLink:
    """The link of one person, or of a meeting."""

    person: str
    serial: int
    token: str = field(repr=False)
    """The last part of the address: 160 bits."""
    code: str = field(repr=False)
    """What one types beside one's name: 30 bits, guarded by a limit of attempts."""


def derive_link(secret: str, house: int, meeting_id: int, person: str, serial: int) -> SeatLink:
    """Return a link, always the same one for the same facts."""

    def derive(what: str) -> bytes:
        facts = "\0".join((f"seat {what}", str(house), str(meeting_id), person, str(serial)))
        return hmac.new(secret.encode(), facts.encode(), hashlib.sha256).digest()

    token = spell_token(derive("token"))
    code = "".join(CODE_LETTERS[byte % len(CODE_LETTERS)] for byte in derive("code")[:CODE_LENGTH])
    return SeatLink(person, serial, token, code)


def find_links(
    session: ScopedSession, meeting_id: int, secret: str, person: str | None = None
) -> dict[str, SeatLink]:
    """Return the links of a meeting by person, that of the meeting under ""; or one person's.

    A link whose hash is another one was made with another secret: nobody can open it, and it is
    left out.
    """
    links = {
        row.person: (
            derive_link(secret, session.owner, meeting_id, row.person, row.serial),
            row.token_hash,
        )
        for row in list_rows(session, meeting_id, person)
    }
    return {who: link for who, (link, kept) in links.items() if hash_text(link.token) == kept}


def list_rows(
    session: ScopedSession, meeting_id: int, person: str | None = None
) -> list[SeatLinkRecord]:
    """Return the rows of a meeting's links, or of one person's."""
    statement = select(SeatLinkRecord).where(SeatLinkRecord.meeting_id == meeting_id)
    if person is not None:
        statement = statement.where(SeatLinkRecord.person == person)
    return list(session.scalars(statement))


def number_people(session: ScopedSession, meeting_id: int) -> dict[str, str]:
    """Return the badge number of everybody who has a link, by person.

    They go by the order in which links were first made: nobody's changes when others come.
    """
    rows = sorted(list_rows(session, meeting_id), key=lambda row: row.id)
    people = [row.person for row in rows if row.person != EVERYBODY]
    return {person: f"{at:04d}" for at, person in enumerate(people, start=1)}


def make_links(session: ScopedSession, meeting_id: int, secret: str, actor: Actor) -> int:
    """Give everybody of a meeting who lacks a link one, and the meeting; return how many."""
    count = add_links(session, meeting_id, secret, actor)
    session.commit()
    return count


def add_links(session: ScopedSession, meeting_id: int, secret: str, actor: Actor) -> int:
    """Add the links that a meeting lacks; the caller commits."""
    people = [each.key for each in open_draft(session, meeting_id).plan.people]
    rows = {row.person: row for row in list_rows(session, meeting_id)}
    good = find_links(session, meeting_id, secret)
    lacking = [each for each in dict.fromkeys((EVERYBODY, *people)) if each not in good]
    for person in lacking:
        write_link(session, meeting_id, secret, rows.get(person), person, actor)
    if lacking:
        note(session, meeting_id, "seat_link.make", lacking, actor)
    return len(lacking)


def renew_links(
    session: ScopedSession, meeting_id: int, secret: str, person: str | None, actor: Actor
) -> int:
    """Make a link anew, or with None all of a meeting; the former ones are void at once.

    So is what was subscribed to from people's own pages.

    Raises:
        MissingRecordError: The meeting has no such link.
    """
    rows = [row for row in list_rows(session, meeting_id) if person is None or row.person == person]
    if not rows and person is not None:
        raise MissingRecordError
    for row in rows:
        row.serial += 1
        write_link(session, meeting_id, secret, row, row.person, actor)
    if rows:
        end_personal(session, actor, meeting_id, person)
        note(session, meeting_id, "seat_link.renew", [row.person for row in rows], actor)
    session.commit()
    return len(rows)


def write_link(
    session: ScopedSession,
    meeting_id: int,
    secret: str,
    row: SeatLinkRecord | None,
    person: str,
    actor: Actor,
) -> None:
    """Write the hash of a link into its row, or into a new one."""
    if row is None:
        row = SeatLinkRecord(
            organisation_id=session.owner, meeting_id=meeting_id, person=person, serial=1
        )
        session.add(row)
    link = derive_link(secret, session.owner, meeting_id, person, row.serial)
    row.token_hash, row.made_at = hash_text(link.token), actor.now


def note(
    session: ScopedSession, meeting_id: int, action: str, people: Iterable[str], actor: Actor
) -> None:
    """Write into the log whose links were made, never the links."""
    told: Mapping[str, object] = {"people": [each or "*" for each in people]}
    write_audit(session, actor, action, f"meeting/{meeting_id}", after=told)
