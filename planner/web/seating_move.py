"""Moving people on the chart: deeds, undo and redo, leave, and what others do meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from flask import Blueprint, jsonify, request, url_for
from flask_babel import gettext as _

from planner.domain.error import InvalidRequestError
from planner.domain.seating.absence import CloseUpIn
from planner.domain.seating.deed import Deed, DeedKind
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.presence import note_presence
from planner.services.seating import open_seating
from planner.services.seating_deed import apply_deeds
from planner.services.seating_feed import read_feed
from planner.services.seating_offer import record_absences
from planner.services.seating_undo import redo_seating, undo_seating
from planner.web.access import Scope, actor, allow
from planner.web.draft import LONGEST_NOTE, read_body
from planner.web.draft_answer import answers_json
from planner.web.seating_chart import is_editable, show_changes
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from planner.services.seating_deed import SeatingChange

blueprint = Blueprint("seating_move", __name__)
MOST_DEEDS = 100
MOST_PEOPLE = 3_000
LONGEST_PLACE = 180


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/deeds")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def move_people(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Do some deeds, all of them or none."""
    body = read_body()
    given = body.get("deeds")
    if not isinstance(given, list) or not 0 < len(given) <= MOST_DEEDS:
        raise_senseless()
    change = apply_deeds(
        db(),
        meeting_id,
        seating_id,
        [read_deed(each) for each in given],
        actor(),
        wiring().today(),
        str(body.get("note") or "")[:LONGEST_NOTE],
    )
    return answer_change(change, _("已保存。"))


def read_deed(given: object) -> Deed:
    """Return one deed of a request."""
    if not isinstance(given, dict) or given.get("op") not in set(DeedKind):
        raise_senseless()
    inside = given.get("within", CloseUpIn.ROW.value)
    if inside not in set(CloseUpIn):
        raise_senseless()
    return Deed(
        kind=DeedKind(given["op"]),
        people=read_words(given.get("people")),
        seat=str(given.get("seat") or ""),
        seats=read_words(given.get("seats")),
        inside=CloseUpIn(inside),
        held=read_seen(given.get("from")),
        expected=read_seen(given.get("expects")),
    )


def read_words(given: object) -> tuple[str, ...]:
    """Return a list of keys."""
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > MOST_PEOPLE:
        raise_senseless()
    return tuple(str(each) for each in given)


def read_seen(given: object) -> Mapping[str, str | None]:
    """Return what whoever moves somebody saw: keys by key, null for nobody or nowhere."""
    if given is None:
        return {}
    if not isinstance(given, dict) or len(given) > MOST_PEOPLE:
        raise_senseless()
    return {str(key): None if value is None else str(value) for key, value in given.items()}


def raise_senseless() -> NoReturn:
    """Refuse what is no deed."""
    raise InvalidRequestError(Wording("请求有误。", "The request makes no sense."))


def answer_change(change: SeatingChange, message: str) -> ResponseReturnValue:
    """Return what a change left."""
    now = {person: after for person, (_before, after) in change.changes.items()}
    return jsonify(sequence=change.sequence, changes=show_changes(now), message=message)


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/undo")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def undo_change(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Take back the last change of one's own browser session."""
    change = undo_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    if change is None:
        return jsonify(message=_("没有可以撤销的调整。"), changes=[])
    return answer_change(change, _("已撤销。"))


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/redo")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def redo_change(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Do again what was taken back last."""
    change = redo_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    if change is None:
        return jsonify(message=_("没有可以重做的调整。"), changes=[])
    return answer_change(change, _("已重做。"))


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/moves")
@allow(Permission.DRAFT, Scope.MEETING)
@answers_json
def show_moves(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Tell what changed since, and who else is at the chart."""
    opened = open_seating(db(), meeting_id, seating_id)
    feed = read_feed(db(), opened, request.args.get("since", 0, type=int))
    own = f"seating/{seating_id}/"
    place = own + request.args.get("place", "")[:LONGEST_PLACE]
    others = note_presence(db(), meeting_id, actor(), place)
    return jsonify(
        sequence=opened.sequence,
        state=opened.state.value,
        is_editable=is_editable(opened),
        is_stale=feed.is_stale,
        changes=[] if feed.is_stale else show_changes(feed.changes),
        by=[{"name": name, "what": kind} for name, kind in feed.by],
        presence=[
            {"name": each.name, "place": each.place.removeprefix(own)}
            for each in others
            if each.place.startswith(own)
        ],
    )


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/absences")
@allow(Permission.EDIT, Scope.MEETING)
@answers_json
def note_absences(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Note that people are on leave, in the meeting's draft; the ways to go on are offered."""
    body = read_body()
    people = read_words(body.get("people"))
    reason = str(body.get("reason") or "").strip()[:LONGEST_NOTE]
    record_absences(db(), meeting_id, seating_id, people, reason, actor())
    address = url_for("seating_offer.show_offers", meeting_id=meeting_id, seating_id=seating_id)
    return jsonify(message=_("已登记请假，请选择补位方案。"), changes=[], offers_url=address)
