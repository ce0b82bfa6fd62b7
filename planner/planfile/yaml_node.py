"""YAML text as plain data with the line of every part; what plans never need is refused.

Every scalar stays the text that was written: 9:00 is no number of seconds, 010 no octal.

Anchors, aliases, tags, several documents, deep nesting and endless input are faults: they have no
place in a plan and are what hostile files are made of. Built on the event stream, so that nothing
is ever expanded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, PlanFileError, shorten_found

if TYPE_CHECKING:
    from collections.abc import Iterator


Path = tuple[str | int, ...]
Data = object
DEEPEST = 16
MOST_EVENTS = 200_000
LONGEST_SCALAR = 250_000
NOTHING = frozenset({"null", "~", ""})


@dataclass(slots=True)
class YamlTree:
    """The data of a file, and where each part of it stands: line and column from 1."""

    file: str
    data: Data = None
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Return the place of a part, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            mark = self.marks.get(path[:length])
            if mark is not None:
                return Place(self.file, *mark, path=spell_path(path))
        return Place(self.file, path=spell_path(path))


def spell_path(path: Path) -> str:
    """Return a path as people count: ``sittings[3].held_on`` is the third sitting's day."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def read_tree(text: str, file: str) -> YamlTree:
    """Return the data of a YAML text; a text that cannot be read at all raises PlanFileError."""
    return _Builder(text, file).build()


TOO_DEEP = Wording("嵌套过深", "nested too deeply")


class _Builder:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.tree = YamlTree(file)

    def build(self) -> YamlTree:
        try:
            events = self._each_event()
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    self.tree.data = self._node(next(events), events, ())
                    self._expect_end(events)
        except yaml.MarkedYAMLError as error:
            problem = str(error.problem or error.context or "")
            if "nesting" in problem:
                self._stop(error.problem_mark, "", TOO_DEEP)
            self._stop(
                error.problem_mark,
                problem,
                Wording(
                    "不是有效的 YAML；请检查缩进、冒号后的空格和引号",
                    "not valid YAML; check indentation, the space after colons, and quotes",
                ),
            )
        except (yaml.YAMLError, ValueError) as error:  # characters that YAML does not allow
            self._stop(
                None,
                shorten_found(error),
                Wording("含有 YAML 不允许的字符", "a character that YAML does not allow"),
            )
        return self.tree

    def _each_event(self) -> Iterator[yaml.Event]:
        for count, event in enumerate(yaml.parse(self.text, Loader=yaml.CSafeLoader)):
            if count > MOST_EVENTS:
                self._stop(event.start_mark, "", Wording("文件过大", "the file has too many parts"))
            anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
            if anchor is not None:
                self._stop(
                    event.start_mark,
                    str(anchor),
                    Wording(
                        "方案文件不使用锚点和引用（& 与 *），请写出内容",
                        "plans do not use anchors and aliases (& and *); write the content out",
                    ),
                )
            if tag is not None:
                self._stop(
                    event.start_mark,
                    str(tag),
                    Wording("方案文件不使用标签（!）", "plans do not use tags (!)"),
                )
            yield event

    def _expect_end(self, events: Iterator[yaml.Event]) -> None:
        next(events)
        following = next(events)
        if isinstance(following, yaml.DocumentStartEvent):
            self._stop(
                following.start_mark,
                "---",
                Wording("一个文件只写一份方案", "one file holds one plan"),
            )

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> Data:
        mark: Any = event.start_mark
        self.tree.marks.setdefault(path, (mark.line + 1, mark.column + 1))
        if len(path) > DEEPEST:
            self._stop(mark, "", TOO_DEEP)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Data]:
        items: list[Data] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Data]:
        mapping: dict[str, Data] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._stop(
                    event.start_mark, "", Wording("字段名应为文字", "a field's name must be text")
                )
            key = event.value
            mark: Any = event.start_mark
            if key in mapping:
                place = Place(self.tree.file, mark.line + 1, mark.column + 1)
                expected = Wording(
                    "字段重复；请删去其中一个", "this field is there twice; remove one"
                )
                self.tree.faults.append(Fault(place, shorten_found(key), expected))
            self.tree.marks[*path, key] = (mark.line + 1, mark.column + 1)
            value = self._node(next(events), events, (*path, key))
            if value is not None:
                mapping[key] = value
        return mapping

    def _scalar(self, event: yaml.ScalarEvent) -> Data:
        value = event.value
        if len(value) > LONGEST_SCALAR:
            self._stop(
                event.start_mark, "", Wording("一段文字过长", "one piece of text is too long")
            )
        is_plain = event.style is None or event.implicit[0]
        return None if is_plain and value.lower() in NOTHING else value

    def _stop(self, mark: Any, found: str, expected: Wording) -> NoReturn:  # noqa: ANN401  either parser's mark
        place = Place(self.tree.file)
        if mark is not None:
            place = Place(self.tree.file, mark.line + 1, mark.column + 1)
        raise PlanFileError(self.tree.file, (Fault(place, shorten_found(found), expected),))
