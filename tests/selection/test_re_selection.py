"""Coming back is one decision: a new spell, the former ones as they were."""

from datetime import date, timedelta

import pytest

from popo.cases.models import CaseEnd, ExitPlan
from popo.cases.queries import case_history, open_case_of
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken
from popo.meetings.models import ItemKind
from popo.people.models import SightCompartment, Told
from popo.selection.models import CriteriaKind, Decision
from popo.selection.queries.former import former_spell
from popo.selection.queries.markers import markers_kept
from popo.selection.services import draft_criteria, re_select
from popo.selection.services.re_selection import NEVER_AGAIN
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import again, closed, grown_up, panel, selected, uncleared

KEY = "0123456789abcdef" * 2


def test_selecting_again_opens_the_next_spell(work: None) -> None:
    scheme = make.scheme()
    person, former = closed(scheme)
    decision = re_select(make.actor(scheme.coordinator), person, again(scheme))
    db.session.flush()  # read back
    newest, oldest = case_history(person)
    assert oldest is former
    assert (newest.spell, newest.opened_on, newest.closed_on) == (2, TODAY, None)
    assert (decision.decision, decision.case_id) == (Decision.RE_SELECT, newest.id)
    assert decision.urgent
    assert person.told is Told.NOT_YET
    police = markers_kept(make.actor(scheme.police))
    assert newest.id in {kept.marker.case_id for kept in police}


@pytest.mark.parametrize("reason", list(NEVER_AGAIN))
def test_some_endings_are_never_followed_by_another_spell(work: None, reason: CaseEnd) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme, reason)
    with pytest.raises(RuleBroken) as broken:
        re_select(make.actor(scheme.coordinator), person, again(scheme))
    assert str(broken.value) == NEVER_AGAIN[reason]


def test_it_follows_a_closed_spell_only(work: None) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.coordinator)
    with pytest.raises(RuleBroken, match="never on the scheme"):
        re_select(who, basic.person(who), again(scheme))
    found, _, _ = selected(scheme)
    with pytest.raises(RuleBroken, match="on the scheme already"):
        re_select(who, found.person, again(scheme))


def test_whoever_is_nominated_waits_for_that_decision(work: None) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme)
    make.nominated(scheme, person=person)
    with pytest.raises(RuleBroken, match="decide on that nomination"):
        re_select(make.actor(scheme.coordinator), person, again(scheme))


def test_two_agencies_agree_and_somebody_leads(work: None) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme)
    who = make.actor(scheme.coordinator)
    alone = panel(scheme, parties=make.agreeing(scheme.police))
    with pytest.raises(RuleBroken, match="two agencies"):
        re_select(who, person, again(scheme, panel=alone))
    with pytest.raises(RuleBroken, match="agency that leads"):
        re_select(who, person, again(scheme, lead_agency_id=None))


def test_it_does_not_begin_before_the_last_spell_ended(work: None) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme)
    early = panel(scheme, effective_on=TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="before the last one closed"):
        re_select(make.actor(scheme.coordinator), person, again(scheme, panel=early))


def test_the_dead_are_not_selected_again(work: None) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme)
    person.deceased_on = TODAY
    with pytest.raises(RuleBroken, match="died"):
        re_select(make.actor(scheme.coordinator), person, again(scheme))


def test_ages_outside_the_criteria_are_refused(work: None) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    close_case(make.actor(scheme.coordinator), case, CaseEnd.TURNED_18, TODAY)
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="outside the ages"):
        re_select(make.actor(scheme.coordinator), person, again(scheme))


def test_page_shows_how_the_former_spell_went(browser: Browser) -> None:
    scheme = make.scheme()
    person, former = closed(scheme)
    plan = ExitPlan(
        person_id=person.id,
        agency_id=former.agency_id,
        case_id=former.id,
        owner_id=scheme.probation.id,
        ends_on=date(2024, 7, 30),
        words="A call a week.",
    )
    db.session.add(plan)
    browser.sign_in(scheme.coordinator)
    page = browser.visit("selection.re_select", reference=person.reference)
    assert "Stopped offending" in page
    assert "A call a week." in page
    assert "number 2" in page
    sent = {
        "reasons": "Four burglaries since.",
        "item": "",
        "effective_on": "today",
        "lead_agency": str(scheme.police.agency_id),
        "idempotency": KEY,
        **spoke(scheme),
    }
    refused = {**sent, "lead_agency": ""}
    page = browser.send("selection.re_select", refused, 422, reference=person.reference)
    assert "Choose the agency that leads." in page
    sent["idempotency"] = KEY[::-1]
    browser.send("selection.re_select", sent, reference=person.reference)
    browser.send("selection.re_select", sent, reference=person.reference)
    assert len(case_history(person)) == 2, "sent twice, opened once"
    assert open_case_of(person) is not None


def spoke(scheme: Scheme) -> dict[str, str]:
    said = {}
    for user in (scheme.police, scheme.probation):
        named = f"party_{user.agency_id.hex}"
        said |= {f"{named}_user": str(user.id), f"{named}_view": "agrees"}
    return said


def test_page_is_for_deciders_and_leads_back_without_a_spell_to_follow(browser: Browser) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme)
    browser.sign_in(scheme.police)
    browser.visit("selection.re_select", 403, reference=person.reference)
    browser.sign_in(scheme.coordinator)
    unknown = basic.person(make.actor(scheme.police))
    browser.visit("selection.re_select", 302, reference=unknown.reference)
    page = browser.visit("selection.person_selection", reference=unknown.reference)
    assert "There is no spell that ended" in page


def test_a_spell_of_prevent_and_deter_alone_is_not_told_to_the_uncleared(work: None) -> None:
    scheme = make.scheme()
    person, case = grown_up(scheme)
    close_case(make.actor(scheme.coordinator), case, CaseEnd.TURNED_18, TODAY)
    db.session.flush()  # read back
    cleared, other = make.actor(scheme.coordinator), make.actor(uncleared(scheme))
    person.sight_compartment = SightCompartment.ADULT
    assert former_spell(person, cleared) is not None
    assert former_spell(person, other) is None


def test_agreed_number_is_kept_when_selecting_again(work: None) -> None:
    scheme = make.scheme()
    who = make.actor(scheme.coordinator)
    kind = CriteriaKind.CATCH_AND_CONVICT
    person, _ = closed(scheme)
    row = draft_criteria(who, kind, {**scheme.criteria[kind].document, "agreed_number": 1})
    make.adopted(who, row, scheme.item(ItemKind.CRITERIA))
    db.session.flush()  # read back
    selected(scheme)
    with pytest.raises(RuleBroken, match="agreed number"):
        re_select(who, person, again(scheme))
    assert re_select(who, person, again(scheme, over_number=True)).case_id is not None
