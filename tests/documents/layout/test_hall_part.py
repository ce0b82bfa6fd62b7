"""Enlargements: every seat is shown once as its page's own."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.documents.layout.hall_aisle import find_gaps_of
from planner.documents.layout.hall_page import make_format
from planner.documents.layout.hall_part import Parting, each_part, part_area
from planner.documents.press.length import MM
from planner.documents.sheet.hall_chart import ChartArea, hall_chart_sheet
from planner.domain.venue.generator import gather_venue
from planner.domain.venue.layout import Site
from planner.domain.venue.plan import AreaKind, Numbering
from planner.domain.venue.sample import sample_venue
from planner.domain.venue.theatre import Theatre, lay_theatre, repeat_rows
from tests.documents.seatings import some_facts

PARTINGS = [Parting(runs, strips) for runs in (1, 2, 3, 5) for strips in (1, 2, 3)]


def the_areas(kind: str) -> list[ChartArea]:
    facts = some_facts(venue=sample_venue(kind))
    return [area for area in hall_chart_sheet(facts).areas if area.rows]


def a_hall_of_zones() -> ChartArea:
    site = Site("hall", "大厅", AreaKind.HALL, numbering=Numbering.ZONED)
    theatre = Theatre(repeat_rows(6, (8, 12, 8)), zones=("A", "B", "C"))
    venue = gather_venue("z", "大厅", (lay_theatre(site, theatre),))
    return hall_chart_sheet(some_facts(venue=venue)).areas[0]


@pytest.mark.parametrize("parting", PARTINGS)
@pytest.mark.parametrize("kind", ["hall", "dining", "u_shape"])
def test_every_seat_belongs_to_one_part(kind: str, parting: Parting):
    for area in the_areas(kind):
        if area.kind is AreaKind.ROOM and parting.runs > 1:
            continue
        counts = Counter(seat for part in each_part(area, parting) for seat in part.own)
        assert counts == dict.fromkeys(area.seats, 1)


def test_a_part_shows_a_row_more_than_its_own():
    hall = the_areas("hall")[-2]
    first, second = each_part(hall, Parting(2, 1))
    assert [row.label for row in first.area.rows][-1] == "13排"
    assert second.area.rows[0].label == "12排"
    assert (first.title, second.title) == ("池座1—12排", "池座13—24排")


def test_halls_are_cut_at_their_aisles():
    hall = the_areas("hall")[-2]
    for part in each_part(hall, Parting(1, 3)):
        for row in part.area.rows:
            own = [seat for seat in row.seats if seat in part.own]
            assert list(find_gaps_of(type(row)(row.label, row.words, tuple(own)))) == []


def test_zones_stay_whole():
    parts = list(each_part(a_hall_of_zones(), Parting(1, 3)))
    assert [len(part.own) for part in parts] == [48, 72, 48]
    labels = [{row.label for row in part.area.rows if set(row.seats) & part.own} for part in parts]
    assert labels[0] == {f"A{number}" for number in range(1, 7)}


def test_tables_stay_whole():
    (dining,) = the_areas("dining")
    for part in each_part(dining, Parting(2, 3)):
        for row in dining.rows:
            assert len(set(row.seats) & part.own) in {0, len(row.seats)}


def test_parts_are_as_few_as_give_large_names():
    hall = the_areas("hall")[-2]
    page = make_format(420, 297)
    _, parts = part_area(hall, [(page, 330 * MM, 220 * MM)])
    assert 2 <= len(parts) <= 8
    (dining,) = the_areas("dining")
    _, one = part_area(dining, [(page, 2000 * MM, 1500 * MM)])
    assert len(one) == 1
