"""Contacts planned, kept and missed: counts of work; and those on the lists whom nobody saw."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, func, select

from popo.accounts.queries import list_agencies
from popo.cases.counting import SchemeList
from popo.cases.measures import Lists
from popo.contacts.models import Contact, Outcome
from popo.db import db
from popo.figures import Figure, Period, counted, counted_hex, named
from popo.people.queries.stops import stopped_by

VERSION = 2

ALL = "contacts/all"
LINES = tuple(outcome.value for outcome in Outcome)
"""Each contact counts on exactly one line; `planned` is one whose outcome nobody has said."""
SILENT_DAYS = 28


Met = Mapping[tuple[UUID, Outcome], Sequence[str]]
"""Keys of contacts in hexadecimal, by agency and outcome; one contact for each person met."""


def contacts(lists: Lists, period: Period) -> list[Figure]:
    """The contacts of the period by agency, and who had none kept in the last 28 days.

    Nobody is expected to see the dead, whoever moved away, and the wrong person.
    """
    names = {agency.id: agency.name for agency in list_agencies()}
    left_out = _seen(period) | stopped_by(period.day)
    return count_contacts(_met(period), names) + [
        counted(named("contacts", each, "none_kept"), unseen(lists.people[each], left_out))
        for each in SchemeList
    ]


def count_contacts(met: Met, agencies: Mapping[UUID, str]) -> list[Figure]:
    """`contacts/all/…`, which sum, and `contacts/agency/<name>/…` for each of LINES."""
    shown = sorted({agency for agency, _ in met}, key=lambda key: (agencies[key], key))
    cells = {
        (agency, outcome): met.get((agency, outcome), ()) for agency in shown for outcome in Outcome
    }
    sums = [
        Figure(named(ALL, outcome.value), sum(len(cells[agency, outcome]) for agency in shown))
        for outcome in Outcome
    ]
    return sums + [
        counted_hex(named(of_agency(agencies[agency]), outcome.value), keys)
        for (agency, outcome), keys in cells.items()
    ]


def of_agency(name: str) -> str:
    return named("contacts/agency", name)


def unseen(people: set[UUID], seen: set[UUID]) -> set[UUID]:
    return people - seen


def _met(period: Period) -> Met:
    """Gathered in the database: a scheme may have hundreds of thousands in a month."""
    key = func.replace(cast(Contact.id, String), "-", "")
    rows = db.session.execute(
        select(Contact.agency_id, Contact.outcome, func.aggregate_strings(key, ","))
        .where(Contact.at >= period.starts_at, Contact.at < period.ends_at, _stands())
        .group_by(Contact.agency_id, Contact.outcome)
    )
    return {(agency, outcome): keys.split(",") for agency, outcome, keys in rows}


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
