"""Telling somebody that they are on the scheme: recorded, withheld with care, in kind words."""

from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.audit.events import Event
from popo.audit.queries import about_person
from popo.cases.models import CaseEnd
from popo.cases.services import close_case
from popo.db import db
from popo.errors import RuleBroken
from popo.people.models import Person, Told
from popo.selection.models import How
from popo.selection.queries.telling import is_child, tellings_of, untold
from popo.selection.services import RecordTelling, record_telling
from tests import make as basic
from tests.pages import Browser, Page
from tests.selection import make
from tests.selection.make import TODAY, Scheme
from tests.selection.make_after import selected, selected_young

KEY = "0123456789abcdef" * 2
DAY = timedelta(days=1)
NEVER_TO_A_CHILD = ("offender", "popo", "cohort", "prolific", "criminal", "convict", "deter")


class OnTheScheme:
    def __init__(self, *, young: bool = False) -> None:
        self.scheme: Scheme = make.scheme()
        choose = selected_young if young else selected
        found, self.case, _ = choose(self.scheme)
        self.person: Person = found.person
        self.lead = self.scheme.yos if young else self.scheme.police
        self.who = make.actor(self.scheme.coordinator)

    def told(self, **changes: Any) -> RecordTelling:
        values = {"outcome": Told.TOLD, "day": TODAY, "how": How.VISIT, "teller": self.lead}
        return RecordTelling(**{**values, **changes})

    def withheld(self, review_on: date | None = TODAY + 30 * DAY) -> RecordTelling:
        return RecordTelling(Told.WITHHELD, TODAY, reason="An operation.", review_on=review_on)

    def record(self, details: RecordTelling) -> None:
        record_telling(self.who, self.person, self.case, details)
        db.session.flush()  # read back


def test_telling_is_kept_and_the_person_is_in_step(work: None) -> None:
    on = OnTheScheme()
    on.record(on.told(reaction="Calm.", adjustments="Read out."))
    assert on.person.told is Told.TOLD
    newest, first = tellings_of(on.case, on.who)
    assert first.outcome is Told.NOT_YET
    assert (newest.how, newest.teller_id) == (How.VISIT, on.scheme.police.id)
    assert (newest.reaction, newest.adjustments) == ("Calm.", "Read out.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"how": None}, "how they were told"),
        ({"teller": None}, "who told them"),
        ({"day": TODAY + DAY}, "in the future"),
        ({"outcome": Told.NOT_YET}, "Say why"),
        ({"outcome": Told.WITHHELD}, "Say why"),
    ],
)
def test_what_is_missing_is_asked(work: None, changes: dict[str, Any], words: str) -> None:
    on = OnTheScheme()
    with pytest.raises(RuleBroken, match=words):
        on.record(on.told(**changes))


def test_a_child_is_told_with_a_parent_or_appropriate_adult(work: None) -> None:
    on = OnTheScheme(young=True)
    with pytest.raises(RuleBroken, match="parent or appropriate adult"):
        on.record(on.told())
    with pytest.raises(RuleBroken, match="who they are to the child"):
        on.record(on.told(present_name="Ann Younger"))
    on.record(on.told(present_name="Ann Younger", present_role="Mother"))
    assert tellings_of(on.case, on.who)[0].present_role == "Mother"


def test_withholding_is_reviewed_within_three_months(work: None) -> None:
    on = OnTheScheme()
    for day in (None, TODAY, TODAY + 93 * DAY):
        with pytest.raises(RuleBroken, match="looked at again"):
            on.record(on.withheld(day))
    on.record(on.withheld(TODAY + 92 * DAY))
    assert on.person.told is Told.WITHHELD


def test_who_was_told_is_not_untold(work: None) -> None:
    on = OnTheScheme()
    on.record(on.told())
    with pytest.raises(RuleBroken, match="have been told"):
        on.record(on.withheld())
    on.record(RecordTelling(Told.NOT_YET, TODAY, reason="It was the brother who was told."))
    assert on.person.told is Told.NOT_YET


def test_nothing_is_recorded_of_a_closed_case(work: None) -> None:
    on = OnTheScheme()
    close_case(on.who, on.case, CaseEnd.DESISTED, TODAY)
    with pytest.raises(RuleBroken, match="has closed"):
        on.record(on.told())


def test_list_holds_who_was_not_told_overdue_reviews_first(work: None) -> None:
    on = OnTheScheme()
    later, _, _ = selected(on.scheme)
    on.record(on.withheld())
    held = tellings_of(on.case, on.who)[0]
    held.review_on = TODAY - DAY
    db.session.flush()  # read back
    rows = untold(on.who)
    assert [row.person for row in rows] == [on.person, later.person]
    assert [row.is_overdue for row in rows] == [True, False]
    assert untold(make.actor(basic.user())) == []
    on.record(on.told())
    assert [row.person for row in untold(on.who)] == [later.person]


@given(born=st.dates(date(1990, 1, 1), date(2014, 1, 1)))
def test_a_child_is_under_18(born: date) -> None:
    eighteenth = date(born.year + 18, born.month, min(born.day, 28))
    person = Person(date_of_birth=born)
    assert is_child(person, eighteenth - 5 * DAY)
    assert not is_child(person, eighteenth + 5 * DAY)


