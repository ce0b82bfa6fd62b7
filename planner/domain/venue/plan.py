"""A venue as it was drawn once: areas of rows of seats, and what stands between them (rules §3).

Lengths are metres. The venue is seen from above with the rostrum at the top: x grows to the right
as seen from the hall, y grows from the rostrum towards the back of the hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AreaKind(StrEnum):
    """What an area is for."""

    ROSTRUM = "rostrum"  # 主席台
    HALL = "hall"  # 池座
    BALCONY = "balcony"  # 楼座
    ROOM = "room"  # 小组会议室
    TABLES = "tables"  # 圆桌、餐厅


class SeatKind(StrEnum):
    """What a place in a row is."""

    SEAT = "seat"
    WHEELCHAIR = "wheelchair"  # 轮椅席
    BLOCKED = "blocked"  # 停用: it is there, nobody sits on it
    REMOVED = "removed"  # 拆除: numbers count on, or not, as the numbering says


class Numbering(StrEnum):
    """How a hall numbers the seats of a row, in its own way."""

    CONTINUOUS = "continuous"  # 从左到右连续
    ODD_LEFT = "odd_left"  # 左单右双, from the middle
    ODD_RIGHT = "odd_right"  # 左双右单, from the middle
    ZONED = "zoned"  # 区 + 排 + 座: each zone counts for itself


class FixtureKind(StrEnum):
    """What stands in a venue besides seats."""

    DOOR = "door"
    PILLAR = "pillar"
    CAMERA = "camera"  # 机位
    LECTERN = "lectern"
    BALLOT_BOX = "ballot_box"  # 票箱
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Seat:
    """One place; ``key`` is unique in its venue and never printed."""

    key: str
    x: float
    y: float
    kind: SeatKind = SeatKind.SEAT
    number: str = ""
    """As the seat itself says it: 12; empty where it bears none."""

    @property
    def is_usable(self) -> bool:
        """Whether somebody can sit on it."""
        return self.kind in {SeatKind.SEAT, SeatKind.WHEELCHAIR}


@dataclass(frozen=True, slots=True)
class SeatRow:
    """The seats of one row from the left, as seen from the hall; a table's seats go round it."""

    number: str
    seats: tuple[Seat, ...]
    zone: str = ""
    is_ring: bool = False
    """Whether its last seat is beside its first: a table."""


@dataclass(frozen=True, slots=True)
class Area:
    """Rows from the rostrum to the back."""

    key: str
    name: str
    kind: AreaKind
    rows: tuple[SeatRow, ...]
    numbering: Numbering = Numbering.CONTINUOUS
    counts_removed: bool = True
    """Whether a removed seat takes its number with it, so that the row's numbers have a hole."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """Something that is no seat; x, y is its middle."""

    kind: FixtureKind
    x: float
    y: float
    width: float = 1.0
    depth: float = 1.0
    name: str = ""

    @property
    def is_round(self) -> bool:
        """Whether it is drawn as a circle: a table as wide as it is deep."""
        return self.kind is FixtureKind.TABLE and self.width == self.depth


@dataclass(frozen=True, slots=True)
class Venue:
    """One version of a venue; it never changes, the next version is another value."""

    key: str
    name: str
    areas: tuple[Area, ...]
    fixtures: tuple[Fixture, ...] = ()
    version: int = 1

    def list_seats(self) -> list[Seat]:
        """Return all places of the venue: by area, by row, from the left."""
        return [seat for area in self.areas for row in area.rows for seat in row.seats]
