import pytest
from PIL import ImageColor

from planner.calendars.color import COLORS, COLORS_BY_KIND
from planner.models.calendar import FeedKind
from tests.calendars.lint_value import CSS_COLORS


@pytest.mark.parametrize("name", COLORS)
def test_color_is_one_of_css_and_the_same_for_apple(name: str):
    assert name in CSS_COLORS
    assert COLORS[name] == "#{:02X}{:02X}{:02X}".format(*ImageColor.getrgb(name))


def test_every_kind_of_calendar_has_a_color_that_is_known():
    assert set(COLORS_BY_KIND.values()) <= set(COLORS)
    assert {kind.value for kind in FeedKind} <= set(COLORS_BY_KIND)
