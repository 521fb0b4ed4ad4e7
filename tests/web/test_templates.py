from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, flash, render_template, render_template_string
from jinja2 import StrictUndefined, UndefinedError
from werkzeug.datastructures import MultiDict

from popo import resources
from popo.web import fields, notices
from popo.web.forms import DraftedForm
from popo.web.frame import Link, PersonBanner, SafetyLine, SessionEnd, SignedIn
from tests.pages import Page, inspect

TODAY = date(2024, 4, 30)
TEMPLATES = resources.path("templates")
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
ERRORS = ["400", "401", "403", "404", "405", "413", "429", "500", "overtaken"]

SIGNED_IN = SignedIn(
    "Pat Sample, Police",
    "Catch and Convict lead",
    "/account",
    "/out",
    SessionEnd(1800, "/stay", "/ended"),
)
BANNER = PersonBanner(
    "LUT-0042",
    "Example, Adam",
    age="24",
    colour="red",
    colour_since=TODAY,
    colour_note="was Amber",
    note="Child",
    facts=[("Lead", "Pat Sample")],
    staff_safety=[SafetyLine("Visit in pairs.", "Police, 2 March")],
    tabs=[Link("Summary", "/summary", current=True), Link("Contacts", "/contacts")],
    log_contact_href="/log",
    other_actions=[Link("Nominate", "/nominate")],
)


class NoteForm(DraftedForm):
    text = fields.Paragraph("What happened", required="Say what happened.")


@pytest.fixture
def page_frame(shell: Flask) -> None:
    """The frame as it is for somebody signed in, looking at a person."""
    shell.add_url_rule("/people/find", "people.find_people", methods=["POST"])
    shell.jinja_env.globals.update(
        demonstration=True,
        show_find=True,
        signed_in=lambda: SIGNED_IN,
        navigation=lambda: [Link("Home", "/", current=True), Link("Cohort", "/cohort")],
        banner=lambda person: person,
    )


def draw(source: str, **values: Any) -> Page:
    return checked(render_template_string(source, **values))


def checked(html: str) -> Page:
    page = object.__new__(Page)
    page.html = html
    inspect(page)
    return page


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles_and_is_strict(shell: Flask, name: str) -> None:
    assert shell.jinja_env.undefined is StrictUndefined
    assert shell.jinja_env.get_template(name).name == name


WRITTEN_TO_FILES = {"reports/_update_file.html"}
"""Opened from a disk, where no style sheet of ours can be reached."""


@pytest.mark.parametrize("name", sorted(set(NAMES) - WRITTEN_TO_FILES))
def test_no_template_holds_inline_code_or_style(name: str) -> None:
    source = (Path(TEMPLATES) / name).read_text()
    assert "<style" not in source
    assert " style=" not in source
    assert "javascript:" not in source
    assert not any(f" on{event}=" in source for event in ("click", "load", "submit", "change"))
    assert source.count("<script") == source.count('<script type="module" src=')


def test_an_undefined_value_is_an_error(shell: Flask) -> None:
    assert shell.jinja_env.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        render_template_string("{{ nobody.set.this }}")


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.usefixtures("shell")
def test_error_pages_need_nobody_signed_in(name: str) -> None:
    page = checked(render_template(f"errors/{name}.html"))
    assert "OFFICIAL-SENSITIVE" in page
    assert "csrf" not in page.html


@pytest.mark.usefixtures("shell")
def test_a_broken_rule_is_said_in_its_own_words() -> None:
    page = checked(render_template("errors/rule.html", message="A case ends only <once>."))
    assert "A case ends only <once>." in page


@pytest.mark.usefixtures("page_frame")
def test_every_page_is_marked_and_framed() -> None:
    page = draw('{% extends "layouts/base.html" %}{% block title %}Cohort & more{% endblock %}')
    assert "OFFICIAL-SENSITIVE Demonstration: nobody here is real" in page
    assert "Pat Sample, Police Sign out" in page
    assert "Open Government Licence v3.0" in page
    assert "GOV.UK" not in page
    assert page.html.count('aria-current="page"') == 1
    assert 'action="/people/find"' in page.html
    assert 'data-seconds-left="1800"' in page.html


