"""Markers in every field of house B: no page, file, calendar, answer or log of house A has one."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, String, insert, select

from planner.documents.font import FontSettings
from planner.models import AccountRecord, OwnedRecord, Record
from planner.models.account import Administration, Role
from planner.planfile.venue_text import spell_venue
from planner.services.account import add_account, read_account
from planner.services.actor import Actor
from planner.services.token import SCOPES, make_token
from planner.services.workplace import Workplace
from planner.tasks.worker import handle_job
from tests.builders import a_sound_plan
from tests.conftest import NOW, hash_password
from tests.documents.reading import read_pages
from tests.domain.seating.halls import a_venue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from sqlalchemy import Column, Engine, Table
    from werkzeug.routing import Rule

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

MARKER = "QZXV"
NOWHERE = 987_654
TOKEN_FIELD = re.compile(rb'name="csrf_token" value="[^"]*"|data-token="[^"]*"')
SHOWN_TO_ADMINISTRATORS = {"accounts", "memberships", "organisations"}
"""Administrators see accounts, their places and the names of houses: that is their work."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def list_owned() -> list[Table]:
    owned = {each.__tablename__ for each in OwnedRecord.__subclasses__()}
    return [table for table in Record.metadata.sorted_tables if table.name in owned]


def mark_of(column: Column[Any]) -> str:
    mark = f"{MARKER}-{column.table.name}-{column.name}"
    length = getattr(column.type, "length", None)
    return mark[: length or len(mark)]


def value_of(column: Column[Any], known: dict[str, int]) -> Any:  # noqa: ANN401, PLR0911  of any type
    """Return a marker of the column's type; a key points to what house B has."""
    mark, kind = mark_of(column), column.type
    if column.name in known and not isinstance(kind, String):
        return known[column.name]
    if isinstance(kind, JSON):
        return {mark: [mark, {"text": mark}]}
    if isinstance(kind, LargeBinary):
        return mark.encode()
    if isinstance(kind, String):
        return mark
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 1
    return date(2027, 1, 18) if isinstance(kind, Date) else NOW


def fill(engine: Engine, house: House, meeting_id: int, account_id: int) -> dict[str, int]:
    """Put a row with a marker in every field into every table of house B; return their numbers."""
    known = {
        "organisation_id": house.id,
        "meeting_id": meeting_id,
        "account_id": account_id,
        "issued_by_id": account_id,
        "imported_by_id": account_id,
        "made_by_id": account_id,
        "submitted_by_id": account_id,
        "decided_by_id": account_id,
        "requested_by_id": account_id,
        "confirmed_by_id": account_id + 1,
        "number": 77,
    }
    ids: dict[str, int] = {"meetings": meeting_id}
    with engine.begin() as connection:
        for table in list_owned():
            if table.name in {"memberships", "meetings"}:
                continue  # house B has them already; their texts are marked below
            values = {
                each.name: value_of(each, known) for each in table.columns if each.name != "id"
            }
            if table.name == "role_grants":
                values["administration"] = ""
            row = connection.execute(insert(table).values(**values))
            ids[table.name] = known[f"{table.name[:-1]}_id"] = row.inserted_primary_key[0]
            known["entry_id"] = ids.get("work_entries", 0)
            known["feed_id"] = ids.get("calendar_feeds", 0)
            known["source_id"] = ids.get("busy_sources", 0)
        for table in (Record.metadata.tables[name] for name in ("memberships", "meetings")):
            texts = {each.name: mark_of(each) for each in table.columns if is_text(each)}
            wanted = table.c.organisation_id == house.id
            connection.execute(table.update().where(wanted).values(**texts))
        accounts = Record.metadata.tables["accounts"]
        texts = {name: f"{MARKER}-accounts-{name}" for name in ("display_name", "mail_address")}
        connection.execute(accounts.update().where(accounts.c.id == account_id).values(**texts))
        houses = Record.metadata.tables["organisations"]
        connection.execute(
            houses.update()
            .where(houses.c.id == house.id)
            .values(name=f"{MARKER}-organisations-name", short_name=f"{MARKER}-organisations-s")
        )
    return ids


