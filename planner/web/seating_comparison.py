"""Two versions of a seating side by side: the hall with arrows, and the list old → new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request

from planner.models.account import Permission
from planner.models.seating import SeatingVersionState
from planner.services.seating import find_ground, open_seating
from planner.services.seating_difference import PRESENT, compare_versions
from planner.services.seating_version import list_versions
from planner.web.access import Scope, allow
from planner.web.opened import opened_seated, render_meeting
from planner.web.seating import head_of
from planner.web.seating_arrow import draw_moves, number_changes
from planner.web.seating_chart import label_seat
from planner.web.seating_drawing import crop_hall, draw_hall
from planner.web.seating_version import SEATING
from planner.web.wiring import db

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.models import SeatingVersionRecord
    from planner.services.seating import OpenSeating
    from planner.services.seating_difference import SeatingDifference

blueprint = Blueprint("seating_comparison", __name__)
NOW = "now"
"""How addresses call the seating as it is now."""


@blueprint.get(f"{SEATING}/compare")
@allow(Permission.DRAFT, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show who moved between two versions, or since a version."""
    seating = open_seating(db(), meeting_id, seating_id)
    versions = list_versions(db(), seating_id)
    pair = choose_pair(seating, versions)
    found = compare_versions(db(), seating, *pair)
    ground = find_ground(db(), found.after.venue_version_id)
    block = request.args.get("block") or None
    hall, moves = draw_hall(ground), draw_moves(ground, found, block)
    return render_meeting(
        "web/seating/compare.html",
        opened_seated(meeting_id),
        "seating",
        seating=head_of(seating),
        tab="versions",
        versions=versions,
        pair=pair,
        PRESENT=PRESENT,
        found=found,
        block=block,
        blocks=count_blocks(found),
        numbers=number_changes(found),
        hall=hall,
        part=None if moves.is_flow else crop_hall(hall, moves.points),
        moves=moves,
        edition=find_edition(seating, versions, pair),
        label=lambda seat: label_seat(ground, seat),
    )


def find_edition(
    seating: OpenSeating, versions: Sequence[SeatingVersionRecord], pair: tuple[int, int]
) -> str:
    """Return the edition that 座次变更单 is printed of; empty where the two have none.

    It is the current version or the draft against a version that was approved before.
    """
    before, after = pair
    approved = {each.number for each in versions if each.state == SeatingVersionState.APPROVED}
    if before not in approved:
        return ""
    if after == PRESENT:
        return "draft"
    return "approved" if before < after == seating.approved_number else ""


def choose_pair(seating: OpenSeating, versions: Sequence[SeatingVersionRecord]) -> tuple[int, int]:
    """Return the sides that the address names; else the approved one and what came of it."""
    newest = versions[0] if versions else None
    is_sent = newest is not None and newest.state == SeatingVersionState.WAITING
    after = read_side("to", newest.number if newest and is_sent else PRESENT)
    before = seating.approved_number or (newest.number if newest else PRESENT)
    return read_side("from", before), after


def read_side(name: str, otherwise: int) -> int:
    """Return a side that the address names; whatever is no number counts as not named."""
    if request.args.get(name) == NOW:
        return PRESENT
    return request.args.get(name, otherwise, type=int)


def count_blocks(found: SeatingDifference) -> dict[str, int]:
    """Return how many of each block changed seats, the most first."""
    counts: dict[str, int] = {}
    for each in (*found.moved, *found.came, *found.left):
        counts[each.block] = counts.get(each.block, 0) + 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
