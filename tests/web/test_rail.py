from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import a_sound_plan

if TYPE_CHECKING:
    from tests.conftest import House, PageClient, Publisher

MARK = re.compile(r'<a href="[^"]*/(\w+)"[^>]*>[^<]*<span class="count([^"]*)"[^>]*>(.*?)</a>')


def test_the_rail_says_in_words_how_much_is_the_matter_where(
    client: PageClient, house: House, publish: Publisher
) -> None:
    plan = a_sound_plan(agenda=())
    first, second, *rest = plan.sittings
    sittings = (replace(first, place=""), replace(second, place=""), *rest)
    people = tuple(replace(each, is_convener=False) for each in plan.people)
    meeting = publish(house, replace(plan, sittings=sittings, people=people))
    page = client.sign_in(house).get(f"/meetings/{meeting}").text
    found = {
        name: (kind.strip(), re.sub(r"<[^>]+>", "", text))
        for name, kind, text in MARK.findall(page)
    }
    assert found["schedule"] == ("is-caution", "2 项问题待处理")
    assert found["agenda"] == ("is-caution", "未填 还没有内容")
    assert found["people"] == ("is-caution", "2 项问题待处理")