def is_text(column: Column[Any]) -> bool:
    return isinstance(column.type, String) and column.name != "id"


@pytest.fixture
def theirs(
    engine: Engine,
    sessions: Callable[[], ScopedSession],
    house: House,
    other_house: House,
    publish: Publisher,
) -> tuple[int, dict[str, int]]:
    """Publish a plan in both houses, B's full of markers; return A's meeting and B's rows."""
    plan = a_sound_plan()
    people = tuple(replace(each, name=f"{MARKER}{at}") for at, each in enumerate(plan.people))
    meeting_of_b = publish(other_house, replace(plan, title=f"{MARKER}-title", people=people))
    own = publish(house)
    with sessions() as session:
        wanted = AccountRecord.sign_in_name == other_house.name(Role.EDITOR)
        account_id = session.scalars(select(AccountRecord.id).where(wanted)).one()
        for each in (Administration.SYSTEM, Administration.SECURITY, Administration.AUDIT):
            add_account(session, each.value, each.value, each, NOW)
            session.flush()
            wanted = AccountRecord.sign_in_name == each.value
            session.scalars(
                select(AccountRecord).where(wanted)
            ).one().password_hash = hash_password()
        session.commit()
    return own, fill(engine, other_house, meeting_of_b, account_id)


def token_of(sessions: Callable[[], ScopedSession], house: House) -> str:
    with sessions() as session:
        wanted = AccountRecord.sign_in_name == house.name(Role.EDITOR)
        account = read_account(
            session, session.scalars(select(AccountRecord).where(wanted)).one(), house.id
        )
        session.scope_to(house.id)
        return make_token(session, Actor(account, NOW), "x", [each.value for each in SCOPES], 9)


