"""Every letter asks first whether it is safe, and how it is to be printed."""

from datetime import date

import pytest

from popo import resources
from popo.access.actor import Actor
from popo.accounts.models import AgencyKind
from popo.circumstances.kinds import KINDS, ArrangementKind
from popo.circumstances.models import Need, Safety
from popo.circumstances.policy import kinds_open_to
from popo.circumstances.services.contact import add_adjustment, add_contact_rule, end_detail
from popo.circumstances.services.letters import check_letter
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person
from tests import make

REVIEW = date(2024, 10, 1)


@pytest.fixture
def actor(work: None) -> Actor:
    return make.actor()


@pytest.fixture
def person(actor: Actor) -> Person:
    return make.person(actor)


@pytest.mark.parametrize("safety", [kind for kind in Safety if kind.forbids_letters])
def test_a_letter_is_refused_until_it_is_given_by_hand(
    actor: Actor, person: Person, safety: Safety
) -> None:
    rule = add_contact_rule(actor, person, safety, "12 Example Street", "Self", REVIEW)
    db.session.flush()  # the rule is read back by the check
    with pytest.raises(RuleBroken, match="12 Example Street"):
        check_letter(actor, person)
    assert check_letter(actor, person, by_hand=True).adjustments == []
    end_detail(actor, rule)
    db.session.flush()
    check_letter(actor, person)


@pytest.mark.parametrize("safety", [kind for kind in Safety if not kind.forbids_letters])
def test_a_rule_about_the_telephone_stops_no_letter(
    actor: Actor, person: Person, safety: Safety
) -> None:
    add_contact_rule(actor, person, safety, "Evenings", "Self", REVIEW)
    db.session.flush()
    check_letter(actor, person)


def test_a_letter_is_in_large_print_where_that_is_needed(actor: Actor, person: Person) -> None:
    assert not check_letter(actor, person).large_print
    add_adjustment(actor, person, Need.LARGE_PRINT, "18 point", "Self", REVIEW)
    db.session.flush()
    letter = check_letter(actor, person)
    assert letter.large_print
    assert not letter.easy_read


def test_only_the_agency_that_recorded_a_rule_ends_it(actor: Actor, person: Person) -> None:
    rule = add_contact_rule(actor, person, Safety.NO_LETTERS, "At all", "Self", REVIEW)
    with pytest.raises(RuleBroken, match="Only the agency"):
        end_detail(make.actor(), rule)


def test_whatever_prints_a_letter_asks_first() -> None:
    """A template with a letter in it is drawn by a view that calls `check_letter`."""
    templates = resources.path("templates")
    letters = {
        path.name.removesuffix(".html")
        for path in templates.rglob("*.html")
        if 'class="popo-letter popo-prose' in path.read_text("utf-8")
    }
    assert letters == {"open_letter", "print_plan"}
    views = [path.read_text("utf-8") for path in resources.path("popo").rglob("views/*.py")]
    for name in letters:
        (drawn_by,) = [source for source in views if f"def {name}(" in source]
        body = drawn_by.split(f"def {name}(")[1].split("\n\n\n")[0]
        assert "check_letter(" in body, name


@pytest.mark.parametrize("kind", ArrangementKind)
@pytest.mark.parametrize("agency_kind", AgencyKind)
def test_an_arrangement_is_for_the_agencies_of_its_kind(
    work: None, kind: ArrangementKind, agency_kind: AgencyKind
) -> None:
    actor = make.actor(of=make.agency(agency_kind))
    assert (kind in kinds_open_to(actor)) == (agency_kind.value in KINDS[kind].agencies)


def test_agencies_that_need_to_know_are_agencies_there_are() -> None:
    named = {agency for rule in KINDS.values() for agency in rule.agencies}
    assert named <= {kind.value for kind in AgencyKind}
