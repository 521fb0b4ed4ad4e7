"""The review at 17 and a half: what goes over, who receives it, who met, and what they agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.access.actor import Actor
from popo.accounts.models import User
from popo.audit.events import Event
from popo.cases.models import SchemeCase, Strand, StrandEngagement
from popo.cases.queries import running
from popo.cases.services.owning import check_leads
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.people.childhood import ChildsPart
from popo.people.models import Person
from popo.people.queries import conflicts_about
from popo.people.queries.stops import check_goes_on
from popo.transitions.kinds import TransitionStatus, View
from popo.transitions.models import Transition, TransitionMeeting, TransitionPart
from popo.transitions.policy import may_receive
from popo.transitions.queries.transitions import newest_of, open_transition, parts_of
from popo.transitions.services.recording import record_transition
from popo.transitions.standing import adult_on, may_begin_on


@dataclass(frozen=True)
class Part:
    """One part that goes over, said in words; of one agency, or of all."""

    part: ChildsPart
    words: str
    owner_agency_id: UUID | None = None


@dataclass(frozen=True)
class Review:
    """What the form holds; nothing but the parts need be complete before it is proposed."""

    receiver: User | None
    effective_on: date | None
    parts: tuple[Part, ...]
    young_view: View = View.NOT_ASKED
    young_words: str = ""
    parent_view: View = View.NOT_ASKED
    parent_words: str = ""


@dataclass(frozen=True)
class Meeting:
    held_on: date
    yos_worker: User
    words: str


def begin_review(actor: Actor, person: Person, case: SchemeCase) -> Transition:
    """Begins one, with what the last one said where that was handed back or withdrawn."""
    check_leads(actor, case)
    check_goes_on(person)
    young = young_work(case)
    born = person.date_of_birth
    if not isinstance(born, date):
        raise RuleBroken("Record the date of birth first: it says when they are 18.")
    if clock.today() < may_begin_on(born):
        raise RuleBroken("A transition review begins at 17 at the earliest.")
    if open_transition(case) is not None:
        raise RuleBroken("A transition is in hand already.")
    former = newest_of([case.id]).get(case.id)
    transition = Transition(
        person_id=person.id,
        agency_id=young.lead_agency_id,
        case_id=case.id,
        status=TransitionStatus.REVIEW,
        begun_by_id=actor.user_id,
        receiver_id=former.receiver_id if former else None,
        effective_on=former.effective_on if former else None,
        young_view=View.NOT_ASKED,
        parent_view=View.NOT_ASKED,
    )
    db.session.add(transition)
    if former is not None:
        _keep_parts(transition, [_part(row) for row in parts_of([former.id])[former.id]], [])
    record_transition(Event.TRANSITION_BEGUN, actor, transition, {})
    return transition


def write_review(
    actor: Actor,
    person: Person,
    case: SchemeCase,
    transition: Transition,
    details: Review,
    read_version: int,
) -> None:
    """Saves what is agreed so far. Raises StaleVersion."""
    check_leads(actor, case)
    check_in_review(transition, case, read_version)
    _check_receiver(person, details.receiver)
    check_effective(person, details.effective_on)
    for part in details.parts:
        if not part.words.strip():
            raise RuleBroken(
                f"Say in words what goes over: {part.part.words.lower()}.",
                f"{part.part.value}_words",
            )
    transition.receiver_id = details.receiver.id if details.receiver else None
    transition.effective_on = details.effective_on
    transition.young_view, transition.parent_view = details.young_view, details.parent_view
    transition.young_words = details.young_words.strip() or None
    transition.parent_words = details.parent_words.strip() or None
    transition.edits += 1
    _keep_parts(transition, details.parts, parts_of([transition.id])[transition.id])
    said = {part.part.value: part.words for part in details.parts}
    said |= {"young": details.young_words, "parent": details.parent_words}
    record_transition(Event.TRANSITION_WRITTEN, actor, transition, said)


def add_meeting(
    actor: Actor, case: SchemeCase, transition: Transition, details: Meeting
) -> TransitionMeeting:
    """Both workers met, with the young person or those around them."""
    check_leads(actor, case)
    if transition.status is not TransitionStatus.REVIEW or case.closed_on is not None:
        raise RuleBroken("This transition is no longer in review.")
    if transition.receiver_id is None:
        raise RuleBroken("Choose the probation worker first: the meeting is of both workers.")
    if details.held_on > clock.today():
        raise RuleBroken("The day cannot be in the future.", "held_on")
    if details.yos_worker.agency_id != transition.agency_id:
        raise RuleBroken("Choose a colleague of the youth offending service.", "yos_worker")
    if not details.words.strip():
        raise RuleBroken("Say who was there and what was agreed.", "words")
    row = TransitionMeeting(
        person_id=transition.person_id,
        agency_id=transition.agency_id,
        transition_id=transition.id,
        held_on=details.held_on,
        yos_worker_id=details.yos_worker.id,
        receiver_id=transition.receiver_id,
        words=details.words.strip(),
    )
    db.session.add(row)
    transition.edits += 1
    record_transition(Event.TRANSITION_MET, actor, transition, {"words": row.words})
    return row


def young_work(case: SchemeCase) -> StrandEngagement:
    """The work under Prevent and Deter; without it there is nothing to hand over."""
    if case.closed_on is not None:
        raise RuleBroken("This case has closed.")
    for row in running(StrandEngagement, case):
        if row.is_primary and row.strand is Strand.PREVENT_AND_DETER:
            return row
    raise RuleBroken("Only somebody under Prevent and Deter is handed over to probation.")


def check_in_review(transition: Transition, case: SchemeCase, read_version: int) -> None:
    if transition.version != read_version:
        raise StaleVersion
    if case.closed_on is not None:
        raise RuleBroken("The young person left the scheme: nothing is handed over.")
    if transition.status is not TransitionStatus.REVIEW:
        raise RuleBroken("It was proposed: withdraw it first to change it.")


def check_effective(person: Person, effective_on: date | None) -> None:
    """Nobody is handed over before they are 18."""
    born = person.date_of_birth
    if effective_on is None or not isinstance(born, date):
        return
    if effective_on < adult_on(born):
        raise RuleBroken(
            "It takes effect on the 18th birthday at the earliest: until then the youth offending "
            "service stays responsible.",
            "effective_on",
        )


def check_untied(person: Person, receiver_id: UUID) -> None:
    if any(row.user_id == receiver_id for row in conflicts_about(person)):
        raise RuleBroken("This worker cannot take over as things stand. Choose somebody else.")


def _check_receiver(person: Person, receiver: User | None) -> None:
    if receiver is None:
        return
    if not may_receive(receiver):
        raise RuleBroken("Choose a worker in probation.", "receiver")
    check_untied(person, receiver.id)


def _part(row: TransitionPart) -> Part:
    return Part(row.part, row.words, row.owner_agency_id)


def _keep_parts(
    transition: Transition, parts: Sequence[Part], held: Sequence[TransitionPart]
) -> None:
    """While it is being written, parts come and go; each change is in the trail."""
    rows = {row.part: row for row in held}
    for part in parts:
        row = rows.pop(part.part, None) or _new_part(transition, part)
        row.words, row.owner_agency_id = part.words.strip(), part.owner_agency_id
    for row in rows.values():
        db.session.delete(row)


def _new_part(transition: Transition, part: Part) -> TransitionPart:
    row = TransitionPart(
        person_id=transition.person_id,
        agency_id=transition.agency_id,
        transition_id=transition.id,
        part=part.part,
        words=part.words.strip(),
    )
    db.session.add(row)
    return row
