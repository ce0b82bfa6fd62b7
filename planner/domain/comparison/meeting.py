"""What changed in the meeting itself: key data, agenda, texts, settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.comparison.change import Change, ChangeKind
from planner.domain.comparison.naming import (
    say_nothing_more,
    say_person,
    say_plainly,
    say_sittings,
    say_words,
)
from planner.domain.comparison.passage import tell_passage
from planner.domain.comparison.record import (
    MANY,
    FieldWords,
    RecordWords,
    compare_records,
    make_change,
    name_records,
    pair_records,
    tell_change,
)
from planner.domain.vocabulary import CONDITIONS
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.directory import Directory
    from planner.domain.plan import AgendaItem, Plan, TextBlock

NOBODY = Wording("", "")
BODY = Wording("正文", "body")


def say_conditions(directory: Directory, value: object) -> Wording:
    """Return conditions of a meeting in words."""
    names = value if isinstance(value, tuple) else ()
    words = [CONDITIONS.get(name, say_plainly(directory, name)) for name in names]
    return Wording("、".join(each.zh for each in words), ", ".join(each.en for each in words))


PLAN_FIELDS = (
    FieldWords("kind", Wording("会议类型", "kind of meeting")),
    FieldWords("title", Wording("会议名称", "title")),
    FieldWords("term", Wording("第几届", "term")),
    FieldWords("number", Wording("第几次", "number")),
    FieldWords("theme", Wording("会议主题", "theme")),
    FieldWords("place", Wording("会议地点", "place")),
    FieldWords("reports_on", Wording("报到日期", "registration day")),
    FieldWords("opens_on", Wording("开幕日期", "opening day")),
    FieldWords("closes_on", Wording("闭幕日期", "closing day")),
    FieldWords("starts_work_on", Wording("筹备开始日期", "start of work")),
    FieldWords("secretary_general", Wording("会议秘书长", "secretary-general"), say_person),
)
ORGANISATION_FIELDS = (
    FieldWords("name", Wording("机关名称", "organisation")),
    FieldWords("short_name", Wording("机关简称", "short name of the organisation")),
)
SETTINGS_FIELDS = (
    FieldWords("name_order", Wording("姓名排序方式", "order of names")),
    FieldWords("seat_rule", Wording("座次规则", "seat convention")),
    FieldWords("conditions", Wording("会议条件", "conditions"), say_conditions),
    FieldWords("sector_order", Wording("界别次序", "order of sectors"), say_nothing_more),
    FieldWords("calendar_notices", Wording("放假调休安排", "holiday notices"), say_nothing_more),
    FieldWords("stroke_overrides", Wording("笔画次序订正", "stroke overrides"), say_nothing_more),
    FieldWords("quorum_numerator", Wording("法定人数比例的分子", "quorum numerator")),
    FieldWords("quorum_denominator", Wording("法定人数比例的分母", "quorum denominator")),
    FieldWords("waivers", Wording("体检豁免", "waivers"), say_nothing_more),
    FieldWords("confidentiality", Wording("密级标识", "confidentiality label")),
)
AGENDA: RecordWords[AgendaItem] = RecordWords(
    place="agenda",
    noun=lambda _: Wording("议程", "agenda items"),
    unit="项",
    key=lambda each: each.key,
    name=lambda _, each: each.title or each.key,
    quoted_as=Wording("议程", "agenda item"),
    people=lambda each: (each.reporter,),
    sittings=lambda each: each.sittings,
    fields=(
        FieldWords("title", Wording("标题", "title")),
        FieldWords("reporter", Wording("报告人", "reporter"), say_person),
        FieldWords("sittings", Wording("审议会次", "sittings"), say_sittings),
        FieldWords("materials", Wording("会议材料", "materials"), say_words),
    ),
)
TEXT: RecordWords[TextBlock] = RecordWords(
    place="texts",
    noun=lambda _: Wording("文稿", "texts"),
    unit="篇",
    key=lambda each: each.key,
    name=lambda _, each: each.title or each.key,
    quoted_as=Wording("文稿", "text"),
    fields=(
        FieldWords("title", Wording("标题", "title")),
        FieldWords("body", BODY, say_nothing_more),
    ),
)


def compare_meeting(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the key data of the meeting."""
    houses = old.organisation, new.organisation
    yield from _compare_one(*houses, ORGANISATION_FIELDS, before, after, "organisation/")
    yield from _compare_one(old, new, PLAN_FIELDS, before, after)


def compare_agenda(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the agenda."""
    pairing = pair_records(old.agenda, new.agenda, AGENDA.key)
    yield from compare_records(AGENDA, pairing, before, after)


def compare_texts(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the texts of the house."""
    pairing = pair_records(old.texts, new.texts, TEXT.key)
    rewritten = [(was, now) for was, now in pairing.kept if was.body and now.body != was.body]
    if len(rewritten) <= MANY and all(now.body for _, now in rewritten):
        kept = tuple(
            (replace(was, body=now.body) if was.body else was, now) for was, now in pairing.kept
        )
        yield from compare_records(TEXT, replace(pairing, kept=kept), before, after)
        yield from (_tell_body(was, now, after) for was, now in rewritten)
        return
    yield from compare_records(TEXT, pairing, before, after)


def _tell_body(was: TextBlock, now: TextBlock, directory: Directory) -> Change:
    """Return what changed in the words of a text: the first sentence that differs."""
    subject = name_records(TEXT, [now], directory)
    head = tell_change(subject, BODY, NOBODY, NOBODY)
    passage = tell_passage(was.body, now.body)
    if passage.zh:
        head = Wording(f"{head.zh}，{passage.zh}", f"{head.en}: {passage.en}")
    change = make_change(TEXT, [was, now], ChangeKind.CHANGED, head, "body")
    return replace(change, field_name="body")


def compare_settings(old: Plan, new: Plan, before: Directory, after: Directory) -> Iterator[Change]:
    """Yield what changed in the settings of the house."""
    fields = SETTINGS_FIELDS
    yield from _compare_one(old.settings, new.settings, fields, before, after, "settings/")


def _compare_one(
    old: object,
    new: object,
    fields: tuple[FieldWords, ...],
    before: Directory,
    after: Directory,
    place: str = "",
) -> Iterator[Change]:
    for field in fields:
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            wording = tell_change(
                NOBODY, field.label, field.say(before, was), field.say(after, now)
            )
            yield Change(f"{place}{field.name}", ChangeKind.CHANGED, wording)
