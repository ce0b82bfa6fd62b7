"""What a notice tells, and to whom."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.person import Leave, LeaveState
from planner.domain.wording import Wording
from planner.services.notice import VoidPaper, make_notice
from tests.builders import a_sound_plan

PLAN = a_sound_plan()


def test_a_refused_leave_is_told_to_whom_it_touches_and_to_nobody_else() -> None:
    roster = VoidPaper("roster:strokes", Wording("名单", "roster"), 1, "abc")
    refused = replace(PLAN, leaves=(Leave("m1", state=LeaveState.REFUSED),))
    notice = make_notice(PLAN, refused, [roster])
    assert [each.change.wording.zh for each in notice.lines_of("m1")] == [
        "增加未获批准的请假 1 人：白晓岚"
    ]
    assert (notice.lines_of("m2"), notice.shared, notice.public.lines) == ((), (), ())
    assert notice.lines[0].papers == ()
    granted = replace(PLAN, leaves=(Leave("m1", state=LeaveState.GRANTED),))
    shared = make_notice(PLAN, granted, [roster]).shared
    assert [each.papers for each in shared] == [(roster,)]
