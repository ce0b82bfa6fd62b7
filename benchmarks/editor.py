"""Eight editors, a process each, move people on one seating, 1,000 times each, all at once.

Each editor goes by what he saw last, as a page does: where somebody was there first his move is
refused, he looks again and makes another. Afterwards the moves that were acknowledged are laid one
after the other: each must begin where the one before ended, the last must end where the places are,
and nobody may sit on two seats, nor two on one. On SQLite and on PostgreSQL.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import OperationalError

from benchmarks.growth import resize_plan
from benchmarks.hall import make_venue
from planner.database import make_engine, make_sessions, migrate_database
from planner.domain.person import AttendanceKind
from planner.domain.seating.change import SeatChangeError
from planner.domain.seating.deed import Deed, DeedKind
from planner.models import SeatingRecord, SeatMoveRecord, SeatPlaceRecord
from planner.services.actor import Actor
from planner.services.installation import add_organisation
from planner.services.revision import Submission, publish_plan
from planner.services.sample import sample_plan
from planner.services.seating import NewSeating, add_seating, open_seating
from planner.services.seating_deed import apply_deeds
from planner.services.seating_fill import fill_seating
from planner.services.venue import add_venue, list_venues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.models import ScopedSession

EDITORS, MOVES = 8, 1_000
PEOPLE, SEATS = 300, 360
SITTING = "S04"
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
ACTOR = Actor(None, NOW)
PAUSE = 0.02
"""At most so many seconds pass between two moves of one editor: nobody is faster."""
LOOKS_EVERY = 5
"""After so many moves an editor sees those of the others, as a page that asks does."""
SERVER = os.environ.get(
    "TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where all of them work."""

    url: str
    house: int
    meeting: int
    seating: int


@dataclass(slots=True)
class Tally:
    """What an editor did."""

    acknowledged: int = 0
    refused: int = 0
    busy: int = 0
    """So often the database was busy with the others for longer than one waits."""


def prepare(url: str) -> Desk:
    """Make a house with a seating of 300 people."""
    engine = make_engine(url)
    migrate_database(engine)
    with make_sessions(engine)() as session:
        house = add_organisation(session, "benchmark", "政协江海省委员会")
        session.commit()
        if session.organisation_id is None:
            session.scope_to(house)
        desk = Desk(url, house, *fill_desk(session))
    engine.dispose()
    return desk


def fill_desk(session: ScopedSession) -> tuple[int, int]:
    """Publish the plan, seat its people and return the meeting and the seating."""
    sample = resize_plan(sample_plan("plenary"), PEOPLE)
    plan = replace(
        sample,
        people=tuple(replace(each, attendance=AttendanceKind.MEMBER) for each in sample.people),
        sittings=tuple(replace(each, rostrum=None) for each in sample.sittings),
        leaves=(),
    )
    meeting = publish_plan(session, Submission(plan, "plan.yaml", b"plan"), None, NOW, NOW.date())
    add_venue(session, make_venue(SEATS), ACTOR)
    version = list_venues(session)[0].version_id
    seating = add_seating(session, meeting, NewSeating("大会", version, (SITTING,)), ACTOR)
    fill_seating(session, meeting, seating, ACTOR, NOW.date())
    return meeting, seating


def edit(desk: Desk, number: int, moves: int) -> Tally:
    """Move people until so many moves were acknowledged."""
    engine = make_engine(desk.url)
    sessions = make_sessions(engine)
    rng = random.Random(number)  # noqa: S311  the same choices in every run
    actor = replace(ACTOR, sitting_in=f"editor {number}")
    tally, seen, free = Tally(), dict[str, str](), list[str]()
    while tally.acknowledged < moves:
        time.sleep(rng.random() * PAUSE)
        with sessions() as session:
            session.scope_to(desk.house)
            try:
                if not seen or tally.acknowledged % LOOKS_EVERY == 0:
                    seen, free = look(session, desk)
                deed = draw_deed(rng, seen, free)
                change = apply_deeds(session, desk.meeting, desk.seating, [deed], actor, NOW.date())
            except SeatChangeError:
                tally.refused += 1
                seen = {}
                continue
            except OperationalError:
                tally.busy += 1  # not acknowledged: the page says so, and the move is made again
                seen = {}
                continue
        tally.acknowledged += 1
        seen |= {
            who: after.seat for who, (_, after) in change.changes.items() if after and after.seat
        }
        free = [seat for seat in free if seat not in deed.seats and seat != deed.seat]
    engine.dispose()
    return tally


