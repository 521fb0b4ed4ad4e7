"""The countdown's rules, tried on examples and at random."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from popo.whereabouts.countdown import (
    CUSTODY,
    INSIDE,
    OUTSIDE,
    SPANS,
    Dated,
    Kept,
    Known,
    Order,
    Stay,
    Subject,
    birthday_words,
    coming,
    contradictions,
    missing,
    span_of,
)

TODAY = date(2024, 4, 30)
EARLIER = date(2024, 3, 20)
RELEASE = "Conditional release"

days = st.dates(date(2024, 1, 1), date(2024, 9, 1))
past_days = st.dates(date(2024, 1, 1), TODAY)
places = st.sampled_from([*sorted(CUSTODY), "community", "at_large", "hospital", "not_known"])
dated = st.builds(Dated, st.sampled_from(Subject), st.just("A day"), days, st.none() | past_days)
orders = st.builds(
    Order, st.sampled_from(["licence", "bail", "voluntary"]), st.just("Order"), st.none() | days
)
kept = st.builds(
    Kept, st.sampled_from(sorted(OUTSIDE | INSIDE | {"phone"})), st.just("Contact"), past_days
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Stay, ...]:
    """Stays one after another, the last without an end."""
    starts = sorted(draw(st.sets(past_days, max_size=5)))
    ends = [*starts[1:], None]
    return tuple(
        Stay(draw(places), start, end, start) for start, end in zip(starts, ends, strict=False)
    )


@st.composite
def knowns(draw: st.DrawFn) -> Known:
    stays = draw(histories())
    return Known(
        stay=stays[-1] if stays else None,
        dates=tuple(draw(st.lists(dated, max_size=4))),
        orders=tuple(draw(st.lists(orders, max_size=2))),
        stays=stays,
        kept=tuple(draw(st.lists(kept, max_size=4))),
    )


def _stay(place: str, since: date = EARLIER, checked: date = EARLIER) -> Stay:
    return Stay(place, since, None, checked)


def _words(known: Known) -> list[str]:
    return [one.words for one in missing(known, TODAY)]


def _clashes(known: Known) -> list[str]:
    return [one.words for one in contradictions(known, TODAY)]


@given(days)
def test_every_day_of_the_next_four_weeks_stands_in_one_list(day: date) -> None:
    left = (day - TODAY).days
    span = span_of(day, TODAY)
    assert (span is None) == (left < 0 or left > max(SPANS))
    if span is not None:
        assert left <= span
        assert all(left > shorter for shorter in SPANS if shorter < span)


@given(knowns())
def test_coming_holds_each_day_ahead_once_and_in_order(known: Known) -> None:
    found = coming(known, TODAY)
    ahead = [one.falls_on for one in known.dates] + [
        order.due_to_end_on for order in known.orders if order.due_to_end_on
    ]
    wanted = sorted(day for day in ahead if TODAY <= day <= TODAY + timedelta(days=28))
    assert [one.falls_on for one in found] == wanted
    assert all(one.is_release or not one.caution for one in found)


@given(knowns())
def test_a_day_is_ahead_or_a_concern_never_both(known: Known) -> None:
    only_dates = Known(known.stay, known.dates)
    past = [one for one in known.dates if one.falls_on < TODAY]
    said = missing(only_dates, TODAY) + contradictions(only_dates, TODAY)
    for one in past:
        assert sum(concern.since == one.falls_on for concern in said) >= 1
    assert not {one.falls_on for one in past} & {one.falls_on for one in coming(only_dates, TODAY)}


@given(knowns())
def test_in_custody_without_a_date_is_always_said(known: Known) -> None:
    has_date = any(one.subject in {Subject.RELEASE, Subject.COURT} for one in known.dates)
    said = any("no release date" in word or "no court date" in word for word in _words(known))
    if known.in_custody and not has_date:
        assert said
    if not known.in_custody:
        assert not said


@given(knowns())
def test_concerns_come_the_longest_first(known: Known) -> None:
    for found in (missing(known, TODAY), contradictions(known, TODAY)):
        assert [one.since for one in found] == sorted(one.since for one in found)


@given(histories(), past_days)
def test_one_is_never_in_two_places_at_once(stays: tuple[Stay, ...], day: date) -> None:
    """Of a contact outside and one inside on the same day at most one can contradict."""
    both = (Kept("home_visit", "Home visit", day), Kept("prison_visit", "Prison visit", day))
    assert len(_clashes(Known(stays=stays, kept=both))) <= 1


def test_missing_says_when_it_was_last_checked() -> None:
    assert _words(Known(_stay("sentenced"))) == [
        "In custody, no release date, last checked 41 days ago"
    ]
    assert _words(Known(_stay("remand", checked=TODAY))) == [
        "On remand, no court date, last checked today"
    ]
    court = Dated(Subject.COURT, "Court", TODAY)
    assert _words(Known(_stay("remand"), (court,))) == []
    assert _words(Known(_stay("recalled"), (court,))) != []


def test_missing_names_unknown_places_and_orders_without_an_end() -> None:
    assert _words(Known()) == ["Nobody has ever said where"]
    assert _words(Known(_stay("not_known"))) == ["Whereabouts not known for 41 days"]
    licence = Order("licence", "Licence", None)
    assert _words(Known(_stay("community"), orders=(licence,))) == ["Licence without an end date"]
    ends = Dated(Subject.LICENCE_END, "End of licence", TODAY + timedelta(90))
    assert _words(Known(_stay("community"), (ends,), (licence,))) == []
    bail = Order("bail", "Bail", None)
    assert _words(Known(_stay("community"), orders=(bail,))) == []
    over = Order("community_order", "Community order", date(2024, 4, 3))
    assert _words(Known(_stay("community"), orders=(over,))) == [
        "Community order was due to end 3 April and still runs"
    ]


def test_missing_asks_what_came_of_a_day_gone_by() -> None:
    court = Dated(Subject.COURT, "Court", date(2023, 12, 4))
    assert _words(Known(_stay("community"), (court,))) == [
        "Court 4 December 2023: say what came of it"
    ]


@pytest.mark.parametrize(("as_at", "said"), [(date(2024, 4, 2), False), (date(2024, 4, 1), True)])
def test_missing_asks_to_confirm_a_near_release_that_was_said_long_ago(
    as_at: date, *, said: bool
) -> None:
    release = Dated(Subject.RELEASE, RELEASE, TODAY + timedelta(10), as_at)
    assert bool(_words(Known(_stay("sentenced"), (release,)))) == said


def test_contradictions_between_release_and_place() -> None:
    gone = Dated(Subject.RELEASE, RELEASE, date(2024, 4, 24))
    assert _clashes(Known(_stay("sentenced"), (gone,))) == [
        "Conditional release 24 April has passed, still in custody"
    ]
    assert _words(Known(_stay("sentenced"), (gone,))) == []
    ahead = Dated(Subject.RELEASE, RELEASE, date(2024, 5, 12))
    assert _clashes(Known(_stay("community"), (ahead,))) == [
        "In the community, but conditional release 12 May stands"
    ]
    assert _clashes(Known(_stay("sentenced"), (ahead,))) == []


@pytest.mark.parametrize(
    ("how", "day", "clash"),
    [
        ("home_visit", date(2024, 4, 12), True),
        ("curfew_check", date(2024, 4, 12), True),
        ("phone", date(2024, 4, 12), False),
        ("prison_visit", date(2024, 4, 12), False),
        ("home_visit", EARLIER, False),
        ("prison_visit", date(2024, 3, 10), True),
        ("home_visit", date(2024, 3, 10), False),
    ],
)
def test_contradictions_between_contacts_and_places(how: str, day: date, *, clash: bool) -> None:
    stays = (Stay("community", date(2024, 1, 1), EARLIER), Stay("remand", EARLIER))
    known = Known(stays[-1], stays=stays, kept=(Kept(how, "Contact", day),))
    assert bool(_clashes(known)) == clash


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2006, 4, 2), "Turns 18 in April 2024"),
        (date(2006, 5, 31), "Turns 18 in May 2024"),
        (date(2006, 6, 1), ""),
        (date(2006, 3, 31), ""),
    ],
)
def test_birthday_words_give_the_month_and_never_the_day(born: date, words: str) -> None:
    assert birthday_words(born, TODAY) == words


def test_birthday_words_look_over_the_new_year() -> None:
    assert birthday_words(date(2007, 1, 9), date(2024, 12, 3)) == "Turns 18 in January 2025"
