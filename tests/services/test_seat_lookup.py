"""Links to one's own seat, and what they tell: never a draft, never anybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from planner.domain.seating.deed import Deed, DeedKind
from planner.models import SeatLinkRecord
from planner.services.attempt import LOCK_WINDOW, NAME_LIMIT
from planner.services.error import MissingRecordError
from planner.services.seat_link import (
    CODE_LETTERS,
    derive_link,
    find_links,
    make_links,
    renew_links,
)
from planner.services.seat_lookup import ask_for_seat, find_link, mask_name, open_card
from planner.services.seating_deed import apply_deeds
from planner.services.seating_review import (
    Verdict,
    begin_amendment,
    decide_seating,
    submit_seating,
)
from planner.services.sign_in_error import LockedOutError
from planner.services.sign_in_policy import Caller, SignInPolicy
from tests.conftest import NOW, TODAY, scoped
from tests.seated import ACTOR, Seated, seat_meeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from planner.services.seat_lookup import SeatCard
    from tests.conftest import House

SECRET = "a secret of the tests, long enough to do"  # noqa: S105  of the tests
POLICY = SignInPolicy(secret=SECRET)
PHONE = Caller("203.0.113.9")


@pytest.fixture
def seated(sessions: Callable[[], ScopedSession], house: House) -> Seated:
    return seat_meeting(sessions, house)


def approve(sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> None:
    with scoped(sessions, house) as session:
        where = (seated.meeting, seated.seating)
        number = submit_seating(session, *where, "请审定", ACTOR, TODAY)
        decide_seating(session, *where, Verdict(number, is_approved=True), ACTOR, TODAY)


def make(sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> dict[str, str]:
    with scoped(sessions, house) as session:
        make_links(session, seated.meeting, SECRET, ACTOR)
        links = find_links(session, seated.meeting, SECRET)
    return {who: each.token for who, each in links.items()}


def look(sessions: Callable[[], ScopedSession], token: str) -> SeatCard | None:
    with sessions() as session:
        link = find_link(session, token)
        return open_card(session, link) if link else None


def test_a_link_is_always_the_same_and_says_nothing() -> None:
    link = derive_link(SECRET, 1, 2, "p1", 1)
    assert link == derive_link(SECRET, 1, 2, "p1", 1)
    others = [
        derive_link("another", 1, 2, "p1", 1),
        derive_link(SECRET, 2, 2, "p1", 1),
        derive_link(SECRET, 1, 3, "p1", 1),
        derive_link(SECRET, 1, 2, "p2", 1),
        derive_link(SECRET, 1, 2, "p1", 2),
    ]
    assert len({each.token for each in (link, *others)}) == 6
    assert len({each.code for each in (link, *others)}) == 6
    assert len(link.token) == 32
    assert set(link.code) <= set(CODE_LETTERS)
    assert link.token not in repr(link)


def test_only_hashes_are_kept(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> None:
    tokens = make(sessions, house, seated)
    with scoped(sessions, house) as session:
        rows = session.scalars(select(SeatLinkRecord)).all()
        assert {row.person for row in rows} == set(tokens)
        kept = {str(value) for row in rows for value in vars(row).values()}
    assert not kept & set(tokens.values())


def test_links_are_made_once(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> None:
    first = make(sessions, house, seated)
    with scoped(sessions, house) as session:
        assert make_links(session, seated.meeting, SECRET, ACTOR) == 0
    assert make(sessions, house, seated) == first


def test_one_sees_ones_own_approved_seat(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> None:
    tokens = make(sessions, house, seated)
    approve(sessions, house, seated)
    card = look(sessions, tokens["c"])
    assert card is not None
    assert (card.name, len(card.seats)) == ("马*", 1)
    own = card.seats[0]
    assert own.place is not None
    assert own.place[2].key == "1-3"
    assert [each.name for each in own.sittings] == ["全体会议"]
    assert (own.name, own.number) == ("大会", 1)


def test_a_draft_is_never_told(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> None:
    tokens = make(sessions, house, seated)
    assert look(sessions, tokens["c"]).seats == ()  # type: ignore[union-attr]
    approve(sessions, house, seated)
    with scoped(sessions, house) as session:
        begin_amendment(session, seated.meeting, seated.seating, ACTOR, TODAY)
        deed = Deed(DeedKind.MOVE, ("c",), "2-4")
        apply_deeds(session, seated.meeting, seated.seating, [deed], ACTOR, TODAY)
    card = look(sessions, tokens["c"])
    assert card is not None
    assert card.seats[0].place is not None
    assert card.seats[0].place[2].key == "1-3"


def test_a_link_made_anew_voids_the_former(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> None:
    tokens = make(sessions, house, seated)
    with scoped(sessions, house) as session:
        assert renew_links(session, seated.meeting, SECRET, "c", ACTOR) == 1
    assert look(sessions, tokens["c"]) is None
    fresh = make(sessions, house, seated)
    assert {who for who in tokens if tokens[who] != fresh[who]} == {"c"}
    with scoped(sessions, house) as session:
        assert renew_links(session, seated.meeting, SECRET, None, ACTOR) == len(tokens)
    assert look(sessions, fresh["c"]) is None
    with scoped(sessions, house) as session, pytest.raises(MissingRecordError):
        renew_links(session, seated.meeting, SECRET, "nobody", ACTOR)


def test_another_secret_opens_nothing_and_is_mended(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated
) -> None:
    make(sessions, house, seated)
    with scoped(sessions, house) as session:
        session.execute(update(SeatLinkRecord).values(made_at=NOW))
        assert find_links(session, seated.meeting, "another secret") == {}
        assert make_links(session, seated.meeting, "another secret", ACTOR) > 0
        assert "c" in find_links(session, seated.meeting, "another secret")


@pytest.mark.parametrize("token", ["", "x", "y" * 1000, "wrong"])
def test_what_is_no_link_leads_nowhere(
    sessions: Callable[[], ScopedSession], house: House, seated: Seated, token: str
) -> None:
    make(sessions, house, seated)
    assert look(sessions, token) is None


class Poster:
    """The page of a meeting where people ask by name."""

    def __init__(self, sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> None:
        self.sessions, self.now = sessions, NOW
        self.tokens = make(sessions, house, seated)
        with scoped(sessions, house) as session:
            links = find_links(session, seated.meeting, SECRET)
        self.codes = {who: each.code for who, each in links.items()}

    def ask(self, name: str, code: str, caller: Caller = PHONE) -> str | None:
        with self.sessions() as session:
            link = find_link(session, self.tokens[""])
            assert link is not None
            return ask_for_seat(session, link, name, code, caller, self.now, POLICY)


@pytest.fixture
def poster(sessions: Callable[[], ScopedSession], house: House, seated: Seated) -> Poster:
    approve(sessions, house, seated)
    return Poster(sessions, house, seated)


def test_name_and_code_lead_to_ones_own_link(poster: Poster) -> None:
    code = poster.codes["c"]
    spaced = f" {code[:3].lower()}-{code[3:]} "
    assert poster.ask("马　明", spaced) == poster.tokens["c"]


def test_an_unknown_name_and_a_wrong_code_answer_alike(poster: Poster) -> None:
    assert poster.ask("马明", poster.codes["a"]) is None
    assert poster.ask("没有此人", poster.codes["a"]) is None
    assert poster.ask("", "") is None


def test_guessing_a_code_is_limited_and_the_lock_ends(poster: Poster) -> None:
    for _ in range(NAME_LIMIT):
        assert poster.ask("马明", "AAAAAA") is None
    with pytest.raises(LockedOutError):
        poster.ask("马明", poster.codes["c"], Caller("198.51.100.1"))
    assert poster.ask("丁明", poster.codes["a"]) == poster.tokens["a"]
    poster.now = NOW + LOCK_WINDOW + timedelta(minutes=1)
    assert poster.ask("马明", poster.codes["c"]) == poster.tokens["c"]


def test_ones_own_code_does_not_clear_what_failed_for_others(poster: Poster) -> None:
    for _ in range(NAME_LIMIT - 1):
        poster.ask("马明", "AAAAAA")
    poster.ask("丁明", poster.codes["a"])
    poster.ask("马明", "AAAAAA")
    with pytest.raises(LockedOutError):
        poster.ask("马明", "AAAAAA")


def test_somebody_of_another_meeting_is_unknown(
    sessions: Callable[[], ScopedSession], other_house: House, poster: Poster
) -> None:
    there = seat_meeting(sessions, other_house)
    approve(sessions, other_house, there)
    theirs = Poster(sessions, other_house, there)
    assert poster.ask("马明", theirs.codes["c"]) is None
    assert theirs.ask("马明", theirs.codes["c"]) == theirs.tokens["c"]


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王芳", "王*"), ("王小芳", "王*芳"), ("欧阳修远", "欧**远"), ("王", "王"), ("", "")],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_replaced_caller_keeps_no_address(poster: Poster) -> None:
    for number in range(NAME_LIMIT + 2):
        poster.ask(f"没有此人{number}", "AAAAAA", replace(PHONE, device="x"))
