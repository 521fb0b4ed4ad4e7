"""Who may be ready to leave, and why. Pure: facts in; prompts and what cannot be judged out.

A prompt is a question put to people. It never changes anything, and what is missing never prompts:
it is said that it cannot be judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from popo.clock import written
from popo.offending.liberty import Freedom, Stay, days_of
from popo.selection.criteria import Leaving

SAME_REVIEW_DAYS = 28
"""Scorings this close together are one review by several scorers."""


class Rule(StrEnum):
    """What a prompt goes by, in the order in which lists show them."""

    DIED = "died"
    WRONG_PERSON = "wrong_person"
    QUIET = "quiet"
    LONG_CUSTODY = "long_custody"
    MOVED = "moved"
    OTHER_LEAD = "other_lead"
    BELOW_THRESHOLD = "below_threshold"
    NO_CAPACITY = "no_capacity"
    REVIEW_OVERDUE = "review_overdue"


@dataclass(frozen=True)
class Release:
    """The release date that stands, and the day on which it was true."""

    on: date
    as_at: date


@dataclass(frozen=True)
class Home:
    """A home on record; `outside` where its postcode is none of the area's."""

    since: date
    outside: bool
    verified_on: date | None


@dataclass(frozen=True)
class Scored:
    """One frozen scoring, with what it could come to at most and the threshold it was under.

    Both are empty for a scoring in words.
    """

    on: date
    most: int | None
    threshold: int | None


@dataclass(frozen=True)
class Lead:
    """Arrangements that lead instead of the scheme: "MAPPA level 2"."""

    words: str
    since: date


@dataclass(frozen=True)
class Capacity:
    """More cases than agreed; `cut` is the most points among those who would have to go."""

    taken: int
    agreed: int
    cut: int | None


@dataclass(frozen=True)
class Facts:
    """What the record says of one open case, as far as its reader may read it.

    `stays` do not overlap. `is_recorded`: anything at all stands in the offending record.
    `sentenced_since` is set while in custody other than on remand. `scored`: the newest first.
    """

    today: date
    opened_on: date
    stays: tuple[Stay, ...] = ()
    is_recorded: bool = False
    last_trouble: date | None = None
    last_report: date | None = None
    reads_intelligence: bool = True
    wanted_since: date | None = None
    sentenced_since: date | None = None
    release: Release | None = None
    homes: tuple[Home, ...] = ()
    accepted_elsewhere_on: date | None = None
    scored: tuple[Scored, ...] = ()
    other_lead: Lead | None = None
    deceased_on: date | None = None
    maybe_another_since: date | None = None
    capacity: Capacity | None = None


@dataclass(frozen=True)
class Prompt:
    """`left_out` says what was not counted."""

    rule: Rule
    words: str
    evidence: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unjudged:
    """A rule that the record is too thin for, and why."""

    rule: Rule
    why: str


@dataclass(frozen=True)
class Judged:
    prompts: tuple[Prompt, ...]
    unjudged: tuple[Unjudged, ...]


def judge(facts: Facts, leaving: Leaving, review_every_days: int) -> Judged:
    """Every rule over one case."""
    found = [
        _died(facts),
        _wrong_person(facts),
        _quiet(facts, leaving.quiet_days),
        _long_custody(facts, leaving.custody_days),
        _moved(facts),
        _other_lead(facts),
        _below_threshold(facts, leaving.reviews_below),
        _no_capacity(facts),
        _review_overdue(facts, review_every_days),
    ]
    return Judged(
        tuple(each for each in found if isinstance(each, Prompt)),
        tuple(each for each in found if isinstance(each, Unjudged)),
    )


def _died(facts: Facts) -> Prompt | None:
    if facts.deceased_on is None:
        return None
    return Prompt(Rule.DIED, "Recorded as having died", (f"Died on {written(facts.deceased_on)}.",))


def _wrong_person(facts: Facts) -> Prompt | None:
    if facts.maybe_another_since is None:
        return None
    return Prompt(
        Rule.WRONG_PERSON,
        "May be the wrong person, or on the list twice",
        (
            f"Linked on {written(facts.maybe_another_since)} with another open case.",
            "The two may be the same person: settle who was meant.",
        ),
    )


def _quiet(facts: Facts, quiet_days: int) -> Prompt | Unjudged | None:
    """Counted from the last arrest, charge or report in the spell, else from its first day."""
    since = max(day for day in _starts(facts) if day)
    days = days_of(facts.stays, since + timedelta(days=1), facts.today)
    if days.at_liberty + days.not_counted < quiet_days:
        return None
    if not facts.is_recorded:
        return Unjudged(Rule.QUIET, "nothing at all stands in the offending record")
    if facts.wanted_since is not None:
        since_when = written(facts.wanted_since)
        return Unjudged(Rule.QUIET, f"wanted, or unlawfully at large, since {since_when}")
    if days.at_liberty < quiet_days:
        return Unjudged(Rule.QUIET, _whereabouts(facts, days.not_counted, days.at_liberty))
    sought = "arrest, charge or credible intelligence"
    if not facts.reads_intelligence:
        sought = "arrest or charge that you may read"
    return Prompt(
        Rule.QUIET,
        f"No {sought} for {quiet_days} days at liberty",
        (f"{days.at_liberty} days at liberty since {written(since)}.", _last(facts)),
        tuple(_left_out(days.in_custody, days.not_counted)),
    )


