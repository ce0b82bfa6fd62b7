"""The calendars of a package."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planner.calendars.catalogue import list_calendars
from planner.calendars.collection import stand_by_edition
from planner.calendars.event import Entry, calendar_hash
from planner.calendars.writer import render_calendar
from planner.domain.plan import Edition
from planner.services.package_part import (
    PackagePart,
    PreparedPart,
    place_files,
    seal,
)

if TYPE_CHECKING:
    from planner.calendars.event import CalendarSheet
    from planner.services.package_part import Workshop

FOLDER = "日历"


def calendar_parts(workshop: Workshop) -> tuple[PackagePart, ...]:
    """Return the calendars of a plan as parts."""
    calendars = list_calendars(workshop.plan)
    paths = place_files(FOLDER, (each.filename for each in calendars))
    return tuple(
        PackagePart(
            key=f"calendar:{each.key}",
            title=each.title,
            path=path,
            prepare=partial(prepare_calendar, workshop, workshop.calendars[each.key]),
        )
        for each, path in zip(calendars, paths, strict=True)
    )


def prepare_calendar(workshop: Workshop, sheet: CalendarSheet) -> PreparedPart:
    """Return a calendar ready to be written."""
    content = calendar_hash(sheet)
    imprint = workshop.imprint_for(f"calendar:{sheet.key}", content)
    edition = Edition(imprint.number, imprint.issued_on)
    standing = stand_sheet(workshop, sheet, edition)
    return PreparedPart(
        content=content,
        edition=edition,
        digest=seal("ics", content, standing.entries),
        render=partial(render_calendar, standing),
    )


def stand_sheet(workshop: Workshop, sheet: CalendarSheet, edition: Edition) -> CalendarSheet:
    """Return a calendar whose entries stand where their history, or else an edition, puts them."""
    if workshop.restate:
        entries = tuple(workshop.restate(each.event) for each in sheet.entries)
    else:
        standing_of = stand_by_edition(workshop.plan, edition)
        entries = tuple(Entry(each.event, standing_of(each.event)) for each in sheet.entries)
    return replace(sheet, entries=entries)
