"""/v/…: whether a printed paper is the current one, said in one word to anybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from planner.services.verification import verify_paper
from planner.web.access import Scope, allow, guest
from planner.web.wiring import wiring

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from planner.services.verification import KnownPaper

blueprint = Blueprint("verification", __name__)
PRINTED = re.compile(r"[0-9a-f]{8,64}")


@blueprint.get("/v/<printed>")
@allow(None, Scope.NOTHING)
def show_verdict(printed: str) -> ResponseReturnValue:
    """Show whether the paper with this hash is current; what changed, to those who may read it."""
    known = printed.lower()
    paper = find_paper(known) if PRINTED.fullmatch(known) else None
    page = render_template(
        "web/verification/show.html",
        verdict=paper.verdict if paper else None,
        opened=paper if paper and paper.is_open_to(guest()) else None,
        printed=known[:16],
    )
    return page, 200 if paper else 404


def find_paper(printed: str) -> KnownPaper | None:
    """Return what is known of a paper; in a session of its own, of the paper's house."""
    with wiring().sessions() as session:
        return verify_paper(session, printed)
