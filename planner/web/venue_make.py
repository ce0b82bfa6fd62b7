"""New venues: from a few figures, or from a file that is looked at first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.domain.venue.plan import Numbering
from planner.models.account import Permission
from planner.planfile.venue_field import VenueFields
from planner.planfile.venue_wish import WITH_ROSTRUM, LayoutKind, make_venue
from planner.services.error import MissingRecordError
from planner.services.upload import discard_upload, keep_upload
from planner.services.venue import add_venue
from planner.services.venue_upload import VenueChoice, preview_venue_file, take_venue_file
from planner.services.venue_view import count_areas
from planner.web.access import account, actor, allow
from planner.web.error import status_of
from planner.web.language import language
from planner.web.refusal import ACCEPTED, Refusal
from planner.web.upload import LONGEST_NAME
from planner.web.venue import offered_venues, send_venue
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response as Redirection

    from planner.domain.error import PlannerError
    from planner.domain.venue.plan import Venue

blueprint = Blueprint("venue_make", __name__, url_prefix="/venues")
LAYOUTS = [each for each in LayoutKind if each is not LayoutKind.ROSTRUM]
UNNAMED = "未命名会场"


@blueprint.get("/new")
@allow(Permission.EDIT)
def show_form() -> ResponseReturnValue:
    """Show the figures of a layout, and what they make once they are given."""
    if "preview" not in request.args:
        return show_new(None, ACCEPTED)
    try:
        return show_new(make_venue(fields()), ACCEPTED)
    except InvalidRequestError as error:
        return show_new(None, refuse_form("new", error)), status_of(error)


@blueprint.get("/new/drawing.svg")
@allow(Permission.EDIT)
def draw() -> Response:
    """Serve the drawing of what some figures make."""
    return send_venue(make_venue(fields()), "svg", is_shown=True)


@blueprint.post("/new")
@allow(Permission.EDIT)
def add() -> ResponseReturnValue:
    """Make a venue of some figures."""
    try:
        venue_id = add_venue(db(), make_venue(fields()), actor(), "按布局生成")
    except InvalidRequestError as error:
        return show_new(None, refuse_form("new", error)), status_of(error)
    flash(_("已新建会场。请核对座位、排号和门柱，可随时修改。"))
    return redirect(url_for("venue.show", venue_id=venue_id))


@blueprint.get("/import")
@allow(Permission.EDIT)
def show_upload() -> str:
    """Show where a venue's file goes in."""
    return render_template("web/venue/import.html")


@blueprint.post("/import")
@allow(Permission.EDIT)
def receive() -> Redirection:
    """Keep a file and show what it holds."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return redirect(url_for("venue_make.show_upload"))
    name = file.filename.replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
    upload_id = keep_upload(db(), (name, file.read()), None, actor())
    return redirect(url_for("venue_make.preview", upload_id=upload_id))


@blueprint.get("/import/<int:upload_id>")
@allow(Permission.EDIT)
def preview(upload_id: int) -> ResponseReturnValue:
    """Show every fault of a file, or the venue that it holds."""
    return show_preview(upload_id, ACCEPTED)


@blueprint.get("/import/<int:upload_id>/drawing.svg")
@allow(Permission.EDIT)
def draw_upload(upload_id: int) -> Response:
    """Serve the drawing of the venue that a file holds."""
    readable = preview_venue_file(db(), account(), upload_id, read_choice()).readable
    if readable is None:
        raise MissingRecordError
    return send_venue(readable.venue, "svg", is_shown=True)


@blueprint.post("/import/<int:upload_id>/take")
@allow(Permission.EDIT)
def take(upload_id: int) -> ResponseReturnValue:
    """Make a venue of a file, or the next version of one."""
    try:
        venue_id = take_venue_file(db(), upload_id, read_choice(), actor(), read_target())
    except InvalidRequestError as error:
        db().rollback()
        return show_preview(upload_id, refuse_form("take", error))
    flash(_("已导入会场。"))
    return redirect(url_for("venue.show", venue_id=venue_id))


@blueprint.post("/import/<int:upload_id>/discard")
@allow(Permission.EDIT)
def discard(upload_id: int) -> Redirection:
    """Let a file go."""
    discard_upload(db(), actor(), upload_id)
    return redirect(url_for("venue.list_all"))


def show_new(venue: Venue | None, refusal: Refusal) -> str:
    """Return the page of a layout's figures."""
    chosen = request.values.get("layout", LayoutKind.THEATRE)
    return render_template(
        "web/venue/new.html",
        layouts=LAYOUTS,
        layout=chosen if chosen in set(LAYOUTS) else LayoutKind.THEATRE.value,
        numberings=Numbering,
        with_rostrum=WITH_ROSTRUM,
        venue=venue,
        counts=count_areas(venue) if venue else (),
        given=request.values,
        refusal=refusal,
    )


def show_preview(upload_id: int, refusal: Refusal) -> ResponseReturnValue:
    """Return the page of a file: its faults, or what it would bring in."""
    found = preview_venue_file(db(), account(), upload_id, read_choice())
    page = render_template(
        "web/venue/preview.html",
        preview=found,
        targets=offered_venues(),
        numberings=Numbering,
        given=request.values,
        refusal=refusal,
    )
    is_sound = found.readable is not None and refusal is ACCEPTED
    return page, 200 if is_sound else 422


def fields() -> VenueFields:
    """Return the figures; a drawing without a name is one, too."""
    given = request.values.to_dict()
    if request.method == "GET" and not given.get("name", "").strip():
        given["name"] = UNNAMED
    return VenueFields(given)


def read_choice() -> VenueChoice:
    """Return what is said of a file."""
    chosen = request.values.get("numbering", "")
    numbering = Numbering(chosen) if chosen in set(Numbering) else Numbering.CONTINUOUS
    return VenueChoice(request.values.get("name", "")[:200], numbering)


def read_target() -> tuple[int, int] | None:
    """Return the venue and the version's number that a file is to follow; None for a new venue."""
    venue_id, _dash, number = request.form.get("target", "").partition("-")
    if venue_id.isascii() and venue_id.isdecimal() and number.isascii() and number.isdecimal():
        return int(venue_id[:9]), int(number[:9])
    return None


def refuse_form(form: str, error: PlannerError) -> Refusal:
    """Return what to tell about a form whose figures were refused, at the field where it is one."""
    at = error.field if isinstance(error, InvalidRequestError) else ""
    return Refusal(form, error.wording.in_language(language()), at, request.values.to_dict())
