"""The same work without walls: the SQL alone, on the same rows, opened by nobody."""

import csv
from collections import Counter
from datetime import date, timedelta
from io import StringIO
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select

from popo import clock
from popo.actions.models import Action
from popo.bench.plain import NOTES
from popo.cases.models import Assignment, SchemeCase, Strand, StrandEngagement, TrafficLight
from popo.contacts.models import Contact
from popo.db import begin_reading, begin_writing, db, settle
from popo.intervals import on
from popo.people.models import Address, Identifier, Person, PersonName, WarningMarker
from popo.selection.models import Nomination, Scoring, ScoringAnswer
from popo.whereabouts.models import KeyDate, Location, SupervisionBasis

_ON_A_CASE_FILE = (
    Action,
    Address,
    Identifier,
    KeyDate,
    Location,
    PersonName,
    SupervisionBasis,
    WarningMarker,
)


def rows_about(person_id: UUID) -> None:
    """What a case file shows: every detail and the newest contacts."""
    for model in _ON_A_CASE_FILE:
        table = model.__table__
        db.session.execute(select(table).where(table.c.person_id == person_id)).all()
    contacts = Contact.__table__
    newest = select(contacts).where(contacts.c.person_id == person_id)
    db.session.execute(newest.order_by(contacts.c.at.desc()).limit(20)).all()


def caseload_rows() -> None:
    """The open cases of a strand, with colour, worker and the day of the last contact."""
    today = clock.today()
    last = (
        select(func.max(Contact.at))
        .where(Contact.person_id == SchemeCase.person_id)
        .correlate(SchemeCase)
        .scalar_subquery()
    )
    db.session.execute(
        select(Person.reference, TrafficLight.colour, Assignment.user_id, last)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .outerjoin(TrafficLight, (TrafficLight.case_id == SchemeCase.id) & on(TrafficLight, today))
        .outerjoin(Assignment, (Assignment.case_id == SchemeCase.id) & on(Assignment, today))
        .where(
            StrandEngagement.strand == Strand.CATCH_AND_CONVICT,
            on(StrandEngagement, today),
            SchemeCase.closed_on.is_(None),
        )
    ).all()


def insert_note() -> None:
    """One plain row, committed."""
    begin_writing()
    db.session.rollback()
    db.session.execute(insert(NOTES), [{"id": uuid4(), "at": clock.now(), "note": "x" * 200}])
    settle()
    begin_reading()


def count_month(first: date) -> None:
    """The month's contacts by outcome, and the open cases by colour."""
    start, end = clock.at(first), clock.at(first + timedelta(days=31))
    by_outcome = select(Contact.outcome, func.count()).where(Contact.at >= start, Contact.at < end)
    db.session.execute(by_outcome.group_by(Contact.outcome)).all()
    by_colour = select(TrafficLight.colour, func.count()).where(on(TrafficLight, clock.today()))
    db.session.execute(by_colour.group_by(TrafficLight.colour)).all()


def points_of_everybody() -> None:
    """The points that are stored, added up for each frozen scoring."""
    total = select(ScoringAnswer.scoring_id, func.sum(ScoringAnswer.points))
    frozen = total.join(Scoring, Scoring.id == ScoringAnswer.scoring_id).where(
        Scoring.frozen_at.is_not(None)
    )
    db.session.execute(frozen.group_by(ScoringAnswer.scoring_id)).all()


def above_lines(*lines: int) -> None:
    """How many stored totals reach each line."""
    for line in lines:
        db.session.execute(select(func.count()).where(Scoring.low >= line)).scalar_one()


def ranked_rows() -> None:
    """The first two hundred who wait, sorted by what is stored."""
    db.session.execute(
        select(Person.reference, Scoring.low, Scoring.high)
        .join(Nomination, Nomination.person_id == Person.id)
        .join(Scoring, Scoring.nomination_id == Nomination.id)
        .where(Nomination.decided_on.is_(None), Scoring.frozen_at.is_not(None))
        .order_by(Scoring.low.desc(), Scoring.high.desc(), Person.reference)
        .limit(200)
    ).all()


def count_rows(content: bytes) -> Counter[tuple[str, str, str]]:
    """The ward counts added up by nothing but the csv module."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in csv.DictReader(StringIO(content.decode())):
        counts[row["month"], row["ward"], row["crime_type"]] += int(row["crimes"])
    return counts
