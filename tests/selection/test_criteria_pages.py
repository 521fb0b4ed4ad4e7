"""The workbench in the browser: a draft changed part by part, filed, compared and read."""

import io
import json
import re
from typing import Any

import pytest

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.accounts.models import AgencyKind
from popo.db import db
from popo.drafts.services import Typed, save_draft
from popo.selection.criteria.file import LARGEST, write_file
from popo.selection.defaults import default_document
from popo.selection.models import CriteriaKind, CriteriaSet
from popo.selection.services import draft_criteria, edit_criteria
from tests import make as basic
from tests.pages import Browser, Page
from tests.selection import make
from tests.selection.make import Scheme

CATCH = CriteriaKind.CATCH_AND_CONVICT
EDITOR = ("edit_heading", "edit_bands", "add_factor", "edit_factor", "remove_factor")


def drafted(scheme: Scheme, kind: CriteriaKind = CATCH, **values: Any) -> CriteriaSet:
    document = {**default_document(kind), **values}
    row = draft_criteria(make.actor(scheme.coordinator), kind, document)
    db.session.flush()  # its version is read
    return row


def typed(page: Page) -> dict[str, Any]:
    """Everything the form of a page would send as it stands."""
    form = page.html.split('<form class="popo-form"')[1].split("</form>")[0]
    sent: dict[str, Any] = {}
    for found in re.finditer(r"<input[^>]*>", form):
        tag = dict(re.findall(r'([a-z-]+)="([^"]*)"', found[0]))
        is_box = tag.get("type") in {"checkbox", "radio"}
        if "name" in tag and (not is_box or " checked" in found[0]):
            sent.setdefault(tag["name"], []).append(_plain(tag.get("value", "")))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)', form):
        sent[name] = [_plain(text)]
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        sent[name] = re.findall(r'value="([^"]*)" selected', options) or [""]
    return sent


def _plain(text: str) -> str:
    for code, sign in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&amp;", "&")):
        text = text.replace(code, sign)
    return text


def factor(row: CriteriaSet, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in row.document["factors"] if each["name"] == name)
    return found


@pytest.fixture
def scheme(browser: Browser) -> Scheme:
    made = make.scheme()
    browser.sign_in(made.coordinator)
    return made


def test_draft_begins_with_what_is_in_force(browser: Browser, scheme: Scheme) -> None:
    assert "In force" in browser.visit("selection.list_criteria")
    browser.send("selection.draft_criteria", kind="catch_and_convict")
    row = db.session.query(CriteriaSet).filter_by(criteria_kind=CATCH, number=2).one()
    shown = browser.visit("selection.show_criteria", criteria_id=row.id)
    assert "Compare with the version in force" in shown
    assert "Add a factor" in shown
    assert "Change bands and threshold" in shown


def test_criteria_say_everything_in_words(browser: Browser, scheme: Scheme) -> None:
    browser.sign_in(scheme.police)
    row = scheme.criteria[CATCH]
    shown = browser.visit("selection.show_criteria", criteria_id=row.id)
    for words in (
        row.digest,
        "Domestic burglary or robbery",
        "Fades to 50 percent after 183 days",
        "Counts reports graded 1 or 2 and A, B or C, corroborated",
        "Must be answered before a scoring is frozen",
        "183 days at liberty without arrest, charge or credible intelligence",
        "2 reviews in a row that ended below the threshold",
        "Aged 18 or over",
        "30 Apr 2024 to 30 Apr 2024",
    ):
        assert words in shown
    assert "Add a factor" not in shown


@pytest.mark.parametrize("kind", CriteriaKind)
def test_every_part_saved_as_it_stands_changes_nothing_in_it(
    browser: Browser, scheme: Scheme, kind: CriteriaKind
) -> None:
    row = drafted(scheme, kind, **_in_full(kind))
    before = row.digest
    for name in [each["name"] for each in row.document["factors"]]:
        page = browser.visit("selection.edit_factor", criteria_id=row.id, factor=name)
        browser.send("selection.edit_factor", typed(page), criteria_id=row.id, factor=name)
    for view in ("edit_heading", "edit_bands"):
        page = browser.visit(f"selection.{view}", criteria_id=row.id)
        browser.send(f"selection.{view}", typed(page), criteria_id=row.id)
    assert row.digest == before


def _in_full(kind: CriteriaKind) -> dict[str, Any]:
    """What a document need not say and a saved form does."""
    return {"big_move": 10} if kind is CriteriaKind.PREVENT_AND_DETER else {}


