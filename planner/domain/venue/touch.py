"""What the seating asks of a venue's geometry; places by number, as in ``Venue.list_seats()``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Geometry:
    """For each place of a venue what touches it and what is near."""

    beside: tuple[tuple[int, ...], ...]
    """Neighbours to the left and right, no aisle between; at most two."""
    near: tuple[tuple[int, ...], ...]
    """All seats that touch it, in front and behind, too."""
    at_aisle: frozenset[int] = frozenset()
    door_distance: tuple[float, ...] = ()
    """Metres to the nearest door; empty where the venue has none."""
    beside_pillar: frozenset[int] = frozenset()
