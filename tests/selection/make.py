"""A small scheme with criteria in force, for tests of selection."""

from dataclasses import dataclass, field
from datetime import date

from popo import clock
from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Clearance, Role
from popo.accounts.models import Agency, AgencyKind, User
from popo.accounts.queries import actor_for
from popo.cases.models import Strand
from popo.db import db
from popo.meetings.models import ItemKind, Meeting, MeetingBody
from popo.meetings.queries import Cited
from popo.meetings.services import NewItem, add_item, add_meeting
from popo.people.models import Person
from popo.selection.citations import Report
from popo.selection.criteria import Criteria, Factor, Level
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaKind, CriteriaSet, Decision, PartyView, Scoring
from popo.selection.queries.fairness_reviews import reviewed
from popo.selection.queries.nominations import Nominated
from popo.selection.queries.scorings import scored_by
from popo.selection.scoring import Answer
from popo.selection.services import (
    DecideNomination,
    PartyAnswer,
    adopt_criteria,
    answer_fairness,
    consult_on_criteria,
    draft_criteria,
    freeze_scoring,
    nominate_person,
    open_fairness,
    save_scoring,
    triage_nomination,
)
from popo.selection.services.fairness import FairnessWords
from popo.selection.services.triage import Triage, TriageOutcome
from tests import make

TODAY = date(2024, 4, 30)
BORN_YOUNG = date(2009, 2, 1)
CLEARED = (Clearance.PREVENT_AND_DETER,)
INFORMED = (Clearance.INTELLIGENCE,)


@dataclass
class Scheme:
    """Agencies, one user of each, a meeting held today, and criteria in force for both lists."""

    partnership: Agency
    police: User
    probation: User
    yos: User
    coordinator: User
    strand_lead: User
    meeting: Meeting
    criteria: dict[CriteriaKind, CriteriaSet] = field(default_factory=dict)

    def item(self, kind: ItemKind = ItemKind.NOMINATION, person: Person | None = None) -> Cited:
        details = NewItem(kind, "An item", person)
        item = add_item(actor_for(self.coordinator), self.meeting, details)
        db.session.flush()  # the number of the next item is read back
        return Cited(item, self.meeting)


def scheme() -> Scheme:
    police = make.agency(AgencyKind.POLICE)
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    made = Scheme(
        partnership=make.partnership(),
        police=make.user(of=police, clearances=INFORMED),
        probation=make.user(of=make.agency(AgencyKind.PROBATION)),
        yos=make.user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER, of=yos, clearances=CLEARED),
        coordinator=make.user(
            Role.COORDINATOR, SCHEME, of=make.agency(AgencyKind.COUNCIL), clearances=CLEARED
        ),
        strand_lead=make.user(
            Role.STRAND_LEAD, Strand.CATCH_AND_CONVICT, of=police, clearances=INFORMED
        ),
        meeting=None,  # type: ignore[arg-type]  # planned just below
    )
    actor = actor_for(made.coordinator)
    made.meeting = add_meeting(actor, MeetingBody.ACTION_GROUP, clock.at(TODAY, 9, 30))
    db.session.flush()  # read back below
    item = made.item(ItemKind.CRITERIA)
    for kind in CriteriaKind:
        row = draft_criteria(actor, kind, default_document(kind))
        adopted(actor, row, item)
        made.criteria[kind] = row
    return made


def adopted(by: Actor, row: CriteriaSet, item: Cited) -> None:
    """A draft consulted on, since the day of the meeting, answered for, and adopted."""
    db.session.flush()  # read back below
    consultation = consult_on_criteria(by, row, clock.today())
    consultation.starts_on = min(consultation.starts_on, item.meeting.day)
    answered_for(by, row)
    adopt_criteria(by, row, item)


def answered_for(by: Actor, row: CriteriaSet) -> None:
    """The fairness of a draft worked out, and everything it asks answered."""
    open_fairness(by, row)
    db.session.flush()  # read back
    found = reviewed(row)
    assert found is not None
    answer_fairness(by, found, FairnessWords(tuple(found.owed), "Small numbers."), found.version)


def actor(user: User) -> Actor:
    return actor_for(user)


def nominated(of: Scheme, *, by: User | None = None, person: Person | None = None) -> Nominated:
    """An adult nominated by the police, and accepted for scoring."""
    found = sent(of, by=by, person=person)
    accept(of, found)
    return found


def sent(of: Scheme, *, by: User | None = None, person: Person | None = None) -> Nominated:
    """The same, before anybody responsible has looked at it."""
    who = actor_for(by or of.police)
    person = person or make.person(who)
    nomination = nominate_person(who, person, Strand.CATCH_AND_CONVICT, "Nine burglaries.")
    db.session.flush()  # read back below
    return Nominated(nomination, person)


def accept(of: Scheme, found: Nominated) -> None:
    """By the co-ordinator, or where they nominated by the lead of the strand."""
    nominated_it = found.nomination.nominated_by_id == of.coordinator.id
    who = actor_for(of.strand_lead if nominated_it else of.coordinator)
    triage_nomination(who, found, Triage(TriageOutcome.ACCEPT), found.nomination.version)
    db.session.flush()  # the version is read back


def young(of: Scheme) -> Nominated:
    who = actor_for(of.yos)
    person = make.person(who, "Kim", "Younger", BORN_YOUNG)
    nomination = nominate_person(who, person, Strand.PREVENT_AND_DETER, "Three thefts.")
    db.session.flush()  # read back below
    found = Nominated(nomination, person)
    accept(of, found)
    return found


def full_answers(criteria: Criteria, level: int = -1, on: date = TODAY) -> list[Answer]:
    """Every factor at the level with this place, on evidence of that day."""
    return [answer(factor, factor.levels[level], on) for factor in criteria.factors]


def answer(factor: Factor, level: Level, on: date = TODAY) -> Answer:
    """That level, chosen; of a graded factor the reports that reach it."""
    if factor.is_intelligence:
        return Answer(factor.name, None, on, "Searched", "Police", reports=reports(level, on))
    return Answer(factor.name, level.name, on, "Seen in the record", "PNC")


def reports(level: Level, on: date = TODAY) -> tuple[Report, ...]:
    """As many as the level needs, all of which the shipped criteria count."""
    return tuple(
        Report(on, "1", "B", corroborated=True, gist=f"Gist {number}")
        for number in range(level.least or 0)
    )


def frozen(of: Scheme, found: Nominated, by: User | None = None, level: int = -1) -> Scoring:
    """A complete scoring, frozen."""
    who = actor_for(by or of.strand_lead)
    criteria = of.criteria[CriteriaKind.CATCH_AND_CONVICT].opened()
    save_scoring(who, found.nomination, full_answers(criteria, level), 0)
    db.session.flush()  # read back below
    held = scored_by(found.nomination, who)
    assert held is not None
    return freeze_scoring(who, found.nomination, held.version)


def decision(of: Scheme, found: Nominated, kind: Decision, **changes: object) -> DecideNomination:
    """Agreed by police and probation at the meeting, unless `changes` say otherwise."""
    values: dict[str, object] = {
        "decision": kind,
        "reasons": "The panel weighed it.",
        "outcome_words": "Thank you: here is what was decided.",
        "decided_at": of.item(person=found.person),
        "parties": agreeing(of.police, of.probation),
        "effective_on": TODAY,
        "lead_agency_id": of.police.agency_id,
    }
    return DecideNomination(**{**values, **changes})  # type: ignore[arg-type]  # mixed values


def agreeing(*users: User) -> tuple[PartyAnswer, ...]:
    return tuple(PartyAnswer(user, PartyView.AGREES) for user in users)
