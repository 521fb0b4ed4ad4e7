"""A page of the ranked list, with what is said of those at the line; and of young people's list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import Strand
from popo.db import db
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.models import Nomination, Scoring
from popo.selection.policy import nomination_open_to
from popo.selection.pool import Held, as_scored
from popo.selection.queries.headroom import end_of
from popo.selection.queries.held import held_of
from popo.selection.queries.scorings import deferrals
from popo.selection.queries.standings import Standings, standings
from popo.selection.queries.subjects import Listing, Raw, Run, Subject, key_of, nominated_on
from popo.selection.ranking import Ranked, Ranking, Side, missing, what_would_move
from popo.selection.scoring import Score, span

PAGE = 200
MOST_LISTED = 200


@dataclass(frozen=True)
class Row:
    """One candidate: `others` are the totals of other scorers, `earlier` the version if not ours.

    `missing` names what would settle the side, `reasons` what would move somebody near the line.
    """

    ranked: Ranked
    person: UUID
    about: UUID
    since: date
    scored_on: date
    points: int
    others: tuple[str, ...]
    earlier: str
    missing: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def reference(self) -> str:
        return self.ranked.candidate.reference

    @property
    def total(self) -> str:
        return span(self.ranked.candidate.low, self.ranked.candidate.high)


@dataclass(frozen=True)
class Waiting:
    """Somebody without a range: nobody froze a scoring, or the reader is scoring them."""

    person: UUID
    about: UUID
    reference: str
    since: date
    days: int


@dataclass(frozen=True)
class Candidates:
    """One page of the ranking, and those it leaves out."""

    standings: Standings
    listing: Listing
    page: int
    rows: list[Row]
    unscored: list[Waiting]
    in_hand: list[Waiting]

    @property
    def ranking(self) -> Ranking | None:
        return self.standings.ranking

    @property
    def total(self) -> int:
        return len(self.ranking.rows) if self.ranking else 0

    @property
    def first(self) -> int:
        """Where the first row stands in the whole list, from 1."""
        return (self.page - 1) * PAGE + 1

    @property
    def line_page(self) -> int:
        """The page on which the line is drawn: after the last row above it."""
        return (max(self.ranking.above, 1) - 1) // PAGE + 1 if self.ranking else 1

    @property
    def near(self) -> list[Row]:
        return [row for row in self.rows if row.ranked.near]

    @property
    def people(self) -> set[UUID]:
        """Everybody the page names."""
        waiting = (*self.unscored, *self.in_hand)
        return {row.person for row in self.rows} | {row.person for row in waiting}


def candidates(actor: Actor, day: date, listing: Listing, page: int = 1) -> Candidates:
    """Everybody the actor may see, ranked; a page of them is opened further.

    A page beyond the last is the last.
    """
    stood = standings(actor, day, listing)
    rows = stood.ranking.rows if stood.ranking else ()
    page = max(1, min(page, ceil(len(rows) / PAGE)))
    ranked = rows[(page - 1) * PAGE : page * PAGE]
    return Candidates(
        standings=stood,
        listing=listing,
        page=page,
        rows=_rows(stood, listing, ranked),
        unscored=[_waiting(one, day) for one in stood.unscored[:MOST_LISTED]],
        in_hand=[_waiting(one, day) for one in stood.in_hand[:MOST_LISTED]],
    )


def _rows(stood: Standings, listing: Listing, ranked: Iterable[Ranked]) -> list[Row]:
    shown = [(one, stood.scored[one.candidate.key]) for one in ranked]
    asked = [subject.newest for one, subject in shown if one.near or one.side is Side.EITHER]
    held = held_of(run.scoring for run in asked)
    others = _others(listing, [subject for _, subject in shown])
    return [_row(stood, one, subject, held, others) for one, subject in shown]


def _row(
    stood: Standings,
    ranked: Ranked,
    subject: Subject,
    held: dict[Raw, list[Held]],
    others: dict[Raw, tuple[str, ...]],
) -> Row:
    run = subject.newest
    done = as_scored(held.get(run.scoring, ()), stood.versions[run.version].criteria, run.scored_on)
    return Row(
        ranked=ranked,
        person=key_of(subject.person),
        about=key_of(subject.about),
        since=subject.since,
        scored_on=run.scored_on,
        points=run.points,
        others=others.get(subject.about, ()),
        earlier=_earlier(stood, run),
        missing=tuple(missing(done)) if ranked.side is Side.EITHER else (),
        reasons=_reasons(stood, run, done) if ranked.near else (),
    )


def _reasons(stood: Standings, run: Run, done: Score) -> tuple[str, ...]:
    if stood.ranking is None or _earlier(stood, run):
        return ("Scored over an earlier version: score again over the one in force.",)
    return tuple(what_would_move(done, stood.ranking.line, stood.day, run.points))


def _earlier(stood: Standings, run: Run) -> str:
    """Points of two versions are not the same points."""
    if stood.in_force is None or run.version == stood.in_force.id:
        return ""
    return stood.versions[run.version].words


def _others(listing: Listing, shown: list[Subject]) -> dict[Raw, tuple[str, ...]]:
    """What other scorers of the same round gave; a case is scored by one after another."""
    several = [subject for subject in shown if subject.others()]
    if listing is Listing.ON_SCHEME or not several:
        return {}
    began = deferrals(key_of(subject.about) for subject in several)
    return {
        subject.about: tuple(
            span(run.low, run.high)
            for run in subject.others()
            if (since := began.get(key_of(subject.about))) is None
            or run.scored_on >= clock.local(since).date()
        )
        for subject in several
    }


def _waiting(subject: Subject, day: date) -> Waiting:
    return Waiting(
        key_of(subject.person),
        key_of(subject.about),
        subject.reference,
        subject.since,
        clock.working_days(subject.since, day),
    )


@dataclass(frozen=True)
class YoungWaiting:
    """A child or young person who waits; never a place, never a number of points."""

    person: UUID
    nomination: UUID
    reference: str
    since: date
    days: int
    is_told: bool
    """Whether the Youth Offending Service has written and frozen its answers."""


def waiting_young(actor: Actor, day: date) -> tuple[list[YoungWaiting], int]:
    """Those nominated to Prevent and Deter, the longest first, and how many there are."""
    told = exists().where(Scoring.nomination_id == Nomination.id, Scoring.frozen_at < end_of(day))
    rows = db.session.execute(
        _young(
            actor, day, Person.id, Nomination.id, Person.reference, Nomination.nominated_on, told
        )
        .order_by(Nomination.nominated_on, Nomination.id)
        .limit(MOST_LISTED)
    )
    found = [
        YoungWaiting(person, key, reference, since, clock.working_days(since, day), is_told)
        for person, key, reference, since, is_told in rows
    ]
    total = db.session.execute(_young(actor, day, func.count())).scalar_one()
    return found, total


def _young(actor: Actor, day: date, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Nomination)
        .join(Person, Person.id == Nomination.person_id)
        .where(
            visible_to(actor, SightLevel.READ),
            readable(Nomination, actor),
            nomination_open_to(actor),
            nominated_on(day),
            Nomination.strand == Strand.PREVENT_AND_DETER,
        )
    )