def _starts(facts: Facts) -> tuple[date | None, ...]:
    return facts.opened_on, facts.last_trouble, facts.last_report


def _last(facts: Facts) -> str:
    opened = f"on the scheme since {written(facts.opened_on)}."
    if facts.last_trouble is None:
        return f"No arrest or charge is recorded; {opened}"
    return f"Last arrested or charged on {written(facts.last_trouble)}; {opened}"


def _left_out(in_custody: int, not_counted: int) -> Iterator[str]:
    if in_custody:
        yield f"{in_custody} days in custody left out."
    if not_counted:
        yield f"{not_counted} days in hospital, abroad or not known left out."


def _whereabouts(facts: Facts, not_counted: int, at_liberty: int) -> str:
    open_since = [stay.starts_on for stay in facts.stays if _is_unknown_now(stay)]
    if open_since:
        return f"whereabouts unknown since {written(open_since[0])}; {at_liberty} days at liberty"
    return f"whereabouts unknown on {not_counted} days; {at_liberty} days at liberty"


def _is_unknown_now(stay: Stay) -> bool:
    return stay.ends_on is None and stay.freedom is Freedom.NOT_COUNTED


def _long_custody(facts: Facts, custody_days: int) -> Prompt | Unjudged | None:
    if facts.sentenced_since is None:
        return None
    since = written(facts.sentenced_since)
    if facts.release is None:
        return Unjudged(Rule.LONG_CUSTODY, f"in custody since {since}; no release date is recorded")
    ahead = (facts.release.on - facts.today).days
    if ahead <= custody_days:
        return None
    return Prompt(
        Rule.LONG_CUSTODY,
        f"In custody for more than {custody_days} days to come",
        (
            f"In custody since {since}.",
            f"Release on {written(facts.release.on)}, in {ahead} days.",
            f"That date is as known on {written(facts.release.as_at)}.",
        ),
    )


def _moved(facts: Facts) -> Prompt | Unjudged | None:
    outside = [home for home in facts.homes if home.outside]
    agree = len(outside) == len(facts.homes)
    evidence = [_home(home) for home in outside] if agree else []
    if facts.accepted_elsewhere_on is not None:
        day = written(facts.accepted_elsewhere_on)
        evidence.insert(0, f"Another scheme accepted the transfer on {day}.")
    if evidence:
        return Prompt(Rule.MOVED, "Has moved away", tuple(evidence))
    if not agree and outside:
        return Unjudged(Rule.MOVED, "one home on record is inside the area and another outside it")
    return None


def _home(home: Home) -> str:
    verified = f"verified {written(home.verified_on)}" if home.verified_on else "not verified"
    return (
        f"Home since {written(home.since)} with a postcode that is none of the area's, {verified}. "
        "A postcode made after 2014 looks the same: check it."
    )


def _other_lead(facts: Facts) -> Prompt | None:
    if facts.other_lead is None:
        return None
    lead = facts.other_lead
    return Prompt(
        Rule.OTHER_LEAD,
        "Other arrangements lead now",
        (f"{lead.words} since {written(lead.since)}.",),
    )


def _below_threshold(facts: Facts, reviews_below: int) -> Prompt | None:
    below = []
    for review in reviews(facts.scored):
        if not all(_is_below(each) for each in review):
            break
        below.append(review)
    if len(below) < reviews_below:
        return None
    return Prompt(
        Rule.BELOW_THRESHOLD,
        f"Below the threshold at {len(below)} reviews in a row",
        tuple(_points(each) for review in below for each in review),
    )


def reviews(scored: tuple[Scored, ...]) -> list[list[Scored]]:
    """The scorings, newest first, put together where they belong to one review."""
    groups: list[list[Scored]] = []
    for each in scored:
        if groups and (groups[-1][0].on - each.on).days <= SAME_REVIEW_DAYS:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _is_below(each: Scored) -> bool:
    """Even if all that is missing counted most."""
    return each.most is not None and each.threshold is not None and each.most < each.threshold


def _points(each: Scored) -> str:
    return f"Scored {each.most} at most on {written(each.on)}; the threshold is {each.threshold}."


def _no_capacity(facts: Facts) -> Prompt | Unjudged | None:
    capacity = facts.capacity
    if capacity is None or capacity.taken <= capacity.agreed:
        return None
    newest = facts.scored[0] if facts.scored else None
    if newest is None or newest.most is None:
        return Unjudged(Rule.NO_CAPACITY, "no score in points to compare with the others")
    if capacity.cut is None or newest.most > capacity.cut:
        return None
    over = capacity.taken - capacity.agreed
    return Prompt(
        Rule.NO_CAPACITY,
        "More cases than agreed, and among the lowest scored",
        (
            f"{capacity.taken} cases; {capacity.agreed} are agreed.",
            f"Scored {newest.most} at most on {written(newest.on)}.",
            f"The lowest {over} scored {capacity.cut} or less.",
        ),
    )


def _review_overdue(facts: Facts, review_every_days: int) -> Prompt | None:
    last = max([facts.opened_on, *(each.on for each in facts.scored)])
    due = last + timedelta(days=review_every_days)
    if facts.today <= due:
        return None
    reviewed = f"Last scored on {written(last)}." if facts.scored else "Never scored in this spell."
    return Prompt(
        Rule.REVIEW_OVERDUE,
        "Past the review date",
        (reviewed, f"A review was due by {written(due)}: every {review_every_days} days."),
    )
