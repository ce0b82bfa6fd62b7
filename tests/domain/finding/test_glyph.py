"""Characters that the print fonts lack."""

from __future__ import annotations

from dataclasses import dataclass

from tests.builders import a_sound_plan
from tests.inspection import inspect, marks


@dataclass(frozen=True, slots=True)
class Gap:
    character: str
    text: str
    place: str


def test_missing_glyph_blocks_once_a_place():
    gaps = [
        Gap("㛃", "王㛃", "people/m1/name"),
        Gap("㛃", "王㛃", "people/m1/name"),
        Gap("㛃", "王㛃", "sittings/open/steps/1"),
    ]
    assert marks(a_sound_plan(), missing_glyphs=gaps) == [
        "blocking glyph-missing people/m1/name",
        "blocking glyph-missing sittings/open/steps/1",
    ]
    why = inspect(a_sound_plan(), missing_glyphs=gaps)[0].why
    assert why.zh == "打印字体中没有“㛃”字（U+36C3）"
