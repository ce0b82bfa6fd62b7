"""Which files pages load, and the hash of each; our style sheets as one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.assets import STATIC

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FIRST = ("css/tokens.css", "css/base.css", "css/frame.css")
LAST = ("css/print.css",)
COMPONENTS = "css/components/"


class MissingVendorError(RuntimeError):
    """The browser libraries were not set up; the application does not start."""


@dataclass(frozen=True, slots=True)
class AssetTable:
    """The hash of each file of ours, the libraries that pages load, and the one style sheet."""

    versions: dict[str, str]
    vendor: dict[str, dict[str, str]]
    sheet: bytes
    """Every style sheet of ours behind the base, in the order in which they count."""

    @property
    def sheet_version(self) -> str:
        """The hash of the style sheet."""
        return shorten(self.sheet)

    @property
    def module_version(self) -> str:
        """One hash of all scripts: they name each other by relative addresses."""
        scripts = sorted(each for each in self.versions.items() if each[0].startswith("js/"))
        return shorten(repr(scripts).encode())


def shorten(content: bytes) -> str:
    """Return the short hash that stands in an address."""
    return hashlib.sha256(content).hexdigest()[:12]


def read_assets(folder: Path = STATIC) -> AssetTable:
    """Return the table of assets; without the libraries' manifest the start stops."""
    manifest = folder / "vendor" / "manifest.json"
    if not manifest.is_file():
        message = f"{manifest} is missing: run 'make run', or npm ci and scripts/copy_vendor.mjs"
        raise MissingVendorError(message)
    vendor = json.loads(manifest.read_text("utf-8"))
    files = [each for kind in ("css", "js", "img") for each in (folder / kind).rglob("*.*")]
    versions = {
        each.relative_to(folder).as_posix(): shorten(each.read_bytes()) for each in sorted(files)
    }
    base = (folder / vendor["reboot"]["file"]).read_text("utf-8")
    sheets = [(folder / name).read_text("utf-8") for name in order_sheets(versions)]
    sheet = "\n".join([f"@layer base {{\n{base}\n}}", *sheets])
    return AssetTable(versions, vendor, sheet.encode())


def order_sheets(names: Iterable[str]) -> list[str]:
    """Return our style sheets: the house's first, components, single pages, print last."""
    known = sorted(name for name in names if name.endswith(".css"))
    components = [name for name in known if name.startswith(COMPONENTS)]
    taken = {*FIRST, *components, *LAST}
    return [*FIRST, *components, *(name for name in known if name not in taken), *LAST]
