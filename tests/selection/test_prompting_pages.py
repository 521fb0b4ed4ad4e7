"""The pages about who may be ready to leave."""

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.cases.models import CaseEnd, Strand
from popo.db import db
from popo.meetings.models import AgendaItem
from popo.selection.models import PartyView
from tests import make as basic
from tests.pages import Browser
from tests.selection.make import TODAY
from tests.selection.make_spells import Spell, YoungSpell
from tests.selection.test_prompting import OPENED, quiet


def test_pages_for_leads_and_deciders(browser: Browser) -> None:
    spell = quiet(Spell(opened_on=OPENED))
    ref = spell.person.reference
    browser.sign_in(spell.scheme.strand_lead)
    shown = browser.visit("selection.list_de_selections")
    assert "No arrest, charge or credible intelligence for 183 days at liberty" in shown
    assert ref in shown
    assert "Ready to leave?" in browser.visit("selection.person_selection", reference=ref)
    page = browser.visit("selection.propose_de_selection", reference=ref)
    assert "days at liberty since" in page.html
    assert 'value="desisted" checked' in page.html
    browser.send("selection.put_leaving_on_agenda", reference=ref)
    assert db.session.query(AgendaItem).filter_by(person_id=spell.person.id).count() == 1
    assert "On the agenda" in browser.visit("selection.list_de_selections")
    browser.visit("selection.put_off_prompt", reference=ref)
    browser.send("selection.put_off_prompt", {"rule": "quiet"}, 422, reference=ref)
    said = {"rule": "quiet", "reason": "A court date is near.", "ask_again_on": "+30"}
    browser.send("selection.put_off_prompt", said, reference=ref)
    assert "A court date is near." in browser.visit("selection.list_de_selections")
    browser.sign_in(spell.scheme.police)
    browser.visit("selection.list_de_selections", 403)
    browser.visit("selection.put_off_prompt", 403, reference=ref)
    assert "Ready to leave?" not in browser.visit("selection.person_selection", reference=ref)
    stranger = basic.user(Role.STRAND_LEAD, Strand.REHABILITATE_AND_RESETTLE, of=basic.agency())
    other = Spell(spell.scheme)
    other.case.closed_on, other.case.end_reason = TODAY, CaseEnd.DESISTED
    browser.sign_in(stranger)
    browser.visit("selection.put_off_prompt", 404, reference="LUT-9999")
    browser.sign_in(spell.scheme.coordinator)
    browser.visit("selection.put_off_prompt", 404, reference=other.person.reference)


def test_a_child_is_never_called_an_offender_on_these_pages(browser: Browser) -> None:
    spell = quiet(YoungSpell())
    spell.case.opened_on = OPENED
    ref = spell.person.reference
    browser.sign_in(spell.scheme.yos)
    for endpoint, values in (
        ("selection.list_de_selections", {}),
        ("selection.put_off_prompt", {"reference": ref}),
        ("selection.propose_de_selection", {"reference": ref}),
    ):
        main = browser.visit(endpoint, **values).html.partition("<main")[2].lower()
        assert ref.lower() in main
        assert not [word for word in ("offender", "prolific", "popo ") if word in main]
    browser.sign_in(spell.scheme.strand_lead)
    assert ref not in browser.visit("selection.list_de_selections")
    browser.visit("selection.put_off_prompt", 404, reference=ref)


def test_dissent_stands_on_the_list_for_the_chair(browser: Browser) -> None:
    spell = Spell()
    spell.propose()
    chair = basic.user(Role.CHAIR, SCHEME, of=basic.agency())
    browser.sign_in(chair)
    assert "an agency dissents" not in browser.visit("selection.list_de_selections")
    spell.answer(spell.other, PartyView.DISSENTS, "Two arrests last week.")
    shown = browser.visit("selection.list_de_selections")
    assert "For the chair: an agency dissents" in shown
    assert "Two arrests last week." in shown
