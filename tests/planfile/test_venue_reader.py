from __future__ import annotations

import pytest

from planner.domain.venue.sample import sample_venue
from planner.planfile.fault import PlanFileError
from planner.planfile.venue_pretix_writer import write_pretix
from planner.planfile.venue_reader import read_venue
from planner.planfile.venue_workbook_writer import write_venue_workbook


def test_files_are_read_by_the_endings_of_their_names() -> None:
    venue = sample_venue("u_shape")
    assert read_venue(write_pretix(venue).encode(), "a.JSON", venue.key).venue == venue
    found = read_venue(write_venue_workbook(venue), "市会议中心.xlsx").venue
    assert found.name == "市会议中心"
    assert len(found.list_seats()) == len(venue.list_seats())
    assert read_venue(write_venue_workbook(venue), "a.xlsx", name="礼堂").venue.name == "礼堂"


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.svg", "会场文件应为"), ("a.xls", "旧版"), ("a.xlsm", "宏"), ("json", "会场文件应为")],
)
def test_other_files_are_refused_with_what_to_do(name: str, words: str) -> None:
    with pytest.raises(PlanFileError) as refused:
        read_venue(b"", name)
    assert words in refused.value.faults[0].wording.zh
