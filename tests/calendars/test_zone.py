"""China's time as we write it, held against the zone database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from planner.calendars.zone import ARCHIVE_ZONE, PLAIN_ZONE
from planner.clock import HOUSE_ZONE


def read_zone(content: bytes):
    return icalendar.Timezone.from_ical(content).to_tz()


def list_moments(first: int, last: int):
    start = datetime(first, 1, 1, tzinfo=UTC)
    hours = (datetime(last, 1, 1, tzinfo=UTC) - start) // timedelta(hours=1)
    return [start + timedelta(hours=hour) for hour in range(1, hours, 11)]


@pytest.mark.parametrize(
    ("content", "first", "last"), [(PLAIN_ZONE, 1992, 2042), (ARCHIVE_ZONE, 1985, 1993)]
)
def test_zone_is_that_of_the_database(content: bytes, first: int, last: int):
    zone = read_zone(content)
    wrong = [
        moment
        for moment in list_moments(first, last)
        if moment.astimezone(zone).utcoffset() != moment.astimezone(HOUSE_ZONE).utcoffset()
    ]
    assert wrong == []
