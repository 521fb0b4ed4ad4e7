"""Contacts planned, kept and missed: counts of work; and those on the lists whom nobody saw."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from popo.accounts.models import Agency
from popo.cases.counting import SchemeList
from popo.cases.measures import Lists
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.figures import Figure, Period, counted, named

VERSION = 1

ALL = "contacts/all"
LINES = tuple(outcome.value for outcome in Outcome)
"""Each contact counts on exactly one line; `planned` is one whose outcome nobody has said."""
SILENT_DAYS = 28


class Met(NamedTuple):
    """A contact as it is counted: one line for each person met."""

    contact_id: UUID
    agency_id: UUID
    outcome: Outcome


def contacts(lists: Lists, period: Period) -> list[Figure]:
    """The contacts of the period by agency, and who had none kept in the last 28 days."""
    names = {key: name for key, name in db.session.execute(select(Agency.id, Agency.name))}  # noqa: C416 - a row is not a pair to mypy
    rows = db.session.execute(
        select(Contact.id, Contact.agency_id, Contact.outcome).where(
            Contact.at >= period.starts_at, Contact.at < period.ends_at, _stands()
        )
    )
    figures = count_contacts((Met(*row) for row in rows), names)
    seen = _seen(period)
    return figures + [
        counted(named("contacts", each, "none_kept"), unseen(lists.people[each], seen))
        for each in SchemeList
    ]


def count_contacts(met: Iterable[Met], agencies: Mapping[UUID, str]) -> list[Figure]:
    """`contacts/all/…` and `contacts/agency/<name>/…` for each of LINES."""
    cells: defaultdict[tuple[UUID, Outcome], list[UUID]] = defaultdict(list)
    for contact in met:
        cells[contact.agency_id, contact.outcome].append(contact.contact_id)
    shown = sorted({agency for agency, _ in cells}, key=lambda key: (agencies[key], key))
    figures = [
        counted(
            named(ALL, outcome.value), (key for agency in shown for key in cells[agency, outcome])
        )
        for outcome in Outcome
    ]
    return figures + [
        counted(named(of_agency(agencies[agency]), outcome.value), cells[agency, outcome])
        for agency in shown
        for outcome in Outcome
    ]


def of_agency(name: str) -> str:
    return named("contacts/agency", name)


def unseen(people: set[UUID], seen: set[UUID]) -> set[UUID]:
    return people - seen


def _seen(period: Period) -> set[UUID]:
    since = period.ends_at - timedelta(days=SILENT_DAYS)
    rows = db.session.scalars(
        select(Contact.person_id)
        .where(
            Contact.at >= since,
            Contact.at < period.ends_at,
            Contact.outcome == Outcome.KEPT,
            _stands(),
        )
        .distinct()
    )
    return set(rows)


def _stands() -> ColumnElement[bool]:
    """Neither corrected by a later row nor undone."""
    return and_(Contact.replaced_at.is_(None), Contact.undone_at.is_(None))
