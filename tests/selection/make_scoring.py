"""Runs of scorers, for tests of what follows from them."""

from datetime import timedelta

from popo import clock
from popo.accounts.models import User
from popo.cases.models import SchemeCase
from popo.cases.queries import open_case_of
from popo.db import db
from popo.selection.criteria import Criteria
from popo.selection.models import CriteriaKind, Decision, Scoring
from popo.selection.queries.scorings import Scorable, scored_by
from popo.selection.queries.trend import Run, get_run
from popo.selection.scoring import Answer
from popo.selection.services import decide_nomination, freeze_scoring, save_scoring
from tests.selection import make
from tests.selection.make import Nominated, Scheme


def criteria(of: Scheme) -> Criteria:
    return of.criteria[CriteriaKind.CATCH_AND_CONVICT].opened()


def answers_worth(of: Scheme, level: int) -> list[Answer]:
    """Every factor at that place of its levels: 10, 39, 64 and 90 points for 0, 1, 2 and -1."""
    return [
        make.answer(factor, factor.levels[min(level, len(factor.levels) - 1)], clock.today())
        for factor in criteria(of).factors
    ]


def frozen(of: Scheme, what: Scorable, by: User, level: int) -> Scoring:
    who = make.actor(by)
    held = scored_by(what, who)
    version = held.version if held and not held.is_frozen else 0
    save_scoring(who, what, answers_worth(of, level), version)
    db.session.flush()  # read back below
    held = scored_by(what, who)
    assert held is not None
    scoring = freeze_scoring(who, what, held.version)
    db.session.flush()  # read back
    return scoring


def run_of(scoring: Scoring, by: User) -> Run:
    run = get_run(scoring.id, make.actor(by))
    assert run is not None
    return run


def later(days: int) -> None:
    clock.shift(clock.now() - clock.real_now() + timedelta(days=days))


def case(of: Scheme, level: int = -1) -> tuple[Nominated, SchemeCase]:
    """Nominated, scored by the strand's lead, and selected."""
    found = make.nominated(of)
    frozen(of, found.nomination, of.strand_lead, level)
    details = make.decision(of, found, Decision.SELECT)
    decide_nomination(make.actor(of.coordinator), found, details, found.nomination.version)
    db.session.flush()  # read back
    opened = open_case_of(found.person)
    assert opened is not None
    return found, opened
