"""A stale form shows three versions, and offers both changes put together."""

from enum import StrEnum
from html import unescape

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from popo.web import fields
from popo.web.conflicts import conflict_page
from popo.web.forms import VersionedForm
from popo.web.posted import as_posted

pytestmark = pytest.mark.usefixtures("shell")

_XHTML = "{http://www.w3.org/1999/xhtml}"


class Tone(StrEnum):
    CALM = "calm"
    ANGRY = "angry"


class RecordForm(VersionedForm):
    note = fields.Paragraph("Note")
    place = fields.TextLine("Where")
    tone = fields.ChipField("Tone", choices={Tone.CALM: "Calm", Tone.ANGRY: "Angry"}, coerce=Tone)
    people = fields.TickList("People", choices={"a": "One", "b": "Two"})
    told = fields.Tick("Told")
    on = fields.NaturalDateField("On")


OPENED = {
    "version": 3,
    "note": "He is calm.\nHe rents.",
    "place": "Office",
    "tone": Tone.CALM,
    "people": ["a"],
    "told": False,
}
THEIRS = OPENED | {"version": 4, "note": "He is calm.\nHe owns.", "told": True}


def _as_sent(changes: dict[str, list[str]]) -> RecordForm:
    opened = RecordForm(None, data=OPENED)
    sent = {field.name: as_posted(field) for field in opened} | changes
    return RecordForm(MultiDict(sent))


def _conflict(form: RecordForm) -> tuple[str, int]:
    return conflict_page(form, RecordForm(None, data=THEIRS), "/record")


def test_what_was_opened_travels_with_the_form() -> None:
    form = _as_sent({"note": ["Something else"]})
    told = form.opened.told()
    assert told["note"] == ["He is calm.\nHe rents."]
    assert (told["tone"], told["people"], told["told"]) == (["calm"], ["a"], [])
    assert "version" not in told


def test_both_changes_are_put_together_over_the_record_as_it_stands() -> None:
    form = _as_sent({"note": ["He is low.\r\nHe rents."], "place": ["Home"], "people": ["a", "b"]})
    page, status = _conflict(form)
    assert status == 409
    assert form.version.data == 4
    assert form.note.data == "He is low.\nHe owns."
    assert (form.place.data, form.people.data, form.told.data) == ("Home", ["a", "b"], True)
    assert form.tone.data is Tone.CALM
    html5lib.HTMLParser(strict=True).parse(page)
    assert "Both together" in page


def test_the_page_says_what_each_changed_in_words() -> None:
    page, _ = _conflict(_as_sent({"tone": ["angry"], "note": ["He is low.\nHe rents."]}))
    rows = [" ".join("".join(row.itertext()).split()) for row in _rows(page)]
    tone = next(row for row in rows if row.startswith("Tone"))
    assert "Calm" in tone
    assert "Angry" in tone
    assert any(row.startswith("Told") and "Yes" in row and "No" in row for row in rows)
    assert any(row.startswith("Note Both changed") for row in rows)


def test_a_conflict_met_again_compares_with_what_the_page_last_showed() -> None:
    first = _as_sent({"note": ["He is low.\nHe rents."]})
    _conflict(first)
    again = RecordForm(MultiDict({field.name: as_posted(field) for field in first}))
    assert again.opened.told()["note"] == ["He is calm.\nHe owns."]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"note": 3}', "[" * 100_000, "\ud800"])
def test_what_came_back_broken_is_taken_for_nothing(broken: str) -> None:
    form = _as_sent({"opened": [broken], "note": ["Mine."]})
    _conflict(form)
    assert "Mine." in form.note.data
    assert "He owns." in form.note.data


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_was_typed_can_be_read_on_the_page(place: str, note: str) -> None:
    page, _ = _conflict(_as_sent({"place": [place], "note": [note]}))
    shown = " ".join(unescape(page).split())
    for typed in (place, note):
        for line in typed.splitlines():
            assert " ".join(line.split()) in shown


def _rows(page: str) -> list[object]:
    return list(html5lib.parse(page).iter(f"{_XHTML}tr"))
