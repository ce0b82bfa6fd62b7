from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.sitting import ProceedingStep
from planner.models.account import Role
from tests.builders import a_sound_plan

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher


def test_steps_come_as_one_field_with_their_speakers(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    page = client.get(f"/meetings/{meeting}/sittings/open/edit").text
    assert "&#34;chair&#34;: &#34;\\u90d1\\u660e\\u8fdc&#34;" in page
    assert 'data-field="steps" data-version="1"' in page
    assert client.get(f"/meetings/{meeting}/sittings/none/edit").status_code == 404
    client.sign_in(house, Role.READER)
    assert client.get(f"/meetings/{meeting}/sittings/open/edit").status_code == 404
    assert "/edit" not in client.get(f"/meetings/{meeting}/sittings/open").text


def test_findings_of_steps_lead_editors_to_the_steps(
    client: PageClient, house: House, publish: Publisher
) -> None:
    plan = a_sound_plan()
    first, *rest = plan.sittings
    timeless = replace(first, steps=(ProceedingStep("奏国歌"),))
    meeting = publish(house, replace(plan, sittings=(timeless, *rest)))
    client.sign_in(house)
    link = f'href="/meetings/{meeting}/sittings/open/edit#steps-editor"'
    assert link in client.get(f"/meetings/{meeting}/findings").text
    client.sign_in(house, Role.READER)
    assert "#steps-editor" not in client.get(f"/meetings/{meeting}/findings").text
