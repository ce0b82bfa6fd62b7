"""沿用以往会议新建: part by part, with all that would follow shown before it is made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from planner.domain.carryover import SOURCES, Part, Source, Wish
from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.person import AttendanceKind
from planner.domain.session_shift import days_of
from planner.domain.vocabulary import CONDITIONS
from planner.domain.wording import Wording
from planner.models.account import Permission
from planner.services.carryover import (
    CarryoverPreview,
    Earlier,
    carry_meeting,
    count_part,
    find_doubtful,
    list_lenders,
    open_earlier,
    preview_carryover,
)
from planner.web.access import Scope, account, actor, allow
from planner.web.drafting import read_day, read_form, refuse_limited, tell_fault
from planner.web.error import status_of
from planner.web.wiring import db, wiring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from planner.domain.plan import Plan

blueprint = Blueprint("carryover", __name__)
DAY = "day-"


@blueprint.get("/meetings/new/earlier")
@allow(Permission.EDIT, Scope.ORGANISATION)
def show_form() -> str:
    """Show which meetings can lend something, or what the chosen one has."""
    refuse_limited()
    return render_form(read_earlier(request.args))


@blueprint.post("/meetings/new/earlier")
@allow(Permission.EDIT, Scope.ORGANISATION)
def make() -> ResponseReturnValue:
    """Show what would be made, or make it where that was seen."""
    refuse_limited()
    earlier = read_earlier(request.form)
    if earlier is None:
        return redirect(url_for("carryover.show_form"))
    try:
        lender = open_earlier(db(), account(), earlier)
        wanted, wish = read_form(lender.kind), read_wish(lender)
        if request.form.get("step") == "make":
            made = carry_meeting(db(), earlier, wanted, wish, actor())
            return redirect(url_for("start.show_start", meeting_id=made))
        found = preview_carryover(db(), account(), earlier, wanted, wish, wiring().today())
    except PlannerError as error:
        return render_form(earlier, error=error), status_of(error)
    return render_form(earlier, preview=found)


def render_form(
    earlier: Earlier | None,
    *,
    error: PlannerError | None = None,
    preview: CarryoverPreview | None = None,
) -> str:
    """Return the page: the choice of a meeting, its form, and what would be made."""
    facts: dict[str, Any] = {"lender": None}
    if earlier is not None:
        lender = open_earlier(db(), account(), earlier)
        facts = {
            "lender": lender,
            "counts": {part: count_part(lender, part) for part in Part},
            "doubtful": find_doubtful(db(), account(), earlier),
            "names": {each.key: each for each in lender.people},
            "known": request.form or propose(lender),
            "kinds": count_kinds(lender),
        }
    return render_template(
        "web/carryover/new.html",
        lenders=list_lenders(db(), account()),
        earlier=earlier,
        sources=SOURCES,
        conditions=CONDITIONS,
        days=list_days(preview.carryover.plan) if preview else (),
        form=request.form,
        is_first=not request.form,
        **tell_fault(error),
        preview=preview,
        **facts,
    )


def propose(lender: Plan) -> dict[str, object]:
    """Return what the next meeting is likely to be."""
    return {
        "term": lender.term,
        "number": lender.number + 1,
        "place": lender.place,
        "theme": "",
        "starts_work_on": wiring().today().isoformat(),
    }


def count_kinds(lender: Plan) -> list[tuple[AttendanceKind, int]]:
    """Return the kinds of people of a meeting with their numbers."""
    found = [each.attendance for each in lender.people]
    return [(kind, found.count(kind)) for kind in AttendanceKind if kind in found]


def list_days(plan: Plan) -> tuple[date, ...]:
    """Return the days of a session."""
    days = days_of(plan)
    if days is None:
        return ()
    first = days.opens_on.toordinal()
    return tuple(date.fromordinal(first + at) for at in range(days.count))


def read_earlier(given: Mapping[str, str]) -> Earlier | None:
    """Return the meeting that was chosen: ``12`` as published, ``12-draft`` as its draft is."""
    number, _, edition = given.get("earlier", "").partition("-")
    return Earlier(int(number), edition == "draft") if number.isdecimal() else None


def read_wish(lender: Plan) -> Wish:
    """Return what the form says of each part, of people and of sittings that do not fit."""
    form = request.form
    kinds = form.getlist("attendance")
    return Wish(
        sources={part: read_source(part) for part in Part},
        attendance=frozenset(each for each in AttendanceKind if each.value in kinds),
        without=frozenset(form.getlist("without")) | find_named(lender, form.get("gone", "")),
        days={name.removeprefix(DAY): read_day(name) for name in form if name.startswith(DAY)},
    )


def read_source(part: Part) -> Source:
    """Return where a part comes from; what nobody ticked stays behind."""
    given = request.form.get(f"source-{part.value}", Source.NOWHERE.value)
    return next((each for each in SOURCES[part] if each.value == given), SOURCES[part][-1])


def find_named(lender: Plan, written: str) -> frozenset[str]:
    """Return the keys of people named one a line; a name that nobody has is told."""
    names = {"".join(line.split()) for line in written.splitlines()} - {""}
    found = {each.key: "".join(each.name.split()) for each in lender.people}
    unknown = sorted(names - set(found.values()))
    if unknown:
        listed = "、".join(unknown)
        raise InvalidRequestError(
            Wording(f"上次会议没有这些人：{listed}", f"Nobody of that name was there: {listed}")
        )
    return frozenset(key for key, name in found.items() if name in names)
