"""Warning markers: somebody's judgement, with evidence, looked at again on a day."""

from datetime import date
from typing import NamedTuple

from popo import clock
from popo.access.actor import Actor
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind
from popo.people.models import MarkerKind, Person, WarningMarker

LONGEST_MARKER_DAYS = 366


class NewMarker(NamedTuple):
    kind: MarkerKind
    words: str
    evidence: str
    review_on: date


def add_marker(
    actor: Actor, person: Person, kind: MarkerKind, words: str, evidence: str, review_on: date
) -> WarningMarker:
    _check_review(review_on)
    row = WarningMarker(
        person_id=person.id,
        agency_id=actor.agency_id,
        kind=AssertionKind.ASSESSMENT,
        marker_kind=kind,
        words=words,
        evidence=evidence,
        author=f"{actor.name}, {actor.agency_name}",
        review_on=review_on,
        starts_on=clock.today(),
    )
    db.session.add(row)
    record(Event.MARKER_ADDED, actor, people=[person.id], kind=kind.value)
    return row


def review_marker(
    actor: Actor, person: Person, marker: WarningMarker, next_review: date, read_version: int
) -> None:
    """Keeps a marker for another while; `end_detail` ends one. Raises StaleVersion."""
    if marker.version != read_version:
        raise StaleVersion
    if marker.agency_id != actor.agency_id:
        raise RuleBroken("Only the agency that recorded this marker reviews it.")
    if marker.ends_on is not None:
        raise RuleBroken("This marker has ended. Add a new one if it is true again.")
    _check_review(next_review)
    before, marker.review_on = marker.review_on, next_review
    reviewed = {"before": {"review_on": str(before)}, "after": {"review_on": str(next_review)}}
    record(
        Event.MARKER_REVIEWED,
        actor,
        people=[person.id],
        about=(marker.__tablename__, marker.id),
        content=[(marker.key_scope(), reviewed)],
        outcome="kept",
    )


def _check_review(day: date) -> None:
    if day <= clock.today():
        raise RuleBroken("The review date must be in the future.", "review_on")
    if (day - clock.today()).days > LONGEST_MARKER_DAYS:
        raise RuleBroken("A marker is reviewed within a year.", "review_on")