def look(session: ScopedSession, desk: Desk) -> tuple[dict[str, str], list[str]]:
    """Return who sits where, and the free seats, as one sees them now."""
    seating = open_seating(session, desk.meeting, desk.seating).seating
    seats = (seat.key for seat in make_venue(SEATS).list_seats())
    return dict(seating.seat_of), [each for each in seats if each not in seating.person_at]


def draw_deed(rng: random.Random, seen: dict[str, str], free: list[str]) -> Deed:
    """Return a swap of two people, or a move to a seat that seemed free."""
    one, other = rng.sample(sorted(seen), 2)
    if not free or rng.random() < 0.5:  # noqa: PLR2004  the half
        return Deed(DeedKind.SWAP, (one, other), held={one: seen[one], other: seen[other]})
    seat = rng.choice(free)
    return Deed(DeedKind.MOVE, (one,), seat, held={one: seen[one]}, expected={seat: None})


@dataclass(frozen=True, slots=True)
class Audit:
    """What is left after all of it."""

    lost: int
    doubles: int
    missing: int


def audit(desk: Desk, start: dict[str, str], acknowledged: int) -> Audit:
    """Lay the moves one after the other and compare them with the places as rows."""
    engine = make_engine(desk.url)
    with make_sessions(engine)() as session:
        session.scope_to(desk.house)
        moves = session.execute(
            select(SeatMoveRecord.kind, SeatMoveRecord.changes).order_by(SeatMoveRecord.sequence)
        ).all()
        rows = session.execute(select(SeatPlaceRecord.person, SeatPlaceRecord.seat)).all()
        sequence = session.scalars(select(SeatingRecord.sequence)).one()
    engine.dispose()
    laid, torn = dict(start), 0
    for _kind, changes in moves[1:]:
        torn += any(laid.get(each["person"]) != each["before"]["seat"] for each in changes)
        laid |= {each["person"]: each["after"]["seat"] for each in changes}
    now = {row.person: row.seat for row in rows if row.seat is not None}
    differ = sum(now.get(person) != seat for person, seat in laid.items())
    lost = acknowledged - (len(moves) - 1) + torn + differ + (sequence != len(moves))
    doubles = len(now) - len(set(now.values())) + len(rows) - len({row.person for row in rows})
    return Audit(lost, doubles, len(start) - len(now))


def run(name: str, url: str) -> bool:
    """Let them all work on one database; print what came of it; tell if nothing was lost."""
    desk = prepare(url)
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        session.scope_to(desk.house)
        start, _ = look(session, desk)
    engine.dispose()
    started = time.monotonic()
    with multiprocessing.get_context("fork").Pool(EDITORS) as pool:
        tallies = pool.starmap(edit, [(desk, number, MOVES) for number in range(EDITORS)])
    seconds = time.monotonic() - started
    acknowledged = sum(each.acknowledged for each in tallies)
    refused = sum(each.refused for each in tallies)
    busy = sum(each.busy for each in tallies)
    found = audit(desk, start, acknowledged)
    print(
        f"{name}: {EDITORS} editors, {acknowledged} moves in {seconds:.0f} s "
        f"({acknowledged / seconds:.0f} a second); {refused} refused, since others were first, "
        f"{busy} made again after waiting in vain; "
        f"lost {found.lost}, double seats {found.doubles}, people gone {found.missing}"
    )
    return found == Audit(0, 0, 0)


@contextmanager
def serve_postgresql() -> Iterator[str]:
    """Yield a database of an ordinary role, whom row-level security holds; drop it afterwards."""
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    name = f"plenum_bench_{os.getpid()}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE ROLE \"{name}\" LOGIN PASSWORD 'plenum'"))
        connection.execute(text(f'CREATE DATABASE "{name}" OWNER "{name}"'))
    url = server.url.set(database=name, username=name, password="plenum")  # noqa: S106  of the benchmark
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
            connection.execute(text(f'DROP ROLE "{name}"'))
        server.dispose()


def main() -> int:
    """Print the figures; 1 where something was lost, or a database was not there."""
    with tempfile.TemporaryDirectory() as folder:
        holds = run("SQLite", f"sqlite:///{Path(folder) / 'plenum.db'}")
    try:
        with serve_postgresql() as url:
            holds &= run("PostgreSQL", url)
    except OperationalError:
        print("PostgreSQL does not answer: not measured")
        holds = False
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
