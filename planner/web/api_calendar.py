"""Calendars for programs: listed, downloaded, subscribed to; and one's own subscriptions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Response, g, jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.models.calendar import Audience, SubscriptionPurpose
from planner.services.calendar import FeedScope
from planner.services.calendar_list import (
    ListedCalendar,
    kinds_of,
    list_of_house,
    list_of_meeting,
)
from planner.services.calendar_subscription import (
    list_subscriptions,
    make_subscription,
    revoke_subscription,
    rotate_subscription,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_answer import answer_page
from planner.web.api_description import description
from planner.web.api_model import PageQuery
from planner.web.api_model_calendar import (
    CalendarList,
    CalendarQuery,
    MadeSubscription,
    NewSubscription,
    SubscriptionList,
)
from planner.web.calendar_form import download, read_scope, show_made
from planner.web.opened import opened_revision
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

    from planner.domain.plan import Plan
    from planner.services.calendar_subscription import ListedSubscription

SUBSCRIPTION = "/subscriptions/<int:subscription_id>"


def shown_key(scope: FeedScope) -> str:
    """Return the key of a calendar; one's own need none."""
    return "" if scope.audience is Audience.PERSONAL else scope.key


def spell_calendar(each: ListedCalendar) -> dict[str, Any]:
    """Return a calendar."""
    scope = each.scope
    return {
        "kind": scope.kind.value,
        "key": shown_key(scope),
        "audience": scope.audience.value,
        "name": each.name,
    }


def spell_subscription(each: ListedSubscription) -> dict[str, Any]:
    """Return a subscription."""
    scope = each.scope
    return {
        "id": each.id,
        "name": each.name,
        "purpose": each.purpose.value,
        "kind": scope and scope.kind.value,
        "key": scope and shown_key(scope),
        "audience": scope and scope.audience.value,
        "meeting_id": scope and scope.meeting_id,
        "created_at": each.created_at.isoformat(),
        "last_used_on": each.last_used_on and each.last_used_on.isoformat(),
        "last_client": each.last_client,
    }


def list_calendars(plan: Plan, meeting_id: int) -> Iterator[ListedCalendar]:
    """Yield all calendars of a meeting that whoever asks may have."""
    found = list_of_meeting(plan, meeting_id, account())
    public = (found.meeting, *found.sittings, *found.venues, *found.workstreams)
    yield from (*found.own, *public)
    if not account().may(Permission.DRAFT, meeting_id):
        return
    for each in public:
        yield replace(each, scope=replace(each.scope, audience=Audience.STAFF))
    kinds = kinds_of(plan)
    for person in plan.people:
        for kind in kinds[person.key]:
            scope = FeedScope(kind, person.key, Audience.STAFF, meeting_id)
            yield ListedCalendar(scope, person.name)


def subscribe(meeting_id: int | None = None) -> ResponseReturnValue:
    """Subscribe a device, and tell its addresses."""
    new: NewSubscription = request.context.json  # type: ignore[attr-defined]
    asked = {"kind": new.kind, "key": new.key, "audience": new.audience}
    scope = read_scope(asked, meeting_id)
    made, token = make_subscription(db(), actor(), scope, SubscriptionPurpose.FEED, new.name)
    return tell_made(made, token), 201


def tell_made(subscription_id: int, token: str) -> Response:
    """Return a token's addresses; nobody on the way keeps them."""
    shown = show_made(token, "")
    answer = jsonify(id=subscription_id, https=shown.https, webcal=shown.webcal)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def send_file(meeting_id: int | None = None) -> Response:
    """Return a calendar as a file."""
    asked: CalendarQuery = request.context.query  # type: ignore[attr-defined]
    wanted = {"kind": asked.kind, "key": asked.key, "audience": asked.audience}
    scope = read_scope(wanted, meeting_id)
    return download(scope, g.organisation_name, as_tasks=asked.tasks)


@programs.get(f"{MEETING}/calendars")
@allow(Permission.READ, Scope.MEETING)
@description.validate(query=PageQuery, resp=Answers(HTTP_200=CalendarList), tags=["calendars"])
def list_meeting_calendars(meeting_id: int) -> Response:
    """List the calendars of a meeting that one may subscribe to."""
    plan = opened_revision(meeting_id).plan
    return answer_page([*list_calendars(plan, meeting_id)], spell_calendar, "calendars")


@programs.get("/calendars")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(query=PageQuery, resp=Answers(HTTP_200=CalendarList), tags=["calendars"])
def list_house_calendars() -> Response:
    """List the calendars over all meetings that one may subscribe to."""
    found = list_of_house(db(), account(), wiring().today())
    every = [*found.own, *found.years, *found.venues]
    return answer_page(every, spell_calendar, "calendars")


@programs.get(f"{MEETING}/calendars/file.ics")
@allow(Permission.READ, Scope.MEETING)
@description.validate(query=CalendarQuery, tags=["calendars"])
def download_meeting_calendar(meeting_id: int) -> Response:
    """Return a calendar of a meeting as iCalendar (RFC 5545)."""
    return send_file(meeting_id)


@programs.get("/calendars/file.ics")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(query=CalendarQuery, tags=["calendars"])
def download_house_calendar() -> Response:
    """Return a calendar over all meetings as iCalendar (RFC 5545)."""
    return send_file()


@programs.post(f"{MEETING}/calendars")
@allow(Permission.READ, Scope.MEETING)
@description.validate(
    json=NewSubscription, resp=Answers(HTTP_201=MadeSubscription), tags=["calendars"]
)
def subscribe_to_meeting(meeting_id: int) -> ResponseReturnValue:
    """Subscribe a device to a calendar of a meeting; the addresses are told only this once."""
    return subscribe(meeting_id)


@programs.post("/calendars")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(
    json=NewSubscription, resp=Answers(HTTP_201=MadeSubscription), tags=["calendars"]
)
def subscribe_to_house() -> ResponseReturnValue:
    """Subscribe a device to a calendar over all meetings; the same."""
    return subscribe()


@programs.get("/subscriptions")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=SubscriptionList), tags=["calendars"])
def list_own_subscriptions() -> Response:
    """List one's own subscriptions, the newest first."""
    found = list_subscriptions(db(), actor())
    return jsonify(subscriptions=[spell_subscription(each) for each in found])


@programs.post(f"{SUBSCRIPTION}/rotate")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=MadeSubscription), tags=["calendars"])
def rotate_own_subscription(subscription_id: int) -> Response:
    """Give a subscription new addresses; the former ones are void at once."""
    record, token = rotate_subscription(db(), actor(), subscription_id)
    return tell_made(record.id, token)


@programs.delete(SUBSCRIPTION)
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(tags=["calendars"])
def revoke_own_subscription(subscription_id: int) -> ResponseReturnValue:
    """End a subscription."""
    revoke_subscription(db(), actor(), subscription_id)
    return "", 204