@pytest.mark.usefixtures("page_frame")
def test_a_page_without_a_title_cannot_be_drawn() -> None:
    with pytest.raises(Exception, match="Required block 'title'"):
        render_template_string('{% extends "layouts/base.html" %}')


@pytest.mark.usefixtures("page_frame")
def test_a_person_is_named_in_the_banner_and_not_in_the_title() -> None:
    source = '{% extends "layouts/person.html" %}{% block title %}Contacts{% endblock %}'
    page = draw(source, person=BANNER)
    assert "Example, Adam LUT-0042 Red since 30 April, was Amber Child" in page
    assert "Staff safety: Visit in pairs. Police, 2 March" in page
    assert "<title>Contacts, LUT-0042 - POPO case management</title>" in page.html


@pytest.mark.usefixtures("page_frame")
def test_a_restricted_person_shows_a_reference_and_whom_to_ask() -> None:
    source = '{% extends "layouts/person.html" %}{% block title %}Summary{% endblock %}'
    page = draw(source, person=PersonBanner("LUT-0007", "", restricted="Ask Pat Sample."))
    assert "Restricted LUT-0007 Ask Pat Sample." in page
    assert "Log contact" not in page


PANEL = """
{% extends "layouts/person.html" %}
{% from "components/form.html" import form_frame, buttons, draft_status %}
{% block title %}Log contact{% endblock %}
{% block panel %}
{% call form_frame(form, draft_href="/drafts") %}
{{ form.text() }}
{{ draft_status("14:16") }}
{{ buttons("Save", "/back", another="Save and log another") }}
{% endcall %}
{% endblock %}
{% block content %}<h2>Summary</h2>{% endblock %}
"""


@pytest.mark.usefixtures("page_frame")
def test_a_panel_takes_the_heading_and_shows_its_errors() -> None:
    form = NoteForm(MultiDict({"idempotency": "a" * 32}))
    assert not form.validate()
    page = draw(PANEL, person=BANNER, form=form)
    assert "There is a problem Say what happened. Log contact" in page
    assert 'href="#text"' in page.html
    assert 'data-draft-url="/drafts"' in page.html
    assert "✓ Draft saved 14:16" in page


@pytest.mark.usefixtures("page_frame")
def test_what_was_done_is_told_once_with_undo() -> None:
    notices.done("Contact logged.", undo_href="/undo", next_href="/next", next_text="Log another")
    notices.warn("The address is not checked.")
    source = '{% extends "layouts/base.html" %}{% block title %}Home{% endblock %}'
    page = draw(source)
    assert "✓ Contact logged. Log another Undo" in page
    assert 'action="/undo" data-undo-seconds="600"' in page.html
    assert "The address is not checked." in page


@pytest.mark.usefixtures("page_frame")
def test_both_sides_of_a_conflict_are_shown() -> None:
    changes = [
        ("Address", "1 Old Street", "2 New Street", "3 Other Street"),
        ("Phone", "1", "1", ""),
    ]
    page = checked(render_template("errors/conflict.html", fields=changes, href="/record"))
    assert "Address Both changed 1 Old Street 2 New Street 3 Other Street" in page
    assert "Phone 1 No change Empty" in page


