"""会场: the venues of a house, each with its drawing, its versions and its files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from planner.models.account import Permission
from planner.planfile.venue_svg import write_venue_svg
from planner.services.error import MissingRecordError
from planner.services.filename import make_filename
from planner.services.venue import (
    add_sample_venues,
    list_venues,
    read_version,
    restore_venue,
    retire_venue,
)
from planner.services.venue_edit import find_version, take_version
from planner.services.venue_view import view_venue, view_venues
from planner.web.access import account, actor, allow
from planner.web.language import language
from planner.web.wiring import db

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as Redirection

    from planner.domain.venue.plan import Venue

blueprint = Blueprint("venue", __name__, url_prefix="/venues")
SVG, JSON = "image/svg+xml", "application/json"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
@allow(Permission.READ)
def list_all() -> str:
    """Show the venues of the house; an empty list offers samples, a file, a layout."""
    return render_template("web/venue/list.html", venues=view_venues(db(), account()))


@blueprint.post("/samples")
@allow(Permission.EDIT)
def add_samples() -> Redirection:
    """Add the shipped venues."""
    added = add_sample_venues(db(), actor())
    flash(_("已加入样例会场 %(n)s 个。", n=len(added)))
    return redirect(url_for("venue.list_all"))


@blueprint.get("/<int:venue_id>")
@allow(Permission.READ)
def show(venue_id: int) -> str:
    """Show a venue, its newest version or the one that is asked for."""
    number = request.args.get("version", type=int)
    view = view_venue(db(), account(), venue_id, number)
    return render_template("web/venue/show.html", view=view)


@blueprint.get("/<int:venue_id>/versions/<int:number>.<ending>")
@allow(Permission.READ)
def download(venue_id: int, number: int, ending: str) -> Response:
    """Serve a version as a seating plan of pretix, as a workbook, or as a drawing."""
    venue = read_version(db(), find_version(db(), venue_id, number))
    is_shown = ending == "svg" and "save" not in request.args
    return send_venue(venue, ending, is_shown=is_shown)


@blueprint.post("/<int:venue_id>/versions/<int:number>/take")
@allow(Permission.EDIT)
def take(venue_id: int, number: int) -> Redirection:
    """Make an older version the newest one; those between stay."""
    base = request.form.get("base_number", 0, type=int)
    made = take_version(db(), venue_id, number, base, actor())
    flash(_("第 %(old)s 版已存为第 %(new)s 版。", old=number, new=made))
    return redirect(url_for("venue.show", venue_id=venue_id))


@blueprint.post("/<int:venue_id>/retire")
@allow(Permission.EDIT)
def retire(venue_id: int) -> Redirection:
    """Offer a venue no longer; the list has the way back."""
    retire_venue(db(), venue_id, actor())
    flash(_("已停用。正在使用它的会议不受影响，可随时恢复。"))
    return redirect(url_for("venue.show", venue_id=venue_id))


@blueprint.post("/<int:venue_id>/restore")
@allow(Permission.EDIT)
def restore(venue_id: int) -> Redirection:
    """Offer a venue again."""
    restore_venue(db(), venue_id, actor())
    flash(_("已恢复使用。"))
    return redirect(url_for("venue.show", venue_id=venue_id))


def send_venue(venue: Venue, ending: str, *, is_shown: bool = False) -> Response:
    """Return a venue as a file; a drawing that is shown is no download."""
    if ending == "svg":
        content, kind = write_venue_svg(venue, language()).encode(), SVG
    elif ending == "json":
        from planner.planfile.venue_pretix_writer import write_pretix  # noqa: PLC0415  for this kind of file only

        content, kind = write_pretix(venue).encode(), JSON
    elif ending == "xlsx":
        from planner.planfile.venue_workbook_writer import (  # noqa: PLC0415  the same
            write_venue_workbook,
        )

        content, kind = write_venue_workbook(venue), WORKBOOK
    else:
        raise MissingRecordError
    name = make_filename(f"{venue.name}（第 {venue.version} 版）.{ending}")
    answer = send_file(
        io.BytesIO(content), mimetype=kind, as_attachment=not is_shown, download_name=name
    )
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def offered_venues() -> list[tuple[str, str]]:
    """Return what a list of venues to choose from offers: values and words."""
    return [
        (f"{each.id}-{each.number}", _("%(name)s的新版", name=each.name))
        for each in list_venues(db())
    ]
