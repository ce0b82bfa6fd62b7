"""Comparing two lists of the plan, record by record and field by field; similar changes together.

The same change of one field for several records is one sentence; of a field that changed in many
records in many ways, one sentence names the first and counts the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from planner.domain.comparison.change import Change, ChangeKind
from planner.domain.comparison.naming import say_plainly
from planner.domain.enumeration import NAMED, list_names, quote
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from planner.domain.comparison.naming import Say
    from planner.domain.directory import Directory

T = TypeVar("T")
MANY = 5
"""Of more single changes of one field than this, one sentence tells."""
MANY_KINDS = 10
"""Of more different changes of one field than this, one sentence tells all."""


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field's name in the plan, what it is called, and how its values are said."""

    name: str
    label: Wording
    say: Say = say_plainly


@dataclass(frozen=True, slots=True)
class RecordWords(Generic[T]):
    """How a list of the plan is told about; functions take the record or the directory first."""

    place: str
    noun: Callable[[T], Wording]
    """What they are: 任务 tasks, 列席人员; also how added and removed ones are grouped."""
    unit: str
    """The measure word: 名, 项, 个."""
    key: Callable[[T], str]
    name: Callable[[Directory, T], str]
    fields: tuple[FieldWords, ...]
    quoted_as: Wording | None = None
    """What one is called before its name in quotation marks: 任务“…”; None for bare names."""
    people: Callable[[T], tuple[str, ...]] = lambda _: ()
    sittings: Callable[[T], tuple[str, ...]] = lambda _: ()


@dataclass(frozen=True, slots=True)
class Pairing(Generic[T]):
    """Two lists put side by side by their keys; equal keys by their order."""

    added: tuple[T, ...]
    removed: tuple[T, ...]
    kept: tuple[tuple[T, T], ...]
    is_reordered: bool


@dataclass(frozen=True, slots=True)
class _Difference(Generic[T]):
    field: FieldWords
    old: T
    new: T
    was: Wording
    now: Wording


def pair_records(old: Sequence[T], new: Sequence[T], key: Callable[[T], str]) -> Pairing[T]:
    """Return two lists side by side."""
    olds, news = _number(old, key), _number(new, key)
    common = [mark for mark in olds if mark in news]
    return Pairing(
        added=tuple(each for mark, each in news.items() if mark not in olds),
        removed=tuple(each for mark, each in olds.items() if mark not in news),
        kept=tuple((olds[mark], news[mark]) for mark in common),
        is_reordered=common != [mark for mark in news if mark in olds],
    )


def compare_records(
    words: RecordWords[T],
    pairing: Pairing[T],
    before: Directory,
    after: Directory,
) -> Iterator[Change]:
    """Yield what changed in a list: added, removed, changed field by field, order."""
    yield from _tell_groups(words, pairing.added, after, ChangeKind.ADDED)
    yield from _tell_groups(words, pairing.removed, before, ChangeKind.REMOVED)
    for field in words.fields:
        differences = [
            _Difference(field, old, new, field.say(before, was), field.say(after, now))
            for old, new in pairing.kept
            if (was := getattr(old, field.name)) != (now := getattr(new, field.name))
        ]
        yield from _tell_differences(words, differences, after)
    if pairing.is_reordered:
        noun = words.noun(pairing.kept[0][1])
        wording = Wording(f"{noun.zh}的次序有调整", f"{noun.en}: order changed")
        yield Change(words.place, ChangeKind.CHANGED, wording)


def tell_change(subject: Wording, label: Wording, was: Wording, now: Wording) -> Wording:
    """Return the sentence for one changed value; values without words only tell that it changed."""
    of_zh, of_en = (f"{subject.zh}的", f"{subject.en}: ") if subject.zh else ("", "")
    head_zh, head_en = f"{of_zh}{label.zh}", f"{of_en}{label.en}"
    if was == now:
        return Wording(f"{head_zh}有调整", f"{head_en} revised")
    if not was.zh:
        return Wording(f"{head_zh}定为{now.zh}", f"{head_en} set to {now.en}")
    if not now.zh:
        return Wording(f"{head_zh}{was.zh}取消", f"{head_en} {was.en} removed")
    return Wording(
        f"{head_zh}由{was.zh}改为{now.zh}",
        f"{head_en} changed from {was.en} to {now.en}",
    )