COMPONENTS = """
{% extends "layouts/base.html" %}
{% from "components/badge.html" import badge %}
{% from "components/tag.html" import tag, kind, contact_outcome %}
{% from "components/date.html" import date_with_meaning %}
{% from "components/page.html" import section, facts, answers, empty_state, pagination %}
{% from "components/page.html" import print_link, remark %}
{% from "components/table.html" import table, row, cell %}
{% from "components/timeline.html" import timeline_day, timeline_item %}
{% from "components/form.html" import confirm, post_button %}
{% block title %}Parts{% endblock %}
{% block content %}
{% for colour in ["red", "amber", "green", "custody"] %}{{ badge(colour) }}{% endfor %}
{{ tag("Accepted", "good") }} {{ kind("assessment") }}
{% for value in ["kept", "missed_acceptable", "missed_not_acceptable", "planned"] %}
{{ contact_outcome(value) }}
{% endfor %}
{{ date_with_meaning(today() - four) }} {{ date_with_meaning(today() + four, "event", "out") }}
{% call section("Plan", 4, "Most costly first", id="plan") %}<a href="/all">All</a>{% endcall %}
{{ section("Where", level=3) }}
{{ facts([("Living at", "High Town", "From 20 Feb"), ("Under", "Licence")]) }}
{{ answers([("Surname", "Example", "/change"), ("Strand", "Catch and Convict")]) }}
{{ empty_state("No meeting is planned.", "/plan", "Plan a meeting") }}
{{ pagination("26 to 50 of 61", "/before", "/after") }}
{{ print_link() }}
{% call remark("good") %}<p>Adds up</p>{% endcall %}
{% call table("People", ["", "Person", {"text": "Points", "numeric": true}]) %}
{% call row("total") %}
{{ cell(text=1, place="wide_only") }}
{% call cell("Person", minor="LUT-0042", place="title", header=true) %}
<a href="/p">Adam</a>
{% endcall %}
{{ cell("Points", 0, numeric=true) }}
{% endcall %}
{% endcall %}
{% call timeline_day("Tuesday 30 April") %}
{% call timeline_item("Visit", "14:00", "Pat Sample", before=kind("fact")) %}
<p>Called.</p>
{% endcall %}
{% endcall %}
{{ post_button("Accept", "/accept", {"version": 3}) }}
{% call confirm(form, ["Health will not see this."], "Share", "/back", warning=true) %}
{{ form.text() }}
{% endcall %}
{{ govuk("warning-text", {"text": "Careful", "iconFallbackText": "Warning"}) }}
{% endblock %}
"""


@pytest.mark.usefixtures("page_frame")
def test_every_part_draws_a_valid_page() -> None:
    page = draw(COMPONENTS, form=NoteForm(None), four=timedelta(days=4))
    assert "RedAmberGreenCustody" in page.text.replace(" ", "")
    assert "✓ Kept \N{EN DASH} Missed, acceptable ✕ Missed, not acceptable Planned" in page
    assert "26 April, overdue 4 days out 4 May, in 4 days" in page
    assert "Plan 4 Most costly first All" in page
    assert 'data-label="Points"' in page.html
    assert 'role="rowheader" scope="row"' in page.html
    assert "14:00 by Pat Sample" in page
    assert "What will happen Health will not see this." in page
    assert 'name="version" value="3"' in page.html
    assert "Warning Careful" in page


@pytest.mark.usefixtures("page_frame")
def test_nothing_from_outside_is_taken_for_markup() -> None:
    bad = "<script>alert(1)</script>"
    flash({"text": bad, "undo_href": "", "next_href": ""}, "warning")  # type: ignore[arg-type]
    shown = PersonBanner("LUT-1", bad, age=bad, facts=[(bad, bad)], tabs=[Link(bad, "/")])
    source = """
    {% extends "layouts/person.html" %}
    {% from "components/tag.html" import tag %}
    {% from "components/page.html" import facts, section %}
    {% from "components/table.html" import table, row, cell %}
    {% block title %}{{ bad }}{% endblock %}
    {% block content %}
    {{ tag(bad) }}{{ facts([(bad, bad)]) }}{{ section(bad, bad, bad) }}
    {% call table(bad, [bad]) %}{% call row() %}{{ cell(bad, bad, bad) }}{% endcall %}{% endcall %}
    {{ govuk("tag", {"text": bad}) }}
    {% endblock %}
    """
    html = render_template_string(source, person=shown, bad=bad)
    assert bad not in html
    assert html.count("&lt;script&gt;") > 12
