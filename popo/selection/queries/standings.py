"""Everybody in order on a day: who is above the line, who below, who is not scored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from popo.access.actor import Actor
from popo.db import db, raw_key
from popo.selection.models import CriteriaSet, Scoring
from popo.selection.policy import is_in_hand
from popo.selection.queries.headroom import criteria_on
from popo.selection.queries.subjects import (
    KIND,
    Listing,
    Raw,
    Subject,
    Version,
    subjects,
    versions_adopted,
)
from popo.selection.ranking import Candidate, Ranking, rank


@dataclass(frozen=True)
class Standings:
    """`ranking` is None while no criteria are in force; `in_hand` are being scored by the actor.

    `scored` are by person.
    """

    day: date
    in_force: CriteriaSet | None
    versions: dict[UUID, Version]
    ranking: Ranking | None
    scored: dict[Raw, Subject]
    unscored: list[Subject]
    in_hand: list[Subject]


def standings(actor: Actor, day: date, listing: Listing) -> Standings:
    """Adults the actor may see: Prevent and Deter is never ranked."""
    in_force, versions = criteria_on(KIND, day), versions_adopted()
    every = subjects(actor, day, listing, versions)
    own = _people_in_hand(actor)
    scored = {one.person: one for one in every if one.runs and one.person not in own}
    return Standings(
        day=day,
        in_force=in_force,
        versions=versions,
        ranking=_ranking(in_force, scored.values()),
        scored=scored,
        unscored=_by_wait(one for one in every if not one.runs and one.person not in own),
        in_hand=_by_wait(one for one in every if one.person in own),
    )


def _ranking(in_force: CriteriaSet | None, scored: Iterable[Subject]) -> Ranking | None:
    line = in_force.opened().threshold if in_force else None
    if line is None:
        return None
    return rank(
        (Candidate(one.person, one.reference, one.newest.low, one.newest.high) for one in scored),
        line,
    )


def _by_wait(some: Iterable[Subject]) -> list[Subject]:
    """The longest there first."""
    return sorted(some, key=lambda one: (one.since, one.reference))


def _people_in_hand(actor: Actor) -> set[Raw]:
    """Those the actor is scoring: scorers stay independent, so they see nobody else's run."""
    rows = db.session.execute(select(raw_key(Scoring.person_id)).where(is_in_hand(actor)))
    return {row[0] for row in rows}
