"""Every role at every endpoint, for people and records of every kind, against a written table."""

import contextvars
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from popo import clock
from popo.access.actor import SCHEME
from popo.access.guard import OPEN as OPEN_TO_ALL
from popo.access.guard import declared
from popo.access.permissions import Clearance, Role
from popo.accounts.models import User
from popo.accounts.queries import actor_for
from popo.actions.models import ActionOrigin
from popo.actions.services import offer_action
from popo.cases.models import Strand
from popo.cases.services import open_case
from popo.contacts.models import ContactType, Outcome
from popo.contacts.services import Happened, NewContact, log_contact
from popo.db import db, settle
from popo.meetings.models import ItemKind, MeetingBody
from popo.meetings.services import NewItem, add_item, add_meeting
from popo.people.models import Person
from popo.people.services.barriers import restrict_person
from tests import make
from tests.architecture.access_table import ACCESS, OPEN
from tests.pages import Browser

ALLOWED, FORBIDDEN, HIDDEN, SIGN_IN = "allowed", "forbidden", "hidden", "sign in"
SIGNED_OUT = "signed out"


class As(NamedTuple):
    """A role, how far it reaches, and whom its holder sees."""

    role: Role
    scope: str
    sees: frozenset[str]
    clearances: tuple[Clearance, ...] = ()


_OWN, _ALL = frozenset({"own"}), frozenset({"own", "other"})
_YOUNG = (Clearance.PREVENT_AND_DETER,)
ACTORS = {
    "practitioner": As(Role.PRACTITIONER, "agency", _OWN),
    "practitioner, cleared": As(Role.PRACTITIONER, "agency", _OWN | {"young"}, _YOUNG),
    "strand lead": As(Role.STRAND_LEAD, "catch_and_convict", _ALL),
    "co-ordinator": As(Role.COORDINATOR, SCHEME, _ALL),
    "co-ordinator, cleared": As(Role.COORDINATOR, SCHEME, _ALL | {"young"}, _YOUNG),
    "chair": As(Role.CHAIR, SCHEME, _ALL),
    "tasking member": As(Role.TASKING_MEMBER, SCHEME, frozenset()),
    "authority member": As(Role.RESPONSIBLE_AUTHORITY_MEMBER, SCHEME, frozenset()),
    "reporting group": As(Role.REPORTING_GROUP, SCHEME, frozenset()),
    "agency contact": As(Role.AGENCY_CONTACT, "agency", _OWN),
    "governance officer": As(Role.INFORMATION_GOVERNANCE_OFFICER, SCHEME, frozenset()),
    "administrator": As(Role.ADMINISTRATOR, SCHEME, _ALL),
}
"""Everybody is of one agency. `sees` is of people, and of records and users by the same words."""

OPENED = date(2024, 3, 1)
PEOPLE = ("own", "other", "young", "restricted", "nobody")
TEXTS = {
    "drafts.save_draft": {"form": "people.add_person", "about": "POPO-0001"},
    "oversight.without_supervision": {"strand": "catch-and-convict"},
    "reports.download_update": {"form": "csv"},
    "resettlement.set_state": {"area": "housing"},
    "strands.caseload": {"strand": "catch-and-convict"},
}
"""What the parts of an address that are text may be."""

EXCEPTIONS = {
    # who looked is for the person's own agency and for those who oversee the trail
    ("overview.history", "chair", "other"): FORBIDDEN,
    ("overview.history", "strand lead", "other"): FORBIDDEN,
}


@dataclass
class World:
    """One person of each kind, records about them, and a browser for each actor."""

    references: dict[str, str]
    records: dict[str, dict[str, UUID]]
    browsers: dict[str, Browser] = field(default_factory=dict)


