"""Whom the record prompts to ask about leaving: many cases in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from popo import clock
from popo.access.actor import Actor
from popo.cases.models import CaseEnd, SchemeCase, Strand, StrandEngagement
from popo.cases.policy import strands_open_to
from popo.cases.queries import is_open
from popo.db import db
from popo.intervals import on
from popo.meetings.models import AgendaItem, ItemKind, Meeting
from popo.meetings.policy import item_visible_to
from popo.meetings.queries import next_meeting
from popo.people.models import Person, SightLevel
from popo.people.policy import readable, visible_to
from popo.selection.criteria import Leaving
from popo.selection.models import CriteriaKind, PanelDecision, PromptAnswer
from popo.selection.policy import is_proposed
from popo.selection.prompts import Judged, Prompt, Rule, Unjudged, judge
from popo.selection.queries.criteria import criteria_in_force, kind_for
from popo.selection.queries.decisions import Decided
from popo.selection.queries.leaving_facts import ToJudge, facts_of
from popo.selection.queries.reviews import capacities, reviews_of_open_cases

MOST_CASES = 500

REASONS = {
    Rule.DIED: CaseEnd.DECEASED,
    Rule.WRONG_PERSON: CaseEnd.SELECTED_IN_ERROR,
    Rule.QUIET: CaseEnd.DESISTED,
    Rule.LONG_CUSTODY: CaseEnd.LONG_CUSTODY,
    Rule.MOVED: CaseEnd.MOVED,
    Rule.OTHER_LEAD: CaseEnd.PASSED_TO_MAPPA,
    Rule.BELOW_THRESHOLD: CaseEnd.BELOW_THRESHOLD,
    Rule.NO_CAPACITY: CaseEnd.DISPLACED,
}
"""Why a case would end if the prompt were followed; a review that is due ends none."""


_Case = tuple[SchemeCase, Person, Strand]


@dataclass(frozen=True)
class PutOff:
    """A prompt that was answered "not now"."""

    prompt: Prompt
    answer: PromptAnswer


@dataclass(frozen=True)
class Prompted:
    """One open case: what asks for an answer, what was put off, what cannot be judged."""

    case: SchemeCase
    person: Person
    strand: Strand
    prompts: tuple[Prompt, ...]
    put_off: tuple[PutOff, ...]
    unjudged: tuple[Unjudged, ...]
    proposal_id: UUID | None
    on_agenda: bool

    @property
    def reasons(self) -> list[CaseEnd]:
        return [REASONS[prompt.rule] for prompt in self.prompts if prompt.rule in REASONS]

    @property
    def is_review_due(self) -> bool:
        return any(prompt.rule is Rule.REVIEW_OVERDUE for prompt in self.prompts)


def prompted_cases(actor: Actor) -> list[Prompted]:
    """Every open case the actor sees of which anything is to be said, by reference.

    At most `MOST_CASES` are judged.
    """
    found = _judged(actor)
    return [row for row in found if row.prompts or row.put_off or row.unjudged]


def prompted(person: Person, actor: Actor) -> Prompted | None:
    """The open case of one person; None where there is none the actor may be told of."""
    found = _judged(actor, Person.id == person.id)
    return found[0] if found else None


def _judged(actor: Actor, *conditions: ColumnElement[bool]) -> list[Prompted]:
    today = clock.today()
    rows = _open_cases(actor, today, *conditions)
    keys = [case.id for case, _, _ in rows]
    rules, facts = _rules(), facts_of(_to_judge(rows, actor, today), actor, today)
    answers, proposals = _answers(keys, actor, today), _proposals(keys)
    agenda = _on_agenda(actor)
    found = []
    for case, person, strand in rows:
        leaving, every = rules.get(kind_for(strand), (Leaving(), None))
        judged = judge(facts[case.id], leaving, every) if every else Judged((), ())
        held = answers.get(case.id, {})
        found.append(
            Prompted(
                case=case,
                person=person,
                strand=strand,
                prompts=tuple(each for each in judged.prompts if each.rule not in held),
                put_off=tuple(
                    PutOff(each, held[each.rule]) for each in judged.prompts if each.rule in held
                ),
                unjudged=judged.unjudged,
                proposal_id=proposals.get(case.id),
                on_agenda=person.id in agenda,
            )
        )
    return found


def _to_judge(rows: Iterable[_Case], actor: Actor, today: date) -> list[ToJudge]:
    reviews = reviews_of_open_cases(today, actor)
    places = capacities(reviews)
    return [
        ToJudge(
            case.id,
            person.id,
            case.opened_on,
            person.deceased_on,
            reviews.get(case.id, ()),
            places.get(kind_for(strand)),
        )
        for case, person, strand in rows
    ]


def _open_cases(actor: Actor, today: date, *conditions: ColumnElement[bool]) -> list[_Case]:
    statement = (
        select(SchemeCase, Person, StrandEngagement.strand)
        .join(Person, Person.id == SchemeCase.person_id)
        .join(StrandEngagement, StrandEngagement.case_id == SchemeCase.id)
        .where(
            is_open(today),
            on(StrandEngagement, today),
            StrandEngagement.is_primary,
            StrandEngagement.strand.in_(strands_open_to(actor)),
            visible_to(actor, SightLevel.READ),
            *conditions,
        )
        .order_by(Person.reference, SchemeCase.id)
        .limit(MOST_CASES)
    )
    return [(case, person, strand) for case, person, strand in db.session.execute(statement)]


def _rules() -> dict[CriteriaKind, tuple[Leaving, int]]:
    """When the criteria in force say that leaving is asked about, and how often a case is scored.

    Without adopted criteria nothing prompts.
    """
    found = {}
    for kind in CriteriaKind:
        in_force = criteria_in_force(kind)
        if in_force is not None:
            criteria = in_force.opened()
            found[kind] = (criteria.leaving, criteria.review_every_days)
    return found


def _answers(
    cases: Iterable[UUID], actor: Actor, today: date
) -> dict[UUID, dict[Rule, PromptAnswer]]:
    """The answers that still put a prompt off."""
    groups: defaultdict[UUID, dict[Rule, PromptAnswer]] = defaultdict(dict)
    rows = db.session.scalars(
        select(PromptAnswer)
        .where(
            PromptAnswer.case_id.in_(list(cases)),
            PromptAnswer.ask_again_on > today,
            readable(PromptAnswer, actor),
        )
        .order_by(PromptAnswer.created_at, PromptAnswer.id)
    )
    for row in rows:
        groups[row.case_id][row.rule] = row
    return groups


def _proposals(cases: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = db.session.execute(
        select(PanelDecision.case_id, PanelDecision.id).where(
            PanelDecision.case_id.in_(list(cases)), is_proposed()
        )
    )
    return {case: decision for case, decision in rows if case is not None}


def _on_agenda(actor: Actor) -> set[UUID]:
    """Whose leaving stands on the agenda of the next meeting, as far as the actor reads it."""
    meeting = next_meeting()
    if meeting is None:
        return set()
    rows = db.session.scalars(
        select(AgendaItem.person_id).where(leaving_items(meeting), item_visible_to(actor))
    )
    return {person_id for person_id in rows if person_id is not None}


def leaving_items(meeting: Meeting) -> ColumnElement[bool]:
    """What that meeting talks about somebody's leaving or review for."""
    kinds = AgendaItem.item_kind.in_([ItemKind.DE_SELECTION, ItemKind.REVIEW])
    return (AgendaItem.meeting_id == meeting.id) & kinds


def people_of(waiting: Iterable[Decided], actor: Actor) -> dict[UUID, Person]:
    """Whom proposals are about, of those the actor sees."""
    keys = [row.decision.person_id for row in waiting]
    rows = db.session.scalars(
        select(Person).where(Person.id.in_(keys), visible_to(actor, SightLevel.READ))
    )
    return {row.id: row for row in rows}
