"""Nothing about anybody can be read from the database, the trail, the log or an address."""

import contextvars
import logging
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Blueprint, Flask, Response, request
from sqlalchemy import select

from popo import clock, crypto
from popo.access.actor import RoleScope
from popo.access.guard import open_to_all
from popo.access.permissions import Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.accounts.services import NewUser, add_user
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.cases.models import Colour, Strand
from popo.cases.services import open_case, set_traffic_light
from popo.contacts.models import ContactType, Outcome
from popo.contacts.services import Happened, NewContact, log_contact
from popo.db import db, transaction
from popo.drafts.models import Draft
from popo.keys import keyfile
from popo.keys.models import DataKey
from popo.keys.services import destroy_keys, rotate_scheme_key
from popo.meetings.models import ItemKind, MeetingBody
from popo.meetings.services import NewItem, add_item, add_meeting, write_minute
from popo.people import services
from popo.people.identifiers import IdentifierKind
from popo.people.models import AddressKind, MarkerKind, NameKind, Person, PersonName
from popo.people.services.index import forget_tokens
from popo.whereabouts.models import Confidence, Place
from popo.whereabouts.services import move
from tests import make
from tests.conftest import NOON
from tests.leaks import (
    ALIAS,
    BORN,
    CANARIES,
    FAMILY,
    GIVEN,
    LINES,
    NICK,
    PHONE,
    PNC,
    POSTCODE,
    WORDS,
    database_files,
    found_in,
    written,
)
from tests.pages import Browser
from tests.separate import separate_app

FORMS = written(CANARIES, [BORN])
DAY = BORN.strftime("%d/%m/%Y")
trial = Blueprint("leaky", __name__)
_told: list[bytes] = []
"""Addresses and headers of all that was asked and answered."""


@trial.post("/break")
@open_to_all
def break_row() -> str:
    """A row the database refuses, and says so: its words go to the log."""
    person = db.session.scalars(select(Person)).first()
    assert person is not None
    name = PersonName(person_id=person.id, agency_id=person.agency_id, given=GIVEN, family=FAMILY)
    db.session.add(name)  # without the rest
    db.session.flush()
    return "never"


def _listen(app: Flask) -> None:
    app.register_blueprint(trial, url_prefix="/leaky")

    @app.after_request
    def note(response: Response) -> Response:
        headers = {**response.headers}
        headers.pop("Set-Cookie", None)  # signed for the person's own browser
        _told.append(f"{request.method} {request.full_path} {headers}".encode())
        return response


@pytest.fixture(scope="module")
def folder_of_leaks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("leaks")


@pytest.fixture(scope="module")
def roster(database_url: str, folder_of_leaks: Path) -> Iterator[Flask]:
    """A scheme with somebody unmistakable in it, made through services and pages."""
    clock.shift(NOON - timedelta(hours=1) - clock.real_now())
    with separate_app(database_url, folder_of_leaks, _listen) as app, app.app_context():
        with transaction():
            make.partnership()
            user, coordinator = _colleague(), make.user(Role.COORDINATOR, "scheme")
        with transaction():
            person = _on_record(user)
            _in_meeting(coordinator, person)
        yield app


def _colleague() -> User:
    details = NewUser(
        sign_in_name=WORDS["colleague"],
        name=WORDS["colleague"],
        email=WORDS["address"],
        phone=PHONE,
        agency=make.agency(),
        roles=[RoleScope(Role.PRACTITIONER, "agency")],
        loopback_only=True,
    )
    user = add_user(None, details, make.PASSWORD)
    db.session.flush()
    return user


def _on_record(user: User) -> Person:
    """Everything that services take words for."""
    by, today, source = actor_for(user), clock.today(), WORDS["source"]
    person = make.person(by, GIVEN, FAMILY, BORN)
    services.add_name(by, person, NameKind.ALIAS, ALIAS, NICK, source)
    services.add_identifier(by, person, IdentifierKind.PNC, PNC, source)
    services.add_address(by, person, AddressKind.HOME, LINES, POSTCODE, source)
    services.add_phone(by, person, PHONE, source)
    review = today + timedelta(days=20)
    services.add_marker(
        by, person, MarkerKind.STAFF_SAFETY, WORDS["marker"], WORDS["evidence"], review
    )
    services.write_summary(by, person, WORDS["summary"])
    case = open_case(by, person, Strand.CATCH_AND_CONVICT, today, by.agency_id)
    set_traffic_light(by, case, Colour.RED, WORDS["light"], review, None, today)
    move(by, person, Place.COMMUNITY, today, WORDS["place"], source, Confidence.CONFIRMED, today)
    happened = Happened(
        clock.now(), ContactType.PHONE, Outcome.KEPT, note=WORDS["contact"], source=source
    )
    log_contact(by, NewContact((person.reference,), happened))
    offer_action(by, WORDS["action"], user, review, ActionOrigin.PRACTITIONER, person)
    return person