@pytest.fixture
def world(app: Flask, work: None) -> World:
    make.partnership()
    ours, theirs = make.agency(), make.agency()
    colleague, stranger = make.user(of=ours), make.user(of=theirs)
    people = _people(colleague, stranger)
    world = World({kind: person.reference for kind, person in people.items()}, {})
    world.references["nobody"] = "POPO-9999"
    world.records = _records(people, colleague, stranger)
    world.records["agencies"] = {"own": ours.id}
    for name, one in ACTORS.items():
        user = make.user(one.role, one.scope, of=ours, clearances=one.clearances)
        world.browsers[name] = Browser(app).sign_in(user)
    world.browsers[SIGNED_OUT] = Browser(app)
    settle()
    return world


def _people(colleague: User, stranger: User) -> dict[str, Person]:
    us, them = actor_for(colleague), actor_for(stranger)
    people = {
        "own": make.person(us),
        "other": make.person(them),
        "young": make.person(us, born=date(2009, 1, 1)),
        "restricted": make.person(us),
    }
    review = clock.today() + timedelta(days=30)
    open_case(us, people["own"], Strand.CATCH_AND_CONVICT, OPENED, us.agency_id)
    open_case(them, people["other"], Strand.CATCH_AND_CONVICT, OPENED, them.agency_id)
    open_case(us, people["young"], Strand.PREVENT_AND_DETER, OPENED, us.agency_id)
    restrict_person(make.coordinator(), people["restricted"], "A witness", review, [])
    return people


def _records(
    people: dict[str, Person], colleague: User, stranger: User
) -> dict[str, dict[str, UUID]]:
    """By the part of the address that names them: one of ours, one of theirs."""
    due = clock.today() + timedelta(days=7)
    actions = {
        kind: offer_action(
            actor_for(owner), "Ring the landlord", owner, due, ActionOrigin.PRACTITIONER, person
        ).id
        for kind, owner, person in [
            ("own", colleague, people["own"]),
            ("other", stranger, people["other"]),
        ]
    }
    coordinator = make.coordinator()
    meeting = add_meeting(coordinator, MeetingBody.ACTION_GROUP, clock.now())
    items = {
        kind: add_item(coordinator, meeting, NewItem(ItemKind.REVIEW, "A review", people[kind])).id
        for kind in ("own", "other")
    }
    return {
        "action_id": actions,
        "contact_id": {
            "own": _contact(colleague, people["own"]),
            "other": _contact(stranger, people["other"]),
        },
        "meeting_id": {"own": meeting.id},
        "item_id": items,
        "users": {"own": colleague.id, "other": stranger.id},
    }


def _contact(author: User, person: Person) -> UUID:
    happened = Happened(clock.now(), ContactType.PHONE, Outcome.KEPT, "Rang")
    (contact,) = log_contact(actor_for(author), NewContact((person.reference,), happened))
    return contact.id


class Cell(NamedTuple):
    """One request and what must come of it."""

    actor: str
    method: str
    rule: Rule
    about: str
    expected: str


def _rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in ACCESS:
            yield rule


def _cells(rule: Rule, method: str, world: World) -> Iterator[Cell]:
    kinds = _kinds(rule, world)
    yield Cell(SIGNED_OUT, method, rule, kinds[0], SIGN_IN)
    for actor, one in ACTORS.items():
        if one.role not in ACCESS[rule.endpoint]:
            # were the answers not the same, they would say who exists
            for kind in {kinds[0], kinds[-1]} if method == "GET" else kinds[:1]:
                yield Cell(actor, method, rule, kind, FORBIDDEN)
        elif not one.clearances or "young" in kinds:
            for kind in kinds if not one.clearances else ("own", "young"):
                usual = _expected(rule, one, kind)
                expected = EXCEPTIONS.get((rule.endpoint, actor, kind), usual)
                yield Cell(actor, method, rule, kind, expected)


def _kinds(rule: Rule, world: World) -> tuple[str, ...]:
    if "reference" in rule.arguments:
        return PEOPLE
    if _keys(rule):
        return (*_made(rule, world), "nobody")
    return ("",)


