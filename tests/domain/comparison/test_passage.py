"""Where two versions of a text first differ."""

from __future__ import annotations

import pytest

from planner.domain.comparison.passage import tell_passage

LONG = "请各位委员" + "按时" * 40


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("准时到会。关机。", "提前到会。关机。", "由“准时到会。”改为“提前到会。”"),
        ("准时到会。关机。", "提前到会。静音。", "首处由“准时到会。”改为“提前到会。”"),
        ("到会。关机。", "到会。签到。关机。", "增加“签到。”"),
        ("到会。签到。关机。", "到会。关机。", "删去“签到。”"),
        ("到会。", "到会。关机。签到。", "首处增加“关机。”"),
        ("到会。关机。", "到会。", "删去“关机。”"),
        ("看“须知”。", "读“须知”。", "由“看‘须知’。”改为“读‘须知’。”"),
        ("到会。\n关机。", "到会。关机。", ""),
        (LONG, f"{LONG}到", f"由“…{LONG[-40:]}”改为“…{(LONG + '到')[-40:]}”"),
    ],
)
def test_first_sentence_that_differs_is_shown(old: str, new: str, told: str) -> None:
    assert tell_passage(old, new).zh == told


def test_a_long_sentence_is_shown_about_its_first_difference() -> None:
    words = tell_passage(f"{'前' * 50}八{'后' * 50}", f"{'前' * 50}九{'后' * 50}")
    assert words.zh == f"由“…{'前' * 12}八{'后' * 27}…”改为“…{'前' * 12}九{'后' * 27}…”"
    assert words.en.startswith("from “…")