def list_gets(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        access = app.view_functions[rule.endpoint].access  # type: ignore[union-attr]
        if "GET" in (rule.methods or ()) and access.permission is not None:
            yield rule


def address_of(rule: Rule, numbers: dict[str, object]) -> str:
    values = {
        name: numbers.get(name, numbers["id"] if "id" in name or name in NUMBERS else "people")
        for name in rule.arguments
    }
    built = rule.build(values)
    assert built is not None
    return built[1]


NUMBERS = {"number", "at"}
TEXTS: dict[str, object] = {"section": "people", "kind": "plenary", "ending": "csv", "key": "P001"}


def strip(content: bytes, address: str, number: int) -> bytes:
    """Return a page without what tells one request from another: token, address."""
    plain = TOKEN_FIELD.sub(b"", content).replace(address.encode(), b"")
    return plain.replace(f"/{number}".encode(), b"/#")


def enter(app: Flask, house: House, principal: str) -> PageClient:
    client: Any = app.test_client()
    if principal in set(Administration):
        entered: PageClient = client.sign_in_administrator(principal)
        return entered
    signed_in: PageClient = client.sign_in(house, Role(principal))
    return signed_in


def leaks(content: bytes, principal: str) -> bool:
    marks = re.findall(rb"QZXV-?([a-z_]*)", content)
    if principal in set(Administration):
        return any(each.decode() not in SHOWN_TO_ADMINISTRATORS for each in marks)
    return bool(marks)


def read_column(engine: Engine, column: Column[Any], house: House) -> list[str]:
    wanted = column.table.c.organisation_id == house.id
    with engine.connect() as connection:
        return [str(each) for each in connection.scalars(select(column).where(wanted))]


def test_every_owned_table_and_field_is_marked(
    engine: Engine, theirs: tuple[int, dict[str, int]], other_house: House
) -> None:
    assert theirs
    unmarked = [
        f"{column.table.name}.{column.name}"
        for table in list_owned()
        for column in table.columns
        if isinstance(column.type, String | JSON | LargeBinary)
        and not any(MARKER in text for text in read_column(engine, column, other_house))
    ]
    assert unmarked == ["role_grants.administration"]  # empty by a constraint


@pytest.mark.parametrize("principal", [*Role, *(each for each in Administration if each)])
def test_no_page_shows_a_marker_and_theirs_are_as_if_not_there(
    app: Flask,
    house: House,
    theirs: tuple[int, dict[str, int]],
    caplog: pytest.LogCaptureFixture,
    principal: str,
) -> None:
    own, ids = theirs
    client = enter(app, house, principal)
    shown, different = [], []
    for rule in list_gets(app):
        answers = []
        for number in (own, ids["meetings"], NOWHERE):
            address = address_of(rule, {**TEXTS, "id": number, "meeting_id": number})
            answer = client.get(address)
            if leaks(answer.data + str(answer.headers).encode(), principal):
                shown.append(address)
            answers.append((answer.status_code, strip(answer.data, address, number)))
        if "meeting_id" in rule.arguments and answers[1] != answers[2]:
            different.append(rule.rule)
    assert (shown, different) == ([], [])
    assert not leaks(caplog.text.encode(), principal)


def test_no_answer_to_a_token_holds_a_marker(
    app: Flask,
    house: House,
    sessions: Callable[[], ScopedSession],
    theirs: tuple[int, dict[str, int]],
) -> None:
    own, ids = theirs
    client = app.test_client()
    headers = {"Authorization": f"Bearer {token_of(sessions, house)}"}
    shown, different = [], []
    for rule in (each for each in list_gets(app) if each.endpoint.startswith("api.")):
        answers = []
        for number in (own, ids["meetings"], NOWHERE):
            address = address_of(rule, {**TEXTS, "id": number, "meeting_id": number})
            answer = client.get(address, headers=headers)
            if MARKER.encode() in answer.data:
                shown.append(address)
            answers.append((answer.status_code, strip(answer.data, address, number)))
        if "meeting_id" in rule.arguments and answers[1] != answers[2]:
            different.append(rule.rule)
    assert (shown, different) == ([], [])


NUMBERED = {
    "attachment_id": "attachments",
    "entry_id": "work_entries",
    "import_id": "roster_imports",
    "job_id": "jobs",
    "mail_id": "mails",
    "seating_id": "seatings",
    "token_id": "api_tokens",
    "upload_id": "uploads",
    "venue_id": "venues",
    "view_id": "saved_views",
}
"""What house B has under a number of its own, by the argument of the address."""
BODIES: dict[str, dict[str, Any]] = {
    "/absences": {"people": ["P001"]},
    "/api/v1/venues/<int:venue_id>/versions": {"venue": spell_venue(a_venue(1, 1))},
    "/deeds": {"deeds": [{"op": "unseat", "people": ["P001"]}]},
    "/offers": {"kind": "repair", "stamp": "x"},
    "/papers": {"papers": [{"paper": "chart"}]},
    "/preview": {"base_number": 1, "steps": []},
    "/remarks": {"seat": "1-1", "text": "x"},
    "/return": {"remark": "x"},
    "/approve": {"remark": "x"},
    "/seatings/<int:seating_id>": {"name": "x", "sittings": ["x"]},
    "/seatings/<int:seating_id>/settings": {"settings": {}},
    "/seatings/<int:seating_id>/versions": {"reason": "x"},
    "/steps": {"steps": [{"op": "rename"}]},
    "/venue": {"venue_version_id": 1},
    "/venues/<int:venue_id>/versions": {"base_number": 1, "steps": [], "note": ""},
}
"""What programs and scripts send to addresses that end so."""
SCRIPTED = ("/absences", "/deeds", "/preview", "/redo", "/undo", "/venues/<int:venue_id>/versions")
"""Addresses of pages to which scripts send JSON."""


def body_of(rule: Rule, form: dict[str, str], numbered: set[str]) -> dict[str, Any]:
    """Return what is sent to an address: JSON where it takes JSON, else a form."""
    is_program = rule.endpoint.startswith("api.")
    if not is_program and not rule.rule.endswith(SCRIPTED):
        return {"data": form}
    said = {"choices": {}} if "import_id" in numbered else {"verdict": "granted"}
    own = (body for end, body in BODIES.items() if rule.rule.endswith(end))
    return {"json": next(own, said)}


def read_tables(engine: Engine, house: House) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(
                select(table).where(table.c.organisation_id == house.id).order_by(table.c.id)
            ).fetchall()
            for table in list_owned()
        }


