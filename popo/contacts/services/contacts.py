"""Logging, undoing and correcting contacts, and saying what came of planned ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from popo import clock
from popo.access.actor import Actor
from popo.actions.services import withdraw_with_contact
from popo.audit.events import Event
from popo.audit.services import record
from popo.contacts.models import Contact, ContactType, Outcome
from popo.contacts.policy import compartment_for, may_correct, may_undo, treats
from popo.contacts.queries import corrected, judges_for, logged_as, responsible_for
from popo.contacts.services.mentions import ask_mentioned
from popo.contacts.wording import JUDGED
from popo.db import db
from popo.drafts.services import mark_sent
from popo.errors import RuleBroken, StaleVersion
from popo.people.about import AssertionKind, Handling
from popo.people.models import Person, SightLevel
from popo.people.queries import list_people
from popo.people.queries.person import id_of
from popo.people.queries.stops import check_goes_on

_WITHOUT_NOTE = {Outcome.PLANNED, Outcome.CANCELLED}
_MOST_TOGETHER = 20
SENT_BEFORE = "This form was sent before. Open a new one for what it says now."


@dataclass(frozen=True)
class Happened:
    """What is said of one contact."""

    at: datetime
    contact_type: ContactType
    outcome: Outcome
    note: str = ""
    kind: AssertionKind = AssertionKind.FACT
    place: str = ""
    source: str = ""
    handling: Handling = Handling.ACTION_GROUP


@dataclass(frozen=True)
class NewContact:
    """`people`: references. `lines`: what goes on one person's record only, by reference."""

    people: tuple[str, ...]
    happened: Happened
    lines: Mapping[str, str] = field(default_factory=dict)
    idempotency: str = field(default_factory=lambda: uuid4().hex)


def log_contact(actor: Actor, details: NewContact) -> list[Contact]:
    """One row for each person. The same form sent twice logs once and answers the same.

    Nothing is logged unless the actor may work with everybody named.
    """
    people = _people(actor, details)
    _check(actor, details.happened, people)
    if details.happened.outcome is Outcome.PLANNED:
        for person in people:
            check_goes_on(person)
    group = UUID(details.idempotency)
    if not mark_sent(actor, details.idempotency):
        return _logged_before(actor, group, people[0], details)
    logged = [
        _log(actor, person, group, details.happened, details.lines.get(person.reference, ""))
        for person in people
    ]
    for place, (person, row) in enumerate(zip(people, logged, strict=True)):
        asking = row.note if place == 0 else details.lines.get(person.reference)
        ask_mentioned(actor, person, row, asking or "")
    return logged


def _logged_before(actor: Actor, group: UUID, person: Person, details: NewContact) -> list[Contact]:
    """What the form logged the first time, where it stands and said the same of this person."""
    logged = logged_as(group, actor)
    note = _joined(details.happened.note, details.lines.get(person.reference, ""))
    if not any(
        row.person_id == person.id and row.undone_at is None and (row.note or "") == note
        for row in logged
    ):
        raise RuleBroken(SENT_BEFORE)
    return logged


def undo_contact(actor: Actor, contact: Contact) -> None:
    """Takes back what was logged, for everybody it was logged with; the rows stay, unseen.

    Undoing a correction brings back what it corrected. What the note asked of others ends.
    """
    now = clock.now()
    if not may_undo(actor, contact, now):
        raise RuleBroken(
            "A contact is undone by its author within ten minutes. Correct it instead."
        )
    if contact.corrects_id is not None:
        corrected(contact).replaced_at = None
        _undo(actor, contact)
        return
    withdraw_with_contact(actor, contact.group_id)
    for row in logged_as(contact.group_id, actor):
        if row.corrects_id is None and may_undo(actor, row, now):
            _undo(actor, row)


def _undo(actor: Actor, contact: Contact) -> None:
    contact.undone_at = clock.now()
    _record(Event.CONTACT_UNDONE, actor, contact)


def correct_contact(
    actor: Actor, contact: Contact, person: Person, happened: Happened, reason: str, version: int
) -> Contact:
    """A new row in place of the old, which stays, struck through, with the reason."""
    _check_version(contact, version)
    if not may_correct(actor, contact):
        raise RuleBroken("Only the agency that recorded this can correct it.")
    if not reason.strip():
        raise RuleBroken("Say what was wrong.", "reason")
    _check(actor, happened, [person], before=contact.outcome)
    row = _row(actor, person, contact.group_id, happened, happened.note)
    row.corrects_id = contact.id
    row.correction_reason = reason.strip()
    contact.replaced_at = clock.now()
    db.session.add(row)
    _record(Event.CONTACT_CORRECTED, actor, row)
    return row


def give_outcome(
    actor: Actor, contact: Contact, outcome: Outcome, words: str, version: int
) -> None:
    """Says what came of a planned contact, or judges an absence."""
    _check_version(contact, version)
    judges = bool(judges_for(actor, [contact.person_id]))
    _check_outcome(contact, outcome, judges=judges)
    own = contact.agency_id == actor.agency_id
    if not (own or judges or responsible_for(actor, [contact.person_id])):
        raise RuleBroken("Only the agency that planned it, or the responsible officer, can say.")
    if words.strip() and not own:
        raise RuleBroken(
            "Only the agency that recorded this can add to its note. Log a contact of your own.",
            "words",
        )
    before = _told_of(contact)
    contact.outcome = outcome
    if words.strip():
        contact.note = _joined(contact.note or "", words)
    _record(Event.CONTACT_OUTCOME_GIVEN, actor, contact, before, outcome=outcome.value)


