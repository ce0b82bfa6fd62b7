"""One table from our errors to statuses, and the pages that tell of them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import Flask, Response, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    SecurityError,
)

from planner.calendars.busy_guard import BusyFileError
from planner.domain.error import InvalidRequestError, PlannerError, UnknownReferenceError
from planner.domain.seating.change import SeatChangeError
from planner.domain.seating.deed_refusal import SeatMovedError
from planner.planfile import PlanFileError
from planner.services.archive_format import BadArchiveError
from planner.services.draft_error import (
    DraftLockedError,
    EditConflictError,
    EditRefusedError,
    EntryInUseError,
    UndoRefusedError,
)
from planner.services.error import (
    FieldRefusedError,
    MissingRecordError,
    NotYoursError,
    RequestRefusedError,
    StaleUploadError,
    TitleTakenError,
)
from planner.services.invitation import NoSenderError
from planner.services.invitation_answer import ClosedInvitationError, UnknownAnswerError
from planner.services.letter import LetterMovedOnError
from planner.services.mail_list import InvitationMailError, MailStateError
from planner.services.review import BlockedReviewError, EmptyRemarkError, ReviewStateError
from planner.services.seal import SealBrokenError
from planner.services.seating_error import (
    EmptyReasonError,
    EmptySeatingError,
    NothingAmendedError,
    SamePersonError,
    SeatingBlockedError,
    SeatingRestsError,
    SeatingStateError,
)
from planner.services.seating_undo import SeatUndoRefusedError
from planner.services.secret_path import hide_token
from planner.services.set_up import SetUpRefusedError
from planner.services.sign_in_error import (
    CodeRefusedError,
    LockedOutError,
    PasswordRefusedError,
    SecondStepEndedError,
    SignInRefusedError,
    WeakPasswordError,
)
from planner.services.sign_on_provider import SignOnRefusedError, SignOnUnavailableError
from planner.services.single_sign_on import SubjectTakenError, UnlinkedError
from planner.services.venue import VenueConflictError
from planner.services.work_entry import EntryStateError
from planner.web.api_answer import PreconditionRequiredError, StaleVersionError
from planner.web.language import language
from planner.web.problem import is_program, make_problem

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

log = logging.getLogger(__name__)

STATUSES: dict[type[PlannerError], int] = {
    MissingRecordError: 404,
    NotYoursError: 403,
    EntryStateError: 409,
    LetterMovedOnError: 409,
    UnknownReferenceError: 404,
    InvalidRequestError: 400,
    FieldRefusedError: 422,
    BusyFileError: 422,
    PlanFileError: 422,
    BadArchiveError: 422,
    StaleUploadError: 409,
    TitleTakenError: 409,
    RequestRefusedError: 409,
    EditConflictError: 409,
    VenueConflictError: 409,
    EntryInUseError: 409,
    UndoRefusedError: 409,
    EditRefusedError: 422,
    DraftLockedError: 423,
    ReviewStateError: 409,
    BlockedReviewError: 409,
    MailStateError: 409,
    InvitationMailError: 409,
    NoSenderError: 409,
    ClosedInvitationError: 409,
    UnknownAnswerError: 422,
    SeatMovedError: 409,
    SeatChangeError: 422,
    SeatingRestsError: 423,
    SeatingStateError: 409,
    SeatUndoRefusedError: 409,
    SeatingBlockedError: 409,
    EmptySeatingError: 409,
    NothingAmendedError: 409,
    EmptyReasonError: 400,
    SamePersonError: 403,
    EmptyRemarkError: 400,
    PreconditionRequiredError: 428,
    StaleVersionError: 412,
    SignInRefusedError: 401,
    SetUpRefusedError: 422,
    SecondStepEndedError: 401,
    CodeRefusedError: 401,
    PasswordRefusedError: 403,
    WeakPasswordError: 422,
    SealBrokenError: 409,
    SignOnUnavailableError: 503,
    SignOnRefusedError: 400,
    UnlinkedError: 403,
    SubjectTakenError: 409,
    LockedOutError: 429,
}
PROGRAM_STATUSES: dict[type[PlannerError], int] = {
    StaleUploadError: 412,
    EditConflictError: 412,
    VenueConflictError: 412,
}
"""Where programs are told by a status of their own: what If-Match named has moved on."""
STOOD_STILL = (
    TitleTakenError,
    RequestRefusedError,
    EntryInUseError,
    UndoRefusedError,
    SealBrokenError,
    SubjectTakenError,
    BlockedReviewError,
    SeatUndoRefusedError,
    SeatingBlockedError,
    EmptySeatingError,
    NothingAmendedError,
)
"""What is refused with 409 though nothing has changed meanwhile."""
NOT_FOUND = 404
UNPROCESSABLE = 422
SERVER_ERROR = 500


def status_of(error: PlannerError) -> int:
    """Return the status of one of our errors: that of the nearest class in the table."""
    return next((STATUSES[each] for each in type(error).__mro__ if each in STATUSES), 400)


def describe_error(error: PlannerError, status: int) -> tuple[str, str]:
    """Return the heading of one of our errors, and what the reader can do."""
    if isinstance(error, BlockedReviewError):
        return _("尚有阻断问题"), _("请返回上一页，按所列改正或搁置。")
    if isinstance(error, STOOD_STILL):
        return _("现在不能这样做"), _("请返回上一页，按上面所说的办。")
    if isinstance(error, EditRefusedError):
        return _("有些内容不能这样写"), _("请按所列改正后再试。")
    if isinstance(error, BadArchiveError):
        return _("归档文件有误"), _("请换一个完好的归档文件再试。")
    if isinstance(error, PlanFileError) or status != UNPROCESSABLE:
        return describe_status(status)
    return _("填写有误"), _("请返回上一页，改正后再试。")


def describe_status(status: int) -> tuple[str, str]:
    """Return the heading of a status, and what the reader can do."""
    words = {
        400: (_("请求有误"), _("请返回上一页，刷新后再试。")),
        401: (_("请先登录"), _("登录后会回到您要看的页面。")),
        403: (_("没有权限"), _("您的账号不能做这件事；如有需要，请与秘书处联系。")),
        404: (_("没有找到"), _("地址可能有误，或内容已不存在。")),
        405: (_("不能这样请求"), _("请返回上一页，刷新后再试。")),
        409: (_("内容已变化"), _("请返回上一页，按最新内容重新核对。")),
        412: (_("内容已变化"), _("请重新读取后再试。")),
        413: (_("文件太大"), _("方案文件不得超过 20 MB。")),
        415: (_("请求有误"), _("请以 JSON 发送。")),
        422: (_("方案文件有误"), _("请按所列位置改正后重新上传。")),
        423: (_("已送审"), _("方案正在送审，暂不能修改；如需修改，请先撤回送审。")),
        428: (_("缺少版本"), _("请用 If-Match 写明所见的版本。")),
        429: (_("请求过于频繁"), _("请稍候片刻再试。")),
    }
    return words.get(status, (_("系统出错"), _("问题已记入日志；请稍后再试，或与管理员联系。")))


def show_error(status: int, error: PlannerError | None = None) -> ResponseReturnValue:
    """Return the page of an error, in the reader's language."""
    heading, advice = describe_error(error, status) if error else describe_status(status)
    detail = error.wording.in_language(language()) if error else ""
    page = render_template(
        "errors/error.html", status=status, heading=heading, advice=advice, detail=detail
    )
    return page, status


