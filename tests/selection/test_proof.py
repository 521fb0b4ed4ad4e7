"""Destruction is proved by looking, not by saying: and the proof fails where anything remains."""

from datetime import timedelta

from sqlalchemy import delete, insert, select

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.audit.models import AuditEvent
from popo.db import Model, db, settle
from popo.keys.models import Compartment, DataKey, KeyScope
from popo.keys.ring import key_row
from popo.keys.sealed import SealedBytes
from popo.meetings.models import Minute
from popo.people.models import Person, PersonName, SearchToken, TokenKind
from popo.selection.queries.destroyed import (
    A_PAGE,
    destroyed_nominees,
    proof_of_destruction,
    proofs_of_destruction,
    subject_column,
    tables_of_people,
)
from popo.selection.queries.nominations import Nominated
from popo.selection.services.destruction import destroy_expired
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.test_destruction import declined


def destroyed() -> Nominated:
    found = declined(make.scheme())
    assert found.nomination.expires_on is not None
    destroy_expired(found.nomination.expires_on)
    settle()
    return found


def test_destroyed_nothing_opens_and_the_proof_says_what_was_tried(work: None) -> None:
    found = destroyed()
    proof = proof_of_destruction(found.person.id)
    assert proof.holds
    assert (proof.readable_keys, proof.tokens, proof.readable) == (0, 0, ())
    assert proof.values > proof.rows > 10  # names, parts, answers, decision and the trail's content


def test_of_somebody_living_the_proof_fails_and_says_where(work: None) -> None:
    found = declined(make.scheme())
    proof = proof_of_destruction(found.person.id)
    assert not proof.holds
    assert proof.readable_keys > 0
    assert proof.tokens > 0
    assert {"person_names.family", "nomination_parts.words", "panel_decisions.reasons"} <= set(
        proof.readable
    )


def test_a_key_that_opens_again_breaks_the_proof(work: None) -> None:
    found = destroyed()
    scope = KeyScope(found.person.id, found.person.agency_id, Compartment.HEALTH)
    db.session.execute(insert(DataKey), [key_row(scope)])
    proof = proof_of_destruction(found.person.id)
    assert not proof.holds
    assert proof.readable_keys == 1


def test_a_token_left_behind_breaks_the_proof(work: None) -> None:
    found = destroyed()
    left = SearchToken(digest=1, person_id=found.person.id, token_kind=int(TokenKind.PHONE))
    db.session.add(left)
    db.session.flush()  # looked for below
    proof = proof_of_destruction(found.person.id)
    assert not proof.holds
    assert proof.tokens == 1


def test_a_row_written_under_another_key_breaks_the_proof(work: None) -> None:
    """As where something about them was sealed under a new agency's key afterwards."""
    found = destroyed()
    stranger = make.actor(basic.user(of=basic.agency()))
    name = PersonName(
        person_id=found.person.id,
        agency_id=stranger.agency_id,
        name_kind="current",
        given="Adam",
        family="Example",
        source="Memory",
        starts_on=make.TODAY,
    )
    db.session.add(name)
    settle()
    proof = proof_of_destruction(found.person.id)
    assert not proof.holds
    assert "person_names.family" in proof.readable


def test_each_persons_proof_is_their_own(work: None) -> None:
    found = destroyed()
    living = basic.person(make.actor(basic.user()))
    settle()
    proofs = proofs_of_destruction([found.person.id, living.id])
    assert proofs[found.person.id].holds
    assert not proofs[living.id].holds


def test_every_table_with_sealed_values_about_somebody_is_looked_through() -> None:
    looked_through = {model.__tablename__ for model in tables_of_people()}
    people = Model.metadata.tables["people"]
    for table in Model.metadata.sorted_tables:
        sealed = any(isinstance(column.type, SealedBytes) for column in table.c)
        about = any(key.references(people) for key in table.foreign_keys)
        if sealed and about:
            assert table.name in looked_through, table.name
    assert {"people", "audit_contents", Minute.__tablename__} <= looked_through
    assert subject_column(Person) is Person.id


def test_destroyed_nominees_are_listed_with_rule_and_event(work: None) -> None:
    assert destroyed_nominees() == []
    found = destroyed()
    (one,) = destroyed_nominees()
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.event == "person.destroyed")
    ).one()
    assert one.person.id == found.person.id
    assert (one.number, one.rule) == (event.id, "declined nomination expired")
    assert one.at.date() == clock.today()
    assert destroyed_nominees(page=2) == []
    assert A_PAGE == 50


def test_page_of_the_destroyed(browser: Browser) -> None:
    officer = basic.user(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME)
    browser.sign_in(officer)
    assert "Nobody was destroyed yet." in browser.visit("selection.list_destroyed")
    found = destroyed()
    page = browser.visit("selection.list_destroyed")
    assert found.person.reference in page
    assert "0 keys that open; 0 search tokens" in page
    assert "Holds" in page
    assert "Nominees destroyed" in browser.visit("overview.home")
    browser.sign_in(basic.user())
    browser.visit("selection.list_destroyed", 403)


def test_page_says_where_the_proof_fails(browser: Browser) -> None:
    found = destroyed()
    db.session.execute(delete(SearchToken))
    db.session.add(SearchToken(digest=7, person_id=found.person.id, token_kind=1))
    browser.sign_in(basic.user(Role.CHAIR, SCHEME))
    page = browser.visit("selection.list_destroyed")
    assert "Fails" in page
    assert "1 search token;" in page


def test_after_it_the_pages_say_nothing_of_a_day_to_come(browser: Browser) -> None:
    scheme = make.scheme()
    found = declined(scheme)
    browser.sign_in(scheme.coordinator)
    for endpoint in ("overview.person", "selection.person_selection"):
        assert "Deleted on 28 May, in 28 days" in browser.visit(
            endpoint, reference=found.person.reference
        )
    assert "Deleted on 28 May, in 28 days" in browser.visit("selection.list_nominations")
    assert found.nomination.expires_on is not None
    clock.shift(clock.now() - clock.real_now() + timedelta(days=28))
    assert "Deleted tonight" in browser.visit(
        "selection.person_selection", reference=found.person.reference
    )
    destroy_expired(found.nomination.expires_on)
    for endpoint in ("overview.person", "selection.person_selection"):
        assert "Deleted" not in browser.visit(endpoint, reference=found.person.reference)
