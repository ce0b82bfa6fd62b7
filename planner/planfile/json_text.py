"""JSON from outside: what is not plain JSON is refused, and faults have the line they are on."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, PlanFileError, refuse_file, shorten_found
from planner.planfile.yaml_node import spell_path
from planner.planfile.yaml_reader import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planner.planfile.yaml_node import Path

LARGEST_BYTES = 8 * 1024 * 1024
DEEPEST = 32
MOST_FAULTS = 100
MOST_FIELDS, MOST_VALUES = 60, 250_000
BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
TOO_LARGE = Wording("文件超过 8 MB", "the file is larger than 8 MB")
TOO_DEEP = Wording("嵌套过深", "nested too deeply")
TOO_MANY = Wording("内容过多", "there is too much in it")
NOT_JSON = Wording("不是有效的 JSON", "not valid JSON")
NO_NUMBER = Wording("不是有效的数", "not a number")
TWICE = Wording("字段重复；请删去其中一个", "this field is there twice; remove one")


@dataclass(frozen=True, slots=True)
class JsonText:
    """The data of a JSON file, and its text to find where a part of it stands."""

    file: str
    text: str
    data: object

    def find_places(self, paths: Iterable[Path]) -> list[Place]:
        """Return the places of some parts; of a part that is missing, that of what is around."""
        wanted = list(paths)
        sought = {path[:length] for path in wanted for length in range(len(path) + 1)}
        lines: dict[Path, int] = {}
        for path, line, _ in each_mark(self.text):
            if path in sought and path not in lines:
                lines[path] = line
                if len(lines) == len(sought):
                    break
        return [
            Place(self.file, line=lines[_nearest(path, lines)], path=spell_path(path))
            for path in wanted
        ]


def _nearest(path: Path, lines: Mapping[Path, int]) -> Path:
    while path not in lines:
        path = path[:-1]
    return path


def read_json(raw: bytes, file: str) -> JsonText:
    """Return the data in JSON bytes, or raise PlanFileError that says where it is no JSON."""
    if len(raw) > LARGEST_BYTES:
        raise refuse_file(file, TOO_LARGE)
    text = decode_text(raw, file)
    check_bulk(text, file)
    has_twice = False

    def take(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal has_twice
        if len(pairs) > MOST_FIELDS:
            raise refuse_file(file, TOO_MANY)
        taken = dict(pairs)
        has_twice = has_twice or len(taken) < len(pairs)
        return taken

    def refuse(word: str) -> NoReturn:
        raise refuse_file(file, NO_NUMBER, word)

    try:
        data = json.loads(text, object_pairs_hook=take, parse_constant=refuse)
    except json.JSONDecodeError as error:
        place = Place(file, line=error.lineno, column=error.colno)
        raise PlanFileError(file, (Fault(place, shorten_found(error.msg), NOT_JSON),)) from error
    except ValueError as error:  # a whole number of thousands of digits
        raise refuse_file(file, NO_NUMBER) from error
    if has_twice:
        raise PlanFileError(file, tuple(islice(each_twice(text, file), MOST_FAULTS)))
    return JsonText(file, text, data)


def check_bulk(text: str, file: str) -> None:
    """Refuse more values, or more brackets within brackets, than any of our files needs."""
    if text.count(",") > MOST_VALUES:
        raise refuse_file(file, TOO_MANY)
    depth = 0
    for found in BRACKETS.finditer(text):
        sign = found[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            raise PlanFileError(file, (Fault(Place(file, line=line), "", TOO_DEEP),))


def each_twice(text: str, file: str) -> Iterator[Fault]:
    """Yield the fields that an object has already."""
    open_keys: list[set[str | int]] = []
    for path, line, is_key in each_mark(text):
        if is_key:
            del open_keys[len(path) :]
            while len(open_keys) < len(path):
                open_keys.append(set())
            if path[-1] in open_keys[-1]:
                place = Place(file, line=line, path=spell_path(path))
                yield Fault(place, shorten_found(path[-1]), TWICE)
            open_keys[-1].add(path[-1])
        else:
            del open_keys[len(path) :]


def each_mark(text: str) -> Iterator[tuple[Path, int, bool]]:
    """Yield every part of a valid JSON text: its path, its line, and whether it is a field."""
    path: list[str | int] = []
    is_key: list[bool] = []
    """For each bracket that is open, whether a field's name comes next; never so in a list."""
    line, at = 1, 0
    for found in TOKENS.finditer(text):
        sign = found[0]
        line, at = line + text.count("\n", at, found.start()), found.start()
        if sign in "]}":
            path.pop()
            is_key.pop()
        elif sign == ",":
            _step(path, is_key)
        elif sign != ":" and is_key and is_key[-1]:
            path[-1], is_key[-1] = json.loads(sign), False
            yield tuple(path), line, True
        elif sign != ":":
            yield tuple(path), line, False
            if sign in "[{":
                path.append(0 if sign == "[" else "")
                is_key.append(sign == "{")


def _step(path: list[str | int], is_key: list[bool]) -> None:
    """Go on to the next member of a list, or to the next field of an object."""
    step = path[-1]
    if isinstance(step, int):
        path[-1] = step + 1
    else:
        is_key[-1] = True
