"""Which files pages load, and the hash of each."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.assets import STATIC

if TYPE_CHECKING:
    from pathlib import Path


class MissingVendorError(RuntimeError):
    """The browser libraries were not set up; the application does not start."""


@dataclass(frozen=True, slots=True)
class AssetTable:
    """The hash of each file of ours, and the libraries that pages load."""

    versions: dict[str, str]
    vendor: dict[str, dict[str, str]]


def read_assets(folder: Path = STATIC) -> AssetTable:
    """Return the table of assets; without the libraries' manifest the start stops."""
    manifest = folder / "vendor" / "manifest.json"
    if not manifest.is_file():
        message = f"{manifest} is missing: run 'make run', or npm ci and scripts/copy_vendor.mjs"
        raise MissingVendorError(message)
    files = [each for kind in ("css", "js", "img") for each in (folder / kind).rglob("*.*")]
    versions = {
        each.relative_to(folder).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()[:12]
        for each in files
    }
    return AssetTable(versions, json.loads(manifest.read_text("utf-8")))
