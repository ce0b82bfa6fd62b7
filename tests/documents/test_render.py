"""Whole papers, read back."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import astuple, replace
from io import BytesIO

import pdfplumber
import pikepdf
import pytest

from planner.documents.catalogue import list_papers
from planner.documents.font import FontSettings
from planner.documents.glyphs import GlyphError, MissingGlyph
from planner.documents.imprint import Imprint
from planner.documents.press.metadata import Enclosure
from planner.documents.render import make_sheet, sheet_hash
from planner.documents.sheet.roster import RosterSheet
from planner.domain.error import UnknownReferenceError
from planner.domain.plan import AgendaItem, MeetingKind, NameOrder, Organisation, Plan, Settings
from planner.domain.sitting import ProceedingStep, Rostrum, RostrumRow
from planner.domain.task import Offset, Workstream
from planner.domain.timeline import Timeline
from tests.builders import a_person, a_plan, a_sitting, a_task
from tests.documents.papers import IMPRINT, the_pdf, the_sheet
from tests.documents.reading import find_elements, read_rows, read_tag

HOSTILE = "<b>&\"'(){}\\ %s {{7*7}} \u202e\u200b=1+1"
LONG_NAME = "阿布都热依木·吐尔逊江·买买提"


def a_meeting() -> Plan:
    people = (
        a_person("p1", "王芳", post="主席", unit="省政协", sector="经济界", rank=1),
        a_person("p2", LONG_NAME, post="副主席", unit="省政协", sector="农业界", rank=2),
        a_person("p3", "欧阳修远", post="处长", sector="农业界", rank=3),
    )
    sitting = a_sitting(
        presiders=("p1",),
        participants=("member",),
        steps=(ProceedingStep("作报告", 50, "p2", "请作报告。"),),
        rostrum=Rostrum((RostrumRow(("p1", "p2", "p3")),)),
    )
    return a_plan(
        people=people,
        sittings=(sitting,),
        agenda=(AgendaItem("a1", "听取和审议工作报告"),),
        workstreams=(Workstream("w1", "会务组", accountable="p1", lead="p2"),),
        tasks=tuple(
            a_task(f"t{number}", workstream="w1", owner=f"p{number}", offset=Offset(-10 * number))
            for number in (1, 2, 3)
        ),
        secretary_general="p1",
    )


def every_key(plan: Plan) -> list[str]:
    return [paper.key for paper in list_papers(plan)]


def an_empty_plan() -> Plan:
    return Plan(Organisation(""), MeetingKind.PLENARY, "", 1, 1)


@pytest.mark.parametrize("key", every_key(a_meeting()))
def test_every_paper_is_sound(key: str):
    content = the_pdf(a_meeting(), key)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title) == the_sheet(a_meeting(), key).masthead.title


@pytest.mark.parametrize("key", every_key(an_empty_plan()))
def test_a_plan_with_nothing_in_it_still_prints(key: str):
    assert "尚未安排" in "".join(read_tag(the_pdf(an_empty_plan(), key), "P"))


def test_the_same_plan_gives_the_same_bytes_in_another_process():
    code = (
        "from tests.documents.test_render import hash_papers\n"
        "for each in hash_papers():\n"
        "    print(each)\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    own = hash_papers()
    assert other.splitlines() == own
    assert len(own) == len(list_papers(a_meeting()))


def hash_papers() -> list[str]:
    plan = a_meeting()
    return [f"{key} {hashlib.sha256(the_pdf(plan, key)).hexdigest()}" for key in every_key(plan)]


def test_the_roster_says_what_its_sheet_says():
    plan = a_meeting()
    sheet = the_sheet(plan, "roster:strokes")
    assert isinstance(sheet, RosterSheet)
    head, *rows = read_rows(the_pdf(plan, "roster:strokes"))
    assert head == ["序号", "姓　名", "性别", "民族", "单位及职务", "界别", "备注"]
    assert rows == [list(astuple(entry)) for entry in sheet.sections[0].entries]


def test_tables_are_tagged_as_tables():
    content = the_pdf(a_meeting(), "roster:sector")
    with pikepdf.open(BytesIO(content)) as pdf:
        counts = {tag: len(find_elements(pdf, tag)) for tag in ("Document", "Table", "TR", "H1")}
        heads = find_elements(pdf, "TH")
        assert counts == {"Document": 1, "Table": 1, "TR": 1 + 2 + 3, "H1": 1}
        assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        marks = len(re.findall(rb"/MCID", pdf.pages[0].Contents.read_bytes()))
        assert len(parents[1]) == marks


def test_pdfplumber_finds_the_same_tree():
    with pdfplumber.open(BytesIO(the_pdf(a_meeting(), "roster:strokes"))) as pdf:
        tree = pdf.structure_tree
    kinds = [child["type"] for child in tree[0]["children"]]
    assert (tree[0]["type"], kinds) == ("Document", ["H1", "P", "P", "Table"])


def test_letters_have_a_bookmark_and_a_hash_each():
    plan = a_meeting()
    content = the_pdf(plan, "letters")
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["王芳", LONG_NAME, "欧阳修远"]
    letters = the_sheet(plan, "letters").letters
    with pdfplumber.open(BytesIO(content)) as pdf:
        feet = [page.extract_text().splitlines()[-1] for page in pdf.pages]
    assert [foot.split()[-1] for foot in feet] == [sheet_hash(each)[:8] for each in letters]
    assert all("第1页 共1页" in foot for foot in feet)


def test_the_foot_tells_which_paper_it_is():
    plan = a_meeting()
    with pdfplumber.open(BytesIO(the_pdf(plan, "agenda"))) as pdf:
        foot = pdf.pages[0].extract_text().splitlines()[-1]
    digest = sheet_hash(the_sheet(plan, "agenda"))[:8]
    assert foot.split() == [
        "议程", "第3稿", "2026年12月25日印发", "第1页", "共1页", "校验码", digest,
    ]  # fmt: skip


def test_a_draft_says_so_and_has_no_day_of_issue():
    content = the_pdf(a_meeting(), "agenda", imprint=Imprint())
    with pdfplumber.open(BytesIO(content)) as pdf:
        assert "草稿" in pdf.pages[0].extract_text()
    with pikepdf.open(BytesIO(content)) as pdf:
        assert "/CreationDate" not in pdf.docinfo


def test_a_confidential_paper_carries_its_label_on_every_page():
    plan = replace(a_meeting(), settings=Settings(confidentiality="工作秘密"))
    with pdfplumber.open(BytesIO(the_pdf(plan, "rostrum:s1"))) as pdf:
        labels = [page.extract_text().splitlines()[0] for page in pdf.pages]
    assert labels == ["工作秘密"] * len(labels)


def test_a_missing_glyph_stops_the_paper_with_every_name_and_its_place():
    people = (a_person("p1", "王\ue000"), a_person("p2", "李\U0001f600"))
    plan = a_plan(people=people, settings=Settings(name_order=NameOrder.PINYIN))
    with pytest.raises(GlyphError) as caught:
        the_pdf(plan, "roster:strokes")
    place = f"{plan.title}出席人员名册"
    assert set(caught.value.missing) == {
        MissingGlyph("\ue000", "王　\ue000", place),
        MissingGlyph("\U0001f600", "李　\U0001f600", place),
    }
    assert "王　\ue000" in caught.value.wording.zh


def test_hostile_text_is_printed_as_text():
    plan = a_plan(title=HOSTILE, agenda=(AgendaItem("a1", HOSTILE),))
    content = the_pdf(plan, "agenda")
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo.Title) == f"{HOSTILE}议程"
    visible = HOSTILE.replace("\u202e", "").replace("\u200b", "")
    assert read_tag(content, "P") == [f"一、{visible}"]


@pytest.mark.parametrize("text", [HOSTILE, "长" * 5_000, "A" * 2_000, "", "\n\n", "·" * 300])
def test_no_text_breaks_a_paper(text: str):
    person = a_person("p1", text, post=text, unit=text, sector=text)
    sitting = a_sitting(
        name=text,
        content=text,
        place=text,
        presiders=("p1",),
        steps=(ProceedingStep(text, 1, "p1", text),),
        rostrum=Rostrum((RostrumRow(("p1", "nobody")), RostrumRow(()))),
    )
    plan = a_plan(people=(person,), sittings=(sitting,), agenda=(AgendaItem("a", text),))
    for key in every_key(plan):
        with pikepdf.open(BytesIO(the_pdf(plan, key))) as pdf:
            assert pdf.check_pdf_syntax() == []


def test_a_calendar_travels_inside_the_schedule():
    enclosure = Enclosure("schedule.ics", b"BEGIN:VCALENDAR", "日程")
    content = the_pdf(a_meeting(), "schedule:public", attachments=(enclosure,))
    assert content == the_pdf(a_meeting(), "schedule:public", attachments=(enclosure,))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.attachments["schedule.ics"].get_file().read_bytes() == b"BEGIN:VCALENDAR"


def test_papers_print_with_nothing_but_the_fonts_that_are_always_there():
    content = the_pdf(a_meeting(), "agenda", fonts=FontSettings(folders=()))
    assert read_tag(content, "P") == ["一、听取和审议工作报告"]
    with pdfplumber.open(BytesIO(content)) as pdf:
        names = {char["fontname"].partition("+")[2] for char in pdf.pages[0].chars}
    assert names == {"NotoSerifSC-Regular"}


def test_the_fonts_embedded_hold_no_more_than_what_is_shown():
    assert len(the_pdf(a_meeting(), "agenda")) < 60_000


def test_an_unknown_paper_is_refused():
    plan = a_meeting()
    paper = replace(list_papers(plan)[0], key="rostrum:nowhere")
    with pytest.raises(UnknownReferenceError):
        make_sheet(plan, Timeline(()), paper, IMPRINT.issued_on)
