from datetime import date

import pytest

from planner.domain.plan import Edition
from planner.services.package_record import WrittenFile, recall_edition

RECORD = {"文件/01-议程.pdf": WrittenFile("00", "agenda", "aa", 3, "2026-12-01")}
NOW = Edition(5, date(2027, 1, 4))


@pytest.mark.parametrize(
    ("edition", "key", "content", "expected"),
    [
        (NOW, "agenda", "aa", Edition(3, date(2026, 12, 1))),
        (NOW, "agenda", "bb", NOW),
        (NOW, "notice", "aa", NOW),
        (Edition(2, date(2026, 11, 1)), "agenda", "aa", Edition(2, date(2026, 11, 1))),
        (Edition(), "agenda", "aa", Edition()),
    ],
)
def test_document_bears_the_revision_in_which_it_last_changed(
    edition: Edition, key: str, content: str, expected: Edition
) -> None:
    assert recall_edition(RECORD, edition, key, content) == expected


def test_recorded_draft_says_nothing() -> None:
    draft = {"文件/01-议程.pdf": WrittenFile("00", "agenda", "aa")}
    assert recall_edition(draft, NOW, "agenda", "aa") == NOW
