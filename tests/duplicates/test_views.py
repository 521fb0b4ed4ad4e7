"""The pages: the queue, two records beside each other, asking and answering."""

from typing import Any

import pytest
from sqlalchemy import select

from popo.access.permissions import Clearance, Role
from popo.audit.models import AuditEvent
from popo.db import db
from popo.duplicates.kinds import PairState
from popo.duplicates.models import DuplicateAnswer
from popo.duplicates.queries.pairs import PAGE
from popo.duplicates.services.looking import look_for_duplicates
from popo.people.models import Person, PersonLink, SightLevel
from tests import make
from tests.duplicates.make_pairs import (
    BORN,
    YOUNG,
    Two,
    close_record,
    coordinator_user,
    let_know,
    let_work,
    number,
    paired,
    the_pair,
    two,
)
from tests.pages import Browser, Page
from tests.statements import counted

_LIST, _SHOW = "duplicates.list_duplicates", "duplicates.show_duplicate"
_ASK, _UNDO = "duplicates.ask_holder", "duplicates.undo_duplicate"


@pytest.fixture
def made(browser: Browser) -> Two:
    """The police officer works with both; probation with its own."""
    made = two()
    number(made.ours, made.first)
    number(made.theirs, made.second)
    paired(made)
    let_work(made.police, made.second)
    browser.sign_in(made.police)
    return made


def _post(browser: Browser, answer: str, words: str = "Same tattoo", **kept: Any) -> Page:
    sent = {"version": the_pair().version, "words": words, "answer": answer}
    values = {"pair_id": the_pair().id, **kept}
    return browser.send(_SHOW, sent, **values)


def test_list_names_both_and_says_why(browser: Browser, made: Two) -> None:
    page = browser.visit(_LIST)
    for words in (made.first.reference, "Smith, John", made.second.reference, "Smyth, Jon"):
        assert words in page
    assert "national number in common; names close; same date of birth" in page


def test_show_says_what_speaks_for_it_in_words(browser: Browser, made: Two) -> None:
    page = browser.visit(_SHOW, pair_id=the_pair().id)
    assert "Same PNC number" in page
    assert "Names close: John Smith and Jon Smyth" in page
    assert page.text.count("3 May 1983") == 2
    for button in ("Same person", "Not the same", "Leave for now"):
        assert button in page
    looked = db.session.scalars(select(AuditEvent).filter_by(event="person.read")).all()
    assert [row.details for row in looked] == [{"page": "possible duplicate"}] * 2


@pytest.mark.parametrize(("answer", "shown"), [("same", True), ("not_same", False)])
def test_answer_shows_on_the_case_file(
    browser: Browser, made: Two, answer: str, *, shown: bool
) -> None:
    _post(browser, answer)
    narrowed = browser.visit(_LIST, state=answer.replace("_", "-"))
    assert made.second.reference in narrowed
    assert "No two records" in browser.visit(_LIST)
    page = browser.visit("overview.person", reference=made.first.reference)
    assert (f"The same person as {made.second.reference}" in page) is shown
    assert (made.second.reference in page) is shown


def test_answer_can_be_taken_back(browser: Browser, made: Two) -> None:
    _post(browser, "same")
    page = browser.visit(_SHOW, pair_id=the_pair().id)
    assert "Same tattoo" in page
    browser.send(_UNDO, {"version": the_pair().version}, pair_id=the_pair().id)
    assert db.session.scalars(select(PersonLink)).all() == []
    page = browser.visit(_SHOW, pair_id=the_pair().id)
    assert "taken back" in page
    assert "Leave for now" in page


def test_undo_of_an_older_version_changes_nothing(browser: Browser, made: Two) -> None:
    _post(browser, "same")
    browser.send(_UNDO, {"version": the_pair().version - 1}, pair_id=the_pair().id)
    assert the_pair().state is PairState.SAME
    assert "Somebody changed this pair meanwhile" in browser.visit(_LIST)


def test_the_notice_undoes_too(browser: Browser, made: Two) -> None:
    _post(browser, "same")
    page = browser.visit(_LIST)
    undo = f"/duplicates/{the_pair().id}/undo?version={the_pair().version}"
    assert undo in page.html
    browser.send(_UNDO, pair_id=the_pair().id, version=the_pair().version)
    assert the_pair().state is PairState.WAITING


def test_left_for_now_nothing_changes_and_no_words_are_needed(browser: Browser, made: Two) -> None:
    _post(browser, "leave", "")
    assert the_pair().state is PairState.WAITING
    assert db.session.scalars(select(DuplicateAnswer)).all() == []


@pytest.mark.parametrize(
    ("answer", "words", "said"),
    [("same", "", "Say what shows it."), ("perhaps", "Hm", "Press one of the buttons.")],
)
def test_an_answer_without_words_or_of_no_button_is_refused_and_kept(
    browser: Browser, made: Two, answer: str, words: str, said: str
) -> None:
    page = _post(browser, answer, words, expect=422)
    assert said in page
    assert words in page.html
    assert the_pair().state is PairState.WAITING


def test_a_stale_answer_loses_nothing(browser: Browser, made: Two) -> None:
    opened = the_pair().version
    _post(browser, "not_same")
    sent = {"version": opened, "words": "Their scars are alike", "answer": "same"}
    page = browser.send(_SHOW, sent, expect=409, pair_id=the_pair().id)
    assert "Their scars are alike" in page.html
    assert "Not the same" in page
    assert the_pair().state is PairState.NOT_SAME


