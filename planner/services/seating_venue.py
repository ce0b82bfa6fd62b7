"""The version of its venue that a seating uses: kept until a newer one is taken over expressly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.domain.error import InvalidRequestError
from planner.domain.seating.change import put, unlock_person
from planner.domain.seating.place import compose_seating, list_places
from planner.domain.seating.rule import RuleKind
from planner.domain.wording import Wording
from planner.models import VenueRecord, VenueVersionRecord
from planner.planfile.hall_setting import write_hall_settings
from planner.services.seating import find_ground, lock_seating, refuse_rest
from planner.services.seating_deed import SeatingChange
from planner.services.seating_shelf import keep_seating, write_change
from planner.services.venue import find_venue_version

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.rule import SeatingRule
    from planner.domain.seating.setting import HallSettings
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.seating import OpenSeating

SEAT_GONE = Wording("原座位在新版会场中已取消", "the seat is gone from the venue's new version")


@dataclass(frozen=True, slots=True)
class VenueChange:
    """What taking over the venue's current version comes to."""

    name: str
    number: int
    """The version in use."""
    newest: int
    version_id: int
    """Of the current version."""
    note: str
    """What was changed in it."""
    gone: tuple[tuple[str, str], ...] = ()
    """Who loses his seat, and the seat."""
    more: int = 0
    """How many more seats there are; below 0: fewer."""
    rules: tuple[SeatingRule, ...] = ()
    """Rules that name seats which are gone: they lose those seats, or fall."""

    @property
    def is_new(self) -> bool:
        """Whether another version was drawn since."""
        return self.newest != self.number


def compare_venue(session: ScopedSession, opened: OpenSeating) -> VenueChange:
    """Return what becomes of a seating where it takes over the venue's current version."""
    used = find_venue_version(session, opened.venue_version_id)
    venue, current = session.execute(
        select(VenueRecord, VenueVersionRecord)
        .join(
            VenueVersionRecord,
            (VenueVersionRecord.venue_id == VenueRecord.id)
            & (VenueVersionRecord.number == VenueRecord.version_number),
        )
        .where(VenueRecord.id == used.venue_id)
    ).one()
    change = VenueChange(venue.name, used.number, current.number, current.id, current.note)
    if current.id == used.id:
        return change
    there = find_ground(session, current.id).usable_keys
    seat_of = opened.seating.seat_of
    return replace(
        change,
        gone=tuple((person, seat) for person, seat in seat_of.items() if seat not in there),
        more=current.seat_count - used.seat_count,
        rules=tuple(rule for rule in opened.settings.rules if not there.issuperset(rule.seats)),
    )


def take_venue_version(
    session: ScopedSession,
    meeting_id: int,
    seating_id: int,
    version_id: int,
    actor: Actor,
    today: date,
) -> SeatingChange:
    """Let a seating use its venue's current version; who sat where no seat is left loses it.

    What was before cannot be had back by undo: its seats are gone.

    Raises:
        InvalidRequestError: That is not the current version, or it is in use already.
        SeatingRestsError: The seating is approved, waits, or its meeting was held.
    """
    record, opened = lock_seating(session, meeting_id, seating_id)
    refuse_rest(opened, today)
    change = compare_venue(session, opened)
    if not change.is_new or change.version_id != version_id:
        session.rollback()
        raise InvalidRequestError(
            Wording("会场版本已变化，请刷新后再看。", "The venue has moved on; look again."),
            "venue",
        )
    there = find_ground(session, version_id).usable_keys
    settings = drop_seats(opened.settings, there)
    after = leave_seats(opened.seating, [person for person, _ in change.gone], settings)
    before, record.settings = record.settings, write_hall_settings(settings)
    record.venue_version_id = version_id
    changes = write_change(
        session,
        record,
        opened.seating,
        after,
        actor,
        "venue",
        note=f"第 {change.number} 版 → 第 {change.newest} 版",
        settings=(before, record.settings),
    )
    record.facts = {**record.facts, "undo_from": record.sequence}
    session.commit()
    keep_seating(session, record, after, settings)
    return SeatingChange(record.sequence, changes, after)


def leave_seats(seating: Seating, people: Collection[str], settings: HallSettings) -> Seating:
    """Return a seating whose people lost their seats, locks with them."""
    for person in people:
        seating = unlock_person(seating, person)
    seating = put(seating, dict.fromkeys(people), SEAT_GONE)
    return compose_seating(list_places(seating), settings)


def drop_seats(settings: HallSettings, there: Collection[str]) -> HallSettings:
    """Return settings without seats that are gone; rules that are left without any fall."""
    zones = tuple(
        replace(zone, seats=tuple(seat for seat in zone.seats if seat in there))
        for zone in settings.zones
    )
    rules = tuple(
        replace(rule, seats=tuple(seat for seat in rule.seats if seat in there))
        for rule in settings.rules
    )
    return replace(
        settings,
        zones=tuple(zone for zone in zones if zone.seats),
        rules=tuple(rule for rule in rules if rule.seats or rule.kind not in SEATS_NEEDED),
    )


SEATS_NEEDED = frozenset({RuleKind.FIXED, RuleKind.RESERVE, RuleKind.ZONE})
"""Kinds of rules that say nothing without seats."""
