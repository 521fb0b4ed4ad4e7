"""What a copy says to its reader, made anew from the locked rows each time it is opened."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.meetings.models import AgendaItem, Minute, MinuteLine
from popo.meetings.queries import Line, agenda, get_item, line_of, who_attended
from popo.papers.models import PaperKind
from popo.papers.queries.copies import Copy


@dataclass(frozen=True)
class Said:
    """`kind`: Note, Decision or Action, or empty for the minute as one text. `added`: or empty."""

    kind: str
    words: str
    added: str


@dataclass(frozen=True)
class PaperItem:
    """`number` counts what this reader reads, so that nothing left out leaves a gap."""

    number: int
    title: str
    about: str
    said: list[Said]
    present: list[str]
    person_id: UUID | None


@dataclass(frozen=True)
class Contents:
    """A copy in words. `mark` is what stands across and above every page."""

    title: str
    mark: str
    until: str
    items: list[PaperItem]

    @property
    def people(self) -> set[UUID]:
        return {item.person_id for item in self.items if item.person_id}

    def plain(self) -> dict[str, Any]:
        """For typesetting."""
        items = [{**asdict(item), "person_id": None} for item in self.items]
        return {"title": self.title, "mark": self.mark, "until": self.until, "items": items}


def contents_of(copy: Copy, actor: Actor) -> Contents:
    """Of the items this reader may read today; who was there stands in the full minute only."""
    lines = _lines(copy, actor)
    users = who_attended(lines)
    full = copy.paper.paper_kind is PaperKind.FULL
    items = [
        _item(number, line, line.item, users if full else {})
        for number, line in enumerate(lines, 1)
        if line.item
    ]
    today = clock.written(clock.today())
    return Contents(
        title=copy.words,
        mark=f"Copy {copy.paper.number}: {actor.name}, {actor.agency_name}, {today}",
        until=clock.written(copy.paper.expires_on),
        items=items,
    )


def _lines(copy: Copy, actor: Actor) -> list[Line]:
    """Only those with their item: `agenda` also gives the numbers of the others."""
    if copy.paper.agenda_item_id is None:
        return [line for line in agenda(copy.meeting, actor) if line.item]
    item = get_item(copy.paper.agenda_item_id, actor)
    return [line_of(item, actor)] if item else []


def _item(number: int, line: Line, item: AgendaItem, users: Mapping[UUID, User]) -> PaperItem:
    about = ""
    if line.person:
        name = line.name.formal if line.name else "Name not held"
        about = f"{name}, {line.person.reference}"
    return PaperItem(number, item.title, about, _said(line), _present(line, users), item.person_id)


def _said(line: Line) -> list[Said]:
    """What is locked and was not struck out; what came later says so."""
    minutes = [Said("", row.words, _added(row)) for row in line.minutes if row.locked_at]
    lines = [
        Said(row.line_kind.words, row.words, _added(row))
        for row in line.said
        if row.locked_at and not row.struck_at
    ]
    return sorted([*minutes, *lines], key=lambda one: bool(one.added))


def _added(row: Minute | MinuteLine) -> str:
    return clock.written(clock.local(row.created_at).date()) if row.addendum else ""


def _present(line: Line, users: Mapping[UUID, User]) -> list[str]:
    if not users:
        return []
    here = [users[row.user_id] for row in line.attendances if row.present]
    visitors = [f"{row.name}, {row.organisation}" for row in line.visitors if row.present]
    return sorted(f"{user.name}, {user.agency.short_name}" for user in here) + visitors
