"""What ``planner seat`` says of a seating: counts, rules that conflict, who has no seat and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from planner.cli.language import speak
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from planner.documents.sheet.seating import SeatingPaperFacts
    from planner.domain.seating.setting import HallSettings

LOCK = "lock:"
MOST_LISTED = 50


def tell_seating(facts: SeatingPaperFacts, settings: HallSettings) -> bool:
    """Print what a seating is like; tell whether everybody has a seat and every hard rule holds."""
    tell_counts(facts)
    tell_rules(
        facts,
        settings,
        facts.seating.conflict,
        Wording("不能同时满足的要求：", "Wishes that cannot all hold:"),
    )
    broken = tuple(each for each in facts.seating.broken if each not in facts.seating.conflict)
    tell_rules(facts, settings, broken, Wording("未能满足的要求：", "Wishes that do not hold:"))
    tell_unseated(facts)
    return not facts.seating.conflict and not facts.seating.unseated


def tell_counts(facts: SeatingPaperFacts) -> None:
    """Print how many sit where."""
    sitting = facts.sitting
    seated, left = len(facts.seated), len(facts.seating.unseated)
    rostrum = sum(len(row.people) for row in sitting.rostrum.rows) if sitting.rostrum else 0
    on_stage = (
        Wording(f"，主席台 {rostrum} 人", f", {rostrum} on the rostrum")
        if rostrum
        else Wording("", "")
    )
    words = Wording(
        f"{sitting.name}，{facts.venue.name}：就座 {seated} 人，未就座 {left} 人{on_stage.zh}。",
        f"{sitting.name}, {facts.venue.name}: {seated} seated, {left} without a seat{on_stage.en}.",
    )
    click.echo(speak(words))
    for area, count in Counter(place.area.name for _, place in facts.seated).items():
        click.echo(speak(Wording(f"  {area} {count} 人", f"  {area}: {count}")))
    blocks = Counter(facts.blocks.values())
    for name, number in facts.block_numbers.items():
        count = blocks[name]
        click.echo(speak(Wording(f"  {number} {name} {count} 人", f"  {number} {name}: {count}")))


def tell_rules(
    facts: SeatingPaperFacts, settings: HallSettings, keys: tuple[str, ...], head: Wording
) -> None:
    """Print rules by their names, on standard error."""
    from planner.domain.seating.rule_words import name_rule  # noqa: PLC0415  where rules failed

    if not keys:
        return
    click.echo(speak(head), err=True)
    names = {person.key: person.name for person in facts.plan.people}
    rules = {rule.key: rule for rule in settings.rules}
    for key in keys:
        if key in rules:
            seats = tuple(
                facts.places[seat].words if seat in facts.places else seat
                for seat in rules[key].seats
            )
            click.echo(f"  {speak(name_rule(replace(rules[key], seats=seats), names))}", err=True)
            continue
        name = names.get(key.removeprefix(LOCK), key)
        click.echo(speak(Wording(f"  {name}座位锁定", f"  the locked seat of {name}")), err=True)


def tell_unseated(facts: SeatingPaperFacts) -> None:
    """Print who has no seat and why, on standard error."""
    unseated = list(facts.seating.unseated.items())
    for person, why in unseated[:MOST_LISTED]:
        name = facts.directory.name_of(person)
        words = Wording(f"  未就座：{name}，{why.zh}", f"  Without a seat: {name}, {why.en}")
        click.echo(speak(words), err=True)
    more = len(unseated) - MOST_LISTED
    if more > 0:
        click.echo(speak(Wording(f"  另有 {more} 人", f"  and {more} more")), err=True)
