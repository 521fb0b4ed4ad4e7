"""For random meetings: every word a reader may read is in their copy, and no other word is.

What each may read is worked out here from what was drawn, not by the rules of the program.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from popo import clock
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.meetings.models import AgendaItem, ItemKind, LineKind
from popo.meetings.services import (
    NewItem,
    NotedAttendance,
    add_item,
    add_line,
    confirm_meeting,
    note_attendance,
)
from popo.papers.models import IssuedPaper
from popo.papers.services import issue_papers
from popo.people.models import Person
from popo.people.services import restrict_person
from tests import make
from tests.pages import Browser
from tests.papers.world import pdf_of, text_of
from tests.room.world import RoomWorld

ABOUT = ("police", "probation", "child", "closed", "nobody")
SEES = {
    "police": {"police", "coordinator"},
    "probation": {"probation", "coordinator"},
    "child": {"yos"},
    "closed": {"coordinator"},  # who closed it
    "nobody": {"police", "probation", "yos", "housing", "coordinator"},
}
"""Who opens the record of whom."""


@dataclass(frozen=True)
class Drawn:
    about: str
    restricted: bool
    lines: int
    present: frozenset[str]
    conflicted: frozenset[str]

    def is_read_by(self, reader: str) -> bool:
        shut = self.restricted and self.about != "nobody"
        inside = not shut or reader == "coordinator" or reader in self.present
        return reader in SEES[self.about] and inside and reader not in self.conflicted


@st.composite
def _items(draw: st.DrawFn) -> Drawn:
    parts = {
        reader: draw(st.sampled_from(["absent", "present", "conflict"]))
        for reader in ("police", "probation", "yos")
    }
    about = draw(st.sampled_from(ABOUT))
    return Drawn(
        about,
        draw(st.booleans()),
        draw(st.integers(0, 3)),
        frozenset(reader for reader, part in parts.items() if part == "present"),
        frozenset(
            reader for reader, part in parts.items() if part == "conflict" and about != "nobody"
        ),
    )


_numbers = count(1)


class _World(RoomWorld):
    """A meeting with nothing on its agenda but what was drawn; everybody belongs to the group."""

    def __init__(self) -> None:
        super().__init__()
        number = next(_numbers)
        self.meeting.starts_at -= timedelta(minutes=number)  # a group meets once at a time
        db.session.delete(self.item)
        self.readers: dict[str, User] = {
            "police": self.officer,
            "probation": make.user(of=make.agency(AgencyKind.PROBATION)),
            "yos": make.user(
                of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
                clearances=(Clearance.PREVENT_AND_DETER,),
            ),
            "housing": self.other,
            "coordinator": self.coordinator,
        }
        for user in self.readers.values():
            self.core(user)
        self.words: dict[int, list[str]] = {}

    def _person(self, about: str, number: int) -> Person | None:
        if about == "nobody":
            return None
        family = f"Family{number:05}end"
        if about == "child":
            by = actor_for(self.readers["yos"])
            return make.person(by, family=family, born=date(2009, 2, 1))
        owner = self.readers["probation" if about == "probation" else "police"]
        person = make.person(actor_for(owner), family=family)
        if about == "closed":
            until = clock.today() + timedelta(days=30)
            restrict_person(self.runs, person, "A witness", until, [])
        return person

    def take(self, place: int, drawn: Drawn) -> None:
        number = next(_numbers)
        person = self._person(drawn.about, number)
        title = f"title{number:05}end"
        restricted = drawn.restricted and person is not None
        item = add_item(
            self.runs, self.meeting, NewItem(ItemKind.REVIEW, title, person, restricted)
        )
        db.session.flush()  # read back
        words = [title, *(f"line{next(_numbers):05}end" for _ in range(drawn.lines))]
        self.words[place] = [*words, f"Family{number:05}end"] if person else words
        for word, kind in zip(words[1:], LineKind, strict=False):
            add_line(self.runs, item, kind, word)
        self._mark(item, drawn)

    def _mark(self, item: AgendaItem, drawn: Drawn) -> None:
        for reader in sorted(drawn.present | drawn.conflicted):
            here, tied = reader in drawn.present, reader in drawn.conflicted
            noted = NotedAttendance(self.readers[reader], here, conflict=tied)
            note_attendance(self.runs, item, noted)


@given(agenda=st.lists(_items(), min_size=1, max_size=5))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_word_a_reader_may_not_read_is_in_page_or_pdf(
    browser: Browser, agenda: list[Drawn]
) -> None:
    world = _World()
    for place, drawn in enumerate(agenda):
        world.take(place, drawn)
    confirm_meeting(world.runs, world.meeting)
    issue_papers(world.runs, world.meeting)
    db.session.flush()  # read back
    for reader, user in world.readers.items():
        mine = [place for place, drawn in enumerate(agenda) if drawn.is_read_by(reader)]
        paper = (
            db.session.query(IssuedPaper)
            .filter_by(meeting_id=world.meeting.id, recipient_id=user.id)
            .one_or_none()
        )
        assert (paper is not None) == bool(mine)
        if paper is None:
            continue
        browser.sign_in(user)
        page = browser.visit("papers.show_paper", paper_id=paper.id).html
        pdf = text_of(pdf_of(browser, paper))
        for place, words in world.words.items():
            for word in words:
                assert (word in page) == (place in mine), (reader, word)
                assert (word in pdf) == (place in mine), (reader, word)
        for number, place in enumerate(mine, 1):  # counted without a gap
            numbered = f"{number}. {world.words[place][0]}"
            assert numbered in page
            assert numbered in pdf
