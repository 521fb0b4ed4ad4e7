"""A form about somebody holds what was known of them: who sees them no more opens it no more."""

from uuid import uuid4

from popo.access.actor import SCHEME
from popo.access.permissions import Role
from popo.db import settle
from popo.drafts.queries import list_drafts
from popo.people.models import SightLevel
from popo.people.services import end_sight, grant_sight
from tests import make
from tests.drafts.make_drafts import draft
from tests.pages import Browser
from tests.selection import make as selection


def test_what_is_about_somebody_out_of_sight_waits_until_they_are_seen_again(
    browser: Browser,
) -> None:
    scheme = selection.scheme()
    found = selection.nominated(scheme)
    user = make.user(of=make.agency())
    by, because = selection.actor(user), uuid4()
    coordinator = make.actor(Role.COORDINATOR, SCHEME)
    seen = [coordinator, found.person.id, SightLevel.READ, "asked", because]
    grant_sight(*seen, user_id=user.id)
    other = make.person(by)
    drafts = {
        "by reference": draft(by, "Seen on Friday.", found.person.reference),
        "by key": draft(by, "He was seen.", str(found.nomination.id)),
        "of somebody else": draft(by, "Nothing new.", other.reference),
        "of nobody": draft(by, "A new name."),
    }
    settle()
    browser.sign_in(user)
    for each in drafts.values():
        browser.visit("drafts.show_draft", key=each.id)
    end_sight(coordinator, because, because="asked")
    settle()
    page = browser.visit("drafts.list_drafts")
    assert found.person.reference not in page
    assert other.reference in page
    home = browser.visit("overview.home")
    assert found.person.reference not in home
    assert other.reference in home
    for what, each in drafts.items():
        lost = what.startswith("by")
        browser.visit("drafts.show_draft", 404 if lost else 200, key=each.id)
    assert len(list_drafts(by)) == 4  # none is lost
    grant_sight(*seen, user_id=user.id)
    settle()
    assert "Seen on Friday." in browser.visit("drafts.show_draft", key=drafts["by reference"].id)
