from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from popo import clock
from popo.access.actor import Actor
from popo.access.permissions import Clearance
from popo.accounts.models import AgencyKind
from popo.accounts.queries import actor_for
from popo.audit.models import AuditEvent, AuditSubject
from popo.cases.models import AssignmentRole
from popo.cases.queries import open_case_of
from popo.cases.services import assign_worker
from popo.contacts.models import Contact, Outcome
from popo.contacts.queries import contacts_of, get_contact
from popo.contacts.services import (
    NewContact,
    correct_contact,
    give_outcome,
    log_contact,
    undo_contact,
)
from popo.db import db, settle
from popo.drafts.services import AlreadySent, Typed, save_draft
from popo.errors import RuleBroken, StaleVersion
from popo.keys.models import Compartment
from popo.people.about import AssertionKind, Handling
from popo.people.models import SightLevel
from tests import make
from tests.actions.make_action import show
from tests.contacts.make_contact import happened, logged, make_responsible, planned

pytestmark = pytest.mark.usefixtures("work")


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Contact)) or 0


def test_log_contact_twice_with_one_key_logs_once_and_answers_the_same() -> None:
    by = make.actor()
    person = make.person(by)
    details = NewContact((person.reference,), happened())
    first = log_contact(by, details)
    assert log_contact(by, details) == first
    assert count() == 1


def test_an_autosave_that_arrives_after_the_contact_was_logged_is_refused() -> None:
    by = make.actor()
    person = make.person(by)
    details = NewContact((person.reference,), happened())
    typed = Typed(
        "contacts.log_contact", person.reference, details.idempotency, {"note": ["He was"]}
    )
    save_draft(by, typed)
    log_contact(by, details)
    with pytest.raises(AlreadySent):
        save_draft(by, typed)


def test_log_contact_with_several_gives_each_a_row_and_their_own_line() -> None:
    by = make.actor()
    adam, bill = make.person(by), make.person(by, "Bill", "Sample")
    details = NewContact(
        (adam.reference, bill.reference, adam.reference),
        happened(note="Both were in"),
        lines={bill.reference: "Bill had a black eye"},
    )
    rows = log_contact(by, details)
    assert [row.person_id for row in rows] == [adam.id, bill.id]
    assert rows[0].group_id == rows[1].group_id
    assert rows[0].note == "Both were in"
    assert rows[1].note == "Both were in\n\nBill had a black eye"


def test_log_contact_saves_nothing_when_one_of_several_may_not_be_worked_with() -> None:
    by, other = make.actor(), make.actor()
    mine, unseen, only_read = make.person(by), make.person(other), make.person(other)
    reader = make.user(of=make.agency())
    show(only_read, reader, other, SightLevel.READ)
    show(mine, reader, by, SightLevel.WORK)
    actor = actor_for(reader)
    messages = set()
    for reference in (unseen.reference, only_read.reference, "POPO-999999"):
        with pytest.raises(RuleBroken) as broken:
            log_contact(actor, NewContact((mine.reference, reference), happened()))
        assert broken.value.field == "also"
        messages.add(broken.value.message.replace(reference, ""))
    assert len(messages) == 1, "nothing tells somebody unseen from nobody"
    assert count() == 0
    settle()
    refused = select(AuditSubject.person_id).join(
        AuditEvent, AuditEvent.id == AuditSubject.event_id
    )
    rows = db.session.scalars(refused.where(AuditEvent.event == "access.refused"))
    assert set(rows) == {unseen.id, only_read.id}


def test_a_line_belongs_to_somebody_who_was_there() -> None:
    by = make.actor()
    adam, bill = make.person(by), make.person(by)
    details = NewContact((adam.reference,), happened(), lines={bill.reference: "Elsewhere"})
    with pytest.raises(RuleBroken) as broken:
        log_contact(by, details)
    assert broken.value.field == "lines"


def test_a_contact_to_come_can_only_be_planned() -> None:
    by = make.actor()
    person = make.person(by)
    with pytest.raises(RuleBroken, match="still to come"):
        logged(by, person, happened(Outcome.KEPT, hours_ago=-1))
    assert logged(by, person, happened(Outcome.PLANNED, -1, note="")).outcome is Outcome.PLANNED


def test_what_happened_is_said_unless_it_is_planned() -> None:
    by = make.actor()
    with pytest.raises(RuleBroken) as broken:
        logged(by, make.person(by), happened(note="  "))
    assert broken.value.field == "note"


