"""How values of the house look to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.web.language import language

if TYPE_CHECKING:
    from datetime import date

    from planner.domain.dated_task import DatedTask
    from planner.domain.finding import Finding
    from planner.models import MeetingRecord, RevisionRecord
    from planner.services.draft import Entry
    from planner.services.draft_change import Outcome
    from planner.services.draft_history import Change
    from planner.services.reschedule import MovePreview


def spell_meeting(record: MeetingRecord) -> dict[str, Any]:
    """Return a meeting."""
    return {
        "id": record.id,
        "title": record.title,
        "kind": record.kind,
        "place": record.place,
        "opens_on": record.opens_on and record.opens_on.isoformat(),
        "closes_on": record.closes_on and record.closes_on.isoformat(),
        "revision_number": record.revision_number,
        "sequence": record.draft_sequence,
        "changed_at": record.changed_at.isoformat(),
    }


def spell_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry of the draft."""
    return {
        "section": entry.section,
        "key": entry.key,
        "version": entry.version,
        "values": entry.data,
    }


def spell_outcome(outcome: Outcome) -> dict[str, Any]:
    """Return what a change left behind."""
    return {
        "sequence": outcome.sequence,
        "entries": [spell_entry(each) for each in outcome.entries],
    }


def spell_change(change: Change) -> dict[str, Any]:
    """Return one change of the draft."""
    return {
        "sequence": change.sequence,
        "section": change.section,
        "key": change.key,
        "kind": change.kind.value,
        "by": change.actor_name,
        "at": change.changed_at.isoformat(),
        "note": change.note,
        "before": change.before,
        "after": change.after,
    }


def spell_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding in the language asked for."""
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "place": finding.place,
        "why": finding.why.in_language(language()),
        "remedy": finding.remedy.in_language(language()),
        "waived_by": finding.waived_by.waived_by if finding.waived_by else None,
    }


def spell_dates(dated: DatedTask) -> dict[str, Any]:
    """Return when a task falls, and why."""
    return {
        "key": dated.task.key,
        "starts_on": dated.starts_on.isoformat(),
        "ends_on": dated.ends_on.isoformat(),
        "is_critical": dated.is_critical,
        "reason": dated.reason.in_language(language()),
    }


def spell_revision(record: RevisionRecord) -> dict[str, Any]:
    """Return a published revision."""
    return {
        "number": record.number,
        "issued_at": record.issued_at.isoformat(),
        "issuer": record.issuer_name,
        "approver": record.approver_name,
        "plan_hash": record.plan_hash,
    }


def spell_move(found: MovePreview, sequence: int) -> dict[str, Any]:
    """Return what moving a meeting changes."""
    return {
        "sequence": sequence,
        **{
            name: spell_day(getattr(found.plan, name))
            for name in ("opens_on", "closes_on", "reports_on")
        },
        "tasks": [
            {
                "key": each.key,
                "name": each.name,
                "before": spell_span(each.before),
                "after": spell_span(each.after),
            }
            for each in found.tasks
        ],
        "sittings": [
            {
                "key": each.sitting.key,
                "name": each.sitting.name,
                "before": each.sitting.held_on and each.sitting.held_on.isoformat(),
                "after": each.held_on.isoformat() if each.held_on and each.is_held else None,
                "fits": each.fits,
            }
            for each in found.moved_sittings
        ],
        "kept": list(found.kept),
        "caused": len(found.caused),
        "cured": len(found.cured),
    }


def spell_day(day: date | None) -> str | None:
    """Return a day as it is written, null for none."""
    return day.isoformat() if day else None


def spell_span(days: tuple[date, date] | None) -> list[str] | None:
    """Return the first and the last day of something."""
    return None if days is None else [each.isoformat() for each in days]
