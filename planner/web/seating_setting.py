"""排座规则: how a hall is filled, what that will come to, and the rules of single people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from planner.domain.error import PlannerError
from planner.domain.plan import NameOrder
from planner.domain.seating.rule import RuleKind
from planner.domain.seating.rule_words import RULE_WORDS
from planner.domain.seating.setting import ORDER_WORDS
from planner.models.account import Permission
from planner.services.error import FieldRefusedError
from planner.services.seating import (
    change_seating,
    find_ground,
    open_seating,
    remove_seating,
)
from planner.services.seating_fill import settings_mark
from planner.services.seating_setting import (
    keep_settings,
    list_earlier,
    preview_fill,
    take_front,
)
from planner.services.seating_venue import compare_venue, take_venue_version
from planner.web.access import Scope, actor, allow
from planner.web.error import UNPROCESSABLE, status_of
from planner.web.opened import opened, render_meeting
from planner.web.seating import head_of
from planner.web.seating_setting_form import (
    ZONED,
    Desk,
    Faults,
    put_rule,
    read_basics,
    read_rule,
)
from planner.web.seating_setting_line import (
    find_rule,
    list_lines,
    name_conflict,
    show_basics,
    show_rule,
)
from planner.web.wiring import db, wiring
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from planner.domain.seating.setting import HallSettings
    from planner.services.seating import OpenSeating

blueprint = Blueprint("seating_setting", __name__)
ORDERS = (*NameOrder, "rank")
MOST_KEYS = 20_000


@blueprint.get("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings")
@allow(Permission.EDIT, Scope.MEETING)
def show(meeting_id: int, seating_id: int) -> str:
    """Show how the hall is filled; seats picked on the chart come along in the address."""
    return render_settings(open_seating(db(), meeting_id, seating_id))


def render_settings(
    seating: OpenSeating,
    basics: Mapping[str, str] | None = None,
    rule: Mapping[str, str] | None = None,
    faults: Faults | None = None,
    refusal: str = "",
) -> str:
    """Return the page; what was typed stays where it was."""
    desk = desk_of(seating)
    preview = preview_fill(db(), seating)
    names = {person.key: person.name for person in seating.plan.people}
    picked = read_picked(desk)
    return render_meeting(
        "web/seating/settings.html",
        opened(seating.meeting_id),
        "seating",
        seating=head_of(seating),
        tab="settings",
        settings=seating.settings,
        mark=settings_mark(seating.settings),
        basics=basics if basics is not None else show_basics(seating.settings, desk, picked),
        rule=rule if rule is not None else asked_rule(seating, desk, picked),
        faults=(faults or Faults()).found,
        refusal=refusal,
        lines=list_lines(seating.settings, desk, preview),
        preview=preview,
        conflict=[name_conflict(each, seating, names) for each in preview.conflict],
        earlier=list_earlier(db(), seating),
        venue=compare_venue(db(), seating),
        desk=desk,
        people=names,
        zoned=ZONED,
        served=request.form.getlist("sitting") or [each.key for each in seating.sittings],
        is_fresh=seating.is_editable(wiring().today()) and not seating.approved_number,
        picked="、".join(filter(None, [desk.names.spell(picked)])),
        kinds=RULE_WORDS,
        orders={each: ORDER_WORDS[each] for each in ORDERS},
    )


def desk_of(seating: OpenSeating) -> Desk:
    """Return what words on the page mean."""
    return Desk(seating.plan, find_ground(db(), seating.venue_version_id))


def read_picked(desk: Desk) -> tuple[str, ...]:
    """Return the seats that were picked on the chart: keys in the address."""
    written = request.args.get("seats", "")[:MOST_KEYS].split(",")
    return tuple(each for each in dict.fromkeys(written) if each in desk.ground.number_of)


def asked_rule(seating: OpenSeating, desk: Desk, picked: tuple[str, ...]) -> dict[str, str]:
    """Return what stands in the form of a rule: the one to be changed, else what was picked."""
    known = find_rule(seating.settings, request.args.get("rule", ""))
    if known is not None:
        return show_rule(known, desk)
    kind = request.args.get("kind", "")
    there = {person.key for person in seating.plan.people}
    people = tuple(
        each for each in request.args.get("people", "")[:MOST_KEYS].split(",") if each in there
    )
    return {
        "kind": kind if kind in set(RuleKind) else RuleKind.TOGETHER.value,
        "people": desk.name_people(people),
        "seats": "" if request.args.get("zone") else desk.names.spell(picked),
    }


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings")
@allow(Permission.EDIT, Scope.MEETING)
def change(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Set blocks, areas, order, zones and rotation."""
    seating, faults = open_seating(db(), meeting_id, seating_id), Faults()
    settings = read_basics(request.form, seating.settings, desk_of(seating), faults)
    if faults.found:
        return render_settings(seating, basics=request.form, faults=faults), UNPROCESSABLE
    return keep(seating, settings, _("排座规则已保存；按规则排座后生效。"), basics=request.form)


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings/rules")
@allow(Permission.EDIT, Scope.MEETING)
def change_rule(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Add a rule, or change one."""
    seating, faults = open_seating(db(), meeting_id, seating_id), Faults()
    rule = read_rule(request.form, seating.settings, desk_of(seating), actor().name, faults)
    if faults.found:
        return render_settings(seating, rule=request.form, faults=faults), UNPROCESSABLE
    settings = put_rule(seating.settings, rule)
    return keep(seating, settings, _("座位要求已保存。"), rule=request.form, anchor="rules")


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings/rules/<key>/remove")
@allow(Permission.EDIT, Scope.MEETING)
def remove_rule(meeting_id: int, seating_id: int, key: str) -> ResponseReturnValue:
    """Remove a rule; one that is gone already is gone."""
    seating = open_seating(db(), meeting_id, seating_id)
    rules = tuple(rule for rule in seating.settings.rules if rule.key != key)
    settings = replace(seating.settings, rules=rules)
    return keep(seating, settings, _("座位要求已删除。"), anchor="rules")


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings/records")
@allow(Permission.EDIT, Scope.MEETING)
def record_front(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Record who sat in front at an earlier meeting of the term."""
    source = request.form.get("source", 0, type=int)
    try:
        record = take_front(db(), meeting_id, seating_id, source, actor(), wiring().today())
    except PlannerError as error:
        return refuse(open_seating(db(), meeting_id, seating_id), error)
    flash(_("已记入前区就座 %(n)s 人。", n=len(record.people)))
    return go_back(meeting_id, seating_id, "rotation")


@blueprint.post(
    "/meetings/<int:meeting_id>/seating/<int:seating_id>/settings/records/<int:number>/remove"
)
@allow(Permission.EDIT, Scope.MEETING)
def forget_front(meeting_id: int, seating_id: int, number: int) -> ResponseReturnValue:
    """Forget who sat in front at a session."""
    seating = open_seating(db(), meeting_id, seating_id)
    records = tuple(each for each in seating.settings.records if each.session != number)
    settings = replace(seating.settings, records=records)
    return keep(seating, settings, _("前区就座记录已删除。"), anchor="rotation")


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings/venue")
@allow(Permission.EDIT, Scope.MEETING)
def renew_venue(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Take the venue's current version over."""
    version = request.form.get("version", 0, type=int)
    try:
        made = take_venue_version(db(), meeting_id, seating_id, version, actor(), wiring().today())
    except PlannerError as error:
        return refuse(open_seating(db(), meeting_id, seating_id), error)
    flash(_("已改用会场新版，%(n)s 人须重新就座。", n=len(made.changes)))
    return go_back(meeting_id, seating_id, "venue")


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/settings/name")
@allow(Permission.EDIT, Scope.MEETING)
def rename(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Give the seating another name, or other sittings."""
    name, sittings = request.form.get("name", ""), request.form.getlist("sitting")
    try:
        change_seating(db(), meeting_id, seating_id, name, sittings, actor(), wiring().today())
    except FieldRefusedError as error:
        seating, faults = open_seating(db(), meeting_id, seating_id), Faults()
        faults.add(error.field, error.wording.zh, error.wording.en)
        return render_settings(seating, faults=faults), status_of(error)
    except PlannerError as error:
        return refuse(open_seating(db(), meeting_id, seating_id), error)
    flash(_("名称和会次已保存。"))
    return go_back(meeting_id, seating_id, "self")


@blueprint.post("/meetings/<int:meeting_id>/seating/<int:seating_id>/remove")
@allow(Permission.EDIT, Scope.MEETING)
def remove(meeting_id: int, seating_id: int) -> ResponseReturnValue:
    """Remove a seating that was never approved."""
    try:
        remove_seating(db(), meeting_id, seating_id, actor(), wiring().today())
    except PlannerError as error:
        return refuse(open_seating(db(), meeting_id, seating_id), error)
    flash(_("座次已删除。"))
    return redirect(url_for("seating.list_all", meeting_id=meeting_id))


def keep(
    seating: OpenSeating,
    settings: HallSettings,
    said: str,
    *,
    basics: Mapping[str, str] | None = None,
    rule: Mapping[str, str] | None = None,
    anchor: str = "",
) -> ResponseReturnValue:
    """Keep settings and go back to the page; what is refused stays as it was typed."""
    mark = request.form.get("mark", "")
    try:
        keep_settings(db(), seating, settings, actor(), wiring().today(), mark)
    except PlannerError as error:
        fresh = open_seating(db(), seating.meeting_id, seating.id)
        return refuse(fresh, error, basics=basics, rule=rule)
    flash(said)
    return go_back(seating.meeting_id, seating.id, anchor)


def refuse(
    seating: OpenSeating,
    error: PlannerError,
    basics: Mapping[str, str] | None = None,
    rule: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """Show the page again with the reason for a refusal above it."""
    page = render_settings(seating, basics=basics, rule=rule, refusal=words(error.wording))
    return page, status_of(error)


def go_back(meeting_id: int, seating_id: int, anchor: str) -> ResponseReturnValue:
    """Go back to the page of the settings."""
    return redirect(
        url_for(".show", meeting_id=meeting_id, seating_id=seating_id, _anchor=anchor or None)
    )
