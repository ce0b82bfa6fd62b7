"""What undo and redo did, in the words of the house, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from planner.web.finding import link_place
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.services.draft import Draft
    from planner.services.draft_change import Outcome
    from planner.services.meeting import OpenMeeting

MOST_NAMED = 3
LONGEST_NAME = 40


MAIN_FIRST = {"sittings": 0, "tasks": 2}
"""Sections by what matters in a batch; all others stand between."""


def tell_outcome(
    meeting: OpenMeeting, former: Draft, outcome: Outcome, *, is_redo: bool = False
) -> dict[str, object]:
    """Return the names of what undo or redo touched, with the address of the first that is there.

    ``former`` is the draft before: it knows the names of what is gone.
    """
    named: dict[str, None] = {}
    entries = sorted(outcome.entries, key=lambda each: rank_section(each.section))
    for section, key in sorted(outcome.removed, key=lambda each: rank_section(each[0])):
        gone = former.find(section, key)
        named[name_entry(meeting, section, key, gone.data if gone else {})] = None
    for each in entries:
        if each.section == "settings":
            before = former.find(each.section, each.key)
            names = name_waivers(meeting, before.data if before else {}, each.data)
            named |= dict.fromkeys(names or [_("方案设置")])
        else:
            named[name_entry(meeting, each.section, each.key, each.data)] = None
    what = tell_removal(meeting, former, outcome, is_redo=is_redo)
    if not what:
        what = _("、").join(list(named)[:MOST_NAMED])
        if len(named) > MOST_NAMED:
            what = _("%(what)s等 %(n)s 项", what=what, n=len(named))
    place = next((f"{each.section}/{each.key}" for each in entries), "")
    return {"what": what, "place": place, "href": link_taken_back(meeting, place)}


def rank_section(section: str) -> int:
    """Return how late entries of a section are named: sittings first, tasks last."""
    return MAIN_FIRST.get(section, 1)


def tell_removal(meeting: OpenMeeting, former: Draft, outcome: Outcome, *, is_redo: bool) -> str:
    """Return that a sitting was removed, where that is what was taken back or done again."""
    if is_redo:
        gone = [former.find(*each) for each in outcome.removed if each[0] == "sittings"]
    else:
        gone = [
            each
            for each in outcome.entries
            if each.section == "sittings" and former.find(each.section, each.key) is None
        ]
    names = [name_entry(meeting, each.section, each.key, each.data) for each in gone if each]
    if not names:
        return ""
    sittings = _("、").join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        sittings = _("%(what)s等 %(n)s 项", what=sittings, n=len(names))
    others = len(outcome.entries) + len(outcome.removed) - len(names)
    if others:
        return str(_("删除会次“%(what)s”，连带 %(n)s 项", what=sittings, n=others))
    return str(_("删除会次“%(what)s”", what=sittings))


def link_taken_back(meeting: OpenMeeting, place: str) -> str:
    """Return the address of the page where a changed entry can be seen; empty for none."""
    if not place:
        return ""
    if place.startswith("settings/"):
        return url_for("finding.show_findings", meeting_id=meeting.id)
    if place.startswith("meeting/"):
        return url_for("section.show", meeting_id=meeting.id, section="meeting")
    return link_place(meeting, place)


def name_entry(meeting: OpenMeeting, section: str, key: str, data: Mapping[str, Any]) -> str:
    """Return what an entry is called."""
    if section == "meeting":
        return str(_("会议信息"))
    if section == "leaves":
        person = meeting.directory.name_of(str(data.get("person", "")))
        return str(_("%(name)s请假", name=person))
    name = str(data.get("name") or data.get("title") or key)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def name_waivers(
    meeting: OpenMeeting, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[str]:
    """Return which findings were set aside before or are now, by their places."""
    marks = [
        {(each["code"], each["place"]) for each in data.get("waivers", ())}
        for data in (before, after)
    ]
    places = {(each.code, each.place): words(each.place_name) for each in meeting.findings}
    return [
        _("搁置“%(place)s”", place=places.get(mark, mark[1]))
        for mark in sorted(marks[0] ^ marks[1])
    ]
