"""Setting a finding aside, with a reason and a name; and taking it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording
from planner.services.draft import open_draft
from planner.services.draft_change import Edit, apply_edits

if TYPE_CHECKING:
    from planner.models import ScopedSession
    from planner.services.actor import Actor
    from planner.services.draft_change import Outcome

LONGEST_REASON = 300


def waive_finding(
    session: ScopedSession, meeting_id: int, mark: tuple[str, str], reason: str, actor: Actor
) -> Outcome:
    """Set a finding aside, named by its code and place; without a reason it is refused."""
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise InvalidRequestError(
            Wording("请写明搁置的理由。", "Say why the finding is set aside.")
        )
    code, place = mark
    waiver = {"code": code, "place": place, "reason": reason, "waived_by": actor.name}
    return write_waivers(session, meeting_id, mark, [waiver], actor, "搁置问题")


def resume_finding(
    session: ScopedSession, meeting_id: int, mark: tuple[str, str], actor: Actor
) -> Outcome:
    """Take up a finding that was set aside."""
    return write_waivers(session, meeting_id, mark, [], actor, "恢复问题")


def write_waivers(
    session: ScopedSession,
    meeting_id: int,
    mark: tuple[str, str],
    added: list[dict[str, str]],
    actor: Actor,
    note: str,
) -> Outcome:
    """Replace the waivers of one finding; those of others stay as they are."""
    entry = open_draft(session, meeting_id).find("settings", "settings")
    known = entry.data.get("waivers", []) if entry else []
    others = [each for each in known if (each["code"], each["place"]) != mark]
    edit = Edit.change(
        "settings", "settings", {"waivers": [*others, *added]}, entry.version if entry else None
    )
    return apply_edits(session, meeting_id, [edit], actor, note=note)