def _in_meeting(coordinator: User, person: Person) -> None:
    by = actor_for(coordinator)
    meeting = add_meeting(by, MeetingBody.ACTION_GROUP, clock.now())
    item = add_item(by, meeting, NewItem(ItemKind.REVIEW, f"{GIVEN} {FAMILY}", person))
    db.session.flush()
    write_minute(by, item, WORDS["minute"])


def _post_pages(app: Flask) -> None:
    """The same words once more, as a browser sends them, and some that never become a record."""
    user = next(u for u in db.session.scalars(select(User)) if u.name == WORDS["colleague"])
    person = db.session.scalars(select(Person)).one()
    browser = Browser(app).sign_in(user)
    for words in (f"{GIVEN} {FAMILY}", DAY, PNC, POSTCODE, PHONE, WORDS["search"]):
        browser.send("people.find_people", {"words": words}, expect=200)
    about = {"reference": person.reference}
    source = WORDS["source"]
    browser.visit("overview.person", **about)
    browser.send("people.add_phone", {"number": PHONE, "source": source}, **about)
    browser.send("people.add_phone", {"number": PHONE, "source": ""}, 422, **about)
    new = {"given": GIVEN, "family": FAMILY, "date_of_birth": DAY, "sex": "x", "source": source}
    browser.send("people.add_person", new, expect=422)
    browser.send("people.edit_person", {"date_of_birth": DAY, "sex": GIVEN}, 422, **about)
    draft = {"idempotency": uuid4().hex, "fields": {"given": [WORDS["draft"]]}}
    answer = contextvars.Context().run(
        browser._client.post, "/drafts/people.add_person", json=draft
    )
    assert answer.status_code == 200
    assert db.session.scalars(select(Draft)).all()
    wrong = {"sign_in_name": WORDS["colleague"], "password": GIVEN}
    Browser(app).send("accounts.sign_in", wrong, expect=422)
    browser.send("leaky.break_row", expect=500)


def test_the_search_finds_what_is_there() -> None:
    held = b"".join(
        [b"x", GIVEN.upper().encode(), FAMILY.encode("utf-16-le"), BORN.isoformat().encode()]
    )
    assert len(found_in(held, FORMS)) == 3
    assert not found_in(b"nothing of the kind", FORMS)


def test_nothing_about_anybody_stands_in_clear(
    roster: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _told.clear()
    _post_pages(roster)
    db.session.remove()
    url = roster.config["SQLALCHEMY_DATABASE_URI"]

    held = dict(database_files(url))
    assert any(b"POPO-0001" in content for content in held.values()), "the search looks elsewhere"
    assert any(b"person.added" in content for content in held.values())
    leaks = {name: found for name, content in held.items() if (found := found_in(content, FORMS))}
    assert leaks == {}
    assert not found_in("\n".join(held).encode(), FORMS), "in the name of a file"

    assert not found_in(Path(roster.config["TRAIL_FILE"]).read_bytes(), FORMS)
    assert "IntegrityError" in caplog.text, "the refused row is logged"
    assert not found_in(caplog.text.encode(), FORMS)
    assert len(_told) > 10
    assert not found_in(b"\n".join(_told), FORMS)


def _wrapped(person: Person) -> list[tuple[bytes, bytes]]:
    rows = db.session.scalars(select(DataKey).where(DataKey.subject_id == person.id))
    return [(bytes(row.wrapped), row.name) for row in rows if row.wrapped]


def test_a_destroyed_person_cannot_be_brought_back(roster: Flask) -> None:
    """The wrapped keys are gone from SQLite's file, and what they were wrapped by from everywhere.

    PostgreSQL keeps old pages and its log, so there the second is what counts.
    """
    path, url = Path(roster.config["KEY_FILE"]), roster.config["SQLALCHEMY_DATABASE_URI"]
    with transaction():
        person = make.person(make.actor(), "Somebody", "Forgotten")
    key, before = person.id, keyfile.load(path)
    wrapped = _wrapped(person)
    assert wrapped
    assert any(found_in(content, {wrapped[0][0]}) for _, content in database_files(url))

    with transaction():
        destroy_keys([key])
        forget_tokens(key)
    list(rotate_scheme_key(path))
    db.session.remove()
    db.engine.dispose()

    living = keyfile.load(path)
    assert set(before.schemes).isdisjoint(living.schemes)
    kept = path.read_text()
    assert all(b64encode(old).decode() not in kept for old in before.schemes.values())
    for held, name in wrapped:
        for scheme in living.schemes.values():
            with pytest.raises(crypto.Unreadable):
                crypto.unwrap(scheme, held, name)
    if url.startswith("sqlite"):
        forms = {held for held, _ in wrapped}
        assert not [name for name, content in database_files(url) if found_in(content, forms)]
    name = db.session.scalars(select(PersonName).where(PersonName.person_id == key)).one()
    assert name.family == "[destroyed]"
