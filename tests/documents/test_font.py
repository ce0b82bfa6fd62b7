"""Which file a role's face comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.documents.font import (
    FontRole,
    FontSettings,
    find_fonts,
    floor_folder,
    fonts_fingerprint,
)
from planner.documents.glyphs import MissingGlyph, missing_glyphs, substituted_characters

if TYPE_CHECKING:
    from pathlib import Path

SONG = "NotoSerifSC-Regular.otf"


def test_song_and_hei_are_always_there():
    assert find_fonts(FontSettings(folders=())) == {
        FontRole.HEADING: floor_folder() / "NotoSansSC-Regular.otf",
        FontRole.SONG: floor_folder() / SONG,
    }


def test_a_file_named_for_a_role_comes_first(tmp_path: Path):
    own = tmp_path / "own.otf"
    found = find_fonts(FontSettings(files=(("heading", own),), folders=()))
    assert found[FontRole.HEADING] == own


def test_a_folder_is_searched_with_all_below_it(tmp_path: Path):
    (tmp_path / "deep").mkdir()
    file = tmp_path / "deep" / "simfang.ttf"
    file.touch()
    assert find_fonts(FontSettings(folders=(tmp_path,)))[FontRole.BODY] == file


def test_another_font_changes_the_fingerprint(tmp_path: Path):
    bare = FontSettings(folders=())
    own = tmp_path / SONG
    own.write_bytes((floor_folder() / SONG).read_bytes()[:1000])
    other = FontSettings(files=(("body", own),), folders=())
    assert fonts_fingerprint(bare) != fonts_fingerprint(other)


def test_missing_glyphs_name_character_text_and_place():
    texts = (("王芳", "people/p1"), ("李\ue000", "people/p2"), ("王\u200b芳", "people/p3"))
    assert missing_glyphs(texts) == (MissingGlyph("\ue000", "李\ue000", "people/p2"),)


def test_without_a_fangsong_nothing_is_substituted():
    assert substituted_characters(("王䶮",), FontSettings(folders=())) == ()
