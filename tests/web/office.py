"""What tests of administrators share: their addresses, and what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import (
    AccountRecord,
    RoleGrantRecord,
)
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient

    Offices = Callable[[str], PageClient]


ACCOUNTS = "/administration/accounts"

REQUESTS = "/administration/requests"

LOG = "/administration/log"


def number_of(sessions: Callable[[], ScopedSession], name: str) -> int:
    with sessions() as session:
        return session.scalars(
            select(AccountRecord.id).where(AccountRecord.sign_in_name == name)
        ).one()


def roles_of(sessions: Callable[[], ScopedSession], house: House, account_id: int) -> list[str]:
    with scoped(sessions, house) as session:
        wanted = RoleGrantRecord.account_id == account_id
        return list(session.scalars(select(RoleGrantRecord.role).where(wanted)))


def ask(client: PageClient, account_id: int, house: House, **more: object) -> TestResponse:
    facts = {"role": "editor", "house": house.id, "note": "接替离任同志", **more}
    return client.send(f"{ACCOUNTS}/{account_id}/roles", **facts)
