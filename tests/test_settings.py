from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.settings import (
    MailboxServer,
    MailServer,
    MissingSettingError,
    Settings,
    read_mail_server,
    read_mailbox_server,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_take_the_instance_folder_for_all_that_is_not_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLENUM_INSTANCE", str(tmp_path))
    for name in ("SECRET_KEY", "DATABASE_URL", "PUBLIC_URL", "TRUSTED_HOSTS"):
        monkeypatch.delenv(f"PLENUM_{name}", raising=False)
    (tmp_path / "secret.key").write_text("x" * 40)
    settings = Settings.from_environment()
    assert settings.database == f"sqlite:///{tmp_path / 'plenum.db'}"
    assert settings.require_secret() == "x" * 40
    assert settings.hosts == ["127.0.0.1", "127.0.0.1", "localhost"]
    assert not settings.is_https


@pytest.mark.parametrize("secret", ["", "short"])
def test_missing_or_short_secret_stops_the_start(tmp_path: Path, secret: str) -> None:
    with pytest.raises(MissingSettingError):
        Settings(instance=tmp_path, secret_key=secret).require_secret()


def test_secrets_do_not_show(tmp_path: Path) -> None:
    shown = repr(Settings(instance=tmp_path, secret_key="hidden", database_url="with:hushed"))  # noqa: S106  of the test
    assert "hidden" not in shown
    assert "hushed" not in shown


MAIL = {"SMTP_HOST": "mail.house.example", "MAIL_FROM": "plenum@house.example"}


def read_mail(monkeypatch: pytest.MonkeyPatch, **given: str) -> MailServer:
    for name in ("HOST", "PORT", "USER", "PASSWORD", "SECURITY", "CA_FILE"):
        monkeypatch.delenv(f"PLENUM_SMTP_{name}", raising=False)
    monkeypatch.delenv("PLENUM_MAIL_FROM", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(f"PLENUM_{name}", value)
    return read_mail_server()


def test_without_a_mail_server_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_mail(monkeypatch) == MailServer()
    assert not read_mail(monkeypatch).is_set


@pytest.mark.parametrize(
    ("security", "port"), [("", 587), ("starttls", 587), ("tls", 465), ("none", 25)]
)
def test_a_mail_server_is_secret_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, security: str, port: int
) -> None:
    server = read_mail(monkeypatch, **MAIL, SMTP_SECURITY=security)
    assert (server.is_set, server.real_port) == (True, port)
    assert read_mail(monkeypatch, **MAIL, SMTP_PORT="2525").real_port == 2525


@pytest.mark.parametrize(
    "wrong",
    [
        {"SMTP_HOST": "mail.house.example"},
        {**MAIL, "MAIL_FROM": "nobody"},
        {**MAIL, "SMTP_SECURITY": "perhaps"},
    ],
)
def test_a_mail_server_half_set_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]
) -> None:
    with pytest.raises(MissingSettingError):
        read_mail(monkeypatch, **wrong)


def test_the_password_of_the_mail_server_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hidden" not in repr(read_mail(monkeypatch, **MAIL, SMTP_PASSWORD="hidden"))  # noqa: S106  of the test


MAILBOX = {
    "IMAP_HOST": "imap.house.example",
    "IMAP_USER": "plenum",
    "IMAP_PASSWORD": "hidden",
}


def read_mailbox(monkeypatch: pytest.MonkeyPatch, **given: str) -> MailboxServer:
    for name in ("HOST", "PORT", "USER", "PASSWORD", "SECURITY", "FOLDER", "CA_FILE"):
        monkeypatch.delenv(f"PLENUM_IMAP_{name}", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(f"PLENUM_{name}", value)
    return read_mailbox_server()


def test_without_a_mailbox_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_mailbox(monkeypatch) == MailboxServer()
    assert not read_mailbox(monkeypatch).is_set


@pytest.mark.parametrize(
    ("security", "port"), [("", 993), ("starttls", 143), ("tls", 993), ("none", 143)]
)
def test_a_mailbox_is_secret_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, security: str, port: int
) -> None:
    server = read_mailbox(monkeypatch, **MAILBOX, IMAP_SECURITY=security)
    assert (server.is_set, server.real_port, server.folder) == (True, port, "INBOX")
    assert "hidden" not in repr(server)


@pytest.mark.parametrize("wrong", [{"IMAP_PASSWORD": ""}, {"IMAP_SECURITY": "perhaps"}])
def test_a_mailbox_half_set_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]
) -> None:
    with pytest.raises(MissingSettingError):
        read_mailbox(monkeypatch, **{**MAILBOX, **wrong})
