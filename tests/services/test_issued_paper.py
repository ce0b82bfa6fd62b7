from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.services.issued_paper import current_papers
from planner.services.verification import Verdict, verify_paper
from tests.builders import a_sound_plan
from tests.conftest import TODAY, scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher

NEXT_DAY = TODAY + timedelta(days=1)


def verdict_of(session: ScopedSession, printed: str) -> Verdict | None:
    paper = verify_paper(session, printed)
    return paper and paper.verdict


def test_unchanged_paper_keeps_the_revision_in_which_it_last_changed(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    publish(house, plan)
    meeting = publish(house, replace(plan, agenda=()), NEXT_DAY)
    with scoped(sessions, house) as session:
        papers = current_papers(session, meeting)
        numbers = {key: papers[key].revision_number for key in ("agenda", "roster:strokes")}
    assert numbers == {"agenda": 2, "roster:strokes": 1}


def test_paper_that_returns_to_former_content_is_current_again(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    meeting = publish(house, plan)
    with scoped(sessions, house) as session:
        printed = current_papers(session, meeting)["agenda"].content_hash
    publish(house, replace(plan, agenda=()), NEXT_DAY)
    with sessions() as session:
        assert verdict_of(session, printed) == Verdict(
            is_current=False,
            issued_on=TODAY,
            voided_on=NEXT_DAY,
            kinds=Wording("议程有变化，1 处", "the agenda changed, in 1 place"),
        )
    publish(house, plan, NEXT_DAY)
    with scoped(sessions, house) as session:
        assert current_papers(session, meeting)["agenda"].revision_number == 3
    with sessions() as session:
        assert verdict_of(session, printed) == Verdict(
            is_current=True, issued_on=NEXT_DAY, voided_on=None
        )


def test_each_letter_can_be_verified_by_its_own_code(
    sessions: Callable[[], ScopedSession], house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    meeting = publish(house, plan)
    with scoped(sessions, house) as session:
        papers = current_papers(session, meeting)
        letters = [row.content_hash for key, row in papers.items() if key.startswith("letter:")]
    assert len(letters) == len({task.owner for task in plan.tasks})
    with sessions() as session:
        assert verdict_of(session, letters[0]) == Verdict(
            is_current=True, issued_on=TODAY, voided_on=None
        )
