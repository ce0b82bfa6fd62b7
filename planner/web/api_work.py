"""Work for programs: one's tasks, what one says of them, what is decided; and letters sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from spectree import Response as Answers

from planner.models.account import Permission
from planner.models.work import WorkEntryState
from planner.services.attachment import AddedFile
from planner.services.letter import accept_letter
from planner.services.mail_list import cancel_mail, list_mails, retry_mail
from planner.services.work_entry import (
    Said,
    ask_date,
    decide_entry,
    list_entries,
    report_trouble,
    say_note,
    say_state,
    withdraw_entry,
)
from planner.services.work_right import require_sight
from planner.services.work_view import show_work
from planner.web.access import Scope, account, actor, allow
from planner.web.api import MEETING
from planner.web.api import blueprint as programs
from planner.web.api_answer import decode_file
from planner.web.api_description import description
from planner.web.api_model_work import (
    AcceptanceShape,
    DateShape,
    EntryHistory,
    EntryMade,
    MailPage,
    MailQuery,
    SaidShape,
    StateShape,
    VerdictShape,
    WorkEntryShape,
    WorkShape,
)
from planner.web.opened import opened_work
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.models import MailRecord, WorkEntryRecord

TASK = f"{MEETING}/work/<key>"
ENTRY = f"{MEETING}/entries/<int:entry_id>"
MAIL = f"{MEETING}/mails/<int:mail_id>"


def spell_entry(entry: WorkEntryRecord) -> dict[str, Any]:
    """Return an entry of work."""
    return {
        "id": entry.id,
        "task": entry.task_key,
        "kind": entry.kind,
        "state": entry.state,
        "text": entry.text,
        "wanted_on": entry.wanted_on and entry.wanted_on.isoformat(),
        "by": entry.actor_name,
        "at": entry.said_at.isoformat(),
        "decision": entry.decision,
    }


def read_said(given: SaidShape) -> Said:
    """Return a text with its files."""
    files = tuple(AddedFile(each.name, decode_file(each.content)) for each in given.files)
    return Said(given.text, files)


@programs.get(f"{MEETING}/work")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=WorkShape), tags=["work"])
def show_own_work(meeting_id: int) -> Response:
    """Return one's own tasks, what one asked for, and one's responsibility letter."""
    work = show_work(db(), opened_work(meeting_id), account())
    tasks = [
        {
            "key": each.dated.task.key,
            "name": each.dated.task.name,
            "group": each.group.value,
            "starts_on": each.dated.starts_on.isoformat(),
            "ends_on": each.dated.ends_on.isoformat(),
        }
        for each in work.items
    ]
    letter = work.letter
    return jsonify(
        {
            "tasks": tasks,
            "waiting": [spell_entry(each) for each in work.waiting],
            "letter": letter.content_hash if letter else None,
            "is_letter_accepted": bool(letter and letter.accepted),
        }
    )


@programs.get(TASK)
@allow(Permission.WORK, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=EntryHistory), tags=["work"])
def show_task(meeting_id: int, key: str) -> Response:
    """Return what was said of a task."""
    require_sight(opened_work(meeting_id), account(), key)
    entries = list_entries(db(), meeting_id, key)
    return jsonify({"entries": [spell_entry(each) for each in entries]})


@programs.post(f"{TASK}/state")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(json=StateShape, resp=Answers(HTTP_201=EntryMade), tags=["work"])
def tell_state(meeting_id: int, key: str) -> ResponseReturnValue:
    """Say how far a task is: begun, done, taken up again."""
    given: StateShape = request.context.json  # type: ignore[attr-defined]
    meeting, said = opened_work(meeting_id), read_said(given)
    made = say_state(db(), meeting, key, given.state, said, actor(), given.done_on)
    return jsonify({"id": made}), 201


@programs.post(f"{TASK}/note")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(json=SaidShape, resp=Answers(HTTP_201=EntryMade), tags=["work"])
def tell_note(meeting_id: int, key: str) -> ResponseReturnValue:
    """Note something of a task, with files."""
    given: SaidShape = request.context.json  # type: ignore[attr-defined]
    made = say_note(db(), opened_work(meeting_id), key, read_said(given), actor())
    return jsonify({"id": made}), 201


@programs.post(f"{TASK}/trouble")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(json=SaidShape, resp=Answers(HTTP_201=EntryMade), tags=["work"])
def tell_trouble(meeting_id: int, key: str) -> ResponseReturnValue:
    """Report a trouble to the lead."""
    given: SaidShape = request.context.json  # type: ignore[attr-defined]
    made = report_trouble(db(), opened_work(meeting_id), key, read_said(given), actor())
    return jsonify({"id": made}), 201


@programs.post(f"{TASK}/date")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(json=DateShape, resp=Answers(HTTP_201=EntryMade), tags=["work"])
def ask_other_date(meeting_id: int, key: str) -> ResponseReturnValue:
    """Ask for another date; the lead decides."""
    given: DateShape = request.context.json  # type: ignore[attr-defined]
    meeting, said = opened_work(meeting_id), read_said(given)
    made = ask_date(db(), meeting, key, given.wanted_on, said, actor())
    return jsonify({"id": made}), 201


@programs.post(f"{ENTRY}/decide")
@allow(Permission.DIRECT, Scope.MEETING)
@description.validate(json=VerdictShape, resp=Answers(HTTP_200=WorkEntryShape), tags=["work"])
def decide(meeting_id: int, entry_id: int) -> Response:
    """Grant or refuse a date, or settle a trouble, as the lead or the secretariat."""
    return answer_verdict(meeting_id, entry_id)


@programs.post(f"{ENTRY}/resolve")
@allow(Permission.REVIEW, Scope.MEETING)
@description.validate(json=VerdictShape, resp=Answers(HTTP_200=WorkEntryShape), tags=["work"])
def resolve(meeting_id: int, entry_id: int) -> Response:
    """Decide what came up to the accountable leader."""
    return answer_verdict(meeting_id, entry_id)


def answer_verdict(meeting_id: int, entry_id: int) -> Response:
    """Decide as the body says."""
    given: VerdictShape = request.context.json  # type: ignore[attr-defined]
    verdict, meeting = WorkEntryState(given.verdict), opened_work(meeting_id)
    entry = decide_entry(db(), meeting, entry_id, verdict, given.text, actor())
    return jsonify(spell_entry(entry))


@programs.post(f"{ENTRY}/withdraw")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=WorkEntryShape), tags=["work"])
def take_back(meeting_id: int, entry_id: int) -> Response:
    """Take back what one asked for or reported, while it waits."""
    return jsonify(spell_entry(withdraw_entry(db(), opened_work(meeting_id), entry_id, actor())))


@programs.post(f"{MEETING}/letter")
@allow(Permission.WORK, Scope.MEETING)
@description.validate(json=AcceptanceShape, resp=Answers(HTTP_200=WorkShape), tags=["work"])
def accept(meeting_id: int) -> Response:
    """Accept one's responsibility letter, named by its hash."""
    given: AcceptanceShape = request.context.json  # type: ignore[attr-defined]
    accept_letter(db(), opened_work(meeting_id), given.content, actor())
    answer: Response = show_own_work(meeting_id)
    return answer