def _number(records: Iterable[T], key: Callable[[T], str]) -> dict[tuple[str, int], T]:
    counts: Counter[str] = Counter()
    numbered = {}
    for record in records:
        mark = key(record)
        numbered[mark, counts[mark]] = record
        counts[mark] += 1
    return numbered


def _tell_groups(
    words: RecordWords[T], records: Sequence[T], directory: Directory, kind: ChangeKind
) -> Iterator[Change]:
    groups: dict[Wording, list[T]] = defaultdict(list)
    for record in records:
        groups[words.noun(record)].append(record)
    verb = ("增加", "added") if kind is ChangeKind.ADDED else ("减少", "removed")
    for noun, group in groups.items():
        names = _list_names(words, group, directory)
        wording = Wording(
            f"{verb[0]}{noun.zh} {len(group)} {words.unit}：{names.zh}",
            f"{noun.en}: {len(group)} {verb[1]}: {names.en}",
        )
        yield make_change(words, group, kind, wording)


def _tell_differences(
    words: RecordWords[T], differences: Sequence[_Difference[T]], directory: Directory
) -> Iterator[Change]:
    alike: dict[tuple[Wording, Wording], list[_Difference[T]]] = defaultdict(list)
    for each in differences:
        alike[each.was, each.now].append(each)
    if len(alike) > MANY_KINDS:
        yield _tell_many(words, differences, directory)
        return
    singles = [group[0] for group in alike.values() if len(group) == 1]
    if len(singles) > MANY:
        yield _tell_many(words, singles, directory)
        singles = []
    for (was, now), group in alike.items():
        if len(group) > 1 or group[0] in singles:
            subject = name_records(words, [each.new for each in group], directory)
            wording = tell_change(subject, group[0].field.label, was, now)
            yield _make_difference(words, group, wording)


def _tell_many(
    words: RecordWords[T], group: Sequence[_Difference[T]], directory: Directory
) -> Change:
    subject = name_records(words, [each.new for each in group], directory)
    label = group[0].field.label
    wording = Wording(f"{subject.zh}的{label.zh}有调整", f"{subject.en}: {label.en} changed")
    return _make_difference(words, group, wording)


def _make_difference(
    words: RecordWords[T], group: Sequence[_Difference[T]], wording: Wording
) -> Change:
    records = [each for pair in group for each in (pair.old, pair.new)]
    name = group[0].field.name
    change = make_change(
        words, records, ChangeKind.CHANGED, wording, name if len(group) == 1 else ""
    )
    return replace(change, field_name=name)


def make_change(
    words: RecordWords[T],
    records: Sequence[T],
    kind: ChangeKind,
    wording: Wording,
    field: str = "",
) -> Change:
    """Return the change that a sentence about some records tells."""
    keys = dict.fromkeys(words.key(each) for each in records)
    parts = [words.place, *([next(iter(keys))] if len(keys) == 1 else []), field]
    return Change(
        place="/".join(part for part in parts if part),
        kind=kind,
        wording=wording,
        people=tuple(dict.fromkeys(key for each in records for key in words.people(each) if key)),
        sittings=tuple(dict.fromkeys(key for each in records for key in words.sittings(each))),
        records=tuple(keys),
    )


def name_records(words: RecordWords[T], records: Sequence[T], directory: Directory) -> Wording:
    """Return what records are called at the beginning of a sentence: 任务“…”、“…”."""
    names = _list_names(words, records, directory)
    noun = words.quoted_as
    if noun is None:
        return names
    if len(records) <= NAMED:
        return Wording(f"{noun.zh}{names.zh}", f"{noun.en} {names.en}")
    return Wording(f"{names.zh}{noun.zh}", f"{noun.en} {names.en}")


def _list_names(words: RecordWords[T], records: Sequence[T], directory: Directory) -> Wording:
    names = [words.name(directory, each) for each in records]
    quoted = [quote(each) for each in names] if words.quoted_as else names
    return list_names(quoted, words.unit)
