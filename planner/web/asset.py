"""Style sheets, scripts and pictures: served with their hash in the address, for ever."""

from __future__ import annotations

from gzip import compress

from flask import Blueprint, Response, request, send_from_directory, url_for
from markupsafe import Markup

from planner.assets import STATIC
from planner.web.access import Scope, allow
from planner.web.wiring import wiring

blueprint = Blueprint("asset", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/static/<path:name>")
@allow(None, Scope.NOTHING)
def show_asset(name: str) -> Response:
    """Serve a file of static/; kept for ever where the address carries its hash."""
    is_named = name.startswith("vendor/") or "v" in request.args
    return keep(send_from_directory(STATIC, name), is_named=is_named)


@blueprint.get("/favicon.ico")
@allow(None, Scope.NOTHING)
def show_icon() -> Response:
    """Serve our mark where browsers look for one by themselves: beside data and files."""
    return keep(send_from_directory(STATIC, "img/mark.svg"), is_named=False)


@blueprint.get("/static/modules/<version>/<path:name>")
@allow(None, Scope.NOTHING)
def show_module(version: str, name: str) -> Response:
    """Serve a script; the hash of them all is a folder, so that relative imports carry it."""
    is_named = version == wiring().assets.module_version
    return keep(send_from_directory(STATIC / "js", name), is_named=is_named)


@blueprint.get("/static/sheet/<version>.css")
@allow(None, Scope.NOTHING)
def show_sheet(version: str) -> Response:
    """Serve all style sheets as one: a page's first paint waits for one answer."""
    assets = wiring().assets
    answer = Response(assets.sheet, mimetype="text/css")
    if request.accept_encodings.quality("gzip"):
        answer = Response(compress(assets.sheet, mtime=0), mimetype="text/css")
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers.add("Vary", "Accept-Encoding")
    return keep(answer, is_named=version == assets.sheet_version)


def keep(answer: Response, *, is_named: bool) -> Response:
    """Let browsers keep what its address names exactly; ask anew for the rest."""
    answer.headers["Cache-Control"] = FOR_EVER if is_named else "no-cache"
    return answer


def asset_url(name: str) -> str:
    """Return the address of a file of ours."""
    assets = wiring().assets
    version = assets.versions[name]
    if name.startswith("js/"):
        inner = name.removeprefix("js/")
        return url_for("asset.show_module", version=assets.module_version, name=inner)
    return url_for("asset.show_asset", name=name, v=version)


def sheet_url() -> str:
    """Return the address of our style sheet."""
    return url_for("asset.show_sheet", version=wiring().assets.sheet_version)


def vendor_script(name: str) -> Markup:
    """Return the element that loads a library, with its integrity."""
    entry = wiring().assets.vendor[name]
    address = url_for("asset.show_asset", name=entry["file"])
    return Markup('<script src="{}" integrity="{}" defer></script>').format(
        address, entry["integrity"]
    )


def vendor_style(name: str) -> Markup:
    """Return the element that loads a library's style sheet, with its integrity."""
    entry = wiring().assets.vendor[f"{name}-style"]
    address = url_for("asset.show_asset", name=entry["file"])
    return Markup('<link rel="stylesheet" href="{}" integrity="{}">').format(
        address, entry["integrity"]
    )
