"""The web server's logs: a link that opens something by itself is no word for them."""

from __future__ import annotations

import logging
from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from planner.services.secret_path import hide_token


class TokenFilter(logging.Filter):
    """Lets everything into a log, but for tokens in addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the tokens out of what a record says, its exception included."""
        record.msg, record.args = hide_token(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = hide_token(logging.Formatter().formatException(record.exc_info))
        return True


FILTER = TokenFilter()


class AccessLog(Logger):  # type: ignore[misc]
    """Writes requests and errors down without the tokens in their addresses."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401  as gunicorn has it
        """Set the logs up, at the start and whenever settings are read again."""
        super().setup(cfg)
        self.error_log.addFilter(FILTER)

    def atoms(self, *facts: Any) -> dict[str, Any]:  # noqa: ANN401  as gunicorn has it
        """Return what a line can say of a request."""
        said: dict[str, Any] = super().atoms(*facts)
        said["U"] = hide_token(str(said.get("U") or ""))
        return said
