"""Fonts by role: a house's own file, else a file found in the font folders, else the floor."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

HEAD_BYTES = 1 << 16
"""The head of a font file lists the checksum of each of its tables."""


class FontRole(StrEnum):
    """What a face is used for; ``SONG`` is the floor that every other one falls back to."""

    TITLE = "title"  # 小标宋
    BODY = "body"  # 仿宋
    HEADING = "heading"  # 黑体
    SUBHEADING = "subheading"  # 楷体
    SONG = "song"


FLOOR = {
    FontRole.HEADING: "NotoSansSC-Regular.otf",
    FontRole.SONG: "NotoSerifSC-Regular.otf",
}
FILE_NAMES: dict[FontRole, tuple[str, ...]] = {
    FontRole.TITLE: ("FZXBSJW.TTF", "FZXBSK.TTF", "NotoSerifCJK-Bold.ttc"),
    FontRole.BODY: ("FangSong_GB2312.ttf", "simfang.ttf", "FandolFang-Regular.otf"),
    FontRole.HEADING: ("simhei.ttf",),
    FontRole.SUBHEADING: ("KaiTi_GB2312.ttf", "simkai.ttf", "LXGWWenKai-Regular.ttf"),
    FontRole.SONG: (),
}
"""Names that a file of a role usually has, the house's own before the free ones."""


def usual_folders() -> tuple[Path, ...]:
    """Return the folders that set-up and the system put fonts into."""
    return (Path(sys.prefix) / "share" / "plenum" / "fonts", Path("/usr/share/fonts"))


@dataclass(frozen=True, slots=True)
class FontSettings:
    """The house's own files by role, and the folders to look for the others in."""

    files: tuple[tuple[str, Path], ...] = ()
    folders: tuple[Path, ...] = usual_folders()


@lru_cache(maxsize=16)
def find_fonts(settings: FontSettings) -> dict[FontRole, Path]:
    """Return a file for each role that has one; Song and Hei always have."""
    own = {FontRole(role): path for role, path in settings.files}
    wanted = {name for names in FILE_NAMES.values() for name in names}
    there = _find_files(settings.folders, wanted)
    found = dict(own)
    for role, names in FILE_NAMES.items():
        path = next((there[name] for name in names if name in there), None)
        if role not in found and path is not None:
            found[role] = path
    for role, name in FLOOR.items():
        found.setdefault(role, floor_folder() / name)
    return found


def floor_folder() -> Path:
    """Return the folder of the installed package that holds Song and Hei."""
    spec = find_spec("pylopdf_fonts_zh_cn")
    if spec is None or spec.origin is None:
        message = "the package pylopdf-fonts-zh-cn is not installed"
        raise FileNotFoundError(message)
    return Path(spec.origin).parent


@lru_cache(maxsize=16)
def fonts_fingerprint(settings: FontSettings = FontSettings()) -> str:
    """Return a hash that changes when a paper would be set in other fonts."""
    digest = hashlib.sha256()
    for role, path in sorted(find_fonts(settings).items()):
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        digest.update(f"{role}\0{path.name}\0{path.stat().st_size}\0".encode() + head)
    return digest.hexdigest()


def _find_files(folders: tuple[Path, ...], wanted: set[str]) -> dict[str, Path]:
    """Return the first file of each wanted name; earlier folders come first."""
    found: dict[str, Path] = {}
    for folder in folders:
        for where, below, names in os.walk(folder):
            below.sort()
            for name in sorted(wanted.intersection(names)):
                found.setdefault(name, Path(where) / name)
    return found
