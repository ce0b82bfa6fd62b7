from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.services.filename import make_filename, tell_names_apart


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("03-日程.pdf", "03-日程.pdf"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("程序：开幕会 9:00.pdf", "程序：开幕会 9：00.pdf"),
        ("C:\\New\r\n文\x00件.ics", "C：＼New文件.ics"),
        ("  .隐藏 . ", "隐藏"),
        ("CON.pdf", "_CON.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "文件"),
    ],
)
def test_filename_is_fit_for_every_system(name: str, expected: str) -> None:
    assert make_filename(name) == expected


def test_long_filename_is_cut_between_characters_and_keeps_its_ending() -> None:
    name = make_filename(f"a{'会' * 200}.pdf")
    assert name == f"a{'会' * 66}.pdf"


def test_equal_filenames_are_told_apart() -> None:
    assert tell_names_apart(["王芳.ics", "王芳.ics", "A.pdf", "a.pdf", "王芳.ics"]) == [
        "王芳.ics",
        "王芳（2）.ics",
        "A.pdf",
        "a（2）.pdf",
        "王芳（3）.ics",
    ]


@given(st.lists(st.text(), max_size=8))
def test_filenames_are_safe_short_and_different(names: list[str]) -> None:
    found = tell_names_apart(map(make_filename, names))
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert not set(name) & set('/\\:*?"<>|\0\n\r')
        assert name not in {".", ".."}
        assert name == name.strip()
        assert len(name.encode()) <= 255
