"""While a name is typed, who is held already appears beside it, once the typing pauses."""

from playwright.sync_api import expect

from tests.journeys.visitor import Reception, Visitor


def _known(visitor: Visitor) -> tuple[str, str]:
    """Family and given name of somebody assigned to whoever is signed in."""
    people = visitor.page.get_by_role("table", name="The people assigned to you")
    family, given = (
        people.get_by_role("rowheader").first.get_by_role("link").inner_text().split(", ")
    )
    return family, given


def test_who_may_be_the_same_appears_as_one_types(visitor: Visitor) -> None:
    visitor.sign_in("police")
    family, given = _known(visitor)
    asked: list[str] = []
    visitor.page.on(
        "request", lambda one: asked.append(one.url) if one.url.endswith("/alike") else None
    )
    visitor.open("/people/add")
    page = visitor.page
    page.get_by_label("Given names").press_sequentially(given, delay=20)
    page.get_by_label("Family name").press_sequentially(family, delay=20)
    said = page.locator("[data-alike-status]")
    expect(said).to_contain_text("may be the same person")
    expect(page.locator("[data-alike-found]")).to_contain_text(f"{family}, {given}")
    assert 1 <= len(asked) < len(given + family)
    assert not [address for address in asked if family.lower() in address.lower()]
    visitor.check("add-person-alike")
    page.get_by_label("Family name").fill("Q")
    expect(said).to_be_empty()
    expect(page.locator("[data-alike-found]")).to_be_empty()


def test_without_scripts_nothing_stands_there_and_the_form_still_asks(reception: Reception) -> None:
    visitor = reception.let_in(java_script_enabled=False).sign_in("police")
    family, given = _known(visitor)
    visitor.open("/people/add")
    page = visitor.page
    expect(page.locator("[data-alike-found]")).to_be_hidden()
    page.get_by_label("Given names").fill(given)
    page.get_by_label("Family name").fill(family)
    page.get_by_label("18 or over").check()
    page.get_by_label("Male", exact=True).check(force=True)
    page.get_by_label("Where this comes from").fill("Custody record")
    visitor.press("Add the person")
    expect(page.get_by_text("may be the same person")).to_be_visible()
