"""What lies ahead of somebody, and what is missing or cannot be true. No database.

Places, dates and contacts come as the plain values of `whereabouts.models` and `contacts.models`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo.whereabouts.releases import caution

SPANS = (1, 7, 28)
"""Days ahead, each list beginning where the one before ends; today counts with tomorrow."""
CONFIRM_DAYS = 28
"""A release that near must have been confirmed within as many days."""

CUSTODY = frozenset({"remand", "sentenced", "recalled"})
COMMUNITY = "community"
_NEEDS_AN_END = frozenset(
    {
        "licence",
        "community_order",
        "suspended_sentence",
        "drug_order",
        "youth_order",
        "detention_and_training",
    }
)
OUTSIDE = frozenset({"home_visit", "office_visit", "street", "curfew_check"})
"""Contacts that can only be kept by somebody who is not in custody."""
INSIDE = frozenset({"prison_visit"})


class Subject(StrEnum):
    """What a date is about, as far as the rules look at it."""

    RELEASE = "release"
    COURT = "court"
    LICENCE_END = "licence_end"
    OTHER = "other"


@dataclass(frozen=True)
class Stay:
    """A stretch of time in one place, from `starts_on` up to, but not on, `ends_on`."""

    place: str
    starts_on: date
    ends_on: date | None = None
    verified_on: date | None = None


@dataclass(frozen=True)
class Dated:
    """A day that stands. `as_at` is when its source last said so."""

    subject: Subject
    words: str
    falls_on: date
    as_at: date | None = None


@dataclass(frozen=True)
class Order:
    """Supervision that runs today."""

    basis: str
    words: str
    due_to_end_on: date | None


@dataclass(frozen=True)
class Kept:
    """A contact that was kept on a day."""

    how: str
    words: str
    kept_on: date


@dataclass(frozen=True)
class Known:
    """All that the rules look at; `stay` is where the person is today, None if never said."""

    stay: Stay | None = None
    dates: tuple[Dated, ...] = ()
    orders: tuple[Order, ...] = ()
    stays: tuple[Stay, ...] = ()
    kept: tuple[Kept, ...] = ()

    @property
    def in_custody(self) -> bool:
        return self.stay is not None and self.stay.place in CUSTODY


@dataclass(frozen=True)
class Coming:
    """A day ahead: in which list it stands, and why a release on it needs care."""

    span: int
    words: str
    falls_on: date
    is_release: bool
    caution: str


@dataclass(frozen=True)
class Concern:
    """Something missing or impossible; `since` puts the longest first."""

    words: str
    since: date


def span_of(day: date, today: date) -> int | None:
    """The list a day stands in; None for days past and days too far ahead."""
    left = (day - today).days
    return next((span for span in SPANS if 0 <= left <= span), None)


def coming(known: Known, today: date) -> list[Coming]:
    """The days of the next four weeks, nearest first."""
    ends = [
        Dated(Subject.OTHER, f"{order.words} due to end", order.due_to_end_on)
        for order in known.orders
        if order.due_to_end_on is not None
    ]
    found = [
        Coming(
            span,
            dated.words,
            dated.falls_on,
            dated.subject is Subject.RELEASE,
            caution(dated.falls_on) if dated.subject is Subject.RELEASE else "",
        )
        for dated in [*known.dates, *ends]
        if (span := span_of(dated.falls_on, today)) is not None
    ]
    return sorted(found, key=lambda one: (one.falls_on, one.words))


def missing(known: Known, today: date) -> list[Concern]:
    """What nobody has said, each a red item in itself, the longest first."""
    found = [*_place(known, today), *_past(known, today), *_unended(known, today)]
    found += _unconfirmed(known, today)
    return sorted(found, key=lambda one: (one.since, one.words))


def contradictions(known: Known, today: date) -> list[Concern]:
    """What cannot all be true, the longest first."""
    found = [*_overstayed(known, today), *_out_already(known, today), *_kept_elsewhere(known)]
    return sorted(found, key=lambda one: (one.since, one.words))


def birthday_words(born: date, today: date) -> str:
    """The month, never the day, of an 18th birthday this month or next; empty otherwise."""
    months = (born.year + 18 - today.year) * 12 + born.month - today.month
    return f"Turns 18 in {born:%B} {born.year + 18}" if months in {0, 1} else ""


def _place(known: Known, today: date) -> Iterable[Concern]:
    stay = known.stay
    if stay is None:
        yield Concern("Nobody has ever said where", date.min)
    elif stay.place == "not_known":
        yield Concern(f"Whereabouts not known for {_days(stay.starts_on, today)}", stay.starts_on)
    elif known.in_custody:
        wanted = _date_wanted(known)
        checked = stay.verified_on or stay.starts_on
        if wanted:
            ago = "today" if checked >= today else f"{_days(checked, today)} ago"
            yield Concern(f"{wanted}, last checked {ago}", checked)


def _date_wanted(known: Known) -> str:
    """Somebody on remand waits for a court, anybody else inside for a release."""
    held = {dated.subject for dated in known.dates}
    if Subject.RELEASE in held:
        return ""
    if known.stay is not None and known.stay.place == "remand":
        return "" if Subject.COURT in held else "On remand, no court date"
    return "In custody, no release date"


def _past(known: Known, today: date) -> Iterable[Concern]:
    """Days gone by of which nobody has said that they happened."""
    for dated in known.dates:
        overstayed = dated.subject is Subject.RELEASE and known.in_custody
        if dated.falls_on < today and not overstayed:
            day = _day(dated.falls_on, today)
            yield Concern(f"{dated.words} {day}: say what came of it", dated.falls_on)


def _unended(known: Known, today: date) -> Iterable[Concern]:
    has_licence_end = any(dated.subject is Subject.LICENCE_END for dated in known.dates)
    for order in known.orders:
        due = order.due_to_end_on
        if due is None:
            said_otherwise = order.basis == "licence" and has_licence_end
            if order.basis in _NEEDS_AN_END and not said_otherwise:
                yield Concern(f"{order.words} without an end date", today)
        elif due < today:
            yield Concern(f"{order.words} was due to end {_day(due, today)} and still runs", due)


def _unconfirmed(known: Known, today: date) -> Iterable[Concern]:
    for dated in known.dates:
        near = dated.subject is Subject.RELEASE and span_of(dated.falls_on, today)
        if near and dated.as_at is not None and (today - dated.as_at).days > CONFIRM_DAYS:
            words = f"{dated.words} {_day(dated.falls_on, today)}, last confirmed"
            yield Concern(f"{words} {_days(dated.as_at, today)} ago", dated.as_at)


def _overstayed(known: Known, today: date) -> Iterable[Concern]:
    for dated in known.dates:
        if known.in_custody and dated.subject is Subject.RELEASE and dated.falls_on < today:
            day = _day(dated.falls_on, today)
            yield Concern(f"{dated.words} {day} has passed, still in custody", dated.falls_on)


def _out_already(known: Known, today: date) -> Iterable[Concern]:
    if known.stay is None or known.stay.place != COMMUNITY:
        return
    for dated in known.dates:
        if dated.subject is Subject.RELEASE and dated.falls_on >= today:
            words = f"In the community, but {dated.words[0].lower()}{dated.words[1:]}"
            since = known.stay.starts_on
            yield Concern(f"{words} {_day(dated.falls_on, today)} stands", since)


def _kept_elsewhere(known: Known) -> Iterable[Concern]:
    """The days somebody moves on are left out: either place may be true of them."""
    for kept in known.kept:
        for stay in known.stays:
            if not _wholly_within(kept.kept_on, stay):
                continue
            day = f"{kept.kept_on.day} {kept.kept_on:%B}"
            if kept.how in OUTSIDE and stay.place in CUSTODY:
                yield Concern(f"{kept.words} kept {day}, while in custody", kept.kept_on)
            elif kept.how in INSIDE and stay.place == COMMUNITY:
                yield Concern(f"{kept.words} kept {day}, while in the community", kept.kept_on)


def _wholly_within(day: date, stay: Stay) -> bool:
    return stay.starts_on < day and (stay.ends_on is None or day < stay.ends_on)


def _day(day: date, today: date) -> str:
    """3 April; the year is said only where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def _days(since: date, today: date) -> str:
    count = (today - since).days
    return f"{count:,} day" if count == 1 else f"{count:,} days"
