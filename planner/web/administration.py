"""管理: the first page of each of the three administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for

from planner.models.account import Administration, Permission
from planner.web.access import Scope, account, allow

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

blueprint = Blueprint("administration", __name__)
HOMES = {
    Administration.SYSTEM: "account_register.list_all",
    Administration.SECURITY: "role_request.list_all",
    Administration.AUDIT: "audit_log.search",
    Administration.NONE: "meeting.list_all",
}


@blueprint.get("/administration")
@allow(Permission.SELF, Scope.SELF)
def show_home() -> Response:
    """Lead whoever comes to where his work is."""
    return redirect(url_for(HOMES[account().administration]))
