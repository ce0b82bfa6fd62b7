from __future__ import annotations

import pytest

from planner.cli.serve import web_command
from planner.services.secret_path import hide_token


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/s/abcdef", "/s/…"),
        ("/i/abcdef", "/i/…"),
        ("/c/abcdef.ics", "/c/…"),
        ("/s/abcdef/calendar", "/s/…/calendar"),
        ("/meetings/1/s/x", "/meetings/1/s/x"),
        ("/sign-in", "/sign-in"),
    ],
)
def test_personal_links_stay_out_of_the_log(path: str, logged: str) -> None:
    assert hide_token(path) == logged


def test_the_server_logs_that_way() -> None:
    assert "planner.cli.access_log.AccessLog" in web_command("127.0.0.1", 1)
