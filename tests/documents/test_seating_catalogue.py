"""The papers of a seating by their keys."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from planner.documents.render import sheet_hash
from planner.documents.seating import (
    SignFormat,
    render_hall_chart,
    render_seat_index,
    render_seat_reasons,
    render_table_signs,
)
from planner.documents.seating_catalogue import (
    list_seating_papers,
    make_seating_sheet,
    render_seating_paper,
)
from planner.domain.error import UnknownReferenceError
from planner.domain.plan import NameOrder
from tests.documents.seatings import some_facts


def test_each_paper_is_the_one_of_its_function_but_for_what_it_is_called_within():
    facts = some_facts()
    rendered = {
        "hall_chart": render_hall_chart(facts),
        "seat_index:strokes": render_seat_index(facts),
        "seat_index:pinyin": render_seat_index(facts, NameOrder.PINYIN),
        "table_signs:a4": render_table_signs(facts),
        "table_signs:210x140": render_table_signs(facts, SignFormat.WIDE_210),
        "table_signs:200x100": render_table_signs(facts, SignFormat.WIDE_200),
        "seat_reasons": render_seat_reasons(facts),
    }
    papers = list_seating_papers()
    assert [paper.key for paper in papers] == list(rendered)
    assert len({paper.filename for paper in papers}) == len(papers)
    for paper in papers:
        assert read_contents(render_seating_paper(facts, paper.key)) == read_contents(
            rendered[paper.key]
        )


def read_contents(content: bytes) -> list[bytes]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def test_the_hash_goes_by_what_is_printed():
    facts = some_facts()
    hashes = {sheet_hash(make_seating_sheet(facts, each.key)) for each in list_seating_papers()}
    assert len(hashes) == len(list_seating_papers())


def test_only_some_people_get_signs():
    sheet = make_seating_sheet(some_facts(), "table_signs:a4", {"p2"})
    assert "丁一鸣" in repr(sheet)
    assert "王　芳" not in repr(sheet)


def test_a_key_of_no_paper_is_refused():
    with pytest.raises(UnknownReferenceError):
        make_seating_sheet(some_facts(), "table_signs:a5")
