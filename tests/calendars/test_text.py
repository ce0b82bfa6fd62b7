from hypothesis import given
from hypothesis import strategies as st

from planner.calendars.text import clean_line, clean_name, clean_text, escape_text


def test_text_keeps_backslashes_that_look_like_line_breaks():
    assert escape_text("C:\\New\\n") == "C:\\\\New\\\\n"


def test_text_escapes_semicolons_commas_and_line_feeds():
    assert escape_text("甲；a;b,c\n丁") == "甲；a\\;b\\,c\\n丁"


def test_text_takes_every_line_end_for_a_line_feed():
    assert clean_text("a\r\nb\rc\x85d\u2028e\u2029f\vg\fh") == "a\nb\nc\nd\ne\nf\ng\nh"


def test_text_loses_control_characters_and_half_surrogates():
    assert clean_text("a\x00\x07\x1b\x7f\x9b\ud800b\tc😀") == "ab\tc😀"


def test_line_has_no_line_ends():
    assert clean_line(" 开幕\r\n会 \t x ") == "开幕 会 x"


def test_name_has_no_backslash_and_no_line_break():
    assert clean_name(" 办公\n厅\\n ") == "办公 厅＼n"


@given(st.text(st.characters()))
def test_text_never_breaks_a_content_line(text: str):
    escaped = escape_text(text)
    assert escaped.splitlines() in ([], [escaped])
    assert escaped.encode().decode() == escaped
