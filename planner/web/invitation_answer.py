"""/i/…: answering an invitation on a phone, without an account; nobody else's is ever told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for

from planner.services.actor import Actor
from planner.services.error import MissingRecordError
from planner.services.invitation_answer import (
    CHOICES,
    LONGEST_COMMENT,
    ClosedInvitationError,
    UnknownAnswerError,
    answer_on_page,
    find_own,
    open_card,
)
from planner.web.access import Scope, allow, caller
from planner.web.seat_lookup import seclude
from planner.web.wiring import wiring

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from planner.domain.wording import Wording

blueprint = Blueprint("invitation_answer", __name__)


@blueprint.get("/i/<token>")
@allow(None, Scope.NOTHING)
def show(token: str) -> ResponseReturnValue:
    """Show the sitting, its time and place, and one's own answer."""
    return show_card(token)


@blueprint.post("/i/<token>")
@allow(None, Scope.NOTHING)
def take(token: str) -> ResponseReturnValue:
    """Take the answer of whoever holds the link."""
    parts, form = wiring(), request.form
    answer, comment = form.get("answer", ""), form.get("comment", "")[:LONGEST_COMMENT]
    actor = Actor(None, parts.now(), address=caller().address)
    try:
        with parts.sessions() as session:
            known = find_own(session, token)
            if known is None:
                return show_void()
            answer_on_page(session, known, answer, comment, actor)
    except MissingRecordError:
        return show_void()
    except UnknownAnswerError as error:
        return show_card(token, error.wording, 422)
    except ClosedInvitationError as error:
        return show_card(token, error.wording, 409)
    return seclude(redirect(url_for("invitation_answer.show", token=token, _anchor="said")), 302)


def show_card(token: str, refusal: Wording | None = None, status: int = 200) -> Response:
    """Return the page of an invitation, in a session of the invitation's house."""
    try:
        with wiring().sessions() as session:
            known = find_own(session, token)
            card = open_card(session, known, wiring().now()) if known else None
    except MissingRecordError:
        card = None
    if card is None:
        return show_void()
    facts = {"card": card, "token": token, "refusal": refusal, "choices": CHOICES}
    return seclude(render_template("web/invitation_answer/show.html", **facts), status)


def show_void() -> Response:
    """Return the page of a link that opens nothing: whatever was wrong, it is the same."""
    return seclude(render_template("web/seat_lookup/void.html"), 404)
