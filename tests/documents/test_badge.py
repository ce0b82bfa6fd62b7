"""Badges, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pikepdf
import pytest
from PIL import Image

from planner.documents.imprint import Imprint
from planner.documents.layout.badge import COLOURS
from planner.documents.press.length import MM
from planner.documents.press.photo import read_photo
from planner.documents.seating import BadgeFormat, BadgeOptions, PhotoError, render_badges
from planner.documents.sheet.badge import badges_sheet, say_kind
from planner.domain.person import AttendanceKind, Leave, LeaveState
from planner.domain.plan import MeetingKind
from tests.builders import a_person, a_plan
from tests.documents.reading import find_elements, read_pages, read_tag

IMPRINT = Imprint(3, date(2027, 1, 10))
PER_PAGE = {BadgeFormat.TALL: 4, BadgeFormat.A6: 2, BadgeFormat.CARD: 10}


def a_photo(mode: str = "RGB", size: tuple[int, int] = (50, 70)) -> bytes:
    buffer = BytesIO()
    Image.new(mode, size).save(buffer, "JPEG")
    return buffer.getvalue()


def some_people() -> tuple:
    return tuple(
        a_person(kind.value, f"王{word}", attendance=kind, group="第三组", sector="经济界")
        for kind, word in zip(AttendanceKind, "甲乙丙丁戊己", strict=True)
    )


def test_the_kind_stands_on_a_badge_as_a_word_and_a_colour():
    content = render_badges(a_plan(people=some_people()), IMPRINT)
    words = ("委员", "列席", "特邀", "旁听", "记者", "工作人员")
    pages = "".join(read_pages(content))
    assert all(word in pages for word in words)
    with pdfplumber.open(BytesIO(content)) as pdf:
        filled = {
            rect["non_stroking_color"] for page in pdf.pages for rect in page.rects if rect["fill"]
        }
    assert set(COLOURS.values()) <= {tuple(round(part, 2) for part in colour) for colour in filled}
    assert len(set(COLOURS.values())) == len(AttendanceKind)


def test_members_are_called_by_the_kind_of_meeting():
    assert say_kind(AttendanceKind.MEMBER, MeetingKind.PLENARY) == "委员"
    assert say_kind(AttendanceKind.MEMBER, MeetingKind.CONSULTATION) == "出席"


@pytest.mark.parametrize("badge_format", BadgeFormat)
def test_a_sheet_holds_as_many_as_fit_inside_its_crop_marks(badge_format: BadgeFormat):
    people = tuple(a_person(f"p{at}", f"王{chr(0x4E00 + at)}") for at in range(11))
    content = render_badges(a_plan(people=people), IMPRINT, BadgeOptions(badge_format))
    with pikepdf.open(BytesIO(content)) as pdf:
        counts = [0] * len(pdf.pages)
        pages = {page.objgen: at for at, page in enumerate(pdf.pages)}
        for each in find_elements(pdf, "H1"):
            counts[pages[each.Pg.objgen]] += 1
    assert counts[0] == PER_PAGE[badge_format]
    assert sum(counts) == 11
    with pdfplumber.open(BytesIO(content)) as pdf:
        page = pdf.pages[0]
        assert sorted((round(page.width / MM), round(page.height / MM))) == [210, 297]
        for char in page.chars:
            assert 0 < char["x0"] < char["x1"] < page.width
        assert len(page.lines) >= 8


def test_a_photo_is_shown_as_it_came_and_a_missing_one_has_a_frame():
    people = (a_person("p1", "王芳"), a_person("p2", "李强"))
    photo = a_photo()
    content = render_badges(a_plan(people=people), IMPRINT, BadgeOptions(photos={"p1": photo}))
    with pikepdf.open(BytesIO(content)) as pdf:
        images = list(pdf.pages[0].Resources.XObject.values())
        assert [image.read_raw_bytes() for image in images] == [photo]
        figures = [str(each.Alt) for each in find_elements(pdf, "Figure")]
    assert figures == ["王　芳的照片"]
    assert read_pages(content)[0].count("照片") == 1
    with pdfplumber.open(BytesIO(content)) as pdf:
        image = pdf.pages[0].images[0]
    assert image["width"] / image["height"] == pytest.approx(50 / 70, abs=0.01)


def test_photos_that_are_none_are_named():
    people = (a_person("p1", "王芳"), a_person("p2", "李强"))
    with pytest.raises(PhotoError) as raised:
        badges_sheet(a_plan(people=people), BadgeOptions(photos={"p1": b"GIF89a", "p2": b""}))
    assert raised.value.names == ("王芳", "李强")
    assert "王芳、李强" in raised.value.wording.zh


@pytest.mark.parametrize(("mode", "colours"), [("L", 1), ("RGB", 3), ("CMYK", 4)])
def test_a_photo_says_its_size_and_colours(mode: str, colours: int):
    photo = read_photo(a_photo(mode, (30, 40)))
    assert photo is not None
    assert (photo.width, photo.height, photo.colours) == (30, 40, colours)
    assert photo.is_inverted is (mode == "CMYK")


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 10, 20, 100])
def test_a_photo_that_is_cut_short_is_refused(cut: int):
    content = a_photo()
    frame = content.index(b"\xff\xc0")
    assert read_photo(content[: min(cut, frame + 5)]) is None


def test_a_code_says_only_what_was_given():
    people = (a_person("p1", "王芳", contact="13800000000"),)
    plan = a_plan(people=people)
    plain = badges_sheet(plan)
    coded = badges_sheet(plan, BadgeOptions(codes={"p1": "https://plan.example/s/abc"}))
    assert (plain.badges[0].code, coded.badges[0].code) == ("", "https://plan.example/s/abc")
    assert "13800000000" not in repr(coded)
    content = render_badges(plan, IMPRINT, BadgeOptions(codes={"p1": "https://plan.example/s/abc"}))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert [str(each.Alt) for each in find_elements(pdf, "Figure")] == ["二维码"]


def test_numbers_are_places_in_the_roster_unless_given():
    people = tuple(a_person(f"p{at}", name) for at, name in enumerate(("王芳", "丁一", "李强"), 1))
    sheet = badges_sheet(a_plan(people=people), BadgeOptions(numbers={"p3": "A-7"}))
    assert [(badge.name, badge.number) for badge in sheet.badges] == [
        ("丁　一", "0002"),
        ("王　芳", "0001"),
        ("李　强", "A-7"),
    ]


def test_only_those_chosen_and_nobody_who_is_away():
    people = (a_person("p1", "王芳"), a_person("p2", "李强"))
    plan = a_plan(people=people, leaves=(Leave("p1", state=LeaveState.GRANTED),))
    assert [badge.name for badge in badges_sheet(plan).badges] == ["李　强"]
    chosen = badges_sheet(plan, BadgeOptions(only={"p1"}))
    assert [badge.name for badge in chosen.badges] == ["王　芳"]
    assert "尚未安排" in read_pages(render_badges(plan, IMPRINT, BadgeOptions(only=())))[0]


def test_group_and_sector_stand_under_the_name():
    content = render_badges(a_plan(people=some_people()[:1]), IMPRINT)
    assert read_tag(content, "H1") == ["王　甲"]
    assert read_tag(content, "P") == [
        "政协云岭省第十三届委员会第四次会议", "第三组", "经济界", "编号：0001", "委员",
    ]  # fmt: skip


def test_the_same_badges_give_the_same_bytes():
    plan = a_plan(people=some_people())
    options = BadgeOptions(photos={"member": a_photo()}, codes={"member": "x"})
    assert render_badges(plan, IMPRINT, options) == render_badges(plan, IMPRINT, replace(options))