def test_heading_is_changed(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme)
    page = browser.visit("selection.edit_heading", criteria_id=row.id)
    said = {**typed(page), "agreed_number": "35", "quiet_days": "90", "note": "One\r\ntwo"}
    browser.send("selection.edit_heading", said, criteria_id=row.id)
    assert row.document["agreed_number"] == 35
    assert row.document["leaving"]["quiet_days"] == 90
    assert row.document["note"] == "One\ntwo"


def test_bands_are_changed_with_their_threshold(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme)
    page = browser.visit("selection.edit_bands", criteria_id=row.id)
    said = {**typed(page), "band_2_least": "65", "band_3_words": "Urgent", "band_3_least": "80"}
    refused = browser.send("selection.edit_bands", said, 422, criteria_id=row.id)
    assert "The threshold must be where one of the bands begins." in refused
    assert typed(refused)["band_3_words"] == ["Urgent"]
    browser.send("selection.edit_bands", {**said, "threshold": "65"}, criteria_id=row.id)
    assert [band["name"] for band in row.document["bands"]] == [
        "decline", "watch_list", "consider_adoption", "urgent",
    ]  # fmt: skip
    assert row.document["threshold"] == 65


def test_line_that_was_begun_says_what_it_lacks(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme)
    page = browser.visit("selection.edit_bands", criteria_id=row.id)
    said = {**typed(page), "band_3_words": "Urgent"}
    refused = browser.send("selection.edit_bands", said, 422, criteria_id=row.id)
    assert "Enter where it begins." in refused


def test_factor_is_added_changed_moved_and_removed(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme)
    said = {
        **typed(browser.visit("selection.add_factor", criteria_id=row.id)),
        "title": "Town centre",
        "question": "Offences in shops of the town centre",
        "level_0_words": "Many",
        "level_0_points": "4",
        "level_1_words": "None",
        "level_1_points": "0",
        "decay_0_after_days": "100",
        "decay_0_percent": "50",
    }
    browser.send("selection.add_factor", said, criteria_id=row.id)
    assert factor(row, "town_centre") == {
        "name": "town_centre",
        "title": "Town centre",
        "question": "Offences in shops of the town centre",
        "counts_for_days": 365,
        "cap": 4,
        "levels": [
            {"name": "none", "words": "None", "points": 0},
            {"name": "many", "words": "Many", "points": 4},
        ],
        "decay": [{"after_days": 100, "percent": 50}],
    }
    about = {"criteria_id": row.id, "factor": "town_centre"}
    page = browser.visit("selection.edit_factor", **about)
    said = {**typed(page), "title": "Shops", "level_0_words": "Nothing", "mandatory": "y"}
    browser.send("selection.edit_factor", said, **about)
    changed = factor(row, "town_centre")
    assert (changed["title"], changed["mandatory"]) == ("Shops", True)
    assert changed["levels"][0] == {"name": "none", "words": "Nothing", "points": 0}

    way = {"factor": "town_centre", "way": "up"}
    browser.send("selection.move_factor", way, criteria_id=row.id)
    assert [each["name"] for each in row.document["factors"]][-2:] == ["town_centre", "links"]
    browser.send("selection.move_factor", {**way, "way": "sideways"}, 400, criteria_id=row.id)

    page = browser.visit("selection.remove_factor", **about)
    assert "go down by 4" in page
    browser.send("selection.remove_factor", typed(page), **about)
    assert "town_centre" not in [each["name"] for each in row.document["factors"]]
    browser.visit("selection.edit_factor", 404, **about)
    browser.visit("selection.remove_factor", 404, **about)


def test_factor_without_levels_is_answered_in_words(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme, CriteriaKind.PREVENT_AND_DETER)
    page = browser.visit("selection.add_factor", criteria_id=row.id)
    said = {**typed(page), "title": "Hopes", "question": "What does the young person hope for?"}
    browser.send("selection.add_factor", said, criteria_id=row.id)
    assert set(factor(row, "hopes")) == {"name", "title", "question", "counts_for_days"}


def test_forbidden_factor_is_refused_and_what_was_typed_is_kept(
    browser: Browser, scheme: Scheme
) -> None:
    row = drafted(scheme)
    page = browser.visit("selection.add_factor", criteria_id=row.id)
    said = {
        **typed(page),
        "title": "Postcode",
        "question": "Lives in which ward?",
        "level_0_words": "Near",
        "level_0_points": "5",
    }
    refused = browser.send("selection.add_factor", said, 422, criteria_id=row.id)
    assert "where somebody lives never adds points" in refused
    assert "needs at least two levels" in refused
    assert typed(refused)["level_0_words"] == ["Near"]
    assert len(row.document["factors"]) == 9


