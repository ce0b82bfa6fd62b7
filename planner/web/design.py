"""The living page of components: every one with its states, from the macros that pages use."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from planner.domain.finding import Finding, Severity
from planner.domain.wording import Wording
from planner.web.access import Scope, allow

blueprint = Blueprint("design", __name__)
THEMES = ("system", "light", "dark")
COLOURS = (
    *("paper", "sheet", "tint", "hairline", "control", "ink-soft", "ink"),
    *("accent", "success", "caution", "danger", "info"),
)
FINDINGS = tuple(
    Finding(
        "example",
        severity,
        place,
        Wording(name_zh, name_en),
        Wording(why_zh, why_en),
        Wording(remedy_zh, remedy_en),
    )
    for severity, place, name_zh, name_en, why_zh, why_en, remedy_zh, remedy_en in (
        (
            *(Severity.BLOCKING, "sittings/S01"),
            *("开幕会", "Opening session"),
            *("没有主持人", "Nobody presides"),
            *("指定一位主持人", "Name who presides"),
        ),
        (
            *(Severity.IMPORTANT, "tasks/T01"),
            *("任务“印制会议材料”", "Task “Print the materials”"),
            *("应于1月10日完成，已逾期 2 天", "Was due on 10 Jan, 2 days late"),
            *("督促办理或调整时限", "Press for it or set another date"),
        ),
        (
            *(Severity.HINT, "leaves"),
            *("请假", "Leave"),
            *("王芳的请假尚未批复", "The leave of 王芳 is not decided"),
            *("按程序审批请假", "Decide on the leave"),
        ),
    )
)
"""One finding of each weight, invented."""


@blueprint.get("/design")
@allow(None, Scope.NOTHING)
def show_design() -> str:
    """Show tokens and components with their states, in the reader's or a chosen theme."""
    theme = request.args.get("theme", THEMES[0])
    return render_template(
        "web/design/show.html",
        theme=theme if theme in THEMES else THEMES[0],
        themes=THEMES,
        colours=COLOURS,
        findings=FINDINGS,
    )
