"""After absences and late arrivals: leave granted, the ways to go on, and taking one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.seating.absence import (
    CloseUpIn,
    OfferKind,
    Turnout,
    choose_offer,
    make_offers,
)
from planner.domain.wording import Wording
from planner.services.draft_change import Edit, apply_edits
from planner.services.seating import lock_seating, open_seating, refuse_rest
from planner.services.seating_deed import SeatingChange
from planner.services.seating_error import SeatingStateError
from planner.services.seating_fill import note_facts
from planner.services.seating_hall import find_gap, hall_before, open_hall_of
from planner.services.seating_shelf import keep_seating, write_change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.domain.seating.absence import Offer
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft_change import Outcome
    from planner.services.seating import OpenSeating

OFFER_NOTES = {
    OfferKind.REPAIR: "最少变动",
    OfferKind.LEAVE_GAP: "空出座位",
    OfferKind.CLOSE_UP: "依次补位",
    OfferKind.RERUN: "重新排座",
}


@dataclass(frozen=True, slots=True)
class Offers:
    """The ways to go on, side by side."""

    opened: OpenSeating
    turnout: Turnout
    offers: tuple[Offer, ...]
    proposed: OfferKind | None
    """The one that moves the fewest people; None where there is nothing to mend."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the ways, and what it was offered for."""

    kind: OfferKind
    stamp: str
    """Of the seating and the draft for which it was offered."""
    inside: CloseUpIn = CloseUpIn.ROW


def list_offers(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    inside: CloseUpIn = CloseUpIn.ROW,
) -> Offers:
    """Return the ways to go on from a seating as it stands, given who is called and there now.

    Somebody who was told that no seat is left counts as arriving: he may get one now.
    """
    return weigh_ways(session, open_seating(session, meeting_id, seating_id), inside)


def weigh_ways(session: ScopedSession, opened: OpenSeating, inside: CloseUpIn) -> Offers:
    """Return the ways to go on from a seating."""
    hall = open_hall_of(session, opened)
    gap = find_gap(hall, opened)
    waiting = tuple(person for person in hall.people if person.key in opened.seating.unseated)
    turnout = Turnout(gap.absent, (*gap.arrived, *waiting))
    if not turnout.absent and not turnout.arrived:
        return Offers(opened, turnout, (), None)
    before = hall_before(hall, opened, turnout)
    offers = make_offers(before, opened.seating, turnout, inside)
    return Offers(opened, turnout, offers, choose_offer(offers).kind)


def take_offer(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    choice: Choice,
    actor: Actor,
    today: date,
) -> SeatingChange:
    """Go on in one of the ways.

    Raises:
        SeatingStateError: The seating or who is called has changed since.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_rest(opened, today)
    if stamp_of(opened) != choice.stamp:
        session.rollback()
        raise SeatingStateError
    offers = weigh_ways(session, opened, choice.inside)
    chosen = next((each for each in offers.offers if each.kind is choice.kind), None)
    if chosen is None:
        session.rollback()
        raise InvalidRequestError(
            Wording("没有这种方案可选。", "There is no such way to go on."), "kind"
        )
    changes = write_change(
        session,
        record,
        opened.seating,
        chosen.seating,
        actor,
        "offer",
        note=OFFER_NOTES[choice.kind],
    )
    note_facts(record, chosen.seating)
    session.commit()
    keep_seating(session, record, chosen.seating, opened.settings)
    return SeatingChange(record.sequence, changes, chosen.seating)


def stamp_of(opened: OpenSeating) -> str:
    """Return what an offer was made for: the seating and the draft, each in its state."""
    return f"{opened.stamp}.{opened.draft_stamp}"


def record_absences(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    people: Sequence[str],
    reason: str,
    actor: Actor,
) -> Outcome:
    """Note in the meeting's draft that people are on leave from a seating's sittings, granted.

    Raises:
        InvalidRequestError: Nobody is named.
        EditRefusedError: Somebody is not on the roster.
        DraftLockedError: The draft waits for approval.
    """
    opened = open_seating(session, meeting_id, seating_id)
    if not people:
        raise InvalidRequestError(Wording("请先选择人员。", "Choose people first."), "people")
    edits = [
        Edit.add(
            "leaves",
            {
                "person": person,
                "reason": reason or "临时请假",
                "sittings": [each.key for each in opened.sittings],
                "state": "granted",
                "decided_by": actor.name,
                "decided_on": f"{actor.now:%Y-%m-%d}",
            },
        )
        for person in dict.fromkeys(people)
    ]
    return apply_edits(session, meeting_id, edits, actor, note="登记临时请假")
