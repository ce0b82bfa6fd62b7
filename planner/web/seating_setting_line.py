"""Settings of a hall as the page of them shows them: texts in fields, rules as lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext as _

from planner.domain.seating.rule_words import RULE_WORDS, name_rule
from planner.web.seating_setting_form import ZONED
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.domain.seating.rule import SeatingRule
    from planner.domain.seating.setting import HallSettings
    from planner.services.seating import OpenSeating
    from planner.services.seating_setting import FillPreview
    from planner.web.seating_setting_form import Desk

LOCK = "lock:"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in the table."""

    rule: SeatingRule
    kind: str
    people: str
    seats: str
    is_in_conflict: bool
    is_broken: bool


def list_lines(settings: HallSettings, desk: Desk, preview: FillPreview) -> list[RuleLine]:
    """Return the rules as lines, in the order in which they were made."""
    names = desk.names
    return [
        RuleLine(
            rule,
            words(RULE_WORDS[rule.kind]),
            desk.name_people(rule.people),
            names.spell(rule.seats),
            rule.key in preview.conflict,
            rule.key in preview.broken,
        )
        for rule in settings.rules
    ]


def find_rule(settings: HallSettings, key: str) -> SeatingRule | None:
    """Return a rule by its key."""
    return next((rule for rule in settings.rules if rule.key == key), None)


def name_conflict(key: str, seating: OpenSeating, names: Mapping[str, str]) -> tuple[str, str]:
    """Return a rule of a conflict by name, and where it can be changed; locks are on the chart."""
    rule = find_rule(seating.settings, key)
    if rule is None:
        person = key.removeprefix(LOCK)
        chart = url_for("seating.show", meeting_id=seating.meeting_id, seating_id=seating.id)
        return _("锁定（%(name)s）", name=names.get(person, person)), chart
    return words(name_rule(rule, names)), f"#rule-{key}"


def show_rule(rule: SeatingRule, desk: Desk) -> dict[str, str]:
    """Return a rule as the fields of its form."""
    return {
        "key": rule.key,
        "kind": rule.kind.value,
        "people": desk.name_people(rule.people),
        "seats": desk.names.spell(rule.seats),
        "hardness": "hard" if rule.is_hard else "soft",
        "weight": str(rule.weight),
        "note": rule.note,
    }


def show_basics(settings: HallSettings, desk: Desk, picked: tuple[str, ...]) -> dict[str, str]:
    """Return settings as the fields of their form; seats picked for a zone are added to it."""
    names = desk.names
    seats = {zone.kind: zone.seats for zone in settings.zones}
    wanted = request.args.get("zone", "")
    zones = {
        f"zone-{kind.value}": names.spell(
            {*seats.get(kind, ()), *(picked if kind.value == wanted else ())}
        )
        for kind in ZONED
    }
    areas = {f"area-{key}": str(at) for at, key in enumerate(settings.areas, start=1)}
    return {
        "block_by": settings.block_by.value,
        "shape": settings.shape.value,
        "direction": settings.direction.value,
        "standing": settings.standing.value,
        "hosts": desk.name_people(settings.hosts),
        "order": str(settings.order),
        "step": str(settings.step),
        **areas,
        **zones,
    }