def _expected(rule: Rule, one: As, kind: str) -> str:
    if "reference" in rule.arguments and _keys(rule):
        return HIDDEN  # whoever sees the person finds no such record of theirs
    return ALLOWED if kind == "" or kind in one.sees else HIDDEN


def _keys(rule: Rule) -> list[str]:
    return [
        name for name, kind in rule._converters.items() if type(kind).__name__ == "UUIDConverter"
    ]


def _made(rule: Rule, world: World) -> dict[str, UUID]:
    key = _keys(rule)[0]  # of several, nobody has made a pair
    return world.records.get(rule.rule.split("/")[1] if key == "key" else key, {})


def _values(cell: Cell, world: World) -> dict[str, Any]:
    rule = cell.rule
    texts = TEXTS.get(rule.endpoint, {})
    values: dict[str, Any] = {name: texts[name] for name in texts if name in rule.arguments}
    for name, converter in rule._converters.items():
        if type(converter).__name__ == "AnyConverter":
            values[name] = min(converter.items)
    if "reference" in rule.arguments:
        return {
            **values,
            "reference": world.references[cell.about],
            **{k: uuid4() for k in _keys(rule)},
        }
    return {**values, **{key: _made(rule, world).get(cell.about, uuid4()) for key in _keys(rule)}}


def _answer(app: Flask, cell: Cell, world: World) -> str:
    """What came of it, in the words of the table; whatever it did is undone."""
    connection = db.session.connection()
    db.session.rollback()
    point = connection.begin_nested()
    try:
        return contextvars.Context().run(_ask, app, cell, world)
    except Exception as error:  # noqa: BLE001 - one cell that fails must not hide the others
        return f"{type(error).__name__}: {error}"
    finally:
        point.rollback()


def _ask(app: Flask, cell: Cell, world: World) -> str:
    with app.test_request_context():
        address = url_for(cell.rule.endpoint, **_values(cell, world))
    client = world.browsers[cell.actor]._client
    response = contextvars.Context().run(client.open, address, method=cell.method)
    if response.status_code == 302 and response.location.startswith("/sign-in"):
        return SIGN_IN
    named = {403: FORBIDDEN, 404: HIDDEN, 405: "not allowed"}
    if response.status_code in named:
        return named[response.status_code]
    return ALLOWED if response.status_code < 500 else str(response.status_code)


def test_every_endpoint_declares_who_may_open_it(app: Flask) -> None:
    undeclared = {name for name, view in app.view_functions.items() if declared(view) is None}
    assert undeclared == set()


def test_every_endpoint_stands_in_the_table(app: Flask) -> None:
    assert set(app.view_functions) == set(ACCESS) | set(OPEN)
    assert not set(ACCESS) & set(OPEN)


def test_exactly_the_listed_ones_are_open(app: Flask) -> None:
    opened = {name for name, view in app.view_functions.items() if declared(view) == OPEN_TO_ALL}
    assert opened == set(OPEN)
    assert all(OPEN.values())


def test_the_table_has_every_role() -> None:
    assert {one.role for one in ACTORS.values()} == set(Role)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_role_at_every_endpoint(app: Flask, world: World, method: str) -> None:
    """Whole on SQLite; on PostgreSQL one permitted role for each endpoint."""
    rules = [rule for rule in _rules(app) if method in (rule.methods or set())]
    cells = [cell for rule in rules for cell in _cells(rule, method, world)]
    if db.engine.dialect.name == "postgresql":
        cells = _one_for_each_endpoint(cells)
    assert len(cells) >= len(rules)
    wrong = [
        f"{cell.actor}: {cell.rule.rule} ({cell.about}): {found}, not {cell.expected}"
        for cell in cells
        if (found := _answer(app, cell, world)) != cell.expected
    ]
    assert not wrong, "\n".join(wrong)


def _one_for_each_endpoint(cells: list[Cell]) -> list[Cell]:
    by_allowed = sorted(cells, key=lambda cell: cell.expected == ALLOWED)
    return list({cell.rule.rule: cell for cell in by_allowed}.values())
