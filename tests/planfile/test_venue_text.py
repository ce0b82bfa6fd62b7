"""A venue as text: any venue comes back as it went, the same venue is the same text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.venue.plan import (
    Area,
    AreaKind,
    Fixture,
    FixtureKind,
    Numbering,
    Seat,
    SeatKind,
    SeatRow,
    Venue,
)
from planner.domain.venue.sample import MAKERS, sample_venue
from planner.planfile.fault import PlanFileError
from planner.planfile.venue_text import read_venue_text, write_venue_text

METRES = st.floats(-10_000, 10_000, allow_nan=False)
WIDTHS = st.floats(0.001, 10_000)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KEYS = TEXTS.filter(bool)
SEATS = st.builds(Seat, KEYS, METRES, METRES, st.sampled_from(SeatKind), TEXTS)
ROWS = st.builds(SeatRow, TEXTS, st.lists(SEATS, max_size=4).map(tuple), TEXTS, st.booleans())
AREAS = st.builds(
    Area,
    KEYS,
    TEXTS,
    st.sampled_from(AreaKind),
    st.lists(ROWS, max_size=3).map(tuple),
    st.sampled_from(Numbering),
    st.booleans(),
)
FIXTURES = st.builds(Fixture, st.sampled_from(FixtureKind), METRES, METRES, WIDTHS, WIDTHS, TEXTS)
VENUES = st.builds(
    Venue,
    KEYS,
    TEXTS,
    st.lists(AREAS, max_size=3).map(tuple),
    st.lists(FIXTURES, max_size=3).map(tuple),
    st.integers(0, 10**6),
)


@settings(max_examples=100)
@given(VENUES)
def test_any_venue_comes_back_as_it_went(venue: Venue) -> None:
    text = write_venue_text(venue)
    assert read_venue_text(text) == venue
    assert write_venue_text(read_venue_text(text)) == text


@pytest.mark.parametrize("kind", MAKERS)
def test_shipped_venues_come_back_as_they_went(kind: str) -> None:
    assert read_venue_text(write_venue_text(sample_venue(kind))) == sample_venue(kind)


def test_same_venue_is_the_same_text_whatever_its_numbers_are_made_of() -> None:
    one = Venue(
        "v", "厅", (Area("a", "池座", AreaKind.HALL, (SeatRow("1", (Seat("s", 1, -0.0),)),)),)
    )
    other = Venue(
        "v", "厅", (Area("a", "池座", AreaKind.HALL, (SeatRow("1", (Seat("s", 1.0, 0.0),)),)),)
    )
    assert write_venue_text(one) == write_venue_text(other)
    assert json.loads(write_venue_text(one)) == {
        "key": "v",
        "name": "厅",
        "areas": [
            {
                "key": "a",
                "name": "池座",
                "kind": "hall",
                "rows": [{"number": "1", "seats": [{"key": "s", "x": 1.0, "y": 0.0}]}],
            }
        ],
    }


def a_text(**more: Any) -> str:  # noqa: ANN401  JSON
    seat = {"key": "s", "x": 1, "y": 2} | more
    row = {"number": "1", "seats": [seat]}
    area = {"key": "a", "name": "池座", "kind": "hall", "rows": [row]}
    return json.dumps({"key": "v", "name": "厅", "areas": [area]}, indent=1)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"x": "1"}, "（areas[1].rows[1].seats[1].x）：现为“1”；应为数"),
        ({"x": True}, "（areas[1].rows[1].seats[1].x）：现为“True”；应为数"),
        ({"y": 1e9}, "（areas[1].rows[1].seats[1].y）：现为“1000000000.0”；数值过大"),
        ({"colour": "red"}, "（areas[1].rows[1].seats[1].colour）：现为“colour”；没有这个字段"),
        ({"key": ""}, "（areas[1].rows[1].seats[1].key）：此项必填"),
        ({"kind": "sofa"}, "（areas[1].rows[1].seats[1].kind）：现为“sofa”；没有这一种"),
    ],
)
def test_faults_have_their_place(more: dict[str, Any], expected: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_venue_text(a_text(**more))
    told = [each.wording.zh for each in refused.value.faults]
    assert len(told) == 1
    assert told[0].startswith("venue.json，第 ")
    assert told[0].endswith(expected)