def test_removing_what_the_bands_need_is_refused_in_words(browser: Browser, scheme: Scheme) -> None:
    document = default_document(CATCH)
    bands = [*document["bands"], {"name": "top", "words": "Top", "least": 95}]
    row = drafted(scheme, bands=bands)
    about = {"criteria_id": row.id, "factor": "volume"}
    page = browser.visit("selection.remove_factor", **about)
    refused = browser.send("selection.remove_factor", typed(page), 422, **about)
    assert "rise within the points that can be had" in refused


@pytest.mark.parametrize("view", ["edit_heading", "edit_factor"])
def test_overtaken_save_shows_both_and_loses_nothing(
    browser: Browser, scheme: Scheme, view: str
) -> None:
    row = drafted(scheme)
    about = {"criteria_id": row.id} | ({"factor": "volume"} if view == "edit_factor" else {})
    page = browser.visit(f"selection.{view}", **about)
    document = json.loads(json.dumps(row.document))
    document["title"] = document["factors"][0]["title"] = "Theirs"
    edit_criteria(make.actor(scheme.coordinator), row, document, row.version)
    overtaken = browser.send(f"selection.{view}", {**typed(page), "title": "Mine"}, 409, **about)
    for words in ("Theirs", "Mine", "Volume" if view == "edit_factor" else "Catch and Convict"):
        assert words in overtaken
    assert "Days between reviews" not in overtaken


def test_factor_removed_meanwhile_is_overtaken_too(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme)
    about = {"criteria_id": row.id, "factor": "links"}
    page = browser.visit("selection.edit_factor", **about)
    document = {**row.document, "factors": row.document["factors"][:-1]}
    edit_criteria(make.actor(scheme.coordinator), row, document, row.version)
    overtaken = browser.send(
        "selection.edit_factor", {**typed(page), "title": "Mine"}, 409, **about
    )
    assert "Mine" in overtaken


def test_form_goes_on_with_its_own_draft_only(browser: Browser, scheme: Scheme) -> None:
    row = drafted(scheme)
    page = browser.visit("selection.edit_factor", criteria_id=row.id, factor="links")
    fields = {**typed(page), "question": ["Begun and left"], "level_7_words": ["Late"]}
    key = fields.pop("idempotency")[0]
    held = Typed("selection.edit_factor", str(row.id), key, fields)
    save_draft(make.actor(scheme.coordinator), held)
    for named in ({"factor": "links"}, {}):
        page = browser.visit("selection.edit_factor", criteria_id=row.id, **named)
        assert typed(page)["question"] == ["Begun and left"]
        assert typed(page)["level_7_words"] == ["Late"]
    other = browser.visit("selection.edit_factor", criteria_id=row.id, factor="volume")
    assert "Begun and left" not in other.html


def test_adopted_criteria_have_no_editor(browser: Browser, scheme: Scheme) -> None:
    row = scheme.criteria[CATCH]
    shown = browser.visit("selection.show_criteria", criteria_id=row.id)
    assert "Add a factor" not in shown
    for view in (*EDITOR, "load_into_draft"):
        refused = browser.visit(f"selection.{view}", 422, criteria_id=row.id)
        assert "they never change" in refused
    moved = {"factor": "links", "way": "up"}
    browser.send("selection.move_factor", moved, 422, criteria_id=row.id)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.STRAND_LEAD])
def test_practitioners_read_and_change_nothing(
    browser: Browser, scheme: Scheme, role: Role
) -> None:
    row = drafted(scheme)
    scope = "agency" if role is Role.PRACTITIONER else "catch_and_convict"
    browser.sign_in(basic.user(role, scope, of=basic.agency(AgencyKind.HOUSING)))
    browser.visit("selection.show_criteria", criteria_id=row.id)
    for view in (*EDITOR, "load_into_draft", "adopt_criteria", "consult_on_criteria"):
        browser.visit(f"selection.{view}", 403, criteria_id=row.id)
    browser.visit("selection.load_criteria", 403)
    browser.send("selection.move_factor", {}, 403, criteria_id=row.id)
    browser.send("selection.draft_criteria", expect=403, kind="catch_and_convict")


