from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.rich_text import Paragraph, Run, Shape, read_paragraphs, strip_marks


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


@pytest.mark.parametrize(
    ("line", "paragraph"),
    [
        ("现在**开会**。", Paragraph((Run("现在"), Run("开会", is_strong=True), Run("。")))),
        ("*请*看", Paragraph((Run("请", is_stressed=True), Run("看")))),
        ("## 一、报到", Paragraph((Run("一、报到"),), Shape.HEADING)),
        ("- 带证件", Paragraph((Run("带证件"),), Shape.ITEM, "·")),
        ("  - 带证件", Paragraph((Run("带证件"),), Shape.ITEM, "·", 1)),
        ("12. 签到", Paragraph((Run("签到"),), Shape.ITEM, "12.")),
        ("> 引**文**", Paragraph((Run("引"), Run("文", is_strong=True)), Shape.QUOTE)),
        ("应到____人，5*3*2，\\*星号\\*", Paragraph((Run("应到____人，5*3*2，*星号*"),))),
        ("", Paragraph(())),
    ],
)
def test_marks_say_what_a_paragraph_is(line: str, paragraph: Paragraph):
    assert read_paragraphs(line) == (paragraph,)


@given(st.text(alphabet="甲乙*#>-1. \\\n", max_size=60))
def test_shapes_hold_the_same_words_as_bare_texts(text: str):
    shown = "\n".join(
        f"{each.mark} {each.text}" if each.mark else each.text for each in read_paragraphs(text)
    )
    assert shown.replace(" ", "") == strip_marks(text).replace(" ", "")