def test_another_agency_finds_nothing(browser: Browser, made: Two) -> None:
    for user in (made.probation, make.user()):
        browser.sign_in(user)
        assert made.first.reference not in browser.visit(_LIST)
        browser.visit(_SHOW, expect=404, pair_id=the_pair().id)
        browser.visit(_ASK, expect=404, pair_id=the_pair().id)
        browser.send(_SHOW, {"answer": "same"}, expect=404, pair_id=the_pair().id)
        browser.send(_UNDO, expect=404, pair_id=the_pair().id)


def test_who_may_only_read_both_is_shown_none(browser: Browser, made: Two) -> None:
    """At least one of them is one's own work: the queue is nobody's reading list."""
    reader = make.user(Role.PRACTITIONER)
    for person in (made.first, made.second):
        let_work(reader, person, SightLevel.READ)
    browser.sign_in(reader)
    browser.visit(_SHOW, expect=404, pair_id=the_pair().id)


def test_a_childs_record_is_invisible_outside_the_compartment(browser: Browser) -> None:
    made = two("John", "Smith", YOUNG, clearances=(Clearance.PREVENT_AND_DETER,))
    number(made.ours, made.first)
    number(made.theirs, made.second)
    paired(made)
    outside = make.user(of=made.police.agency)
    coordinator = coordinator_user()
    let_know(outside, made.second)
    for user in (outside, coordinator):
        browser.sign_in(user)
        page = browser.visit(_LIST)
        assert made.second.reference not in page
        assert "holds a record" not in page
        assert "No two records" in page
        browser.visit(_SHOW, expect=404, pair_id=the_pair().id)
    browser.sign_in(coordinator_user(Clearance.PREVENT_AND_DETER))
    assert made.second.reference in browser.visit(_LIST)
    _post(browser, "same")
    assert "are linked" in browser.visit(_LIST)  # else the notice travels on with the browser
    browser.sign_in(outside)
    page = browser.visit("overview.person", reference=made.first.reference)
    assert "same person" not in page
    browser.sign_in(made.police)
    history = browser.visit("overview.history", reference=made.first.reference)
    assert "Duplicate" not in history


def test_a_restricted_record_is_not_read_but_its_holder_is_asked(browser: Browser) -> None:
    made = two()
    paired(made)
    let_know(made.police, made.second)
    close_record(made.second)
    browser.sign_in(made.police)
    page = browser.visit(_LIST)
    assert f"{made.probation.agency.name} holds a record that may be the same person" in page
    for hidden in (made.second.reference, "Smyth", "%"):
        assert hidden not in page
    browser.visit(_SHOW, expect=404, pair_id=the_pair().id)


def test_the_holder_is_asked_and_answers_and_only_the_answer_is_told(browser: Browser) -> None:
    made = two()
    paired(made)
    let_know(made.police, made.second)
    browser.sign_in(made.police)
    where = {"pair_id": the_pair().id}
    empty = {"version": the_pair().version, "words": ""}
    assert "Say what the holder has to know" in browser.send(_ASK, empty, expect=422, **where)
    words = "John Smith, 3 May 1983, scar on the chin"
    browser.send(_ASK, {"version": the_pair().version, "words": words}, **where)
    assert "has not answered" in browser.visit(_LIST)

    browser.sign_in(made.probation)
    assert "asked on" in browser.visit(_LIST)
    page = browser.visit(_SHOW, **where)
    assert words in page
    assert made.second.reference in page
    assert made.first.reference not in page
    _post(browser, "same", "He says so himself")
    assert "Whoever asked is told that, and no more." in browser.visit(_LIST)

    browser.sign_in(made.police)
    page = browser.visit(_LIST, state="same")
    assert "the same person" in page
    for hidden in (made.second.reference, "Smyth", "He says so himself"):
        assert hidden not in page


def test_a_stale_question_loses_nothing(browser: Browser) -> None:
    made = two()
    paired(made)
    let_know(made.police, made.second)
    browser.sign_in(made.police)
    sent = {"version": the_pair().version - 1, "words": "John Smith, 3 May 1983"}
    page = browser.send(_ASK, sent, expect=409, pair_id=the_pair().id)
    assert "John Smith, 3 May 1983" in page.html


def test_who_reads_both_asks_nobody(browser: Browser, made: Two) -> None:
    page = browser.send(_ASK, {}, pair_id=the_pair().id)
    assert page.location == f"/duplicates/{the_pair().id}"


def test_the_list_is_paged_and_costs_the_same_for_many(browser: Browser, made: Two) -> None:
    def cost() -> int:
        with counted() as seen:
            browser.visit(_LIST)
        return len(seen)

    once = cost()
    for _ in range(8):
        make.person(made.ours, "Jon", "Smith", BORN)
    people = db.session.scalars(select(Person.id).where(Person.agency_id == made.ours.agency_id))
    look_for_duplicates(list(people))
    page = browser.visit(_LIST)
    assert f"1 to {PAGE} of" in page
    assert cost() <= once + 2
    assert f"{PAGE + 1} to " in browser.visit(_LIST, page=2)
    assert "nothing on this page" in browser.visit(_LIST, page=99)


def test_the_queue_is_reached_from_finding_and_adding(browser: Browser) -> None:
    browser.sign_in(make.user())
    for endpoint in ("people.find_people", "people.add_person"):
        assert "/duplicates" in browser.visit(endpoint).html
    assert "compared with everybody" in browser.visit(_LIST)
