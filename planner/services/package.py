"""The package: every document of one plan, rendered where the store does not have it yet."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.calendars.collection import collect_sheets
from planner.documents.font import FontSettings
from planner.documents.imprint import Imprint
from planner.domain.error import InvalidRequestError, PlannerError
from planner.domain.plan import Edition
from planner.domain.timeline import back_schedule
from planner.domain.wording import Wording
from planner.services.package_calendar import calendar_parts
from planner.services.package_paper import paper_parts
from planner.services.package_part import PackagePart, Workshop
from planner.services.package_workbook import workbook_parts

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from planner.domain.plan import Plan
    from planner.domain.timeline import Timeline
    from planner.services.package_part import ImprintFor, NoticeFor, PreparedPart, Restate
    from planner.services.store import FileStore


DEFAULT_FONTS = FontSettings()


class PackageCancelledError(PlannerError):
    """The package was called off between two documents; what was rendered stays in the store."""


@dataclass(frozen=True, slots=True)
class PackageEntry:
    """One document of a package; where it failed, ``failure`` says why and there is no content."""

    key: str
    title: Wording
    path: str
    """Folder and file name inside the package, such as ``文件/03-日程.pdf``."""
    media_type: str
    digest: str = ""
    """The key of its content in the store."""
    content: str = ""
    """The hash of what it shows, whatever revision it bears."""
    edition: Edition = field(default_factory=Edition)
    """The revision that it bears: the one in which it last changed, where somebody keeps count."""
    size_bytes: int = 0
    from_store: bool = False
    seconds: float = 0.0
    failure: Wording | None = None

    @property
    def filename(self) -> str:
        """The name without its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What became of each document, in the order of the package."""

    entries: tuple[PackageEntry, ...]

    @property
    def failures(self) -> tuple[PackageEntry, ...]:
        """The documents that could not be made."""
        return tuple(entry for entry in self.entries if entry.failure)

    @property
    def made(self) -> tuple[PackageEntry, ...]:
        """The documents that are in the store."""
        return tuple(entry for entry in self.entries if not entry.failure)


@dataclass(frozen=True, slots=True)
class PackageProgress:
    """One more document is done: the ``done``-th of ``total``."""

    done: int
    total: int
    entry: PackageEntry


def build_package(  # noqa: PLR0913  each choice goes by its own name
    plan: Plan,
    today: date,
    store: FileStore,
    *,
    only: Sequence[str] = (),
    imprint_for: ImprintFor | None = None,
    fonts: FontSettings = DEFAULT_FONTS,
    notice: NoticeFor | None = None,
    restate: Restate | None = None,
    progress: Callable[[PackageProgress], None] | None = None,
    is_cancelled: Callable[[], bool] = bool,
) -> PackageReport:
    """Render what the store lacks of a plan's package; a document that fails stops no other.

    ``only`` takes keys or what stands before their colon: ``agenda``, ``proceedings``,
    ``calendar:meeting``, ``workbook``. ``imprint_for`` is asked with a part's key and the hash of
    what it shows; without it every part bears the plan's own edition and no address. ``fonts`` are
    the house's own faces and the folders to look in; ``notice`` gives the notice of changes;
    ``restate`` gives entries of calendars the standing that their history gave them.
    """
    every = list_parts(plan, today, imprint_for, fonts, notice=notice, restate=restate)
    parts = select_parts(every, only)
    return build_parts(parts, store, progress=progress, is_cancelled=is_cancelled)


def build_parts(
    parts: Sequence[PackagePart],
    store: FileStore,
    *,
    progress: Callable[[PackageProgress], None] | None = None,
    is_cancelled: Callable[[], bool] = bool,
) -> PackageReport:
    """Render what the store lacks of some parts; one that fails stops no other."""
    entries = []
    for number, part in enumerate(parts, start=1):
        if is_cancelled():
            raise PackageCancelledError(
                Wording("文印包已取消生成。", "The package was called off.")
            )
        entry = build_part(part, store)
        entries.append(entry)
        if progress:
            progress(PackageProgress(number, len(parts), entry))
    return PackageReport(tuple(entries))


def list_parts(
    plan: Plan,
    today: date,
    imprint_for: ImprintFor | None = None,
    fonts: FontSettings = DEFAULT_FONTS,
    timeline: Timeline | None = None,
    notice: NoticeFor | None = None,
    restate: Restate | None = None,
) -> tuple[PackagePart, ...]:
    """Return the parts of a plan's package, nothing rendered yet."""
    dates = timeline or back_schedule(plan, today)
    workshop = Workshop(
        plan=plan,
        timeline=dates,
        today=today,
        imprint_for=imprint_for or (lambda _key, _content: own_imprint(plan)),
        fonts=fonts,
        calendars=collect_sheets(plan, dates),
        notice=notice,
        restate=restate,
    )
    return (*paper_parts(workshop), *calendar_parts(workshop), *workbook_parts(workshop))


def own_imprint(plan: Plan) -> Imprint:
    """Return the imprint of a plan that bears its own edition and can be verified nowhere."""
    return Imprint(plan.edition.number, plan.edition.issued_on, "")


def select_parts(parts: Iterable[PackagePart], only: Sequence[str]) -> list[PackagePart]:
    """Return the parts asked for, all of them where nothing is; an unknown key is refused."""
    every = list(parts)
    wanted = [wish.strip() for wish in only if wish.strip()]
    for wish in wanted:
        if not any(is_wanted(part.key, wish) for part in every):
            known = list(dict.fromkeys(part.key.partition(":")[0] for part in every))
            raise InvalidRequestError(
                Wording(
                    f"没有名为“{wish}”的文件；可选：{'、'.join(known)}。",
                    f"There is no document {wish!r}; there are: {', '.join(known)}.",
                )
            )
    return [
        part for part in every if not wanted or any(is_wanted(part.key, wish) for wish in wanted)
    ]


def is_wanted(key: str, wish: str) -> bool:
    """Tell whether a wish means this key: the key itself, or all that stand under it."""
    return key == wish or key.startswith(f"{wish}:")


BROKEN = Wording("程序出错，详情见日志", "the program failed here; the log says more")


def build_part(part: PackagePart, store: FileStore) -> PackageEntry:
    """Return one document, from the store or rendered into it."""
    started_at = time.perf_counter()
    entry = PackageEntry(part.key, part.title, part.path, part.media_type)
    try:
        entry = fill_entry(entry, part.prepare(), store)
    except PlannerError as error:
        entry = replace(entry, failure=error.wording)
    except Exception:  # one document that breaks must not take the others with it
        log.exception("%s could not be made", part.key)
        entry = replace(entry, failure=BROKEN)
    return replace(entry, seconds=time.perf_counter() - started_at)


def fill_entry(entry: PackageEntry, prepared: PreparedPart, store: FileStore) -> PackageEntry:
    """Return a document whose bytes are in the store, rendered only if they were not."""
    content = store.get(prepared.digest)
    from_store = content is not None
    if content is None:
        content = prepared.render()
        store.put(prepared.digest, content)
    return replace(
        entry,
        digest=prepared.digest,
        content=prepared.content,
        edition=prepared.edition,
        size_bytes=len(content),
        from_store=from_store,
    )
