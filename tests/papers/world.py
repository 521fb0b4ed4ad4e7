"""Confirmed minutes of three items: about somebody, about a child, about nobody."""

from datetime import date
from io import BytesIO

from pypdf import PdfReader

from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.db import db
from popo.meetings.models import AgendaItem, LineKind
from popo.meetings.services import add_line, confirm_meeting
from popo.papers.models import IssuedPaper
from popo.papers.services import issue_papers
from tests import make
from tests.pages import Browser
from tests.room.world import RoomWorld

ADULT, CHILD, NOBODY = "saidoftheadult", "saidofthechild", "saidofnobody"


class PapersWorld(RoomWorld):
    """`yos` is cleared and works with the child; `officer` was there for the adult."""

    def __init__(self) -> None:
        super().__init__()
        self.yos: User = make.user(
            of=make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE),
            clearances=(Clearance.PREVENT_AND_DETER,),
        )
        self.child_item: AgendaItem = self.add(
            make.person(actor_for(self.yos), "Kim", "Younger", date(2009, 2, 1))
        )
        self.open_item: AgendaItem = self.add(None)
        for item, words in (
            (self.item, ADULT),
            (self.child_item, CHILD),
            (self.open_item, NOBODY),
        ):
            self.say(item, words)
        self.here(self.officer)

    def say(self, item: AgendaItem, words: str) -> None:
        add_line(self.runs, item, LineKind.NOTE, words)
        db.session.flush()  # read back

    def confirm(self) -> None:
        confirm_meeting(self.runs, self.meeting)
        db.session.flush()  # read back

    def issue(self) -> None:
        issue_papers(self.runs, self.meeting)
        db.session.flush()  # read back

    def copy_of(self, user: User | Actor) -> IssuedPaper:
        key = user.id if isinstance(user, User) else user.user_id
        return db.session.query(IssuedPaper).filter_by(recipient_id=key).one()


def pdf_of(browser: Browser, paper: IssuedPaper) -> PdfReader:
    page = browser.visit("papers.download_paper", paper_id=paper.id)
    return PdfReader(BytesIO(page.response.data))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
