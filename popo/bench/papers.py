"""Every copy of a meeting's minutes made for its reader, beside typesetting as many in plain."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from popo import clock, typesetting
from popo.access.actor import Actor
from popo.accounts.queries import actor_for
from popo.bench.measure import Result, compare, timed
from popo.bench.scale import user
from popo.db import db
from popo.meetings.models import ItemKind, LineKind, Meeting, MeetingBody
from popo.meetings.services import NewItem, add_item, add_line, add_meeting, confirm_meeting
from popo.papers.queries import contents_of, copies_of
from popo.papers.services import issue_papers
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to

ITEMS = 30
_LINES = 4
_TIMES = 5
_WORDS = "Spoken of at length; each agency gave its view and the lead will report back. "


def packs(app: Flask, people: int) -> Result:
    """All copies of a meeting of thirty items, made for their readers; the meeting is undone."""
    with app.app_context():
        meeting = _meeting(actor_for(user("coordinator")))
        count = len(copies_of(meeting))
        measured = timed(lambda _: _packs(meeting), range(_TIMES))
        plain = timed(lambda _: _plain(count), range(_TIMES))
        db.session.rollback()
    return compare("packs", people, measured, plain)


def _packs(meeting: Meeting) -> None:
    db.session.expunge_all()  # as a new request would; the rows are not committed
    for one in copies_of(meeting):
        if one.recipient is not None:
            _typeset(contents_of(one.copy, actor_for(one.recipient)).plain())


def _meeting(runs: Actor) -> Meeting:
    meeting = add_meeting(runs, MeetingBody.ACTION_GROUP, clock.now())
    seen = select(Person).where(visible_to(runs, SightLevel.READ)).order_by(Person.reference)
    for person in db.session.scalars(seen.limit(ITEMS)).all():
        item = add_item(runs, meeting, NewItem(ItemKind.REVIEW, "Review", person))
        for _ in range(_LINES):
            add_line(runs, item, LineKind.NOTE, _WORDS)
    confirm_meeting(runs, meeting)
    issue_papers(runs, meeting)
    db.session.flush()  # the copies are read back
    return meeting


def _plain(count: int) -> None:
    said = [{"kind": "Note", "words": _WORDS, "added": ""}] * _LINES
    items = [
        {"number": number, "title": "Review", "about": "Somebody", "said": said, "present": []}
        for number in range(1, ITEMS + 1)
    ]
    for _ in range(count):
        _typeset({"title": "Minutes", "mark": "Copy", "until": "1 May 2024", "items": items})


def _typeset(held: dict[str, Any]) -> None:
    typesetting.as_pdf("issued_paper", {**held, "marking": "OFFICIAL-SENSITIVE"})
