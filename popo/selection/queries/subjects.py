"""Who could be ranked on a day, with the frozen scorings of each, as it was believed then.

Only plain columns are read, as the driver gives them: there may be twenty thousand. What was
recorded later changes no earlier day, and sight is that of today. Whoever was declined and whose
day of destruction has come is on no list any more, of whichever day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import SchemeCase
from popo.db import db, key_text, raw_forms, raw_key
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.criteria import Criteria
from popo.selection.models import (
    Adjustment,
    CriteriaKind,
    CriteriaSet,
    Decision,
    Nomination,
    PanelDecision,
    Scoring,
)
from popo.selection.policy import is_filed, nomination_open_to
from popo.selection.queries.criteria import STRANDS
from popo.selection.queries.headroom import end_of, holds_on, places_held
from popo.selection.scoring import moved

Raw = str | UUID
"""A key as the driver gives it."""
KIND = CriteriaKind.CATCH_AND_CONVICT
MOST_ROWS = 100_000
_ENDED_BY = (Decision.SELECT, Decision.DECLINE)


class Listing(StrEnum):
    NOMINATED = "nominated"
    ON_SCHEME = "on_scheme"


class Version(NamedTuple):
    words: str
    criteria: Criteria


class Run(NamedTuple):
    """A frozen scoring; `low` and `high` with the overrides that two agencies had signed."""

    scoring: Raw
    scorer: Raw
    version: UUID
    scored_on: date
    low: int
    high: int
    points: int


@dataclass
class Subject:
    """Somebody nominated, or on the scheme, `since` a day; the run frozen last counts."""

    person: Raw
    reference: str
    about: Raw
    since: date
    runs: list[Run] = field(default_factory=list)

    @property
    def newest(self) -> Run:
        return self.runs[-1]

    def others(self) -> list[Run]:
        """The last run of each other scorer."""
        last = {run.scorer: run for run in self.runs}
        return [run for scorer, run in last.items() if scorer != self.newest.scorer]


def key_of(raw: Raw) -> UUID:
    return UUID(key_text(raw))


def versions_adopted() -> dict[UUID, Version]:
    """Every version anybody may have been scored over."""
    rows = db.session.scalars(
        select(CriteriaSet).where(
            CriteriaSet.criteria_kind == KIND, CriteriaSet.adopted_on.is_not(None)
        )
    )
    return {row.id: Version(row.words, row.opened()) for row in rows}


def subjects(
    actor: Actor,
    day: date,
    listing: Listing,
    versions: Mapping[UUID, Version],
    *,
    whole: bool = False,
) -> list[Subject]:
    """Adults, in no order. `whole` leaves sight out: for counts alone."""
    sight = true() if whole else visible_to(actor, SightLevel.READ)
    signed = _signed_points(day)
    ids = raw_forms(versions)
    found: dict[Raw, Subject] = {}
    for person, reference, about, since, scoring, *run in _rows(actor, day, listing, sight):
        subject = found.setdefault(about, Subject(person, reference, about, since))
        if scoring is not None:
            scorer, version, scored_on, low, high = run
            points = signed.get(scoring, 0)
            if points:
                low, high, _ = moved(versions[ids[version]].criteria, low, high, points)
            subject.runs.append(Run(scoring, scorer, ids[version], scored_on, low, high, points))
    return list(found.values())


def nominated_on(day: date) -> ColumnElement[bool]:
    """On `Nomination`: it waited for the panel at the end of the day, as was believed then."""
    later = _decision(PanelDecision.created_at >= end_of(day))
    earlier = _decision(PanelDecision.created_at < end_of(day))
    return and_(
        is_filed(),
        Nomination.nominated_on <= day,
        Nomination.created_at < end_of(day),
        or_(
            Nomination.decided_on.is_(None),
            Nomination.decided_on > day,
            and_(later, ~earlier),
        ),
        or_(Nomination.expires_on.is_(None), Nomination.expires_on > clock.today()),
    )


def _decision(recorded: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        PanelDecision.nomination_id == Nomination.id,
        PanelDecision.decision.in_(_ENDED_BY),
        recorded,
    )


def _rows(actor: Actor, day: date, listing: Listing, sight: ColumnElement[bool]) -> Iterable[Any]:
    """Those whose scoring was frozen last come last."""
    nominated = listing is Listing.NOMINATED
    statement = _nominated(actor, day) if nominated else _on_scheme(actor, day)
    rows = db.session.execute(
        statement.where(sight).order_by(Scoring.frozen_at, Scoring.id).limit(MOST_ROWS)
    )
    if nominated:
        return rows
    held = places_held(KIND, day)
    on_list = raw_forms(case_id for case_id, spells in held.items() if holds_on(spells, day))
    return [row for row in rows if row[2] in on_list]


def _nominated(actor: Actor, day: date) -> Select[Any]:
    own_runs = Scoring.nomination_id == Nomination.id
    return (
        _columns(raw_key(Nomination.id), Nomination.nominated_on)
        .select_from(Nomination)
        .join(Person, Person.id == Nomination.person_id)
        .outerjoin(Scoring, and_(own_runs, _counts(actor, day)))
        .where(
            readable(Nomination, actor),
            nomination_open_to(actor),
            nominated_on(day),
            Nomination.strand.in_(STRANDS[KIND]),
        )
    )


def _on_scheme(actor: Actor, day: date) -> Select[Any]:
    """Whoever was selected keeps the scoring of the nomination until the case is scored again."""
    own_runs = Scoring.person_id == SchemeCase.person_id
    return (
        _columns(raw_key(SchemeCase.id), SchemeCase.opened_on)
        .select_from(SchemeCase)
        .join(Person, Person.id == SchemeCase.person_id)
        .outerjoin(Scoring, and_(own_runs, _counts(actor, day)))
        .where(readable(SchemeCase, actor), SchemeCase.opened_on <= day)
    )


def _columns(about: Any, since: Any) -> Select[Any]:
    return select(
        raw_key(Person.id).label("person"),
        Person.reference,
        about.label("about"),
        since,
        raw_key(Scoring.id).label("scoring"),
        raw_key(Scoring.scorer_id),
        raw_key(Scoring.criteria_set_id),
        Scoring.scored_on,
        Scoring.low,
        Scoring.high,
    )


def _counts(actor: Actor, day: date) -> ColumnElement[bool]:
    """On `Scoring`: frozen by then, with points, over criteria of this kind."""
    of_kind = select(CriteriaSet.id).where(CriteriaSet.criteria_kind == KIND)
    return and_(
        Scoring.frozen_at < end_of(day),
        Scoring.low.is_not(None),
        Scoring.criteria_set_id.in_(of_kind),
        readable(Scoring, actor),
    )


def _signed_points(day: date) -> dict[Raw, int]:
    rows = db.session.execute(
        select(raw_key(Adjustment.scoring_id), func.sum(Adjustment.points))
        .where(Adjustment.signed_on <= day)
        .group_by(Adjustment.scoring_id)
    )
    return dict(iter(rows))
