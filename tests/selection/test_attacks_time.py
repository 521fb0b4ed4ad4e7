"""Attacks with days and with agreement: meetings that could not have decided it, stale pages."""

from datetime import timedelta

import pytest

from popo import clock
from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.cases.models import Strand
from popo.db import db, settle
from popo.errors import RuleBroken
from popo.meetings.models import ItemKind, MeetingBody
from popo.meetings.queries import Cited
from popo.meetings.services import NewItem, add_item, add_meeting
from popo.people.models import Person
from popo.people.services.barriers import declare_conflict
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaKind, Decision, PartyView
from popo.selection.services import (
    adopt_criteria,
    consult_on_criteria,
    decide_nomination,
    draft_criteria,
    move_strand,
    re_select,
)
from popo.selection.services.de_selection import answers_seen
from tests import make as basic
from tests.pages import Browser
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import again, closed, move, panel, selected
from tests.selection.make_spells import Spell


def earlier(
    scheme: Scheme, person: Person | None = None, kind: ItemKind = ItemKind.NOMINATION
) -> Cited:
    """An item at a meeting two months ago."""
    by = make.actor(scheme.coordinator)
    at = clock.at(TODAY - timedelta(days=60), 9, 30)
    meeting = add_meeting(by, MeetingBody.ACTION_GROUP, at)
    db.session.flush()  # its items are numbered after it
    item = add_item(by, meeting, NewItem(kind, "An item", person))
    db.session.flush()  # read back
    return Cited(item, meeting)


def test_a_nomination_is_not_declined_at_a_meeting_before_it_was_made(work: None) -> None:
    """Its clock to destruction would have run out on the day of the decision."""
    scheme = make.scheme()
    found = make.nominated(scheme)
    at = earlier(scheme, found.person)
    details = make.decision(scheme, found, Decision.DECLINE, decided_at=at)
    with pytest.raises(RuleBroken, match="before it was made"):
        decide_nomination(make.actor(scheme.coordinator), found, details, found.nomination.version)


def test_nobody_is_selected_again_at_a_meeting_before_they_left(work: None) -> None:
    scheme = make.scheme()
    person, _ = closed(scheme)
    details = again(scheme, panel=panel(scheme, earlier(scheme, person)))
    with pytest.raises(RuleBroken, match="before the last case closed"):
        re_select(make.actor(scheme.coordinator), person, details)


def test_nobody_is_moved_at_a_meeting_before_they_came(work: None) -> None:
    scheme = make.scheme()
    found, case, _ = selected(scheme)
    details = move(
        scheme,
        Strand.REHABILITATE_AND_RESETTLE,
        panel=panel(scheme, earlier(scheme, found.person)),
    )
    with pytest.raises(RuleBroken, match="before the case opened"):
        move_strand(make.actor(scheme.coordinator), found.person, case, details)


def test_criteria_are_not_adopted_at_a_meeting_before_they_were_sent_out(work: None) -> None:
    scheme = make.scheme()
    by = make.actor(scheme.coordinator)
    kind = CriteriaKind.CATCH_AND_CONVICT
    row = draft_criteria(by, kind, default_document(kind))
    db.session.flush()  # read back below
    consult_on_criteria(by, row, TODAY)
    make.answered_for(by, row)
    with pytest.raises(RuleBroken, match="since they were sent out"):
        adopt_criteria(by, row, earlier(scheme, kind=ItemKind.CRITERIA))
    adopt_criteria(by, row, scheme.item(ItemKind.CRITERIA))


def test_the_partnership_is_no_second_agency(work: None) -> None:
    """Its co-ordinator proposes, one agency agrees: that is one agency."""
    spell = Spell()
    of_partnership = basic.user(Role.COORDINATOR, SCHEME, of=spell.scheme.partnership)
    spell.proposer = of_partnership
    spell.propose()
    spell.answer(spell.scheme.police, PartyView.AGREES)
    clock.shift(clock.now() - clock.real_now() + timedelta(days=30))
    with pytest.raises(RuleBroken, match="two agencies"):
        spell.confirm(spell.scheme.coordinator)
    spell.answer(spell.other, PartyView.AGREES)


def test_whoever_declared_a_conflict_since_does_not_count(work: None) -> None:
    spell = Spell()
    spell.propose()
    spell.answer(spell.other, PartyView.AGREES)
    declare_conflict(make.actor(spell.other), spell.person, "My brother-in-law.")
    db.session.flush()  # read back
    with pytest.raises(RuleBroken, match="declared a conflict"):
        spell.confirm(spell.scheme.coordinator)
    colleague = basic.user(of=spell.other.agency)
    spell.answer(colleague, PartyView.AGREES)
    spell.other = colleague  # owns the exit plan
    spell.confirm(spell.scheme.coordinator)


def confirming(spell: Spell, version: int) -> dict[str, str]:
    return {
        "item": "",
        "effective_on": "today",
        "owner": str(spell.other.id),
        "words": "A call a week.",
        "ends_on": "+90",
        "version": str(version),
        "idempotency": "b" * 32,
    }


def test_dissent_that_came_while_the_form_was_open_is_seen_before_confirming(
    browser: Browser,
) -> None:
    spell = Spell()
    spell.propose()
    decided = spell.answer(spell.other, PartyView.AGREES)
    opened = answers_seen(decided)
    chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency(AgencyKind.COUNCIL))
    decided = spell.answer(spell.scheme.coordinator, PartyView.DISSENTS, "He was seen on Friday.")
    item = spell.scheme.item(person=spell.person)
    settle()
    fields = confirming(spell, opened) | {"item": str(item.item.id)}
    key = decided.decision.id
    browser.sign_in(chair)
    page = browser.send("selection.confirm_de_selection", fields, 409, decision_id=key)
    assert "He was seen on Friday." in page
    assert spell.case.closed_on is None
    fields["version"] = str(answers_seen(spell.found()))
    browser.send("selection.confirm_de_selection", fields, decision_id=key)
    assert spell.case.closed_on == TODAY
