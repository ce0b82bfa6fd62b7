"""Versions of a seating: what was sent, approved and amended; they never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from planner.domain.seating.place import Place, compose_seating, list_places
from planner.models import SeatingVersionRecord
from planner.models.seating import SeatingVersionState
from planner.planfile.hall_setting import read_hall_settings, write_hall_settings
from planner.services.error import MissingRecordError
from planner.services.memory import Memory
from planner.services.seating import open_seating
from planner.services.seating_shelf import read_place, spell_place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from planner.domain.seating.chart import Seating
    from planner.domain.seating.setting import HallSettings
    from planner.models import ScopedSession
    from planner.services.seating import OpenSeating

VERSIONS_KEPT = 24
NAMED = ("name", "post", "sector", "group")


@dataclass(frozen=True, slots=True)
class Named:
    """What a version keeps of a person: as it was printed."""

    name: str
    post: str
    sector: str
    group: str
    kind: str


@dataclass(frozen=True, slots=True)
class SeatRemark:
    """What a leader said of one seat."""

    seat: str
    person: str
    text: str
    by: str
    by_id: int | None = None
    is_settled: bool = False
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class SeatingVersion:
    """A seating as it was sent, with what became of it."""

    number: int
    base_number: int
    state: SeatingVersionState
    reason: str
    submitter_id: int | None
    submitter: str
    submitted_at: datetime
    decider: str
    decided_at: datetime | None
    remark: str
    remarks: tuple[SeatRemark, ...]
    content_hash: str
    venue_version_id: int
    seating: Seating
    settings: HallSettings
    people: dict[str, Named]

    @property
    def is_amendment(self) -> bool:
        """Whether it changes an approved one."""
        return self.base_number > 0


CONTENTS: Memory[tuple[Seating, HallSettings, dict[str, Named], int]] = Memory(VERSIONS_KEPT)
"""Contents of versions by house and hash: they never change."""


def list_versions(session: ScopedSession, seating_id: int) -> list[SeatingVersionRecord]:
    """Return the versions of a seating, the newest first, without their contents."""
    return list(
        session.scalars(
            select(SeatingVersionRecord)
            .where(SeatingVersionRecord.seating_id == seating_id)
            .order_by(SeatingVersionRecord.number.desc())
        )
    )


def open_version(
    session: ScopedSession, meeting_id: int, seating_id: int, number: int
) -> SeatingVersion:
    """Return one version of a seating of a meeting."""
    opened = open_seating(session, meeting_id, seating_id)
    return read_version(session, opened.id, number)


def read_version(session: ScopedSession, seating_id: int, number: int) -> SeatingVersion:
    """Return one version of a seating whose house and meeting were looked at."""
    record = find_version(session, seating_id, number)
    seating, settings, people, venue_version_id = CONTENTS.recall(
        (session.owner, record.id, record.content_hash),
        lambda: read_content(find_version(session, seating_id, number, with_content=True).content),
    )
    return SeatingVersion(
        number=record.number,
        base_number=record.base_number,
        state=SeatingVersionState(record.state),
        reason=record.reason,
        submitter_id=record.submitted_by_id,
        submitter=record.submitter_name,
        submitted_at=record.submitted_at,
        decider=record.decider_name,
        decided_at=record.decided_at,
        remark=record.remark,
        remarks=tuple(SeatRemark(**each) for each in record.remarks),
        content_hash=record.content_hash,
        venue_version_id=venue_version_id,
        seating=seating,
        settings=settings,
        people=people,
    )


def find_version(
    session: ScopedSession, seating_id: int, number: int, *, with_content: bool = False
) -> SeatingVersionRecord:
    """Return the row of a version."""
    statement = select(SeatingVersionRecord).where(
        SeatingVersionRecord.seating_id == seating_id, SeatingVersionRecord.number == number
    )
    if with_content:
        statement = statement.options(undefer(SeatingVersionRecord.content)).execution_options(
            populate_existing=True
        )
    record = session.scalar(statement)
    if record is None:
        raise MissingRecordError
    return record


def find_waiting(session: ScopedSession, seating_id: int) -> SeatingVersionRecord | None:
    """Return the version that waits for somebody, if there is one."""
    return session.scalar(
        select(SeatingVersionRecord).where(
            SeatingVersionRecord.seating_id == seating_id,
            SeatingVersionRecord.state == SeatingVersionState.WAITING.value,
        )
    )


def read_content(
    content: dict[str, Any],
) -> tuple[Seating, HallSettings, dict[str, Named], int]:
    """Return what a version keeps."""
    settings = read_hall_settings(content["settings"])
    places: list[Place] = []
    for each in content["places"]:
        place = read_place(each["person"], each)
        if place is not None:
            places.append(place)
    people = {key: Named(**each) for key, each in content["people"].items()}
    return compose_seating(places, settings), settings, people, content["venue_version_id"]


def spell_content(opened: OpenSeating) -> dict[str, Any]:
    """Return all that a version keeps, as plain data."""
    places = list(list_places(opened.seating))
    return {
        "venue_version_id": opened.venue_version_id,
        "sittings": [each.key for each in opened.sittings],
        "settings": write_hall_settings(opened.settings),
        "places": [{"person": each.person, **(spell_place(each) or {})} for each in places],
        "people": {
            key: {name: getattr(named, name) for name in (*NAMED, "kind")}
            for key, named in name_people(opened, [each.person for each in places]).items()
        },
    }


def name_people(opened: OpenSeating, keys: Iterable[str]) -> dict[str, Named]:
    """Return people of the plan as a version keeps them; who is not in it is passed over."""
    people = {person.key: person for person in opened.plan.people}
    return {
        key: Named(
            **{name: getattr(people[key], name) for name in NAMED},
            kind=people[key].attendance.value,
        )
        for key in keys
        if key in people
    }
