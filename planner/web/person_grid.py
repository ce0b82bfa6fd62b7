"""修改人员: the people of the draft as a table with views, bulk edits and pasted blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for

from planner.domain.error import InvalidRequestError
from planner.domain.person import LeaveState
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.draft import open_draft
from planner.services.person_bulk import FIELDS, BulkWish, apply_bulk, plan_bulk
from planner.services.person_paste import PasteBlock, apply_paste, plan_paste
from planner.services.person_view import ORDER, list_views, remove_view, save_view
from planner.services.roster import RosterQuery, find_people, search_people
from planner.services.roster_query import GAPS, ORDERS
from planner.services.section_table import COLUMNS, DEFAULTS, FLAGS, LONG, TERMS
from planner.services.suggestion import KINDS, suggest
from planner.web.access import Scope, actor, allow
from planner.web.draft_answer import answer_outcome, answers_json
from planner.web.field_name import field_name, spoken_value
from planner.web.finding_change import standing_of
from planner.web.opened import opened, opened_draft, render_meeting
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.services.meeting import OpenMeeting

blueprint = Blueprint("person_grid", __name__)
MOST_SELECTED = 5_000
LONGEST_VALUE = 200


def grid_facts(meeting: OpenMeeting, query: RosterQuery) -> dict[str, Any]:
    """Return what the table shows: a page of people, each with the entry that is edited."""
    found = search_people(meeting.plan, query)
    entries = {each.key: each for each in open_draft(db(), meeting.id).entries["people"]}
    selected = set(request.args.get("sel", "").split(",")) - {""}
    return {
        "found": found,
        "query": query,
        "order": ORDER,
        "is_narrowed": not query.arguments(ORDER).keys() <= {"q", "page"},
        "rows": [entries[each.key] for each in found.people],
        "views": list_views(db(), actor(), meeting.plan, query),
        "selected": selected,
        "leaves": {each.person: each for each in meeting.plan.leaves},
        "columns": COLUMNS["people"],
        "terms": TERMS,
        "defaults": DEFAULTS,
        "flags": FLAGS,
        "long": LONG,
        "kinds": KINDS,
        "bulk_fields": FIELDS,
        "leave_states": LeaveState,
        "gaps": GAPS,
        "orders": ORDERS,
        "field_name": field_name,
        "changed": request.args.get("changed", type=int),
    }


@blueprint.get("/meetings/<int:meeting_id>/edit/people")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int) -> str:
    """Show a page of the people; only the table where a script asks for it."""
    meeting = opened_draft(meeting_id)
    facts = grid_facts(meeting, RosterQuery.read(request.args, ORDER))
    if request.headers.get("X-Part"):
        return render_template("web/person_grid/table.html", meeting=meeting, **facts)
    return render_meeting("web/person_grid/show.html", meeting, "edit", **facts)


def read_selection(meeting_id: int) -> list[str]:
    """Return the keys that a form chooses: those checked, or all that its filter finds."""
    if request.form.get("all"):
        query = RosterQuery.read(request.form, ORDER)
        return [each.key for each in find_people(open_draft(db(), meeting_id).plan, query)]
    listed = request.form.get("keys", "").split(",")
    return [each for each in (*request.form.getlist("key"), *listed) if each][:MOST_SELECTED]


def read_wish() -> BulkWish:
    """Return what a form asks to be done to all of them."""
    said = {
        name: request.form.get(name, "")[:LONGEST_VALUE]
        for name in ("act", "field", "value", "state", "reason")
    }
    return BulkWish(**said)


@blueprint.post("/meetings/<int:meeting_id>/edit/people/bulk")
@allow(Permission.EDIT, Scope.MEETING)
def ask_bulk(meeting_id: int) -> ResponseReturnValue:
    """Say whom a bulk edit would change, and how; nothing is done yet."""
    meeting = opened_draft(meeting_id)
    keys, wish = read_selection(meeting_id), read_wish()
    plan = plan_bulk(open_draft(db(), meeting_id), keys, wish, f"{wiring().today()}")
    facts = {
        "bulk": plan,
        "keys": keys,
        "back": request.form.get("back", ""),
        "field_name": field_name,
        "spoken_value": spoken_value,
    }
    if request.headers.get("X-Part"):
        return render_template("web/person_grid/bulk.html", meeting=meeting, **facts)
    return render_meeting("web/person_grid/ask.html", meeting, "edit", **facts)


@blueprint.post("/meetings/<int:meeting_id>/edit/people/bulk/apply")
@allow(Permission.EDIT, Scope.MEETING)
def do_bulk(meeting_id: int) -> ResponseReturnValue:
    """Do a bulk edit in one batch."""
    count, _ = apply_bulk(db(), meeting_id, read_selection(meeting_id), read_wish(), actor())
    return go_back(meeting_id, changed=count)


@blueprint.post("/meetings/<int:meeting_id>/edit/people/paste")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def paste(meeting_id: int) -> ResponseReturnValue:
    """Say what a pasted block does, or do it."""
    block, is_sure = read_block()
    meeting = opened(meeting_id)
    plan = plan_paste(open_draft(db(), meeting_id), block)
    if not is_sure and plan.is_to_be_seen:
        page = render_template(
            "web/person_grid/paste.html",
            meeting=meeting,
            plan=plan,
            field_name=field_name,
            spoken_value=spoken_value,
        )
        return jsonify(html=page, faults=plan.fault_count)
    before = standing_of(meeting)
    outcome = apply_paste(db(), meeting_id, block, actor())
    if outcome is None:
        return jsonify(entries=[], removed=[])
    return answer_outcome(meeting_id, outcome, before)


def read_block() -> tuple[PasteBlock, bool]:
    """Return the block that a script sends, and whether it is to be written."""
    body = request.get_json(silent=True)
    rows = body.get("rows") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(rows, list) or not rows:
        raise InvalidRequestError(Wording("请求有误。", "The request makes no sense."))
    fields = [each if each in COLUMNS["people"] else "" for each in body.get("fields") or ()]
    versions = body.get("versions") or {}
    block = PasteBlock(
        rows=tuple(tuple(str(cell) for cell in row) for row in rows if isinstance(row, list)),
        keys=tuple(str(each) for each in body.get("keys") or ()),
        fields=tuple(fields),
        versions={str(key): int(each) for key, each in dict(versions).items()},
        is_sound_only=body.get("is_sound_only") is True,
    )
    return block, body.get("is_sure") is True


@blueprint.post("/meetings/<int:meeting_id>/edit/people/views")
@allow(Permission.EDIT, Scope.MEETING)
def keep_view(meeting_id: int) -> ResponseReturnValue:
    """Keep the filters under a name."""
    query = RosterQuery.read(request.form, ORDER)
    save_view(db(), actor(), request.form.get("name", ""), query)
    return redirect(url_for(".show", meeting_id=meeting_id, **query.arguments(ORDER)))


@blueprint.post("/meetings/<int:meeting_id>/edit/people/views/<int:view_id>/remove")
@allow(Permission.EDIT, Scope.MEETING)
def drop_view(meeting_id: int, view_id: int) -> ResponseReturnValue:
    """Let go of a view of one's own."""
    remove_view(db(), actor(), view_id)
    return go_back(meeting_id)


@blueprint.get("/meetings/<int:meeting_id>/edit/suggest")
@allow(Permission.EDIT, Scope.MEETING)
def show_suggestions(meeting_id: int) -> str:
    """Show what a field may mean while somebody types."""
    plan = open_draft(db(), meeting_id).plan
    query = request.args.get("q", "")[:LONGEST_VALUE]
    return render_template(
        "web/person_grid/suggestions.html", found=suggest(plan, request.args.get("kind", ""), query)
    )


def go_back(meeting_id: int, **more: Any) -> ResponseReturnValue:  # noqa: ANN401  as url_for takes it
    """Go to the table as it was: filters, order and page stand in the form."""
    query = RosterQuery.read(request.form, ORDER)
    return redirect(url_for(".show", meeting_id=meeting_id, **query.arguments(ORDER), **more))