@pytest.mark.parametrize("outcome", [Outcome.MISSED_ACCEPTABLE, Outcome.MISSED_NOT_ACCEPTABLE])
def test_only_the_responsible_officer_judges_an_absence(outcome: Outcome) -> None:
    make.partnership()
    officer = make.user()
    person = make.person(actor_for(officer))
    make_responsible(officer, person)
    colleague = make.actor(of=officer.agency)
    with pytest.raises(RuleBroken, match="responsible officer"):
        logged(colleague, person, happened(outcome))
    missed = logged(colleague, person, happened(Outcome.MISSED_NOT_JUDGED))
    with pytest.raises(RuleBroken, match="responsible officer"):
        give_outcome(colleague, missed, outcome, "", missed.version)
    give_outcome(actor_for(officer), missed, outcome, "", missed.version)
    assert missed.outcome is outcome


@pytest.mark.parametrize("role", [AssignmentRole.CO_WORKER, AssignmentRole.LEAD_OFFICER])
def test_beside_an_offender_manager_nobody_else_judges(role: AssignmentRole) -> None:
    make.partnership()
    manager, user = make.user(), make.user()
    person = make.person(actor_for(user))
    make_responsible(manager, person)
    case = open_case_of(person)
    assert case is not None
    assign_worker(actor_for(manager), case, user, role, clock.today())
    with pytest.raises(RuleBroken, match="responsible officer"):
        logged(actor_for(user), person, happened(Outcome.MISSED_ACCEPTABLE))


def test_without_an_offender_manager_the_lead_agency_judges() -> None:
    make.partnership()
    officer, other = make.user(), make.user()
    person = make.person(actor_for(officer))
    make_responsible(officer, person, AssignmentRole.LEAD_OFFICER)
    show(person, other, actor_for(officer), SightLevel.WORK)
    colleague = make.actor(of=officer.agency)
    logged(colleague, person, happened(Outcome.MISSED_ACCEPTABLE))
    with pytest.raises(RuleBroken, match="responsible officer"):
        logged(actor_for(other), person, happened(Outcome.MISSED_ACCEPTABLE))


def test_a_youth_offending_worker_judges() -> None:
    make.partnership()
    worker = make.user()
    person = make.person(actor_for(worker))
    make_responsible(worker, person, AssignmentRole.YOS_WORKER)
    missed = logged(actor_for(worker), person, happened(Outcome.MISSED_NOT_ACCEPTABLE))
    assert missed.outcome is Outcome.MISSED_NOT_ACCEPTABLE


def test_give_outcome_once_and_never_before_the_time() -> None:
    by = make.actor()
    person = make.person(by)
    to_come, past = planned(by, person, hours_ago=-2), planned(by, person)
    with pytest.raises(RuleBroken, match="only be cancelled"):
        give_outcome(by, to_come, Outcome.KEPT, "", to_come.version)
    give_outcome(by, to_come, Outcome.CANCELLED, "", to_come.version)
    give_outcome(by, past, Outcome.KEPT, "Came late", past.version)
    assert past.note == "He was in and talked\n\nCame late"
    with pytest.raises(RuleBroken, match="Correct it"):
        give_outcome(by, past, Outcome.CANCELLED, "", past.version)


def test_give_outcome_is_for_the_agency_that_planned_it() -> None:
    by, other = make.actor(), make.user()
    person = make.person(by)
    show(person, other, by, SightLevel.WORK)
    contact = planned(by, person)
    with pytest.raises(RuleBroken, match="Only the agency"):
        give_outcome(actor_for(other), contact, Outcome.KEPT, "", contact.version)


def _later(minutes: float) -> None:
    moment = clock.now() + timedelta(minutes=minutes)
    clock.shift(moment - clock.real_now())


def test_undo_contact_is_for_its_author_for_ten_minutes() -> None:
    author = make.user()
    by = actor_for(author)
    person = make.person(by)
    contact = logged(by, person)
    with pytest.raises(RuleBroken, match="within ten minutes"):
        undo_contact(make.actor(of=author.agency), contact)
    _later(9.5)
    undo_contact(by, contact)
    assert contacts_of(person, by) == []
    assert count() == 1, "the row stays"
    kept = logged(by, person)
    _later(10.5)
    with pytest.raises(RuleBroken, match="within ten minutes"):
        undo_contact(by, kept)


def test_undo_contact_takes_back_everybody_it_was_logged_with() -> None:
    by = make.actor()
    adam, bill = make.person(by), make.person(by)
    rows = log_contact(by, NewContact((adam.reference, bill.reference), happened()))
    undo_contact(by, rows[0])
    assert all(row.undone_at for row in rows)


def test_correct_contact_strikes_the_old_through_and_never_erases_it() -> None:
    by = make.actor()
    person = make.person(by)
    old = logged(by, person, happened(note="He said the flat"))
    new = correct_contact(
        by, old, person, happened(note="He said the cat"), "Misheard", old.version
    )
    assert set(contacts_of(person, by)) == {old, new}
    assert old.replaced_at is not None
    assert (old.note, new.note) == ("He said the flat", "He said the cat")
    assert (new.corrects_id, new.correction_reason) == (old.id, "Misheard")
    assert new.group_id == old.group_id
    settle()
    events = db.session.scalars(
        select(AuditEvent.event).where(AuditEvent.event.startswith("contact."))
    )
    assert sorted(events) == ["contact.corrected", "contact.logged"]


