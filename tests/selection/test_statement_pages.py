"""The list of parts, each a short form, and the page that shows all of it before it is sent."""

from uuid import uuid4

from popo import clock
from popo.accounts.models import AgencyKind
from popo.db import db, settle
from popo.drafts.services import Typed, save_draft
from popo.people.models import SightLevel
from popo.people.services import grant_sight
from popo.selection.models import Nomination, NominationStatement, NominationStatus
from popo.selection.parts import REQUIRED, Part
from tests import make as basic
from tests.pages import Browser
from tests.selection import make, make_statements
from tests.selection.make import Scheme
from tests.selection.test_destruction import declined


def begun(browser: Browser) -> tuple[Scheme, str, NominationStatement]:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.police))
    browser.sign_in(scheme.police)
    form = {"strand": "catch_and_convict"}
    browser.send("selection.nominate_person", form, reference=person.reference)
    return scheme, person.reference, db.session.query(NominationStatement).one()


def test_list_says_what_is_done_and_when_it_goes(browser: Browser) -> None:
    _, reference, statement = begun(browser)
    page = browser.visit("selection.prepare_statement", statement_id=statement.id)
    assert "Kept until 30 May, in 30 days" in page
    assert page.text.count("Not started") == len(Part)
    assert "Cannot start yet" in page
    for row in make_statements.parts_of(statement.id):
        if row.part in REQUIRED:
            typed = make_statements.typed(row)
            sent = browser.send("selection.write_nomination_part", typed, part_id=row.id)
            assert str(statement.id) in sent.location
    page = browser.visit("selection.prepare_statement", statement_id=statement.id)
    assert page.text.count("Not started") == len(Part) - len(REQUIRED)
    assert "Cannot start yet" not in page
    assert "Ready" in page
    sent = browser.visit("selection.nominate_person", 302, reference=reference)
    assert str(statement.id) in sent.location


def test_what_is_checked_is_what_is_sent(browser: Browser) -> None:
    scheme, _, statement = begun(browser)
    rows = make_statements.parts_of(statement.id)
    page = browser.send("selection.send_statement", expect=422, statement_id=statement.id)
    assert "Say why now, and what the offending is" in page
    for row in rows:
        browser.send("selection.write_nomination_part", make_statements.typed(row), part_id=row.id)
    page = browser.visit("selection.send_statement", statement_id=statement.id)
    for words in make_statements.SAID.values():
        assert words in page
    browser.send("selection.send_statement", statement_id=statement.id)
    nomination = db.session.query(Nomination).one()
    assert nomination.status is NominationStatus.NOMINATED
    shown = browser.visit("selection.show_nomination", nomination_id=nomination.id)
    for words in make_statements.SAID.values():
        assert words in shown
    assert scheme.police.agency.name in shown
    assert "Nominated 30 Apr 2024" in shown
    browser.visit("selection.prepare_statement", 404, statement_id=statement.id)
    browser.visit("selection.send_statement", 404, statement_id=statement.id)
    browser.visit("selection.write_nomination_part", 404, part_id=rows[0].id)


def test_words_need_a_source_and_a_day(browser: Browser) -> None:
    _, _, statement = begun(browser)
    row = make_statements.parts_of(statement.id)[0]
    bare = make_statements.typed(row, source="", as_at="")
    page = browser.send("selection.write_nomination_part", bare, 422, part_id=row.id)
    assert "Say where this comes from." in page
    assert "Enter the day this is true of." in page
    ahead = make_statements.typed(row, as_at="tomorrow")
    page = browser.send("selection.write_nomination_part", ahead, 422, part_id=row.id)
    assert "This cannot be in the future." in page
    empty = make_statements.typed(row, words="", source="", as_at="")
    browser.send("selection.write_nomination_part", empty, part_id=row.id)
    assert not make_statements.parts_of(statement.id)[0].is_started


def test_two_tabs_never_overwrite_one_another(browser: Browser) -> None:
    _, _, statement = begun(browser)
    row = make_statements.parts_of(statement.id)[0]
    first, second = make_statements.typed(row), make_statements.typed(row, words="Other words.")
    browser.send("selection.write_nomination_part", first, part_id=row.id)
    second["idempotency"] = uuid4().hex
    page = browser.send("selection.write_nomination_part", second, 409, part_id=row.id)
    assert "Other words." in page
    assert make_statements.SAID[row.part] in page