@pytest.mark.parametrize(
    "role", [Role.TASKING_MEMBER, Role.INFORMATION_GOVERNANCE_OFFICER, Role.REPORTING_GROUP]
)
def test_boards_have_no_part_in_it(browser: Browser, scheme: Scheme, role: Role) -> None:
    row = scheme.criteria[CATCH]
    browser.sign_in(basic.user(role, SCHEME, of=basic.agency(AgencyKind.COUNCIL)))
    for view in ("show_criteria", "show_consultation", "comment_on_criteria", "download_criteria"):
        browser.visit(f"selection.{view}", 403, criteria_id=row.id)
    browser.visit("selection.compare_criteria", 403, criteria_id=row.id, other_id=row.id)


def test_file_taken_away_is_loaded_as_the_same_draft(browser: Browser, scheme: Scheme) -> None:
    row = scheme.criteria[CATCH]
    browser.sign_in(scheme.police)
    taken = browser.visit("selection.download_criteria", criteria_id=row.id).response.data
    assert json.loads(taken)["about"]["sha256"] == row.digest
    browser.sign_in(scheme.coordinator)
    browser.send("selection.load_criteria", {"file": (io.BytesIO(taken), "a.json")})
    loaded = db.session.query(CriteriaSet).filter_by(criteria_kind=CATCH, number=2).one()
    assert loaded.digest == row.digest


def test_file_replaces_a_draft_and_says_that_it_was_changed(
    browser: Browser, scheme: Scheme
) -> None:
    row = drafted(scheme)
    changed = write_file({**row.document, "agreed_number": 12}, 1).replace(b"Catch and C", b"C")
    page = browser.visit("selection.load_into_draft", criteria_id=row.id)
    said = {**typed(page), "file": (io.BytesIO(changed), "a.json")}
    browser.send("selection.load_into_draft", said, criteria_id=row.id)
    shown = browser.visit("selection.show_criteria", criteria_id=row.id)
    assert "changed after it was written" in shown
    assert row.document["agreed_number"] == 12
    said = {**typed(page), "file": (io.BytesIO(changed), "a.json")}
    browser.send("selection.load_into_draft", said, 409, criteria_id=row.id)


def test_every_fault_of_a_file_is_said_and_nothing_is_loaded(
    browser: Browser, scheme: Scheme
) -> None:
    document = {**default_document(CATCH), "agreed_number": -3, "extra": 1}
    faulty = write_file(document, 1)
    said = {"file": (io.BytesIO(faulty), "a.json")}
    refused = browser.send("selection.load_criteria", said, 422)
    assert "“agreed_number” must be a whole number" in refused
    assert "holds “extra”, for which criteria have no place" in refused
    row = drafted(scheme, CriteriaKind.PREVENT_AND_DETER)
    page = browser.visit("selection.load_into_draft", criteria_id=row.id)
    other = (io.BytesIO(write_file(default_document(CATCH), 1)), "a.json")
    refused = browser.send(
        "selection.load_into_draft", {**typed(page), "file": other}, 422, criteria_id=row.id
    )
    assert "for the other kind" in refused


def test_file_is_needed_and_not_too_large(browser: Browser, scheme: Scheme) -> None:
    assert "Choose the file." in browser.send("selection.load_criteria", {}, 422)
    large = (io.BytesIO(b" " * (LARGEST + 1)), "a.json")
    assert "larger than 256 kilobytes" in browser.send(
        "selection.load_criteria", {"file": large}, 422
    )


def test_versions_are_compared_with_what_did_not_change_folded(
    browser: Browser, scheme: Scheme
) -> None:
    before, after = scheme.criteria[CATCH], drafted(scheme, agreed_number=33)
    browser.sign_in(scheme.police)
    page = browser.visit("selection.compare_criteria", criteria_id=before.id, other_id=after.id)
    assert "What changes 1" in page
    assert "Agreed number 40 33" in page
    assert "10 parts without any change" in page
    same = browser.visit("selection.compare_criteria", criteria_id=before.id, other_id=before.id)
    assert "Nothing differs in what they say." in same
    other = scheme.criteria[CriteriaKind.PREVENT_AND_DETER]
    browser.visit("selection.compare_criteria", 404, criteria_id=before.id, other_id=other.id)


def test_order_alone_is_no_difference_and_is_said(browser: Browser, scheme: Scheme) -> None:
    before = scheme.criteria[CATCH]
    factors = list(reversed(before.document["factors"]))
    after = drafted(scheme, factors=factors)
    page = browser.visit("selection.compare_criteria", criteria_id=before.id, other_id=after.id)
    assert "only the order in which they say it" in page