def _people(actor: Actor, details: NewContact) -> list[Person]:
    """Everybody named, the actor being able to work with each. A refusal is put on the trail."""
    wanted = list(dict.fromkeys(details.people))
    if len(wanted) > _MOST_TOGETHER:
        raise RuleBroken(f"Log at most {_MOST_TOGETHER} people together.", "also")
    found = list_people(actor, Person.reference.in_(wanted), level=SightLevel.WORK)
    by_reference = {person.reference: person for person in found}
    for reference in wanted:
        if reference not in by_reference:
            _refuse(actor, reference)
    for reference in details.lines:
        if reference not in wanted:
            raise RuleBroken(f"{reference} is not among the people you named.", "lines")
    return [by_reference[reference] for reference in wanted]


def _refuse(actor: Actor, reference: str) -> None:
    """Says the same of somebody unseen and of nobody; only the trail knows better."""
    if (unseen := id_of(reference)) is not None:
        record(
            Event.REFUSED,
            actor,
            people=[unseen],
            endpoint="contacts.log_contact",
            reason="named with others",
        )
    raise RuleBroken(
        f"{reference} is not somebody you can log contacts with. Check the reference.", "also"
    )


def _check(
    actor: Actor, happened: Happened, people: Iterable[Person], before: Outcome | None = None
) -> None:
    if happened.at > clock.now() and happened.outcome not in _WITHOUT_NOTE:
        raise RuleBroken("A contact that is still to come is planned, until then.", "outcome")
    if not happened.note.strip() and happened.outcome not in _WITHOUT_NOTE:
        raise RuleBroken("Say what happened.", "note")
    if happened.kind is AssertionKind.INTELLIGENCE:
        _check_intelligence(actor, happened)
    if happened.outcome in JUDGED and happened.outcome is not before:
        keys = {person.id for person in people}
        if judges_for(actor, keys) != keys:
            raise _not_yours_to_judge()


def _check_intelligence(actor: Actor, happened: Happened) -> None:
    if treats(actor):
        raise RuleBroken(
            "Health and drug services do not record intelligence. Choose fact or assessment.",
            "kind",
        )
    if not happened.source.strip():
        raise RuleBroken("Give the reference of the intelligence, never its source.", "source")


def _check_outcome(contact: Contact, outcome: Outcome, *, judges: bool) -> None:
    unjudged = contact.outcome is Outcome.MISSED_NOT_JUDGED and outcome in JUDGED
    if contact.replaced_at or not (contact.outcome is Outcome.PLANNED or unjudged):
        raise RuleBroken("This contact has its outcome. Correct it instead.")
    if outcome is Outcome.PLANNED:
        raise RuleBroken("Choose what came of it.", "outcome")
    if contact.at > clock.now() and outcome is not Outcome.CANCELLED:
        raise RuleBroken("This contact is still to come. It can only be cancelled.", "outcome")
    if outcome in JUDGED and not judges:
        raise _not_yours_to_judge()


def _not_yours_to_judge() -> RuleBroken:
    return RuleBroken(
        "Only the responsible officer says whether an absence was acceptable. Choose Missed.",
        "outcome",
    )


def _check_version(contact: Contact, read_version: int) -> None:
    if contact.version != read_version:
        raise StaleVersion


def _log(actor: Actor, person: Person, group: UUID, happened: Happened, line: str) -> Contact:
    row = _row(actor, person, group, happened, _joined(happened.note, line))
    db.session.add(row)
    _record(
        Event.CONTACT_LOGGED,
        actor,
        row,
        type=row.contact_type.value,
        outcome=row.outcome.value,
    )
    return row


def _row(actor: Actor, person: Person, group: UUID, happened: Happened, note: str) -> Contact:
    return Contact(
        person_id=person.id,
        agency_id=actor.agency_id,
        compartment=compartment_for(actor, happened.kind),
        kind=happened.kind,
        handling=happened.handling,
        at=happened.at,
        contact_type=happened.contact_type,
        outcome=happened.outcome,
        group_id=group,
        author_id=actor.user_id,
        note=note.strip() or None,
        place=happened.place.strip() or None,
        source=happened.source.strip() or None,
        created_at=clock.now(),
    )


def _joined(note: str, more: str) -> str:
    return "\n\n".join(part.strip() for part in (note, more) if part.strip())


def _record(
    event: Event,
    actor: Actor,
    contact: Contact,
    before: dict[str, str] | None = None,
    **details: str,
) -> None:
    content = {"after": _told_of(contact), **({"before": before} if before else {})}
    record(
        event,
        actor,
        people=[contact.person_id],
        about=(Contact.__tablename__, contact.id),
        content=[(contact.key_scope(), content)],
        **details,
    )


def _told_of(contact: Contact) -> dict[str, str]:
    return {
        "at": contact.at.isoformat(),
        "type": contact.contact_type.value,
        "outcome": contact.outcome.value,
        "note": contact.note or "",
        "place": contact.place or "",
        "source": contact.source or "",
        "kind": contact.kind.value,
        "handling": contact.handling.value,
        "correction_reason": contact.correction_reason or "",
    }
