"""What all answers to programs share: pages with links, tags, and what If-Match must say."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import jsonify, request

from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.wording import Wording
from planner.services.draft import lock_meeting
from planner.services.error import StaleUploadError
from planner.web.wiring import db

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response

ANY = "*"


class PreconditionRequiredError(PlannerError):
    """A change that does not say which version it is of (RFC 6585)."""

    def __init__(self) -> None:
        super().__init__(
            Wording(
                "请用 If-Match 写明所见的版本（ETag）；不在乎版本的写 *。",
                "Say with If-Match which version (ETag) you have seen; * stands for any.",
            )
        )


class StaleVersionError(PlannerError):
    """The version that If-Match names is no longer the current one."""

    def __init__(self, current: str) -> None:
        super().__init__(
            Wording(
                f"内容已被他人改过，现为版本 {current}，请重新读取后再改。",
                f"It was changed meanwhile and is now version {current}; read it again.",
            )
        )


def answer_page(
    found: Sequence[Any], spell: Callable[[Any], Any], name: str, **facts: object
) -> Response:
    """Return one page of a list, with links to its neighbours (RFC 8288)."""
    query: Any = request.context.query  # type: ignore[attr-defined]
    start = (query.page - 1) * query.size
    shown = [spell(each) for each in found[start : start + query.size]]
    answer = jsonify({name: shown, "total": len(found), **facts})
    links = []
    if query.page > 1:
        links.append(link_page("prev", query.page - 1))
    if start + query.size < len(found):
        links.append(link_page("next", query.page + 1))
    if links:
        answer.headers["Link"] = ", ".join(links)
    return answer


def link_page(relation: str, page: int) -> str:
    """Return a link to another page of the list that was asked for."""
    arguments = {**request.args.to_dict(), "page": str(page)}
    return f'<{request.path}?{urlencode(arguments)}>; rel="{relation}"'


def tag_answer(answer: Any, tag: str) -> Response:  # noqa: ANN401  Flask's response
    """Return an answer with its ETag; 304 where the program has it already."""
    answer.set_etag(tag)
    if "If-Match" not in request.headers:  # a condition of changes: reading has none of it
        answer = answer.make_conditional(request)
    tagged: Response = answer
    return tagged


def read_version() -> int | None:
    """Return the version that If-Match names, None for any.

    Raises:
        PreconditionRequiredError: It names none.
        InvalidRequestError: It cannot be a version.
    """
    written = request.headers.get("If-Match", "").strip()
    if not written:
        raise PreconditionRequiredError
    if written == ANY:
        return None
    number = written.removeprefix("W/").strip('"').rpartition("-")[2]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):  # noqa: PLR2004  a 32-bit number
        raise InvalidRequestError(
            Wording("If-Match 应为所见内容的 ETag。", "If-Match must be the ETag of what was seen.")
        )
    return int(number)


def hold_draft(meeting_id: int) -> int:
    """Hold a meeting until the request ends, and return its draft's number as If-Match has it.

    Raises:
        StaleUploadError: The draft has moved on.
    """
    wanted = read_version()
    meeting = lock_meeting(db(), meeting_id)
    if wanted is not None and wanted != meeting.draft_sequence:
        db().rollback()
        raise StaleUploadError(meeting.draft_sequence)
    return meeting.draft_sequence


def decode_file(content: str) -> bytes:
    """Return the bytes of a file that came as base64."""
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidRequestError(
            Wording("文件内容应为 base64。", "The content of a file is base64.")
        ) from None
