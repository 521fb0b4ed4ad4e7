from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from popo.errors import RuleBroken
from popo.web import fields
from popo.web.forms import DraftedForm, Form, VersionedForm

pytestmark = pytest.mark.usefixtures("shell")


class Outcome(StrEnum):
    KEPT = "kept"
    MISSED = "missed"


OUTCOMES = {Outcome.KEPT: "Kept", Outcome.MISSED: "Missed"}


class EverythingForm(VersionedForm, DraftedForm):
    surname = fields.TextLine(
        "Surname", required="Enter the surname.", hint="As on the record", max_length=5
    )
    note = fields.Paragraph("Note")
    password = fields.Password("Password", required="Enter your password.")
    points = fields.Number("Points", least=0, most=20)
    told = fields.Tick("He has been told")
    outcome = fields.ChipField(
        "Outcome", choices=OUTCOMES, coerce=Outcome, required="Choose the outcome."
    )
    people = fields.ChipsField("People", choices=lambda: {"a": "One", "b": "Two"})
    source = fields.RadioChoice("Source", choices={"p": "Police", "y": "Youth service"})
    ward = fields.Dropdown("Ward", choices={"": "Choose", "n": "North"})
    needs = fields.TickList("Needs", choices={"h": "Housing"})
    born = fields.NaturalDateField(
        "Born", prefer="past", not_after_today="The date of birth must be in the past."
    )
    due = fields.NaturalDateField("Due", not_before_today="The day must not have gone by.")
    when = fields.NaturalDateTimeField("When", not_after_now="It must not be in the future.")


GOOD = {
    "version": "3",
    "surname": "  Ray ",
    "password": "Correct-horse",
    "outcome": "kept",
    "idempotency": "a" * 32,
}


def filled(**values: Any) -> EverythingForm:
    form = EverythingForm(MultiDict(GOOD | values))
    form.validate()
    return form


def test_values_come_typed() -> None:
    form = filled(points="7", born="3/5/83", due="+3", when="-1 9.30", people=["a", "b"], told="y")
    assert form.errors == {}
    assert form.surname.data == "Ray"
    assert form.version.data == 3
    assert form.points.data == 7
    assert form.outcome.data is Outcome.KEPT
    assert form.people.data == ["a", "b"]
    assert form.told.data is True
    assert form.born.data == date(1983, 5, 3)
    assert form.due.data == date(2024, 5, 3)
    assert form.when.data == datetime(2024, 4, 29, 8, 30, tzinfo=UTC)


def test_what_may_stay_empty_may() -> None:
    form = filled()
    assert form.errors == {}
    assert form.note.data == ""
    assert (form.points.data, form.born.data, form.when.data, form.source.data) == (None,) * 4


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"surname": " "}, "surname", "Enter the surname."),
        ({"surname": "Longest"}, "surname", "Shorten this to 5 characters or fewer."),
        ({"points": "many"}, "points", "Enter a whole number from 0 to 20."),
        ({"points": "21"}, "points", "Enter a whole number from 0 to 20."),
        ({"outcome": ""}, "outcome", "Choose the outcome."),
        ({"outcome": "forged"}, "outcome", "Choose one of the options shown."),
        ({"people": ["a", "forged"]}, "people", "Choose one of the options shown."),
        ({"source": "forged"}, "source", "Choose one of the options shown."),
        ({"born": "1 May 2024"}, "born", "The date of birth must be in the past."),
        ({"born": "31/4"}, "born", "There is no 31 April. Check the day and the month."),
        ({"due": "-1"}, "due", "The day must not have gone by."),
        ({"when": "23:59"}, "when", "It must not be in the future."),
        (
            {"version": "x"},
            "version",
            "Go back, open the record again and make your change there.",
        ),
    ],
)
def test_a_wrong_value_is_answered_with_a_sentence(
    values: dict[str, Any], field: str, sentence: str
) -> None:
    assert filled(**values).errors == {field: [sentence]}


def test_of_what_is_sent_twice_the_first_counts_empty_too() -> None:
    form = filled(surname=["", "Ray"], outcome=["", "kept"], born=["", "31/4"], people=["a", "b"])
    assert form.errors == {"surname": ["Enter the surname."], "outcome": ["Choose the outcome."]}
    assert form.born.data is None
    assert form.people.data == ["a", "b"]


def test_what_was_typed_is_shown_again() -> None:
    form = filled(born="31/4", when="soon")
    assert 'value="31/4"' in form.born()
    assert 'value="soon"' in form.when()


def test_a_held_value_is_written_so_that_it_is_read_back() -> None:
    moment = datetime(2024, 4, 29, 8, 30, tzinfo=UTC)
    form = EverythingForm(None, data={"born": date(1983, 5, 3), "when": moment})
    assert form.born._value() == "3 May 1983"
    assert form.when._value() == "29 April 2024 09:30"
    assert filled(when=form.when._value()).when.data == moment


def test_a_password_is_never_filled_in_again() -> None:
    assert GOOD["password"] not in filled().password()


def test_every_field_is_labelled_and_described() -> None:
    form = filled(surname="", outcome="", born="31/4", points="x", people=["z"], source="z")
    visible = [
        field for field in form if field.type not in {"HiddenText", "HiddenNumber", "Opened"}
    ]
    page = "".join(field() for field in visible)
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    ids = [found.get("id") for found in tree.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    for control in tree.iter():
        if control.tag in {"input", "textarea", "select"}:
            assert tree.findall(f".//label[@for='{control.get('id')}']"), control.get("id")
        for described in (control.get("aria-describedby") or "").split():
            assert described in ids, described
    for field in visible:
        assert field.id in ids
        if field.errors:
            assert f'id="{field.id}-error"' in field()
            assert f"{field.id}-error" in field().split('aria-describedby="')[1].split('"')[0]


def test_the_error_summary_leads_to_the_fields() -> None:
    form = filled(surname="", outcome="")
    form.show(RuleBroken("This person has died.", "note"))
    form.show(RuleBroken("The scheme is full."))
    assert [(problem.text, problem.href) for problem in form.problems()] == [
        ("The scheme is full.", "#main-content"),
        ("Enter the surname.", "#surname"),
        ("This person has died.", "#note"),
        ("Choose the outcome.", "#outcome"),
    ]


def test_each_draft_has_its_own_name() -> None:
    names = {DraftedForm(None).idempotency.data for _ in range(3)}
    assert len(names) == 3
    assert filled(idempotency="../x").errors == {"idempotency": ["Open the form again."]}


class ShoutForm(Form):
    text = fields.TextLine("<b>Label</b>", hint="<i>hint</i>")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="<>&\"'ab", min_size=1, max_size=20))
def test_nothing_typed_is_taken_for_markup(text: str) -> None:
    html = ShoutForm(MultiDict({"text": text})).text()
    assert "<b>" not in html
    assert "<i>" not in html
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    (control,) = tree.findall(".//input")
    assert control.get("value") == text.strip()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["born", "due", "when", "points", "outcome", "people", "ward", "version"]),
        st.lists(st.text(max_size=12), max_size=4),
    )
)
def test_any_posted_values_give_a_page(posted: dict[str, list[str]]) -> None:
    form = EverythingForm(MultiDict(posted))
    form.validate()
    assert "".join(str(field()) for field in form)


def test_a_space_is_no_choice_that_was_offered() -> None:
    sent = GOOD | {"source": " ", "ward": " ", "needs": " ", "people": ""}
    form = EverythingForm(MultiDict(sent))
    assert form.validate(), form.errors
    assert (form.source.data, form.ward.data) == ("", "")
    assert (form.needs.data, form.people.data) == ([], [])
