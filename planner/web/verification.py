"""/v/…: whether a printed paper is the current one, said in one word to anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from planner.services.issued_paper import verify_paper
from planner.web.access import Scope, allow
from planner.web.wiring import db

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

blueprint = Blueprint("verification", __name__)
PRINTED = re.compile(r"[0-9a-f]{8,64}")


@blueprint.get("/v/<printed>")
@allow(None, Scope.NOTHING)
def show_verdict(printed: str) -> ResponseReturnValue:
    """Show whether the paper with this hash is current; nothing of what it says."""
    known = printed.lower()
    verdict = verify_paper(db(), known) if PRINTED.fullmatch(known) else None
    page = render_template("web/verification/show.html", verdict=verdict, printed=known[:16])
    return page, 200 if verdict else 404