def tell_problem(status: int, error: PlannerError | None = None) -> Response:
    """Return an error as programs read it, in the language they ask for."""
    title = (describe_error(error, status) if error else describe_status(status))[0]
    return make_problem(status, title, error)


def show_planner_error(error: PlannerError) -> ResponseReturnValue:
    """Return the page of one of our errors; a program gets it as a problem."""
    if is_program():
        return tell_problem(PROGRAM_STATUSES.get(type(error), status_of(error)), error)
    return show_error(status_of(error), error)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Return the page of an HTTP error; a redirection goes its way."""
    if error.code is None or error.code < 400:  # noqa: PLR2004  below are no errors
        return error
    if isinstance(error, SecurityError):
        return Response(
            "400 Bad Request\n", 400, mimetype="text/plain"
        )  # no page of ours has an address there
    if error.code == NOT_FOUND:
        return show_planner_error(MissingRecordError())
    if is_program():
        answer = tell_problem(error.code)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return answer
    return show_error(error.code)


def show_unexpected_error(error: Exception) -> ResponseReturnValue:
    """Log what nobody expected, and say only that it happened."""
    log.error("%s %s failed", request.method, hide_token(request.path), exc_info=error)
    return tell_problem(SERVER_ERROR) if is_program() else show_error(SERVER_ERROR)


def register_errors(app: Flask) -> None:
    """Let every error end in a page of ours."""
    app.register_error_handler(PlannerError, show_planner_error)
    app.register_error_handler(InternalServerError, show_unexpected_error)
    app.register_error_handler(HTTPException, show_http_error)
