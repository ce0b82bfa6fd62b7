"""Style sheets, scripts and pictures: served with their hash in the address, for ever."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, send_from_directory, url_for
from markupsafe import Markup

from planner.assets import STATIC
from planner.web.access import Scope, allow
from planner.web.wiring import wiring

if TYPE_CHECKING:
    from pathlib import Path

blueprint = Blueprint("asset", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


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


@blueprint.get("/static/<path:name>")
@allow(None, Scope.NOTHING)
def show_asset(name: str) -> Response:
    """Serve a file of static/; kept for ever where the address carries its hash."""
    answer = send_from_directory(STATIC, name)
    is_named = name.startswith("vendor/") or "v" in request.args
    answer.headers["Cache-Control"] = FOR_EVER if is_named else "no-cache"
    return answer


def asset_url(name: str) -> str:
    """Return the address of a file of ours."""
    return url_for("asset.show_asset", name=name, v=wiring().assets.versions[name])


def vendor_script(name: str) -> Markup:
    """Return the element that loads a library, with its integrity."""
    entry = wiring().assets.vendor[name]
    address = url_for("asset.show_asset", name=entry["file"])
    return Markup('<script src="{}" integrity="{}" defer></script>').format(
        address, entry["integrity"]
    )
