"""The web server's log of requests: a link that opens something by itself is no word for it."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from planner.services.secret_path import hide_token


class AccessLog(Logger):  # type: ignore[misc]
    """Writes requests down without the tokens in their addresses."""

    def atoms(self, *facts: Any) -> dict[str, Any]:  # noqa: ANN401  as gunicorn has it
        """Return what a line can say of a request."""
        said: dict[str, Any] = super().atoms(*facts)
        said["U"] = hide_token(str(said.get("U") or ""))
        return said
