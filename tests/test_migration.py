"""An installation of the first tables is brought up to date, and nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from planner.cli.setup import lay_missing_drafts
from planner.database import make_engine, make_sessions, migrate_database, migration_config
from planner.models.account import Role
from planner.planfile import write_yaml
from planner.services.draft import open_draft
from planner.services.password import hasher
from planner.services.sign_in import sign_in
from planner.services.visit import authenticate
from tests.builders import a_sound_plan
from tests.conftest import NOW, PASSWORD
from tests.database import SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

FORMER = """
INSERT INTO organisations (id, name, short_name) VALUES (1, '政协云岭省委员会', '云岭');
INSERT INTO accounts (id, organisation_id, sign_in_name, display_name, password_hash, role,
  is_active, created_at) VALUES (7, 1, 'editor', '王芳', :password, 'editor', true, :now);
INSERT INTO meetings (id, organisation_id, title, kind, place, revision_number, changed_at)
  VALUES (3, 1, :title, 'plenary', '', 1, :now);
INSERT INTO revisions (id, organisation_id, meeting_id, number, plan_text, plan_hash, issued_at,
  issued_on, issued_by_id, issuer_name, source_name, source_bytes)
  VALUES (1, 1, 3, 1, :plan, 'hash', :now, '2026-12-01', 7, '王芳', 'plan.yaml', :source)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def former(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return a database as the first version left it, on either kind."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'former.db'}")
        fill(engine)
        yield engine
        engine.dispose()
        return
    url: str = request.getfixturevalue("postgresql_url")
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    role = url.rpartition("/")[2]
    name = f"{role}_former"
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" OWNER "{role}"'))
    engine = make_engine(url.rpartition("/")[0] + f"/{name}")
    fill(engine)
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


def fill(engine: Engine) -> None:
    command.upgrade(migration_config(engine), "0001")
    plan = a_sound_plan()
    facts = {
        "password": hasher().hash(PASSWORD),
        "now": NOW.replace(tzinfo=None) if engine.dialect.name == "sqlite" else NOW,
        "title": plan.title,
        "plan": write_yaml(plan),
        "source": b"source",
    }
    with engine.begin() as connection:
        for statement in FORMER.split(";"):
            names = {name: value for name, value in facts.items() if f":{name}" in statement}
            connection.execute(text(statement), names)


def test_accounts_meetings_and_revisions_are_kept(former: Engine) -> None:
    migrate_database(former)
    sessions = make_sessions(former)
    lay_missing_drafts(sessions)
    lay_missing_drafts(sessions)
    with sessions() as session:
        token = sign_in(session, "editor", PASSWORD, NOW).token
    with sessions() as session:
        account = authenticate(session, token, NOW)
        assert account is not None
        assert (account.id, account.display_name, account.houses) == (
            7,
            "王芳",
            ((1, "政协云岭省委员会"),),
        )
        assert [grant.role for grant in account.grants] == [Role.EDITOR]
        draft = open_draft(session, 3)
    assert (draft.sequence, draft.plan) == (1, a_sound_plan())