def spell_mail(record: MailRecord) -> dict[str, Any]:
    """Return a letter that was written; its text stays where it is."""
    return {
        "id": record.id,
        "kind": record.kind,
        "to_name": record.to_name,
        "subject": record.subject,
        "state": record.state,
        "attempts": record.attempts,
        "created_at": record.created_at.isoformat(),
        "sent_at": record.sent_at and record.sent_at.isoformat(),
        "error": record.error,
    }


@programs.get(f"{MEETING}/mails")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(query=MailQuery, resp=Answers(HTTP_200=MailPage), tags=["letters"])
def show_mails(meeting_id: int) -> Response:
    """List the letters of a meeting and how they fare."""
    query: MailQuery = request.context.query  # type: ignore[attr-defined]
    found = list_mails(db(), meeting_id, account(), query.state, query.page)
    letters = [spell_mail(each) for each in found.letters]
    facts = {"total": found.total, "page": found.page, "pages": found.pages}
    return jsonify({"letters": letters, **facts})


@programs.post(f"{MAIL}/retry")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(tags=["letters"])
def send_again(meeting_id: int, mail_id: int) -> ResponseReturnValue:
    """Send a letter once more."""
    retry_mail(db(), meeting_id, mail_id, actor())
    return "", 204


@programs.post(f"{MAIL}/cancel")
@allow(Permission.PUBLISH, Scope.MEETING)
@description.validate(tags=["letters"])
def call_off(meeting_id: int, mail_id: int) -> ResponseReturnValue:
    """Call a letter off that has not left."""
    cancel_mail(db(), meeting_id, mail_id, actor())
    return "", 204