def list_numbered(app: Flask) -> Iterator[tuple[Rule, str, set[str]]]:
    for rule in app.url_map.iter_rules():
        if numbered := rule.arguments & NUMBERED.keys():
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method, numbered


def test_what_house_b_has_under_a_number_is_as_if_not_there_and_stays_as_it_is(
    app: Flask,
    house: House,
    other_house: House,
    engine: Engine,
    sessions: Callable[[], ScopedSession],
    theirs: tuple[int, dict[str, int]],
) -> None:
    own, ids = theirs
    client = enter(app, house, "editor")
    headers = {"Authorization": f"Bearer {token_of(sessions, house)}", "If-Match": "*"}
    headers["X-CSRFToken"] = client.token()
    form = {"csrf_token": client.token(), "verdict": "granted", "kind": "repair"}
    before, reached, wrong = read_tables(engine, other_house), set(), {}
    for rule, method, numbered in list_numbered(app):
        reached |= numbered
        answers = []
        for shift in (0, NOWHERE):
            numbers = {name: ids[NUMBERED[name]] + shift for name in numbered}
            address = address_of(rule, {**TEXTS, "id": own, "meeting_id": own, **numbers})
            sent = {} if method == "GET" else body_of(rule, form, numbered)
            answer = client.open(address, method=method, headers=headers, **sent)
            plain = TOKEN_FIELD.sub(b"", answer.data).replace(address.encode(), b"")
            answers.append((answer.status_code, plain))
        if answers[0] != answers[1] or answers[0][0] not in {403, 404}:
            wrong[f"{method} {rule.rule}"] = answers
    assert (wrong, reached) == ({}, set(NUMBERED))
    assert read_tables(engine, other_house) == before


def read_files(package: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            match name.rpartition(".")[2]:
                case "pdf":
                    yield name, "".join(read_pages(content))
                case "xlsx" | "docx" | "zip":
                    yield name, "".join(text for _, text in read_files(content))
                case _:
                    yield name, content.decode("utf-8", "replace")


def test_nothing_that_is_made_for_house_a_holds_a_marker(
    app: Flask, house: House, publish: Publisher, theirs: tuple[int, dict[str, int]]
) -> None:
    own, _ = theirs
    publish(house, a_sound_plan(place="云岭会堂东厅"))
    client, parts = enter(app, house, "editor"), app.extensions["plenum"]
    job = client.send(f"/meetings/{own}/package").location
    place = Workplace(parts.sessions, parts.store, "http://localhost", FontSettings(), lambda: NOW)
    handle_job(place, int(job.rpartition("/")[2]))
    answer = client.get(f"{job}/result")
    files = dict(read_files(answer.data))
    endings = {name.rpartition(".")[2] for name in files}
    assert endings >= {"pdf", "ics", "xlsx"}
    assert any("变更" in name and "云岭会堂东厅" in text for name, text in files.items())
    pages = [job, f"{job}/progress", f"/meetings/{own}/papers", f"/meetings/{own}/revisions/2"]
    pages.append(f"/meetings/{own}/revisions/compare?from=1&to=2")
    shown = {address: client.get(address).text for address in pages}
    assert "云岭会堂东厅" in shown[pages[-1]]
    told = {**files, **shown, "headers": str(answer.headers)}
    assert [name for name, text in told.items() if MARKER in name + text] == []


def test_markers_are_found_where_they_are(
    app: Flask, other_house: House, theirs: tuple[int, dict[str, int]]
) -> None:
    client = enter(app, other_house, "reader")
    answer = client.get(f"/meetings/{theirs[1]['meetings']}/people")
    assert leaks(answer.data, "reader")
