"""The agenda that proposes itself, and what a meeting decided, confirmed all at once."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from flask import Flask
from sqlalchemy import select, update

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for
from popo.action_group.deciding import DecisionKind
from popo.action_group.queries.decisions import decisions_at
from popo.action_group.services.decisions import record_decision
from popo.action_group.services.terms import ColourTerms
from popo.bench import baselines
from popo.bench.measure import Result, compare, fresh, timed
from popo.bench.pages import Desk
from popo.bench.scale import user
from popo.cases.models import Colour, SchemeCase, TrafficLight
from popo.cases.queries import is_open
from popo.db import begin_reading, begin_writing, db, settle, transaction
from popo.intervals import on
from popo.meetings.models import ItemKind, Meeting, MeetingBody
from popo.meetings.services import NewItem, add_item, add_meeting
from popo.people.models import Person, SightLevel
from popo.people.policy import visible_to

_DECISIONS = 30
_RUNS = 6


def agenda(app: Flask, people: int) -> Result:
    """Everybody there is reason to talk of, beside selecting a strand's cases with colour."""
    with app.app_context():
        with transaction():
            starts_at = clock.now() + timedelta(days=7)
            meeting = add_meeting(_coordinator(), MeetingBody.ACTION_GROUP, starts_at)
        address = f"/meetings/{meeting.id}/propose"
        plain = timed(lambda _: fresh(baselines.caseload_rows), range(15))
    desk = Desk(app, "coordinator")
    measured = timed(lambda _: desk.get(address), range(15))
    return compare("agenda", people, measured[3:], plain[3:])


def confirm(app: Flask, people: int) -> Result:
    """Thirty colours changed in one press, beside thirty rows changed and committed."""
    with app.app_context():
        chosen = _chosen(_coordinator())
        plain = timed(lambda number: _change_plainly(chosen, number), range(_RUNS))
    desk = Desk(app, "chair")
    measured: list[float] = []
    for number in range(_RUNS):
        with app.app_context():
            meeting_id, seen = _prepare(chosen, number)
        address = f"/meetings/{meeting_id}/decisions/confirm"
        measured += timed(partial(desk.post, address), [{"seen": seen}])
    return compare("confirm", people, measured[1:], plain[1:])


def _coordinator() -> Actor:
    return actor_for(user("coordinator"))


def _chosen(actor: Actor) -> list[UUID]:
    """People with an open case and a colour."""
    rows = db.session.scalars(
        select(Person.id)
        .join(SchemeCase, SchemeCase.person_id == Person.id)
        .join(TrafficLight, TrafficLight.case_id == SchemeCase.id)
        .where(
            visible_to(actor, SightLevel.WORK),
            is_open(clock.today()),
            on(TrafficLight, clock.today()),
            TrafficLight.starts_on < clock.today(),
        )
        .order_by(Person.reference)
        .limit(_DECISIONS)
    )
    return list(rows)


def _prepare(people: list[UUID], number: int) -> tuple[UUID, str]:
    """A meeting of today with a decision about each; what its chair then sees."""
    actor = _coordinator()
    colour = Colour.AMBER if number % 2 else Colour.GREEN
    terms = ColourTerms(colour, clock.today() + timedelta(days=14))
    with transaction():
        meeting = add_meeting(actor, MeetingBody.ACTION_GROUP, clock.now())
        for key in people:
            person = db.session.get_one(Person, key)
            item = add_item(actor, meeting, NewItem(ItemKind.REVIEW, "Review", person))
            record_decision(actor, item, person, DecisionKind.CHANGE_COLOUR, terms, "As agreed.")
    held = db.session.get_one(Meeting, meeting.id)
    rows = [taken.row for taken in decisions_at(held, actor_for(user("chair")))]
    return meeting.id, " ".join(f"{row.id}:{row.version}" for row in rows)


def _change_plainly(people: list[UUID], number: int) -> None:
    begin_writing()
    db.session.rollback()
    day = clock.today() + timedelta(days=14 + number)
    for key in people:
        rows = update(TrafficLight).where(
            TrafficLight.person_id == key, on(TrafficLight, clock.today())
        )
        db.session.execute(rows.values(review_on=day))
    settle()
    begin_reading()
