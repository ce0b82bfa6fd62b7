"""What the schedule's grid needs in the browser to show clashes while something is dragged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.domain.enumeration import NAMED, list_names
from planner.domain.schedule import MANY_ROOMS, first_day_of, is_taking_up, list_grid_days
from planner.services.schedule import list_shared
from planner.web.wording import label, short_day, weekday, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.domain.plan import Plan
    from planner.services.meeting import OpenMeeting

HUES = 8
"""So many colours tell places apart; then they begin again."""


def state_facts(meeting: OpenMeeting) -> dict[str, object]:
    """Return the days, who is shared by which sittings, and what the server has found."""
    plan = meeting.plan
    first_on = first_day_of(plan)
    return {
        "days": [
            {"on": on.isoformat(), "name": short_day(on), "weekday": weekday(on)}
            for on in list_grid_days(plan)
        ],
        "first": first_on.isoformat() if first_on else "",
        "first_name": short_day(first_on),
        "last_name": short_day(plan.closes_on),
        "last": plan.closes_on.isoformat() if plan.closes_on else "",
        "today": meeting.today.isoformat(),
        "rooms": MANY_ROOMS.pattern,
        "free": [each.key for each in plan.sittings if not is_taking_up(each)],
        "minutes": {each.key: sum(step.minutes for step in each.steps) for each in plan.sittings},
        "shared": [
            [
                each.first,
                each.second,
                name_all(meeting, each.leaders),
                name_all(meeting, each.others),
            ]
            for each in list_shared(plan)
        ],
        "findings": gather_findings(meeting),
    }


def name_all(meeting: OpenMeeting, keys: Sequence[str]) -> str:
    """Return people's names as findings list them; empty for nobody."""
    if not keys:
        return ""
    told = [meeting.directory.name_of(key) for key in keys[:NAMED]]
    return words(list_names([*told, *keys[NAMED:]]))


def gather_findings(meeting: OpenMeeting) -> dict[str, list[str]]:
    """Return the standing findings of each sitting."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in meeting.standing_findings:
        area, _, rest = each.place.partition("/")
        if area == "sittings":
            said = f"{label(each.severity)} {words(each.why)}"
            found[rest.partition("/")[0]].append(said)
    return found


def list_hues(plan: Plan) -> dict[str, int]:
    """Return a colour's number for every place, in the order in which the plan names them."""
    places = dict.fromkeys(each.place for each in plan.sittings if each.place)
    return {place: number % HUES for number, place in enumerate(places)}
