"""Minutes issued after each meeting, on the day they were confirmed; some copies are read."""

from popo.access.actor import Actor
from popo.accounts.queries import actor_for, user_by_id
from popo.db import db
from popo.meetings.models import Meeting
from popo.papers.models import PaperForm
from popo.papers.queries import contents_of, copies_of
from popo.papers.services import issue_papers, note_reading, paper_opened

_READ_EVERY = 2


def issue_and_read(actor: Actor, meeting: Meeting, *, read: bool) -> None:
    """`read`: every second copy is opened."""
    issue_papers(actor, meeting)
    db.session.flush()  # the copies are read back
    for listed in copies_of(meeting) if read else []:
        paper = listed.copy.paper
        reader = user_by_id(paper.recipient_id)
        if reader is not None and paper.number % _READ_EVERY == 0:
            opened = actor_for(reader)
            people = contents_of(listed.copy, opened).people
            paper_opened(opened, paper, PaperForm.PAGE, people)
            note_reading(reader.id, paper.id, PaperForm.PAGE)
