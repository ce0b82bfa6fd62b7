"""Photos of people: whose they are, what is refused, and what is left of what cameras add."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sqlalchemy import select

from planner.models import PortraitRecord
from planner.services.error import MissingRecordError
from planner.services.portrait import (
    Finder,
    PhotosTaken,
    list_portraits,
    put_photo,
    read_photo,
    remove_photo,
    take_photos,
)
from planner.services.portrait_file import (
    HEIGHT,
    MOST_FILES,
    WIDTH,
    PhotoFile,
    PortraitRefusedError,
    make_portrait,
    unpack_files,
)
from planner.services.seat_link import make_links
from tests.builders import a_person
from tests.conftest import scoped
from tests.pictures import (
    a_bomb,
    a_photo,
    a_photo_with_facts,
    a_windows_archive,
    an_archive,
)
from tests.seated import ACTOR, a_seated_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.models import ScopedSession
    from tests.conftest import House, Publisher


def open_photo(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_photo_becomes_a_jpeg_of_one_size(kind: str) -> None:
    picture = open_photo(make_portrait(a_photo(kind)))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (WIDTH, HEIGHT), "RGB")


def test_what_cameras_add_is_gone_and_the_photo_stands_upright() -> None:
    content = make_portrait(a_photo_with_facts())
    assert b"SECRET" not in content
    picture = open_photo(content)
    assert dict(picture.getexif()) == {}
    red, _, blue = picture.getpixel((WIDTH // 2, 30))  # type: ignore[misc]
    assert red > blue


def test_what_shines_through_stands_on_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (300, 400), (0, 0, 0, 0)).save(target, "PNG")
    assert open_photo(make_portrait(target.getvalue())).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不是能用的照片"),
        (b"GIF89a" + b"x" * 100, "不是能用的照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是能用的照片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "不是能用的照片"),
        (a_photo()[:600], "不是能用的照片"),
        (a_photo(size=(60, 80)), "照片太小"),
        (a_bomb(), "照片像素太大"),
        (b"\xff\xd8" + b"x" * (20 * 1024 * 1024), "超过 20 MB"),
    ],
    ids=["empty", "gif", "svg", "head", "cut", "small", "bomb", "large"],
)
def test_what_is_no_photo_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(PortraitRefusedError) as caught:
        make_portrait(content)
    assert said in caught.value.wording.zh


def test_archives_are_unpacked_whatever_made_them() -> None:
    files = {"照片/王芳.jpg": b"a", "__MACOSX/._王芳.jpg": b"x", ".DS_Store": b"x", "照片/": b""}
    found = list(unpack_files([PhotoFile("a.zip", an_archive(files))]))
    assert [(each.stem, each.content) for each in found] == [("王芳", b"a")]
    windows = PhotoFile("b.zip", a_windows_archive("李建国.jpg", b"b"))
    assert [each.stem for each in unpack_files([windows])] == ["李建国"]


def test_broken_and_endless_archives_are_told() -> None:
    broken = list(unpack_files([PhotoFile("a.zip", b"PK\x03\x04" + b"x" * 40)]))
    assert [each.fault is not None for each in broken] == [True]
    many = an_archive({f"{at}.jpg": b"" for at in range(MOST_FILES + 5)})
    found = list(unpack_files([PhotoFile("a.zip", many)]))
    assert len(found) == MOST_FILES + 1
    assert found[-1].fault is not None


def test_a_member_of_an_archive_is_read_no_further_than_it_may_be() -> None:
    large = an_archive({"王芳.jpg": b"\0" * (30 * 1024 * 1024)})
    assert len(large) < 100_000
    found = list(unpack_files([PhotoFile("a.zip", large)]))
    assert len(found[0].content) == 20 * 1024 * 1024 + 1


PEOPLE = (
    a_person("P001", "王芳"),
    a_person("P002", "李建国"),
    a_person("P003", "张伟"),
    a_person("P004", "张伟"),
    a_person("P005", "艾尔肯·吐尼亚孜"),
)


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("王芳.jpg", "P001"),
        ("王　芳.JPG", "P001"),
        ("p002.png", "P002"),
        ("0003.jpg", "P003"),
        ("0001 王芳.jpg", "P001"),
        ("经济界-李建国-照片.jpg", "P002"),
        ("P004_张伟.jpg", "P004"),
        ("艾尔肯吐尼亚孜.jpg", "P005"),
        ("C:\\照片\\王芳.jpg", "P001"),
        ("张伟.jpg", "有 2 人对得上"),
        ("王芳-李建国.jpg", "有 2 人对得上"),
        ("没有此人.jpg", "文件名里没有"),
        (".jpg", "文件名里没有"),
    ],
)
def test_a_photo_goes_by_its_name(name: str, person: str) -> None:
    finder = Finder.of(PEOPLE, {"P001": "0001", "P003": "0003"})
    try:
        found = finder.find(PhotoFile(name))
    except PortraitRefusedError as error:
        found = error.wording.zh
    assert found.startswith(person)


@pytest.fixture
def meeting(house: House, publish: Publisher) -> int:
    return publish(house, a_seated_plan())


def take(
    sessions: Callable[[], ScopedSession], house: House, meeting: int, **files: bytes
) -> PhotosTaken:
    with scoped(sessions, house) as session:
        photos = [PhotoFile(f"{name}.jpg", content) for name, content in files.items()]
        return take_photos(session, meeting, photos, ACTOR)


def test_good_photos_are_kept_and_each_fault_is_told(
    sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> None:
    archive = an_archive({"c.png": a_photo("PNG"), "没有此人.jpg": a_photo()})
    taken = take(
        sessions, house, meeting, 丁明=a_photo(), 万明=b"no photo", zip=archive, a=a_photo()
    )
    assert set(taken.taken) == {"a", "c"}
    assert [each.name for each in taken.faults] == ["万明.jpg", "没有此人.jpg", "a.jpg"]
    with scoped(sessions, house) as session:
        assert set(list_portraits(session, meeting)) == {"a", "c"}
        assert open_photo(read_photo(session, meeting, "c")).format == "JPEG"


def test_a_photo_is_replaced_and_removed(
    sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> None:
    take(sessions, house, meeting, a=a_photo())
    with scoped(sessions, house) as session:
        before = list_portraits(session, meeting)["a"]
        put_photo(session, meeting, "a", a_photo(size=(400, 400)), ACTOR)
        assert list_portraits(session, meeting)["a"] != before
        assert len(session.scalars(select(PortraitRecord)).all()) == 1
        remove_photo(session, meeting, "a", ACTOR)
        assert list_portraits(session, meeting) == {}
        for step in (
            lambda: remove_photo(session, meeting, "a", ACTOR),
            lambda: put_photo(session, meeting, "nobody", a_photo(), ACTOR),
            lambda: read_photo(session, meeting, "a"),
        ):
            with pytest.raises(MissingRecordError):
                step()


def test_a_badge_number_names_a_photo(
    sessions: Callable[[], ScopedSession], house: House, meeting: int
) -> None:
    with scoped(sessions, house) as session:
        make_links(session, meeting, "a secret of the tests, long enough to do", ACTOR)
        first = a_seated_plan().people[0].key
        photos = [PhotoFile("0001.jpg", a_photo())]
        assert take_photos(session, meeting, photos, ACTOR).taken == (first,)
