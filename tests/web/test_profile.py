"""What an account says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from planner.models import (
    AccountRecord,
    MembershipRecord,
)
from tests.conftest import PageClient, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House


def test_profile_is_kept_and_bad_values_are_refused(
    client: PageClient, house: House, sessions: Callable[[], ScopedSession]
) -> None:
    client.sign_in(house)
    assert "改期、换地点或取消时仍会发信告知" in client.get("/account").text
    right = {
        "display_name": "王芳",
        "mail_address": "wangfang@example.cn",
        "language": "en",
        "reminds_days_before": "7",
    }
    for name, value in (
        ("display_name", ""),
        ("mail_address", "a b@example.cn"),
        ("mail_address", "a@example.cn\r\nBcc: x@example.cn"),
        ("language", "fr"),
        ("reminds_days_before", "-1"),
    ):
        assert client.send("/account", **(right | {name: value})).status_code == 400
    assert client.send("/account", **right).status_code == 302
    assert '<html lang="en"' in client.get("/account").text
    with scoped(sessions, house) as session:
        record = session.scalars(
            select(AccountRecord).where(AccountRecord.sign_in_name == "editor")
        ).one()
        member = session.scalars(
            select(MembershipRecord).where(MembershipRecord.account_id == record.id)
        ).one()
        about = (record.display_name, record.mail_address, record.language)
        assert (*about, member.reminds_days_before, member.wants_mail) == (
            "王芳",
            "wangfang@example.cn",
            "en",
            7,
            False,
        )
