from __future__ import annotations

import pytest

from planner.domain.rich_text import strip_marks


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("请**全体**起立", "请全体起立"),
        ("**《报告》**已印发", "《报告》已印发"),
        ("*强调*与**加*粗*重**", "强调与加粗重"),
        (
            "# 一、报到\n- 带证件\n* 不迟到\n1. 签到\n> 引文",
            "一、报到\n· 带证件\n· 不迟到\n1. 签到\n引文",
        ),
        ("应到____人，5*3*2，** 不是 **，\\*星号\\*", "应到____人，5*3*2，** 不是 **，*星号*"),
        ("第#3号 -不是要点", "第#3号 -不是要点"),
        ("", ""),
    ],
)
def test_papers_print_the_words_alone(text: str, printed: str):
    assert strip_marks(text) == printed
