"""What the papers of a seating are made from: the plan, the sitting, the venue, who sits where."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from planner.documents.imprint import Imprint
from planner.documents.sheet.masthead import Masthead
from planner.documents.sheet.moment import write_day
from planner.documents.sheet.name import spread_name
from planner.domain.directory import Directory
from planner.domain.moment import spell_time
from planner.domain.seating.block import block_of, number_key
from planner.domain.seating.setting import HallSettings
from planner.domain.venue.numbering import spell_row, spell_seat
from planner.domain.vocabulary import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.plan import Plan
    from planner.domain.seating.chart import Seating
    from planner.domain.sitting import Sitting
    from planner.domain.venue.plan import Area, Seat, SeatRow, Venue

SERIES = "座次"


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """A seat where it is in its venue; ``order`` counts by area, by row, from the left."""

    order: int
    area: Area
    row: SeatRow
    seat: Seat

    @property
    def words(self) -> str:
        """The seat as it is called: 池座3排12座."""
        return spell_seat(self.area, self.row, self.seat).zh

    @property
    def row_words(self) -> str:
        """Its row as it is called: 池座3排."""
        return spell_row(self.area, self.row).zh

    @property
    def row_in_area(self) -> str:
        """Its row without the area: A区3排."""
        return self.row_words.removeprefix(self.area.name)


@dataclass(frozen=True)
class SeatingPaperFacts:
    """All that a paper of a seating goes by; ``imprint`` counts the versions of the seating."""

    plan: Plan
    sitting: Sitting
    venue: Venue
    seating: Seating
    imprint: Imprint = field(default_factory=lambda: Imprint(series=SERIES))
    name: str = ""
    """What the seating is called where it is for more than the one sitting: 全体会议."""

    @property
    def title(self) -> str:
        """What the seating is for, as titles say it."""
        return self.name or self.sitting.name

    @cached_property
    def directory(self) -> Directory:
        """The plan's people by key."""
        return Directory.of(self.plan)

    @cached_property
    def places(self) -> Mapping[str, SeatPlace]:
        """Every place of the venue by the key of its seat."""
        found: dict[str, SeatPlace] = {}
        for area in self.venue.areas:
            for row in area.rows:
                for seat in row.seats:
                    found[seat.key] = SeatPlace(len(found), area, row, seat)
        return found

    @cached_property
    def seated(self) -> tuple[tuple[str, SeatPlace], ...]:
        """Who sits where, in the order of the seats; a seat that the venue lacks is left out."""
        found = (
            (person, self.places[seat])
            for person, seat in self.seating.seat_of.items()
            if seat in self.places
        )
        return tuple(sorted(found, key=lambda each: each[1].order))

    @cached_property
    def blocks(self) -> Mapping[str, str]:
        """The block of everybody who sits, as the seating or else the roster has it."""
        hall, people = HallSettings(), self.directory.people
        return {
            person: self.seating.blocks.get(person)
            or (block_of(people[person], hall) if person in people else "其他")
            for person in self.seating.seat_of
        }

    @cached_property
    def block_numbers(self) -> Mapping[str, int]:
        """The number of each block: sectors in their official order, kinds of attendance last."""
        official = {name: at for at, name in enumerate(self.plan.settings.sector_order)}
        kinds = {words.zh for words in LABELS.values()}
        names = sorted(
            set(self.blocks.values()),
            key=lambda name: (name in kinds, official.get(name, len(official)), number_key(name)),
        )
        return {name: number for number, name in enumerate(names, start=1)}

    def name_of(self, person: str) -> str:
        """Return a person's name as papers print it."""
        return spread_name(self.directory.name_of(person))

    def masthead(self, paper: str, note: str = "") -> Masthead:
        """Return what stands above a paper of this seating."""
        return Masthead.of(self.plan, f"{self.title}{paper}", note)

    @property
    def when_and_where(self) -> str:
        """Day, hour and hall, as they stand under a title; of several sittings the hall alone."""
        sitting = self.sitting
        moment = spell_time(sitting.starts_at).zh if sitting.starts_at else ""
        place = sitting.place or self.venue.name
        if self.name:
            return place
        return f"{write_day(sitting.held_on)}{moment}　{place}"
