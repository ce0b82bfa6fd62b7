"""Reading a pretix seating plan: every fault with its line, and notes of what is passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from planner.domain.venue.plan import Venue
from planner.domain.wording import Wording
from planner.planfile.json_fault import list_json_faults, refuse_json, tell_error
from planner.planfile.json_text import read_json
from planner.planfile.venue_file import MOST_FAULTS, VenueFile, check_apart, check_size, tidy
from planner.planfile.venue_pretix_area import (
    build_areas,
    build_fixtures,
    each_seat,
    find_scale,
    list_foreign_categories,
    name_seat,
)
from planner.planfile.venue_pretix_model import SeatingPlanShape

if TYPE_CHECKING:
    from planner.planfile.json_fault import Found
    from planner.planfile.json_text import JsonText

PLAN_FORMAT = Wording("座位图", "the seating plan's")
NO_FIELD = Wording("座位图格式没有这个字段", "seating plans have no such field")
SAME_KEY = Wording("“seat_guid”为空或重复", "seat_guid is empty, or another seat has it")
NO_CATEGORY = Wording("“categories”中没有这一类", "there is no such category in categories")
PASSED_OVER = Wording("不是会场设施，未导入", "no fixture of a venue; it is not taken over")
NO_KIND = Wording(
    "座位类别不保留，都作为普通座位", "categories are not kept; its seats are plain seats"
)
SCALED = Wording(
    "座距不像 1 米 40 像素，已按座距 0.55 米换算",
    "the scale is not 40 pixels a metre; seats were set 0.55 metres apart",
)


def read_pretix(raw: bytes, file: str, key: str = "venue") -> VenueFile:
    """Return the venue in a seating plan's bytes, or raise PlanFileError with every fault."""
    text = read_json(raw, file)
    try:
        plan = SeatingPlanShape.model_validate(text.data)
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False)[:MOST_FAULTS]
        special = {"extra_forbidden": NO_FIELD}
        refuse_json(text, [tell_error(each, special, PLAN_FORMAT) for each in told])
    check_plan(plan, text)
    scale, is_own = find_scale(plan)
    fixtures, passed_over = build_fixtures(plan, scale)
    venue = Venue(key, tidy(plan.name), build_areas(plan, scale), fixtures)
    paths = [path for path, _ in each_seat(plan)]
    by_key = {name_seat(seat): path for path, (_, _, seat) in each_seat(plan)}
    seats = venue.list_seats()
    check_apart(seats, file, lambda twice: text.find_places(by_key[seats[at].key] for at in twice))
    notes: list[Found] = [(path, found, PASSED_OVER) for path, found in passed_over]
    notes += [(path, found, NO_KIND) for path, found in list_foreign_categories(plan)]
    if not is_own:
        notes.append((paths[0], "", SCALED))
    return VenueFile(venue, list_json_faults(text, notes))


def check_plan(plan: SeatingPlanShape, text: JsonText) -> None:
    """Refuse what the schema cannot: seats named twice, categories that are not there."""
    seats = sum(len(row.seats) for zone in plan.zones for row in zone.rows)
    check_size(seats, sum(len(zone.areas) for zone in plan.zones), text.file)
    known = {each.name for each in plan.categories}
    seen: set[str] = set()
    faults: list[Found] = []
    for path, (_, _, seat) in each_seat(plan):
        name = name_seat(seat)
        if name in seen or not name:
            faults.append(((*path, "seat_guid"), seat.seat_guid, SAME_KEY))
        if seat.category not in known:
            faults.append(((*path, "category"), seat.category, NO_CATEGORY))
        seen.add(name)
    if faults:
        refuse_json(text, faults[:MOST_FAULTS])
