"""The web server's log of requests: a link that opens somebody's own page is no word for a log."""

from __future__ import annotations

import re
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

SECRETS = re.compile(r"^/([is])/[^/]+")
HIDDEN = r"/\1/…"


class AccessLog(Logger):  # type: ignore[misc]
    """Writes requests down without the tokens in their addresses."""

    def atoms(self, *facts: Any) -> dict[str, Any]:  # noqa: ANN401  as gunicorn has it
        """Return what a line can say of a request."""
        said: dict[str, Any] = super().atoms(*facts)
        said["U"] = hide_token(str(said.get("U") or ""))
        return said


def hide_token(path: str) -> str:
    """Return a path as the log has it."""
    return SECRETS.sub(HIDDEN, path)
