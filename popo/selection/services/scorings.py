"""Scoring a nomination, or a case again: saved as often as need be, frozen once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Permission
from popo.accounts.models import AgencyKind
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.cases.models import Strand
from popo.cases.queries import engagements_of
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.about import AssertionKind
from popo.people.policy import may_open_intelligence
from popo.selection.criteria import Criteria, Factor
from popo.selection.models import (
    CriteriaSet,
    Nomination,
    NominationStatus,
    Scoring,
    ScoringAnswer,
)
from popo.selection.queries.scorings import Scorable, Scored, rows_of, scored_by
from popo.selection.scoring import Answer, Line, Score, State, answers_of, kept, score
from popo.selection.services.eligibility import criteria_adopted_for
from popo.selection.services.score_moves import note_move
from popo.selection.services.triage import check_accepted


def save_scoring(
    actor: Actor, of: Scorable, answers: Iterable[Answer], read_version: int
) -> Scoring:
    """Keeps the actor's own run so far. Raises StaleVersion where another tab saved it since."""
    check_scorer(actor, of)
    in_force = criteria_for(of)
    held = scored_by(of, actor)
    _check_unfrozen(held, read_version)
    criteria = in_force.opened()
    done = score(criteria, _given(actor, criteria, answers, held), clock.today())
    scoring = held.scoring if held else _new(actor, of)
    scoring.criteria_set_id = in_force.id
    is_nomination = isinstance(of, Nomination)
    scoring.nomination_id, scoring.case_id = (of.id, None) if is_nomination else (None, of.id)
    _keep(scoring, done)
    if isinstance(of, Nomination) and of.status is NominationStatus.NOMINATED:
        of.status = NominationStatus.SCORING
    _record(Event.NOMINATION_SCORED if is_nomination else Event.CASE_SCORED, actor, scoring, done)
    return scoring


def freeze_scoring(actor: Actor, of: Scorable, read_version: int) -> Scoring:
    """Fixes answers, version and scorer as they are, and sends the range to the meeting."""
    check_scorer(actor, of)
    held = scored_by(of, actor)
    if held is None or of.id not in {held.scoring.nomination_id, held.scoring.case_id}:
        raise RuleBroken("Score it and save before you freeze it.")
    _check_unfrozen(held, read_version)
    if held.criteria_set.id != criteria_for(of).id:
        raise RuleBroken("New criteria were adopted since: save your scoring over them first.")
    done = score(held.score.criteria, answers_of(held.score), clock.today())
    _check_mandatory(done)
    scoring = held.scoring
    _keep(scoring, done)
    db.session.flush()  # once the run is frozen the database refuses to change its answers
    scoring.frozen_at = clock.now()
    if isinstance(of, Nomination) and of.status.is_open:
        of.status = NominationStatus.AWAITING_PANEL
    _record(Event.SCORING_FROZEN, actor, scoring, done)
    note_move(actor, scoring, held.criteria_set)
    return scoring


def criteria_for(of: Scorable) -> CriteriaSet:
    """The version in force for the strand of the nomination, or the case's primary one."""
    return criteria_adopted_for(strand_of(of))


def strand_of(of: Scorable) -> Strand:
    if isinstance(of, Nomination):
        return of.strand
    running = engagements_of([of.id], clock.today()).get(of.id)
    if not running:
        raise RuleBroken("No strand is worked under today, so there is nothing to score over.")
    return running[0].strand


def may_score(actor: Actor, of: Scorable) -> bool:
    """Anybody who works with the person; of Prevent and Deter the Youth Offending Service.

    Nobody who reads the fairness figures: a scorer never sees equality data, by any second role.
    """
    if actor.can(Permission.FAIRNESS_READ):
        return False
    is_for_young = strand_of(of) is Strand.PREVENT_AND_DETER
    return not is_for_young or actor.agency_kind == AgencyKind.YOUTH_OFFENDING_SERVICE.value


def check_scorer(actor: Actor, of: Scorable) -> None:
    if isinstance(of, Nomination) and not of.status.is_open:
        raise RuleBroken("This nomination was decided.")
    if isinstance(of, Nomination):
        check_accepted(of)
    if not isinstance(of, Nomination) and not of.is_open_on(clock.today()):
        raise RuleBroken("This case is closed: it is not scored again.")
    if actor.can(Permission.FAIRNESS_READ):
        raise RuleBroken("Whoever reads the fairness figures does not score.")
    if not may_score(actor, of):
        raise RuleBroken("The Youth Offending Service scores for Prevent and Deter.")


def check_answer(factor: Factor, answer: Answer) -> None:
    """What is chosen rests on evidence with a source and a day that has come."""
    if answer.evidence_on is not None and answer.evidence_on > clock.today():
        raise RuleBroken("Evidence cannot be from the future.", f"{factor.name}_evidence_on")
    wanted = _wanted_of_search(answer) if factor.is_intelligence else _wanted(answer)
    for part, message in wanted.items():
        if not getattr(answer, part):
            raise RuleBroken(message, f"{factor.name}_{part}")


