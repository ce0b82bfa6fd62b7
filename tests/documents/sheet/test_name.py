"""Names take the width of three characters."""

from __future__ import annotations

import pytest

from planner.documents.sheet.name import spread_name


@pytest.mark.parametrize(
    ("name", "printed"),
    [("王芳", "王　芳"), ("欧阳修", "欧阳修"), ("Li", "Li"), ("王", "王"), ("", "")],
)
def test_a_name_of_two_is_spread(name: str, printed: str):
    assert spread_name(name) == printed
