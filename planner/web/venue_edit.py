"""The editor of a venue: steps tried as they are made, saved as the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.domain.venue.edit import MOST_OPERATIONS, OperationRefusedError
from planner.domain.venue.plan import AreaKind, FixtureKind, Numbering, SeatKind
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.planfile.venue_wish import LayoutKind
from planner.services.venue import VenueConflictError
from planner.services.venue_edit import save_steps, try_steps
from planner.services.venue_view import view_venue
from planner.web.access import account, actor, allow
from planner.web.draft import read_body
from planner.web.draft_answer import answer_error
from planner.web.error import status_of
from planner.web.refusal import ACCEPTED
from planner.web.venue_drawing import spell_drawing
from planner.web.venue_make import refuse_form
from planner.web.wiring import db
from planner.web.wording import label

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.venue.plan import Venue
    from planner.web.refusal import Refusal

blueprint = Blueprint("venue_edit", __name__, url_prefix="/venues/<int:venue_id>")
OWN_FIELDS = {"csrf_token", "base_number", "note"}
FIXTURE_STEPS = ("add_fixture", "change_fixture", "remove_fixture")
NO_STEPS = Wording("修改步骤有误。", "The steps make no sense.")


@blueprint.get("/edit")
@allow(Permission.EDIT)
def show(venue_id: int) -> str:
    """Show the editor on the newest version."""
    return show_editor(venue_id, ACCEPTED)


@blueprint.post("/edit")
@allow(Permission.EDIT)
def change(venue_id: int) -> ResponseReturnValue:
    """Do one step that a form describes, and save it as the next version."""
    given = request.form.to_dict()
    step = {name: value for name, value in given.items() if name not in OWN_FIELDS}
    base, note = request.form.get("base_number", 0, type=int), given.get("note", "")
    try:
        number = save_steps(db(), venue_id, base, [step], actor(), note)
    except (InvalidRequestError, VenueConflictError) as error:
        db().rollback()
        refusal = refuse_form(step.get("op") or "step", error)
        return show_editor(venue_id, refusal), status_of(error)
    flash(_("已存为第 %(n)s 版。", n=number))
    return redirect(url_for("venue_edit.show", venue_id=venue_id))


@blueprint.post("/preview")
@allow(Permission.EDIT)
def preview(venue_id: int) -> ResponseReturnValue:
    """Return the drawing of a version with steps done to it; nothing is saved."""
    try:
        base, steps, _note = read_steps()
        venue = try_steps(db(), venue_id, base, steps)
    except (InvalidRequestError, VenueConflictError) as error:
        return answer_step(error)
    return jsonify(spell_drawing(venue))


@blueprint.post("/versions")
@allow(Permission.EDIT)
def save(venue_id: int) -> ResponseReturnValue:
    """Save a version with steps done to it as the venue's next one."""
    try:
        base, steps, note = read_steps()
        number = save_steps(db(), venue_id, base, steps, actor(), note)
    except (InvalidRequestError, VenueConflictError) as error:
        db().rollback()
        return answer_step(error)
    flash(_("已存为第 %(n)s 版。", n=number))
    return jsonify({"number": number, "address": url_for("venue.show", venue_id=venue_id)})


def show_editor(venue_id: int, refusal: Refusal) -> str:
    """Return the editor's page; without script its address says what a form is filled with."""
    view = view_venue(db(), account(), venue_id)
    areas = {each.key: each for each in view.venue.areas}
    fixture_at = request.args.get("fixture", type=int)
    layout = request.values.get("layout", "")
    return render_template(
        "web/venue/edit.html",
        view=view,
        refusal=refusal,
        calm=ACCEPTED,
        options=list_options(view.venue),
        seat_kinds=SeatKind,
        layouts=LayoutKind,
        chosen=areas.get(request.values.get("area", ""), view.venue.areas[0]),
        fixture_at=fixture_at if fixture_at in range(len(view.venue.fixtures)) else None,
        fixture_op=refusal.form if refusal.form in FIXTURE_STEPS else FIXTURE_STEPS[0],
        layout=layout if layout in set(LayoutKind) else LayoutKind.THEATRE.value,
    )


def list_options(venue: Venue) -> dict[str, list[tuple[str, str]]]:
    """Return what lists to choose from offer: values and words."""
    return {
        "areas": [(each.key, each.name) for each in venue.areas],
        "area_kinds": [(each.value, label(each)) for each in AreaKind],
        "fixture_kinds": [(each.value, label(each)) for each in FixtureKind],
        "numberings": [
            (Numbering.CONTINUOUS.value, _("从左到右连续")),
            (Numbering.ODD_LEFT.value, _("左单右双，由中间起")),
            (Numbering.ODD_RIGHT.value, _("左双右单，由中间起")),
            (Numbering.ZONED.value, _("区、排、座，各区自编")),
        ],
        "layouts": [
            (LayoutKind.THEATRE.value, _("剧院式")),
            (LayoutKind.CLASSROOM.value, _("课桌式")),
            (LayoutKind.RING.value, _("回字形")),
            (LayoutKind.U_SHAPE.value, _("U 形")),
            (LayoutKind.FACING.value, _("对坐")),
            (LayoutKind.TABLES.value, _("圆桌")),
            (LayoutKind.ROSTRUM.value, _("主席台")),
        ],
    }


def read_steps() -> tuple[int, list[dict[str, Any]], str]:
    """Return what the editor sends: the version that was changed, the steps, a note."""
    body = read_body()
    base, steps, note = body.get("base_number"), body.get("steps"), body.get("note", "")
    is_list = isinstance(steps, list) and all(isinstance(each, dict) for each in steps)
    if not is_list or not isinstance(base, int) or isinstance(base, bool):
        raise InvalidRequestError(NO_STEPS)
    if not isinstance(note, str) or not 0 <= base < 10**9 or len(steps) > MOST_OPERATIONS:  # type: ignore[arg-type]
        raise InvalidRequestError(NO_STEPS)
    return base, list(steps or ()), note


def answer_step(error: InvalidRequestError | VenueConflictError) -> ResponseReturnValue:
    """Return why steps were refused: which one, at which field; or which version there is now."""
    answer, status = answer_error(error)
    facts: dict[str, object] = dict(answer.get_json())
    if isinstance(error, OperationRefusedError):
        facts["at"] = error.at
    if isinstance(error, InvalidRequestError):
        facts["field"] = error.field
    if isinstance(error, VenueConflictError):
        facts["number"] = error.number
    return jsonify(facts), status
