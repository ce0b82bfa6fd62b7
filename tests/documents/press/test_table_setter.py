"""Tables over several pages."""

from __future__ import annotations

from planner.documents.font import FontSettings
from planner.documents.press.canvas import Ink
from planner.documents.press.page import Flow, PageFormat
from planner.documents.press.structure import Element
from planner.documents.press.table import Band, Column, Row, TableStyle
from planner.documents.press.table_setter import TableSetter
from planner.documents.press.typeface import open_type_case

INK = Ink(open_type_case(FontSettings(folders=())).song, 10.0)
STYLE = TableStyle(INK, INK, INK, pad_x=0, pad_y=0, leading=1.0)
PAGE = PageFormat(200, 100, 0, 0, 0, 0)
"""Ten lines of ten points: the head takes one of them."""


def a_table(rows: list[Row | Band], *, merges: bool = False) -> Flow:
    flow = Flow(PAGE)
    columns = (Column("甲", 50, merges=merges), Column("乙", 150))
    TableSetter(flow, columns, STYLE).set_rows(rows)
    return flow


def count_tags(element: Element, tag: str) -> int:
    kids = [kid for kid in element.kids if isinstance(kid, Element)]
    return (element.tag == tag) + sum(count_tags(kid, tag) for kid in kids)


def test_rows_go_on_on_the_next_page():
    flow = a_table([Row(("一", "二"))] * 20)
    assert [len(canvas.marks) for canvas in flow.canvases] == [2 + 9 * 2, 9 * 2, 2 * 2]


def test_the_head_is_repeated_on_every_page_and_told_once():
    flow = a_table([Row(("一", "二"))] * 20)
    heads = [sum("/Pagination" in each for each in page.operators) for page in flow.canvases]
    assert (heads, count_tags(flow.root, "TH")) == ([0, 2, 2], 2)


def test_a_row_is_not_split():
    tall = Row(("一", "二" * 15 * 3))
    flow = a_table([tall] * 4)
    assert [len(canvas.marks) for canvas in flow.canvases] == [2 + 3 * 2, 2]


def test_a_band_does_not_stand_alone_at_the_foot():
    flow = a_table([Row(("一", "二"))] * 8 + [Band("小组")] + [Row(("一", "二"))])
    assert [len(canvas.marks) for canvas in flow.canvases] == [2 + 8 * 2, 1 + 2]


def test_a_row_taller_than_a_page_is_parted():
    flow = a_table([Row(("一", "二" * 15 * 20))])
    assert [len(canvas.marks) for canvas in flow.canvases] == [2 + 2, 2, 2]


def test_equal_cells_merge_and_their_rule_is_left_out():
    rows = [Row(("上午", "开幕")), Row(("上午", "讨论")), Row(("下午", "讨论"))]
    plain, merged = a_table(rows), a_table(rows, merges=True)
    assert (len(plain.canvas.marks), len(merged.canvas.marks)) == (8, 7)


def test_a_merged_cell_says_how_many_rows_it_heads():
    rows = [Row(("上午", "开幕")), Row(("上午", "讨论")), Row(("下午", "讨论"))]
    table = a_table(rows, merges=True).root.kids[0]
    heads = [row.kids[0].attributes for row in table.kids[1:] if row.kids[0].tag == "TH"]
    assert heads == ["<</O /Table /Scope /Row /RowSpan 2>>", "<</O /Table /Scope /Row>>"]


def test_a_merged_cell_is_told_again_on_the_next_page():
    flow = a_table([Row(("上午", str(number))) for number in range(12)], merges=True)
    assert [len(canvas.marks) for canvas in flow.canvases] == [2 + 1 + 9, 1 + 3]


def test_a_table_without_rows_has_a_head():
    assert count_tags(a_table([]).root, "TH") == 2
