"""What scoring, ranking and trying a draft cost, beside sums of stored points."""

from flask import Flask
from sqlalchemy import select

from popo import clock
from popo.access.actor import Actor
from popo.accounts.queries import actor_for
from popo.bench import baselines
from popo.bench.measure import Result, compare, fresh, timed
from popo.bench.pages import Desk
from popo.bench.scale import user
from popo.db import db
from popo.selection.models import CriteriaKind, CriteriaSet, CriteriaStatus
from popo.selection.pool import Pool, as_scored, rescored
from popo.selection.queries.simulation import pool_for

POOL = 5_000
_CATCH = CriteriaKind.CATCH_AND_CONVICT
_BOTH = (CriteriaStatus.ADOPTED, CriteriaStatus.DRAFT)


def score_one(app: Flask, people: int) -> Result:
    """One score with its lines and band, beside adding up the points that are stored."""
    with app.app_context():
        some = [person for person in _pool().people if person.held][:320]
        criteria, today = _criteria(CriteriaStatus.ADOPTED).opened(), clock.today()
    plain = timed(lambda person: sum(held.points or 0 for held in person.held), some)
    measured = timed(lambda person: as_scored(person.held, criteria, today), some)
    return compare("score-one", people, measured[20:], plain[20:])


def rescore(app: Flask, people: int) -> Result:
    """Everybody's evidence read and scored again, beside adding up stored points in SQL."""
    with app.app_context():
        criteria, today = _criteria(CriteriaStatus.ADOPTED).opened(), clock.today()
        plain = timed(lambda _: fresh(baselines.points_of_everybody), range(12))
        measured = timed(lambda _: fresh(lambda: rescored(_pool(), criteria, today)), range(12))
    return compare("rescore", people, measured[2:], plain[2:])


def simulate(app: Flask, people: int) -> Result:
    """The page on which a draft is tried, beside counting stored totals above two lines."""
    with app.app_context():
        address = f"/criteria/{_criteria(CriteriaStatus.DRAFT).id}/simulate"
        lines = [_criteria(status).document["threshold"] for status in _BOTH]
        plain = timed(lambda _: fresh(lambda: baselines.above_lines(*lines)), range(12))
    desk = Desk(app, "coordinator")
    measured = timed(lambda _: desk.get(address), range(12))
    return compare("simulate", people, measured[2:], plain[2:])


def rank(app: Flask, people: int) -> Result:
    """The ranked list's first page, beside the same people sorted by the database."""
    with app.app_context():
        plain = timed(lambda _: fresh(baselines.ranked_rows), range(15))
    desk = Desk(app, "coordinator")
    measured = timed(lambda _: desk.get("/candidates"), range(15))
    return compare("rank", people, measured[3:], plain[3:])


def _pool() -> Pool:
    return pool_for(_coordinator())


def _coordinator() -> Actor:
    return actor_for(user("coordinator"))


def _criteria(status: CriteriaStatus) -> CriteriaSet:
    newest = select(CriteriaSet).where(
        CriteriaSet.criteria_kind == _CATCH, CriteriaSet.status == status
    )
    return db.session.scalars(newest.order_by(CriteriaSet.number.desc()).limit(1)).one()
