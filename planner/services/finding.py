"""Preflight of a plan with all that the house knows: the rules, and the fonts it prints with."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

from planner.documents.font import FontSettings
from planner.documents.glyphs import missing_glyphs, substituted_characters
from planner.domain.finding import find_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from _typeshed import DataclassInstance

    from planner.domain.busy import BusyTime
    from planner.domain.finding import Finding
    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline

DEFAULT_FONTS = FontSettings()
PRINTED_PARTS = ("departments", "people", "sittings", "agenda", "workstreams", "tasks", "texts")
UNPRINTED_FIELDS = {"key", "contact", "photo", "pinyin", "needs"}


def check_plan(
    plan: Plan,
    timeline: Timeline,
    today: date,
    fonts: FontSettings = DEFAULT_FONTS,
    busy: tuple[BusyTime, ...] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with a plan, characters that cannot be printed among it.

    ``busy`` tells when people are busy elsewhere; the command line knows nothing of it.
    """
    missing = missing_glyphs(list_texts(plan), fonts)
    return find_findings(plan, timeline, today, missing_glyphs=missing, busy=busy)


def find_substitutes(plan: Plan, fonts: FontSettings = DEFAULT_FONTS) -> tuple[str, ...]:
    """Return the characters of a plan that 仿宋 lacks and that papers set in 宋体 instead."""
    texts = list(list_texts(plan))
    missing = {each.character for each in missing_glyphs(texts, fonts)}
    substitutes = substituted_characters((text for text, _ in texts), fonts)
    return tuple(each for each in substitutes if each not in missing)


def list_texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the texts that papers print, each with its place in the plan."""
    yield plan.title, "title"
    yield plan.place, "place"
    yield plan.theme, "theme"
    yield plan.organisation.name, "organisation/name"
    for name in PRINTED_PARTS:
        for part in getattr(plan, name):
            yield from _texts_of(part, f"{name}/{part.key}")
    for sitting in plan.sittings:
        for number, step in enumerate(sitting.steps, start=1):
            yield from _texts_of(step, f"sittings/{sitting.key}/steps/{number}")


def _texts_of(part: DataclassInstance, place: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of one value; keys of others and lists are none."""
    for name in _printed_fields(type(part)):
        value = getattr(part, name)
        if type(value) is str and value:
            yield value, f"{place}/{name}"


@cache
def _printed_fields(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in UNPRINTED_FIELDS)
