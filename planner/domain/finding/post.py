"""Posts and names in the texts, held against the roster: out-of-date titles, names mistyped.

The texts are read once from left to right; at every place a known post or a known name is looked
up by its length, so the work grows with the texts and not with the roster.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.domain.finding.passage import list_passages
from planner.domain.finding.rule import warn
from planner.domain.person_name import split_name
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.finding.inspection import Inspection
    from planner.domain.finding.passage import Passage
    from planner.domain.finding.value import Finding
    from planner.domain.person import Person
    from planner.domain.plan import Plan

SHORTEST_POST, LONGEST_POST = 2, 16
SHORTEST_TYPED = 3
"""Of shorter names one wrong character leaves too little to know them by."""
SEPARATORS = frozenset("、，。；：·（）()《》“” \u3000\n")

GENERAL = frozenset(
    {"委员", "常委", "常务委员", "代表", "召集人", "主持人", "组长", "副组长", "成员"}
)
"""Said of many people beside their post; no sign that a post is out of date."""

OUT_OF_DATE = warn("post-out-of-date", "核对现任职务", "Check the present post")
MISTYPED = warn("name-mistyped", "核对姓名用字", "Check how the name is written")


@dataclass(frozen=True, slots=True)
class _Index:
    """The roster by what a text may say of it; only names and posts that are unambiguous."""

    by_name: dict[str, Person]
    by_post: dict[str, Person]
    posts: frozenset[str]
    name_lengths: tuple[int, ...]

    @classmethod
    def of(cls, plan: Plan) -> _Index:
        named, posted = defaultdict(list), defaultdict(list)
        for person in plan.people:
            named[split_name(person.name).proper].append(person)
            if SHORTEST_POST <= len(person.post) <= LONGEST_POST:
                posted[person.post].append(person)
        by_name = {
            name: people[0]
            for name, people in named.items()
            if len(people) == 1 and len(name) > 1 and people[0].post
        }
        by_post = {post: people[0] for post, people in posted.items() if len(people) == 1}
        lengths = tuple(sorted({len(name) for name in by_name}, reverse=True))
        return cls(by_name, by_post, frozenset(posted) - GENERAL, lengths)


def check_posts(inspection: Inspection) -> Iterator[Finding]:
    """Yield texts that give somebody another post than the roster, or misspell a post's holder."""
    index = _Index.of(inspection.plan)
    for passage in list_passages(inspection.plan):
        yield from _check_titles(passage, index)
        yield from _check_spelling(passage, index)


def _check_titles(passage: Passage, index: _Index) -> Iterator[Finding]:
    for at, person in _find_people(passage.text, index):
        post = _post_before(passage.text, at, index)
        if post and not _is_same_post(post, person):
            why = Wording(
                f"文中是“{post}{person.name}”，名册中的职务是“{person.post}”",
                f"the text has “{post}{person.name}”, the roster “{person.post}”",
            )
            yield OUT_OF_DATE.at(passage.place, passage.place_name, why)


def _find_people(text: str, index: _Index) -> Iterator[tuple[int, Person]]:
    at = 0
    while at < len(text):
        found = next(
            (
                each
                for length in index.name_lengths
                if (each := text[at : at + length]) in index.by_name
            ),
            "",
        )
        if found:
            yield at, index.by_name[found]
        at += len(found) or 1


def _post_before(text: str, end: int, index: _Index) -> str:
    """Return the longest known post that ends where a name begins, or nothing."""
    if end and text[end - 1] in SEPARATORS:
        end -= 1
    starts = range(max(0, end - LONGEST_POST), end - SHORTEST_POST + 1)
    return next((text[start:end] for start in starts if text[start:end] in index.posts), "")


def _is_same_post(post: str, person: Person) -> bool:
    """Tell whether one post is the other said in full or in short (省政协主席, 主席)."""
    own = {person.post, f"{person.unit}{person.post}"}
    return any(_ends_as_word(each, post) or _ends_as_word(post, each) for each in own)


def _ends_as_word(longer: str, shorter: str) -> bool:
    """Tell whether a post ends in another one that is not its lower degree: 副主席 is no 主席."""
    head = longer.removesuffix(shorter)
    return longer.endswith(shorter) and not head.endswith(("副", "助理", "原", "前"))


def _check_spelling(passage: Passage, index: _Index) -> Iterator[Finding]:
    text = passage.text
    for end in range(SHORTEST_POST, len(text)):
        post = _post_before(text, end, index) if text[end] not in SEPARATORS else ""
        person = index.by_post.get(post)
        if person is None:
            continue
        name = split_name(person.name).proper
        typed = text[end : end + len(name)]
        if len(name) >= SHORTEST_TYPED and _is_one_off(typed, name) and typed not in index.by_name:
            why = Wording(
                f"文中是“{post}{typed}”，名册中是“{person.name}”",
                f"the text has “{post}{typed}”, the roster “{person.name}”",
            )
            yield MISTYPED.at(passage.place, passage.place_name, why)


def _is_one_off(typed: str, name: str) -> bool:
    if len(typed) != len(name):
        return False
    return sum(one != other for one, other in zip(typed, name, strict=True)) == 1