def test_what_was_typed_and_not_saved_is_gone_on_with(browser: Browser) -> None:
    scheme, _, statement = begun(browser)
    row = make_statements.parts_of(statement.id)[0]
    fields = {"words": ["Half a sente"], "source": [""], "as_at": [""], "version": ["1"]}
    endpoint = "selection.write_nomination_part"
    typed = Typed(endpoint, str(row.id), uuid4().hex, fields)
    save_draft(make.actor(scheme.police), typed)
    page = browser.visit(endpoint, part_id=row.id)
    assert "Half a sente" in page.html
    assert "Unfinished: write nomination part" in browser.visit("overview.home")


def test_discarding(browser: Browser) -> None:
    _, reference, statement = begun(browser)
    browser.send("selection.discard_statement", statement_id=statement.id)
    assert db.session.query(Nomination).count() == 0
    browser.visit("selection.nominate_person", reference=reference)


def test_others_join_from_the_page_of_the_nomination(browser: Browser) -> None:
    scheme = make.scheme()
    found = make.nominated(scheme)
    police, key = make.actor(scheme.police), found.nomination.id
    agency = scheme.probation.agency_id
    because = ("works with", key)
    grant_sight(police, found.person.id, SightLevel.WORK, *because, agency_id=agency)
    browser.sign_in(scheme.probation)
    assert "Add what your agency knows" in browser.visit(
        "selection.show_nomination", nomination_id=key
    )
    browser.send("selection.join_nomination", nomination_id=key)
    assert "Go on with what you began" in browser.visit(
        "selection.show_nomination", nomination_id=key
    )
    statement = db.session.query(NominationStatement).filter_by(sent_on=None).one()
    row = next(r for r in make_statements.parts_of(statement.id) if r.part is Part.TRIED)
    typed = make_statements.typed(row)
    browser.send("selection.write_nomination_part", typed, part_id=row.id)
    browser.send("selection.send_statement", statement_id=statement.id)
    shown = browser.visit("selection.show_nomination", nomination_id=key)
    assert "Joined 30 Apr 2024" in shown
    assert "Licence, weekly." in shown
    assert "2 agencies" in shown
    listed = browser.visit("selection.list_nominations")
    assert "Police, Probation" in listed
    assert "joined 30 Apr 2024" in listed


def test_outsiders_join_nothing(browser: Browser) -> None:
    found = make.nominated(make.scheme())
    browser.sign_in(basic.user(of=basic.agency(AgencyKind.HOUSING)))
    browser.send("selection.join_nomination", expect=404, nomination_id=found.nomination.id)


def test_pages_about_the_young_use_no_adult_words(browser: Browser) -> None:
    scheme = make.scheme()
    person = basic.person(make.actor(scheme.yos), "Kim", "Younger", make.BORN_YOUNG)
    browser.sign_in(scheme.yos)
    form = {"strand": "prevent_and_deter"}
    browser.send("selection.nominate_person", form, reference=person.reference)
    statement = db.session.query(NominationStatement).one()
    pages = [browser.visit("selection.prepare_statement", statement_id=statement.id)]
    for row in make_statements.parts_of(statement.id):
        pages.append(browser.visit("selection.write_nomination_part", part_id=row.id))
        typed = make_statements.typed(row)
        browser.send("selection.write_nomination_part", typed, part_id=row.id)
    pages.append(browser.visit("selection.send_statement", statement_id=statement.id))
    for page in pages:
        main = page.html.partition("<main")[2].partition("</main>")[0].casefold()
        assert "offender" not in main.replace("youth offending", "")
        assert "prolific" not in main
    assert "child or young person" in pages[0]


def test_a_draft_about_somebody_to_be_destroyed_says_so(browser: Browser) -> None:
    scheme = make.scheme()
    found = declined(scheme)
    prepared = make_statements.begun(scheme.police, found.person)
    settle()
    browser.sign_in(scheme.police)
    page = browser.visit("selection.prepare_statement", statement_id=prepared.statement.id)
    assert "Deleted on 28 May" in page
    assert clock.today() == make.TODAY