def _wanted(answer: Answer) -> Mapping[str, str]:
    if answer.level is None and not answer.evidence:
        return {}
    return {
        "evidence": "Say what the evidence is.",
        "source": "Say where it comes from.",
        "evidence_on": "Say of what day it is.",
    }


def _wanted_of_search(answer: Answer) -> Mapping[str, str]:
    """Reports, or that none was found, are said as on the day of a search."""
    if any(report.on > clock.today() for report in answer.reports):
        raise RuleBroken("A report cannot be from the future.", f"{answer.factor}_evidence_on")
    if not (answer.reports or answer.evidence_on or answer.source or answer.evidence):
        return {}
    return {
        "source": "Say where the intelligence was searched.",
        "evidence_on": "Say on what day it was searched.",
    }


def _given(
    actor: Actor, criteria: Criteria, answers: Iterable[Answer], held: Scored | None
) -> list[Answer]:
    """What was said, checked. Intelligence stays as it is held for who may not enter it."""
    given = []
    may_open = may_open_intelligence(actor)
    for answer in answers:
        factor = criteria.factor(answer.factor)
        if answer.is_empty or (factor.is_intelligence and not may_open):
            continue
        check_answer(factor, answer)
        given.append(replace(answer, level=None) if factor.is_intelligence else answer)
    if held is not None and not may_open:
        given += [answer for answer in answers_of(held.score) if answer.is_closed]
    return given


def _check_unfrozen(held: Scored | None, read_version: int) -> None:
    if held is not None and held.is_frozen:
        raise RuleBroken("You froze your scoring: it does not change again.")
    if (held.version if held else 0) != read_version:
        raise StaleVersion


def _check_mandatory(done: Score) -> None:
    if missing := done.missing_mandatory:
        *first, last = [line.factor.title for line in missing]
        titles = f"{', '.join(first)} and {last}" if first else last
        raise RuleBroken(
            f"{titles} must have evidence that counts before this is frozen: the criteria say so."
        )


def _new(actor: Actor, of: Scorable) -> Scoring:
    scoring = Scoring(
        person_id=of.person_id,
        agency_id=partnership().id,
        kind=AssertionKind.ASSESSMENT,
        scorer_id=actor.user_id,
    )
    db.session.add(scoring)
    return scoring


def _keep(scoring: Scoring, done: Score) -> None:
    scoring.scored_on = clock.today()
    if done.criteria.is_narrative:
        scoring.narrative = {
            answer.factor: _told(answer) for answer in answers_of(done) if not answer.is_empty
        }
        return
    scoring.low, scoring.high = done.low, done.high
    scoring.band = done.band.name if done.band else None
    rows = {row.factor: row for row in rows_of([scoring]).get(scoring.id, [])}
    for line in done.lines:
        row = rows.get(line.factor.name)
        if line.answer.is_closed or (row is None and line.answer.is_empty):
            continue
        if row is None:
            row = _new_row(scoring, line.factor)
        _keep_line(row, line)


def _new_row(scoring: Scoring, factor: Factor) -> ScoringAnswer:
    """One row a factor that was ever answered; emptied, it stays and says nothing."""
    closed = factor.is_intelligence
    row = ScoringAnswer(
        person_id=scoring.person_id,
        agency_id=scoring.agency_id,
        compartment=Compartment.INTELLIGENCE if closed else Compartment.CORE,
        kind=AssertionKind.INTELLIGENCE if closed else AssertionKind.ASSESSMENT,
        scoring_id=scoring.id,
        factor=factor.name,
    )
    db.session.add(row)
    return row


def _keep_line(row: ScoringAnswer, line: Line) -> None:
    answer = line.answer
    row.level = line.level.name if line.level else None
    row.points = line.low if line.state is State.COUNTED else line.fresh
    row.value = answer.value
    row.evidence_on = answer.evidence_on
    row.evidence, row.source = answer.evidence or None, answer.source or None
    row.rests_on = kept(answer)


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "factor": answer.factor,
        "level": answer.level or "",
        "evidence": answer.evidence,
        "source": answer.source,
        "evidence_on": answer.evidence_on.isoformat() if answer.evidence_on else "",
        "rests_on": kept(answer) or {},
    }


def _record(event: Event, actor: Actor, scoring: Scoring, done: Score) -> None:
    """What rests on intelligence goes into the trail under its own key."""
    core = scoring.key_scope()
    closed = core._replace(compartment=Compartment.INTELLIGENCE)
    told: dict[Any, list[dict[str, Any]]] = {core: []}
    for line in done.lines:
        if not (line.answer.is_empty or line.answer.is_closed):
            scope = closed if line.factor.is_intelligence else core
            told.setdefault(scope, []).append(_told(line.answer))
    record(
        event,
        actor,
        people=[scoring.person_id],
        about=(Scoring.__tablename__, scoring.id),
        content=[(scope, {"answers": answers}) for scope, answers in told.items()],
    )
