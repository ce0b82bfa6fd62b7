"""What CalDAV refuses, and how that is said (RFC 4918 §16)."""

from __future__ import annotations

from planner.web.dav_xml import href


class DavError(Exception):
    """A refusal: its status, and the condition that was not met, as XML."""

    def __init__(self, status: int, condition: str = "") -> None:
        super().__init__(condition)
        self.status = status
        self.condition = condition


def refuse_writing(path: str, privilege: str = "write") -> DavError:
    """Return that nobody writes here, whoever asks (RFC 3744 §7.1.1)."""
    return DavError(
        403,
        f"<D:need-privileges><D:resource>{href(path)}<D:privilege><D:{privilege}/></D:privilege>"
        "</D:resource></D:need-privileges>",
    )
