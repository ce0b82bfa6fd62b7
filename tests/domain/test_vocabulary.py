from planner.domain.plan import MeetingKind, NameOrder
from planner.domain.sitting import RowOrder, SittingKind
from planner.domain.vocabulary import LABELS, label


def test_terms_that_share_a_value_keep_their_own_words() -> None:
    assert [
        label(term).zh
        for term in (
            NameOrder.STROKES,
            RowOrder.STROKES,
            MeetingKind.STANDING,
            SittingKind.STANDING,
        )
    ] == ["姓氏笔画", "按姓氏笔画", "常务委员会会议", "常委会会议"]


def test_every_term_of_a_kind_has_words() -> None:
    kinds = {type(term) for term in LABELS}
    assert set(LABELS) == {term for kind in kinds for term in kind}
    assert len(LABELS) == sum(map(len, kinds))
