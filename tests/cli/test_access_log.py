from __future__ import annotations

import logging

import pytest
from gunicorn.config import Config

from planner.cli.access_log import AccessLog
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
        ("/c/abc def", "/c/…"),
        ("Error handling request GET /c/abc.ics", "Error handling request GET /c/…"),
        ("Error handling request /i/abc?x=1\nnext", "Error handling request /i/…?x=1\nnext"),
        ("'/s/abc/calendar', path='/c/abc.ics'", "'/s/…/calendar', path='/c/…'"),
        ("from http://host:8000/c/abc.ics on", "from http://host:8000/c/… on"),
        ("{'uri':/i/abc}, at:/s/abc", "{'uri':/i/…}, at:/s/…"),
        ("GET /meetings/1/s/x and a/c/d", "GET /meetings/1/s/x and a/c/d"),
    ],
)
def test_personal_links_stay_out_of_the_log(path: str, logged: str) -> None:
    assert hide_token(path) == logged


def test_the_server_logs_that_way() -> None:
    assert "planner.cli.access_log.AccessLog" in web_command("127.0.0.1", 1)


def test_errors_are_logged_that_way(capsys: pytest.CaptureFixture[str]) -> None:
    log = AccessLog(Config())
    log.error("Error handling request %s", "/c/abcdef.ics")
    try:
        float("/i/abcdef")
    except ValueError:
        log.exception("Error handling request /s/abcdef")
    log.critical("worker %d: %r", 3, "/c/abcdef.ics")
    said = capsys.readouterr().err
    assert "abcdef" not in said
    assert [each in said for each in ("request /c/…", "request /s/…", "worker 3: '/c/…'")] == [
        True, True, True,
    ]  # fmt: skip
    assert "to float: '/i/…'" in said
    for name in ("gunicorn.error", "gunicorn.access"):
        logging.getLogger(name).handlers.clear()
