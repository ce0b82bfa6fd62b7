"""Papers, calendars and workbooks for programs: listed, made, watched, downloaded; and search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request, url_for
from spectree import Response as Answers

from planner.models.account import Permission
from planner.models.job import JobKind
from planner.services.job import cancel_job
from planner.services.paper_list import list_documents
from planner.services.person_view import ORDER
from planner.services.roster import RosterQuery, find_people
from planner.services.search import search_plan
from planner.web import job as job_page
from planner.web import paper as paper_page
from planner.web.access import Scope, actor, allow, require
from planner.web.api import MEETING, open_edition
from planner.web.api import blueprint as programs
from planner.web.api_answer import answer_page
from planner.web.api_description import description
from planner.web.api_model_paper import (
    FoundList,
    JobShape,
    PaperList,
    PeopleQuery,
    PersonList,
    PersonShape,
    SearchQuery,
)
from planner.web.language import language
from planner.web.opened import opened_revision
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.domain.person import Person
    from planner.models.job import Job
    from planner.services.paper_list import ListedPaper


def spell_paper(paper: ListedPaper) -> dict[str, Any]:
    """Return a document."""
    return {
        "key": paper.key,
        "title": paper.title.in_language(language()),
        "folder": paper.folder,
        "filename": paper.filename,
        "state": paper.state.value,
        "revision_number": paper.revision_number,
        "size_bytes": paper.document.size_bytes if paper.document else None,
    }


def spell_job(job: Job) -> dict[str, Any]:
    """Return a job."""
    return {
        "id": job.id,
        "meeting_id": job.meeting_id,
        "kind": job.kind.value,
        "subject": job.subject,
        "state": job.state.value,
        "done": job.done,
        "total": job.total,
        "message": job.message.in_language(language()),
    }


def answer_job(job: Job) -> ResponseReturnValue:
    """Return a job that was asked for, and where to ask how far it is."""
    answer = jsonify(spell_job(job))
    answer.headers["Location"] = url_for("api.show_job", job_id=job.id)
    return answer, 202


@programs.get(f"{MEETING}/papers")
@allow(Permission.READ, Scope.MEETING)
@description.validate(resp=Answers(HTTP_200=PaperList), tags=["papers"])
def show_papers(meeting_id: int) -> Response:
    """List the documents of the current revision with their states."""
    listed = list_documents(db(), opened_revision(meeting_id))
    return jsonify({"papers": [spell_paper(each) for each in listed.papers]})


@programs.post(f"{MEETING}/package")
@allow(Permission.BUILD, Scope.MEETING)
@description.validate(resp=Answers(HTTP_202=JobShape), tags=["papers"])
def build_package(meeting_id: int) -> ResponseReturnValue:
    """Have all documents made; the same wish twice is one job."""
    return answer_job(paper_page.ask_for(meeting_id, JobKind.PACKAGE, ""))


@programs.post(f"{MEETING}/papers/<path:key>")
@allow(Permission.BUILD, Scope.MEETING)
@description.validate(resp=Answers(HTTP_202=JobShape), tags=["papers"])
def build_paper(meeting_id: int, key: str) -> ResponseReturnValue:
    """Have one document made."""
    paper_page.find_paper(opened_revision(meeting_id), key)
    return answer_job(paper_page.ask_for(meeting_id, JobKind.PAPER, key))


@programs.get(f"{MEETING}/papers/<path:key>")
@allow(Permission.READ, Scope.MEETING)
@description.validate(tags=["papers"])
def show_paper(meeting_id: int, key: str) -> Response:
    """Return a document as it was last made: PDF, calendar or workbook."""
    return paper_page.download_paper(meeting_id, key)


@programs.get("/jobs/<int:job_id>")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=JobShape), tags=["papers"])
def show_job(job_id: int) -> Response:
    """Tell how far a job is."""
    return jsonify(spell_job(job_page.own_job(job_id)))


@programs.post("/jobs/<int:job_id>/cancel")
@allow(Permission.BUILD, Scope.ORGANISATION)
@description.validate(resp=Answers(HTTP_200=JobShape), tags=["papers"])
def stop_job(job_id: int) -> Response:
    """Call a job off."""
    require(Permission.BUILD, job_page.own_job(job_id).meeting_id)
    return jsonify(spell_job(cancel_job(db(), job_id, actor())))


@programs.get("/jobs/<int:job_id>/result")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(tags=["papers"])
def show_result(job_id: int) -> Response:
    """Return what a job made."""
    return job_page.download_result(job_id)


@programs.get("/jobs/<int:job_id>/documents/<int:number>")
@allow(Permission.READ, Scope.ORGANISATION)
@description.validate(tags=["papers"])
def show_document(job_id: int, number: int) -> Response:
    """Return one of the documents that a job made, numbered from 1."""
    return job_page.download_document(job_id, number)


@programs.get(f"{MEETING}/search")
@allow(Permission.READ, Scope.MEETING)
@description.validate(query=SearchQuery, resp=Answers(HTTP_200=FoundList), tags=["plan"])
def show_found(meeting_id: int) -> Response:
    """Find people by name or pinyin initials, places, sittings, items and tasks."""
    query: SearchQuery = request.context.query  # type: ignore[attr-defined]
    found = search_plan(open_edition(meeting_id).plan, query.q)
    names = ("kind", "key", "name", "note")
    return jsonify({"found": [{name: getattr(each, name) for name in names} for each in found]})


@programs.get(f"{MEETING}/people")
@allow(Permission.READ, Scope.MEETING)
@description.validate(query=PeopleQuery, resp=Answers(HTTP_200=PersonList), tags=["plan"])
def show_people(meeting_id: int) -> Response:
    """List people, filtered as on the page of people."""
    query = RosterQuery.read(request.args, ORDER)
    return answer_page(find_people(open_edition(meeting_id).plan, query), spell_person, "people")


def spell_person(person: Person) -> dict[str, Any]:
    """Return somebody on the roster; how to reach him stays in the draft."""
    names = PersonShape.model_fields
    facts = {name: getattr(person, name) for name in names}
    return facts | {"attendance": person.attendance.value}
