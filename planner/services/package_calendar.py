"""The calendars of a package."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.calendars.catalogue import list_calendars
from planner.calendars.collection import write_calendar
from planner.calendars.event import calendar_hash
from planner.calendars.identity import stamp_of
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
    stamp = stamp_of(workshop.plan, edition)
    return PreparedPart(
        content=content,
        edition=edition,
        digest=seal("ics", content, stamp, edition.number),
        render=partial(write_calendar, workshop.plan, sheet, edition),
    )
