"""The drawing of a venue: seen from the hall, labelled so, every seat with its title."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from planner.domain.venue.plan import Fixture, FixtureKind, SeatKind
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.planfile.venue_svg import write_venue_svg

SVG = "{http://www.w3.org/2000/svg}"


def titles(drawing: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(drawing).iter(f"{SVG}title")]  # noqa: S314  our own


def texts(drawing: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(drawing).iter(f"{SVG}text")]  # noqa: S314  our own


@pytest.mark.parametrize("kind", MAKERS)
def test_every_seat_is_drawn_with_its_title_in_view(kind: str) -> None:
    venue = sample_venue(kind)
    root = ET.fromstring(write_venue_svg(venue))  # noqa: S314  our own
    drawn = {each.get("id"): each for each in root.iter(f"{SVG}g") if each.get("id")}
    left, top, width, height = map(float, str(root.get("viewBox")).split())
    for seat in venue.list_seats():
        chair = drawn[f"seat-{seat.key}"].find(f"{SVG}rect")
        assert chair is not None
        assert left < float(str(chair.get("x"))) < left + width - 17
        assert top < float(str(chair.get("y"))) < top + height - 17
    assert len({each for each in titles(write_venue_svg(venue)) if each.endswith("座")}) == len(
        venue.list_seats()
    )


def test_drawing_says_its_view_in_both_languages() -> None:
    venue = sample_venue("hall")
    assert texts(write_venue_svg(venue))[:2] == ["人民会堂", "从台下看"]
    assert texts(write_venue_svg(venue, "en"))[1] == "Seen from the hall"
    assert "池座1排1座" in titles(write_venue_svg(venue))
    assert "池座 row 1 seat 1" in titles(write_venue_svg(venue, "en"))


def test_row_numbers_stand_at_both_ends_and_sides_of_rooms_have_one_name() -> None:
    hall = texts(write_venue_svg(sample_venue("hall")))
    rows = [each.number for area in sample_venue("hall").areas for each in area.rows]
    numbers = [seat.number for seat in sample_venue("hall").list_seats()]
    assert hall.count("24") == numbers.count("24") + 2 * rows.count("24")
    assert texts(write_venue_svg(sample_venue("hollow_square"))).count("上") == 1


def test_a_removed_seat_is_not_drawn_and_a_blocked_one_is_marked() -> None:
    venue = sample_venue("u_shape")
    area = venue.areas[0]
    first, second, *rest = area.rows[0].seats
    seats = (replace(first, kind=SeatKind.REMOVED), replace(second, kind=SeatKind.BLOCKED), *rest)
    changed = replace(area, rows=(replace(area.rows[0], seats=seats), *area.rows[1:]))
    drawing = write_venue_svg(replace(venue, areas=(changed,)))
    assert f"seat-{first.key}" not in drawing
    assert drawing.count("stroke-dasharray") == 1


def test_names_cannot_break_out_of_the_drawing() -> None:
    name = '</title><script>alert("1")</script>&\x00\ud800'
    door = Fixture(FixtureKind.DOOR, 1.0, 1.0, name=name)
    venue = replace(sample_venue("u_shape"), name=name, fixtures=(door,))
    area = replace(venue.areas[0], name=name, key='"><script>')
    drawing = write_venue_svg(replace(venue, areas=(area,)))
    assert "<script" not in drawing
    assert texts(drawing)[0] == '</title><script>alert("1")</script>&��'
    drawing.encode()


def test_the_same_venue_gives_the_same_drawing_without_foreign_parts() -> None:
    drawing = write_venue_svg(sample_venue("dining"))
    assert drawing == write_venue_svg(sample_venue("dining"))
    assert drawing.count("http") == 1
