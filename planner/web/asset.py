"""Style sheets, scripts and pictures: served with their hash in the address, for ever."""

from __future__ import annotations

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


def vendor_style(name: str) -> Markup:
    """Return the element that loads a library's style sheet, with its integrity."""
    entry = wiring().assets.vendor[f"{name}-style"]
    address = url_for("asset.show_asset", name=entry["file"])
    return Markup('<link rel="stylesheet" href="{}" integrity="{}">').format(
        address, entry["integrity"]
    )


def style_sheets() -> list[str]:
    """Return our style sheets: the house's first, those of single things, print last."""
    first = ["css/tokens.css", "css/base.css", "css/frame.css", "css/table.css", "css/form.css"]
    known = sorted(name for name in wiring().assets.versions if name.endswith(".css"))
    rest = [name for name in known if name not in first and name != "css/print.css"]
    return [*first, *rest, "css/print.css"]
