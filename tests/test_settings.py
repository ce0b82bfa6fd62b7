from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.settings import MissingSettingError, Settings

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
    shown = repr(Settings(instance=tmp_path, secret_key="hidden", database_url="with:password"))  # noqa: S106  of the test
    assert "hidden" not in shown
    assert "password" not in shown
