"""A lead's notes on a case, and the cases nobody has supervised for long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from popo.access.permissions import Clearance, Role
from popo.accounts.models import AgencyKind, User
from popo.accounts.queries import actor_for
from popo.actions.models import Action
from popo.cases.models import AssignmentRole, CaseEnd, SchemeCase, Strand
from popo.cases.services import assign_worker, close_case
from popo.db import db
from popo.errors import RuleBroken, StaleVersion
from popo.oversight.kinds import OVERDUE_DAYS, Topic
from popo.oversight.models import OversightNote
from popo.oversight.queries.notes import notes_of, unsupervised
from popo.oversight.services.notes import Asked, NewNote, add_note, correct_note
from popo.people.models import Person
from tests import make
from tests.actions.make_action import show
from tests.cases.make import OPENED, case
from tests.pages import Browser
from tests.statements import counted

TODAY = date(2024, 4, 30)
STRAND = Strand.CATCH_AND_CONVICT
SEEN = NewNote(TODAY, Topic.RISK, "The colour fits; the marker has lapsed.")


@pytest.fixture
def lead(browser: Browser) -> User:
    make.partnership()
    made = make.user(Role.STRAND_LEAD, STRAND)
    browser.sign_in(made)
    return made


def _noted(lead: User, person: Person, held: SchemeCase, note: NewNote = SEEN) -> OversightNote:
    row = add_note(actor_for(lead), person, held, note)
    db.session.flush()  # its version is read back
    return row


def _case(lead: User) -> tuple[Person, SchemeCase]:
    found = case(actor_for(lead))
    db.session.flush()
    return found


def test_a_note_may_ask_the_worker_for_something(lead: User) -> None:
    person, held = _case(lead)
    worker = make.user(of=lead.agency)
    assign_worker(actor_for(lead), held, worker, AssignmentRole.CO_WORKER, OPENED)
    db.session.flush()
    asked = Asked("Renew the marker", worker, TODAY + timedelta(days=3))
    row = _noted(lead, person, held, replace(SEEN, asked=asked))
    action = db.session.get_one(Action, row.action_id)
    assert (action.words, action.owner_id, action.asked_by_id) == (
        "Renew the marker",
        worker.id,
        lead.id,
    )


def test_what_is_refused(lead: User) -> None:
    person, held = _case(lead)
    by = actor_for(lead)
    for note, match in (
        (replace(SEEN, words=" "), "what you looked at"),
        (replace(SEEN, looked_on=TODAY + timedelta(days=1)), "up to today"),
        (replace(SEEN, looked_on=OPENED - timedelta(days=1)), "from the opening"),
    ):
        with pytest.raises(RuleBroken, match=match):
            add_note(by, person, held, note)
    other = actor_for(make.user(Role.STRAND_LEAD, Strand.PREVENT_AND_DETER))
    practitioner = actor_for(make.user(of=lead.agency))
    for actor in (other, practitioner):
        with pytest.raises(RuleBroken, match="leads one of its strands"):
            add_note(actor, person, held, SEEN)
    close_case(make.coordinator(), held, CaseEnd.DESISTED, TODAY)
    with pytest.raises(RuleBroken):
        add_note(by, person, held, SEEN)


def test_a_correction_keeps_what_it_said(lead: User) -> None:
    person, held = _case(lead)
    row = _noted(lead, person, held)
    right = replace(SEEN, words="The marker was renewed.")
    with pytest.raises(StaleVersion):
        correct_note(actor_for(lead), held, row, right, "Looked too early", row.version + 1)
    with pytest.raises(RuleBroken, match="Say what was wrong"):
        correct_note(actor_for(lead), held, row, right, " ", row.version)
    colleague = actor_for(make.user(Role.STRAND_LEAD, STRAND))
    with pytest.raises(RuleBroken, match="Only whoever wrote"):
        correct_note(colleague, held, row, right, "Why", row.version)
    new = correct_note(actor_for(lead), held, row, right, "Looked too early", row.version)
    db.session.flush()
    assert row.words == SEEN.words
    assert row.replaced_at is not None
    assert (new.words, new.why) == ("The marker was renewed.", "Looked too early")
    with pytest.raises(StaleVersion):
        correct_note(actor_for(lead), held, row, right, "Again", row.version)


def test_who_was_not_supervised_for_long(lead: User) -> None:
    fresh, never, long_ago = (_case(lead) for _ in range(3))
    limit = TODAY - timedelta(days=OVERDUE_DAYS)
    for _, held in (fresh, never, long_ago):
        held.opened_on = limit - timedelta(days=100)
    _noted(lead, *fresh, replace(SEEN, looked_on=limit))
    _noted(lead, *long_ago, replace(SEEN, looked_on=limit - timedelta(days=1)))
    found = unsupervised(actor_for(lead), STRAND)
    assert [(line.reference, line.last_on) for line in found.lines] == [
        (never[0].reference, None),
        (long_ago[0].reference, limit - timedelta(days=1)),
    ]
    assert (found.total, found.cases) == (2, 3)
    council = make.actor(of=make.agency(AgencyKind.COUNCIL))
    assert unsupervised(council, STRAND).lines == []


def test_a_corrected_note_counts_by_its_new_day(lead: User) -> None:
    person, held = _case(lead)
    held.opened_on = TODAY - timedelta(days=200)
    row = _noted(lead, person, held)
    wrong = replace(SEEN, looked_on=TODAY - timedelta(days=90))
    correct_note(actor_for(lead), held, row, wrong, "The day was wrong", row.version)
    db.session.flush()
    assert unsupervised(actor_for(lead), STRAND).total == 1


def test_no_statement_for_each_case(lead: User) -> None:
    def statements() -> int:
        db.session.commit()
        db.session.expire_all()
        with counted() as sent:
            unsupervised(actor_for(lead), STRAND)
        return len(sent)

    def old() -> None:
        _, held = _case(lead)
        held.opened_on = TODAY - timedelta(days=200)

    old()
    few = statements()
    for _ in range(6):
        old()
    assert statements() == few


def test_pages(browser: Browser, lead: User) -> None:
    person, held = _case(lead)
    about = {"reference": person.reference}
    assert "Add a note" in browser.visit("oversight.list_notes", **about)
    browser.visit("oversight.add_note", **about)
    sent = {
        "idempotency": "a" * 32,
        "looked_on": "today",
        "topic": "risk",
        "words": "The colour fits.",
        "handling": "action_group",
        "asked": "Renew the marker",
        "owner": "",
        "due_on": "",
    }
    page = browser.send("oversight.add_note", sent, 422, **about)
    assert "Choose who does it." in page, page.text
    sent["asked"] = ""
    browser.send("oversight.add_note", sent, **about)
    browser.send("oversight.add_note", sent, **about)
    (note,) = notes_of(person, actor_for(lead))
    correct = {**about, "note_id": note.id}
    browser.visit("oversight.correct_note", **correct)
    right = sent | {"words": "It does not fit.", "why": "Read it again", "version": "9"}
    conflict = browser.send("oversight.correct_note", right, 409, **correct)
    assert "It does not fit." in conflict
    browser.send("oversight.correct_note", right | {"version": str(note.version)}, **correct)
    page = browser.visit("oversight.list_notes", **about)
    assert "Corrected: Read it again" in page
    held.opened_on = TODAY - timedelta(days=200)
    page = browser.visit("oversight.without_supervision", strand="catch-and-convict")
    assert "0 of 1 open case" in page
    browser.visit("oversight.without_supervision", 404, strand="prevent-and-deter")
    worker = make.user(of=lead.agency)
    show(person, worker, actor_for(lead))
    browser.sign_in(worker)
    assert "It does not fit." in browser.visit("oversight.list_notes", **about)
    browser.visit("oversight.add_note", 403, **about)
    stranger = make.user(of=make.agency(AgencyKind.COUNCIL))
    browser.sign_in(stranger)
    browser.visit("oversight.list_notes", 404, **about)


def test_a_childs_case_is_overseen_by_those_cleared(browser: Browser, lead: User) -> None:
    yos = make.agency(AgencyKind.YOUTH_OFFENDING_SERVICE)
    young_lead = make.user(
        Role.STRAND_LEAD,
        Strand.PREVENT_AND_DETER,
        of=yos,
        clearances=(Clearance.PREVENT_AND_DETER,),
    )
    by = actor_for(young_lead)
    child = make.person(by, "Kim", "Younger", TODAY - timedelta(days=15 * 366))
    _, held = case(by, Strand.PREVENT_AND_DETER, person=child)
    held.opened_on = TODAY - timedelta(days=200)
    db.session.flush()
    assert unsupervised(by, Strand.PREVENT_AND_DETER).total == 1
    browser.sign_in(young_lead)
    page = browser.visit("oversight.without_supervision", strand="prevent-and-deter")
    assert child.reference in page
    assert "young person" in page.text.lower()
    browser.sign_in(lead)
    browser.visit("oversight.list_notes", 404, reference=child.reference)