def test_undoing_a_correction_brings_back_what_it_corrected() -> None:
    by = make.actor()
    person = make.person(by)
    old = logged(by, person)
    new = correct_contact(by, old, person, happened(note="Other"), "Wrong", old.version)
    db.session.flush()  # read back by its key
    undo_contact(by, new)
    assert contacts_of(person, by) == [old]
    assert old.replaced_at is None


def test_correct_contact_needs_a_reason_and_the_agency_that_recorded_it() -> None:
    by, other = make.actor(), make.user()
    person = make.person(by)
    show(person, other, by, SightLevel.WORK)
    contact = logged(by, person)
    with pytest.raises(RuleBroken, match="Say what was wrong"):
        correct_contact(by, contact, person, happened(), " ", contact.version)
    with pytest.raises(RuleBroken, match="Only the agency"):
        correct_contact(actor_for(other), contact, person, happened(), "Wrong", contact.version)


def test_a_version_read_before_somebody_else_saved_is_stale() -> None:
    by = make.actor()
    person = make.person(by)
    contact = planned(by, person)
    db.session.flush()  # the version counts what was written
    read = contact.version
    give_outcome(by, contact, Outcome.KEPT, "", read)
    db.session.flush()
    with pytest.raises(StaleVersion):
        give_outcome(by, contact, Outcome.CANCELLED, "", read)
    with pytest.raises(StaleVersion):
        correct_contact(by, contact, person, happened(), "Wrong", read)


def test_intelligence_names_its_reference_and_is_read_by_the_cleared_alone() -> None:
    by = make.actor()
    person = make.person(by)
    gist = happened(note="May be selling tools", kind=AssertionKind.INTELLIGENCE)
    with pytest.raises(RuleBroken) as broken:
        logged(by, person, gist)
    assert broken.value.field == "source"
    contact = logged(
        by,
        person,
        happened(note="May sell", kind=AssertionKind.INTELLIGENCE, source="DEMO-7714"),
    )
    assert contact.compartment is Compartment.INTELLIGENCE
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    council, informed = make.agency(AgencyKind.COUNCIL), (Clearance.INTELLIGENCE,)
    plain, cleared = make.user(of=council), make.user(of=council, clearances=informed)
    of_yos = make.user(of=yos, clearances=informed)
    for user in (plain, cleared, of_yos):
        show(person, user, by, SightLevel.WORK)
    readers = [actor_for(user) for user in (plain, cleared, of_yos)]
    assert _readers(contact, *readers) == [False, True, False]


def _readers(contact: Contact, *actors: Actor) -> list[bool]:
    return [get_contact(contact.id, actor) is not None for actor in actors]


def test_what_a_drug_service_records_is_treatment_data() -> None:
    worker = make.user(of=make.agency(AgencyKind.DRUG_SERVICE))
    by = actor_for(worker)
    person = make.person(by)
    police = make.user()
    nurse = make.user(of=make.agency(AgencyKind.HEALTH), clearances=(Clearance.HEALTH,))
    for user in (police, nurse):
        show(person, user, by)
    contact = logged(by, person)
    assert contact.compartment is Compartment.HEALTH
    assert _readers(contact, by, actor_for(police), actor_for(nurse)) == [True, False, True]
    gist = happened(kind=AssertionKind.INTELLIGENCE, source="X")
    with pytest.raises(RuleBroken, match="do not record intelligence"):
        logged(by, person, gist)


def test_handling_keeps_a_note_from_those_outside_criminal_justice() -> None:
    by = make.actor()
    person = make.person(by)
    probation = make.user(of=make.agency(AgencyKind.PROBATION))
    housing = make.user(of=make.agency(AgencyKind.HOUSING))
    for user in (probation, housing):
        show(person, user, by)
    others = actor_for(probation), actor_for(housing)
    justice = logged(by, person, happened(handling=Handling.CRIMINAL_JUSTICE))
    own = logged(by, person, happened(handling=Handling.OWN_AGENCY))
    assert _readers(justice, *others) == [True, False]
    assert _readers(own, *others) == [False, False]
    assert _readers(logged(by, person), *others) == [True, True]


def test_a_group_key_of_somebody_else_answers_with_nothing_of_theirs() -> None:
    by, other = make.actor(), make.actor()
    key = uuid4().hex
    person, theirs = make.person(by), make.person(other)
    log_contact(other, NewContact((theirs.reference,), happened(), idempotency=key))
    rows = log_contact(by, NewContact((person.reference,), happened(), idempotency=key))
    assert [row.author_id for row in rows] == [by.user_id]
