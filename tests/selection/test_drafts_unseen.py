"""A nomination that was not sent is its author's alone: nothing anywhere tells anybody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from popo import clock
from popo.access.actor import SCHEME, Actor
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.audit.models import AuditEvent
from popo.cases.models import Strand
from popo.db import db, settle
from popo.figures import Period
from popo.overview.owed import owed_by
from popo.people.models import Person, SightGrant
from popo.selection.measures import selection
from popo.selection.models import Nomination, NominationPart, NominationStatement
from popo.selection.parts import Part
from popo.selection.queries.challenges import open_challenges
from popo.selection.queries.expiry import countdowns
from popo.selection.queries.nominations import (
    by_triage_clock,
    get_nomination,
    list_nominations,
    nominations_of,
    open_nomination_of,
)
from popo.selection.queries.own_nominations import own_nominations
from popo.selection.queries.statements import agencies_behind, get_part, get_prepared
from popo.selection.services import nominate_person
from popo.selection.services.destruction import destroy_expired
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_statements
from tests.selection.make import TODAY, Scheme
from tests.selection.test_destruction import declined

APRIL = Period(date(2024, 4, 1), TODAY)


@dataclass
class World:
    """Two people, and all who might be told; `cleared` is of the police and sees the young."""

    scheme: Scheme
    cleared: User
    adult: Person
    young: Person
    users: list[User]


def _world() -> World:
    scheme = make.scheme()
    cleared = basic.user(of=scheme.police.agency, clearances=make.CLEARED)
    chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency(), clearances=make.CLEARED)
    by = make.actor(cleared)
    leads = [scheme.coordinator, scheme.strand_lead, scheme.yos]
    return World(
        scheme,
        cleared,
        basic.person(by),
        basic.person(by, "Kim", "Younger", make.BORN_YOUNG),
        [cleared, scheme.police, scheme.probation, chair, *leads],
    )


@pytest.fixture
def world(work: None) -> World:
    """Made once: passwords take their time to hash."""
    made = _world()
    settle()
    return made


def told(world: World, actor: Actor) -> list[Any]:
    """Everything the queries behind pages, lists, counts and clocks say to one reader."""
    rows = list_nominations(actor)
    return [
        [row.nomination.id for row in rows],
        [one.found.nomination.id for one in by_triage_clock(rows)],
        *([row.id for row in nominations_of(one, actor)] for one in (world.adult, world.young)),
        [own.statement.id for own in own_nominations(actor)],
        agencies_behind(row.nomination for row in rows),
        [(debt.kind, debt.key) for debt in owed_by(actor, [])],
        countdowns([world.adult.id, world.young.id], actor),
        [row.challenge.id for row in open_challenges(actor)],
    ]


def told_to_all(world: World, others: Iterable[User]) -> list[Any]:
    settle()
    figures = [(figure.name, figure.value) for figure in selection(APRIL)]
    waits = [open_nomination_of(one) for one in (world.adult, world.young)]
    grants = db.session.execute(select(func.count()).select_from(SightGrant)).scalar_one()
    events = db.session.execute(select(func.count()).select_from(AuditEvent)).scalar_one()
    rows = [told(world, make.actor(user)) for user in others]
    return [rows, figures, waits, grants, events]


@given(
    is_young=st.booleans(),
    parts=st.sets(st.sampled_from(list(Part))),
    days=st.integers(0, 29),
    has_waiting=st.booleans(),
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_draft_changes_nothing_for_anybody_else(
    world: World, *, is_young: bool, parts: Iterable[Part], days: int, has_waiting: bool
) -> None:
    author = world.cleared if is_young else world.scheme.police
    person = world.young if is_young else world.adult
    strand = Strand.PREVENT_AND_DETER if is_young else Strand.CATCH_AND_CONVICT
    others = [user for user in world.users if user is not author]
    clock.shift(clock.now() - clock.real_now() + timedelta(days=days))
    if has_waiting:
        _nominate_the_other(world, is_young=is_young)
    before = told_to_all(world, others)
    prepared = make_statements.filled(author, make_statements.begun(author, person, strand), parts)
    settle()
    assert told_to_all(world, others) == before
    for user in others:
        actor = make.actor(user)
        assert get_nomination(prepared.nomination.id, actor) is None
        assert get_prepared(prepared.statement.id, actor) is None
        assert get_part(prepared.parts[0].id, actor) is None
    (own,) = own_nominations(make.actor(author))
    assert own.statement.id == prepared.statement.id
    assert get_nomination(prepared.nomination.id, make.actor(author)) is None
    _begin_again(days)


def _nominate_the_other(world: World, *, is_young: bool) -> None:
    """Somebody else's nomination, of somebody else."""
    person = world.adult if is_young else world.young
    strand = Strand.CATCH_AND_CONVICT if is_young else Strand.PREVENT_AND_DETER
    nominate_person(make.actor(world.scheme.coordinator), person, strand, "Because.")


def _begin_again(days: int) -> None:
    for model in (NominationPart, NominationStatement, Nomination):
        db.session.execute(delete(model))
    settle()
    clock.shift(clock.now() - clock.real_now() - timedelta(days=days))


def test_pages_tell_nobody_else_of_a_draft(browser: Browser) -> None:
    world = _world()
    prepared = make_statements.begun(world.scheme.police, world.adult)
    prepared = make_statements.filled(world.scheme.police, prepared)
    key, reference = prepared.nomination.id, world.adult.reference
    others = [user for user in world.users if user is not world.scheme.police]
    for user in others:
        browser.sign_in(user)
        browser.visit("selection.show_nomination", 404, nomination_id=key)
        browser.visit("selection.prepare_statement", 404, statement_id=prepared.statement.id)
        browser.visit("selection.send_statement", 404, statement_id=prepared.statement.id)
        browser.visit("selection.write_nomination_part", 404, part_id=prepared.parts[0].id)
        browser.send("selection.join_nomination", expect=404, nomination_id=key)
        browser.send("selection.discard_statement", expect=404, statement_id=prepared.statement.id)
        assert reference not in browser.visit("selection.list_nominations")
        if user not in {world.scheme.yos, world.scheme.probation}:  # they do not see the person
            page = browser.visit("selection.person_selection", reference=reference)
            assert "Nobody has nominated this person" in page
            assert "Nine burglaries" not in browser.visit("overview.person", reference=reference)
        assert reference not in browser.visit("overview.home")
    browser.sign_in(world.scheme.police)
    assert "Not sent" in browser.visit("selection.list_nominations")
    browser.visit("selection.show_nomination", 404, nomination_id=key)


def test_a_draft_keeps_nobody_from_being_destroyed(work: None) -> None:
    scheme = make.scheme()
    found = declined(scheme)
    make_statements.begun(scheme.police, found.person)
    settle()
    assert found.nomination.expires_on is not None
    assert destroy_expired(found.nomination.expires_on) == [found.person.id]