def test_page_prompts_and_records(browser: Browser) -> None:
    on = OnTheScheme()
    ref = on.person.reference
    on.case.opened_on = TODAY - 12 * DAY
    tellings_of(on.case, on.who)[0].day = on.case.opened_on
    db.session.flush()  # read back
    browser.sign_in(on.scheme.strand_lead)
    assert "Not told yet, selected 12 days ago." in browser.visit(
        "selection.person_selection", reference=ref
    )
    assert ref in browser.visit("selection.list_telling")
    browser.visit("selection.record_telling", reference=ref)
    sent = {
        "outcome": "told",
        "day": "today",
        "how": "visit",
        "teller": str(on.scheme.police.id),
        "reaction": "Took it badly.",
        "version": "1",
        "idempotency": KEY,
    }
    stale = {**sent, "version": "0"}
    page = browser.send("selection.record_telling", stale, 409, reference=ref)
    assert "Took it badly." in page
    nobody = {**sent, "teller": ""}
    page = browser.send("selection.record_telling", nobody, 422, reference=ref)
    assert "Say who told them." in page
    browser.send("selection.record_telling", sent, reference=ref)
    shown = browser.visit("selection.person_selection", reference=ref)
    assert "Took it badly." in shown
    assert "Not told yet" not in shown
    assert "Everybody you may see was told" in browser.visit("selection.list_telling")


def test_overdue_withholding_is_said(browser: Browser) -> None:
    on = OnTheScheme()
    on.record(on.withheld())
    tellings_of(on.case, on.who)[0].review_on = TODAY - 4 * DAY
    db.session.flush()  # read back
    browser.sign_in(on.scheme.coordinator)
    page = browser.visit("selection.person_selection", reference=on.person.reference)
    assert "overdue 4 days" in page
    assert "overdue 4 days" in browser.visit("selection.list_telling")


def test_pages_are_closed_to_others(browser: Browser) -> None:
    on = OnTheScheme()
    ref = on.person.reference
    browser.sign_in(basic.user())
    browser.visit("selection.list_telling", 403)
    for endpoint in ("record_telling", "open_letter"):
        browser.visit(f"selection.{endpoint}", 404, reference=ref)
    browser.sign_in(on.scheme.coordinator)
    close_case(on.who, on.case, CaseEnd.DESISTED, TODAY)
    for endpoint in ("record_telling", "open_letter"):
        browser.visit(f"selection.{endpoint}", 404, reference=ref)


def letter(page: Page) -> str:
    """What is printed and handed over."""
    tree = html5lib.parse(page.html, namespaceHTMLElements=False)
    (paper,) = [found for found in tree.iter("div") if "popo-letter" in found.get("class", "")]
    return " ".join(" ".join(paper.itertext()).split())


def test_letter_names_the_person_the_lead_and_how_to_challenge(browser: Browser) -> None:
    on = OnTheScheme()
    browser.sign_in(on.scheme.police)
    page = browser.visit("selection.open_letter", reference=on.person.reference)
    words = letter(page)
    assert "Dear Adam," in words
    assert on.scheme.police.agency.name in words
    assert "The desk" in words
    assert "Tuesday 30 April 2024" in words
    assert "You can say that the decision is wrong." in words
    title = page.html.partition("<title>")[2].partition("</title>")[0]
    assert "Adam" not in title
    assert "Example" not in title


def test_opening_the_letter_is_a_disclosure_on_the_trail(browser: Browser) -> None:
    on = OnTheScheme()
    browser.sign_in(on.scheme.police)
    browser.visit("selection.open_letter", reference=on.person.reference)
    looks = about_person(on.person.id)
    assert Event.LETTER_OPENED.label in {look.event for look in looks}


def test_there_is_no_letter_while_telling_is_withheld(browser: Browser) -> None:
    on = OnTheScheme()
    on.record(on.withheld())
    browser.sign_in(on.scheme.police)
    page = browser.visit("selection.open_letter", 422, reference=on.person.reference)
    assert "Telling is withheld" in page
    form = browser.visit("selection.record_telling", reference=on.person.reference)
    assert "telling/letter" not in form.html


def test_letter_to_a_child_is_kind_and_says_nothing_of_a_list(browser: Browser) -> None:
    on = OnTheScheme(young=True)
    browser.sign_in(on.scheme.yos)
    page = browser.visit("selection.open_letter", reference=on.person.reference)
    words = letter(page).casefold()
    assert "dear kim, and dear parent or carer" in words
    assert [word for word in NEVER_TO_A_CHILD if word in words] == []
    title = page.html.partition("<title>")[2].partition("</title>")[0].casefold()
    assert [word for word in NEVER_TO_A_CHILD if word in title] == []


def test_pages_about_a_child_use_no_such_words_either(browser: Browser) -> None:
    on = OnTheScheme(young=True)
    browser.sign_in(on.scheme.yos)
    page = browser.visit("selection.record_telling", reference=on.person.reference)
    main = page.html.partition("<main")[2].casefold()
    assert [word for word in ("offender", "prolific", "cohort") if word in main] == []
