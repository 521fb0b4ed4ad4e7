"""A score that moved far goes before the panel, once."""

from collections.abc import Iterable

from popo.access.actor import Actor
from popo.accounts.queries import partnership
from popo.audit.events import Event
from popo.audit.services import record
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import ItemKind, Meeting
from popo.meetings.queries import next_meeting
from popo.meetings.services import NewItem, add_item
from popo.people.about import AssertionKind
from popo.people.models import Person
from popo.selection.models import CriteriaSet, ScoreMove, Scoring
from popo.selection.queries.trend import is_announced, run_before, totals_of
from popo.selection.scoring import is_big, move_words


def note_move(actor: Actor, scoring: Scoring, criteria_set: CriteriaSet) -> ScoreMove | None:
    """Of a run just frozen: on the agenda of the next Action Group, or waiting for one.

    Nothing where it has no points, moved little, or a move of the person is announced already.
    """
    before = run_before(scoring, criteria_set)
    if before is None:
        return None
    totals = totals_of([before, (scoring, criteria_set)])
    was, now = totals[before[0].id], totals[scoring.id]
    meeting = next_meeting()
    if was is None or now is None or is_announced(scoring.person_id, meeting):
        return None
    if not is_big(was, now, criteria_set.opened().big_move):
        return None
    move = ScoreMove(
        person_id=scoring.person_id,
        agency_id=partnership().id,
        kind=AssertionKind.ASSESSMENT,
        scoring_id=scoring.id,
        words=move_words(was, now),
    )
    db.session.add(move)
    _record(Event.SCORE_MOVED, actor, move)
    if meeting is not None:
        table_move(actor, move, meeting)
    return move


def table_move(actor: Actor, move: ScoreMove, meeting: Meeting) -> None:
    """Puts it on the agenda. Raises RuleBroken where it stands there already."""
    if move.agenda_item_id is not None:
        raise RuleBroken("This is on an agenda already.")
    scoring = db.session.get_one(Scoring, move.scoring_id)
    person = db.session.get_one(Person, move.person_id)
    kind = ItemKind.REVIEW if scoring.case_id else ItemKind.NOMINATION
    move.agenda_item_id = add_item(actor, meeting, NewItem(kind, move.words, person)).id
    _record(Event.SCORE_MOVE_TABLED, actor, move)


def table_moves(actor: Actor, moves: Iterable[ScoreMove], meeting: Meeting | None) -> None:
    """All that wait, onto one agenda."""
    if meeting is None:
        raise RuleBroken("No Action Group meeting is planned: plan one first.")
    for move in moves:
        table_move(actor, move, meeting)


def _record(event: Event, actor: Actor, move: ScoreMove) -> None:
    record(event, actor, people=[move.person_id], about=(ScoreMove.__tablename__, move.id))
