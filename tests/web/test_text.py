from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.plan import TextBlock
from planner.models.account import Role
from planner.services.draft import open_draft
from tests.builders import a_sound_plan
from tests.conftest import scoped

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, PageClient, Publisher

HOSTILE = "**须知**\n<img src=x onerror=alert(1)>"
SAFE = "<p><strong>须知</strong></p>\n<p>&lt;img src=x onerror=alert(1)&gt;</p>"


def a_written_plan(text: str) -> object:
    plan = a_sound_plan(texts=(TextBlock("notes", "会议须知", text),))
    first, *rest = plan.sittings
    step = replace(first.steps[0], words=text)
    return replace(plan, sittings=(replace(first, steps=(step, *first.steps[1:])), *rest))


def test_texts_are_shown_rendered_and_safe(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house, a_written_plan(HOSTILE))  # type: ignore[arg-type]
    client.sign_in(house)
    pages = ("/texts", "/texts/edit", "/texts/notes/edit", "/sittings/open")
    found = {page: client.get(f"/meetings/{meeting}{page}").text for page in pages}
    assert {page: SAFE in text for page, text in found.items()} == dict.fromkeys(pages, True)
    assert {page: "<img src=x" in text for page, text in found.items()} == dict.fromkeys(
        pages, False
    )


def test_the_preview_is_what_readers_see(
    client: PageClient, house: House, publish: Publisher
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    answer = client.send(f"/meetings/{meeting}/texts/preview", text=HOSTILE)
    assert answer.text == f"{SAFE}\n"


def test_a_text_is_added_by_its_title(
    client: PageClient, house: House, publish: Publisher, sessions: Callable[[], ScopedSession]
) -> None:
    meeting = publish(house)
    client.sign_in(house)
    added = client.send(f"/meetings/{meeting}/texts", title="会场纪律")
    assert client.get(added.location).status_code == 200
    with scoped(sessions, house) as session:
        texts = open_draft(session, meeting).plan.texts
    assert [each.title for each in texts] == ["会议须知", "会场纪律"]
    assert client.get(f"/meetings/{meeting}/texts/none/edit").status_code == 404


def test_readers_read_only(client: PageClient, house: House, publish: Publisher) -> None:
    meeting = publish(house)
    client.sign_in(house, Role.READER)
    page = client.get(f"/meetings/{meeting}/texts")
    assert (page.status_code, "编辑" in page.text) == (200, False)
    assert client.get(f"/meetings/{meeting}/texts/edit").status_code == 404
