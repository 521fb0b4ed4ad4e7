"""What raises a case's priority: each worry is stated in words and weighed by its strand.

Pure. A strand is a `Standard`; its worries are looked for by the functions of `_SEARCHES`, and the
priority is the sum of what was found. It orders a list for people to work through; it decides
nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from popo.strands import standing
from popo.strands.facts import RELEASE_DAYS, CaseFacts
from popo.strands.wording import counted, day_of

ARREST_DAYS = 7
MONTH_DAYS = 28
SUMMARY_DAYS = 28
MOST_COUNTED = 3
"""Of a worry that repeats, no more than this many count."""


class Worry(StrEnum):
    AT_LARGE = "at_large"
    WARRANT = "warrant"
    ARRESTED = "arrested"
    RELEASE_WITHOUT_ADDRESS = "release_without_address"
    RELEASE_NEAR = "release_near"
    MISSED = "missed"
    CONTACT_LATE = "contact_late"
    NO_LEAD = "no_lead"
    PLACE_NOT_KNOWN = "place_not_known"
    REVIEW_LATE = "review_late"
    COLOUR_RED = "colour_red"
    COLOUR_AMBER = "colour_amber"
    NO_COLOUR = "no_colour"
    ACTIONS_LATE = "actions_late"
    OUTCOMES_OWED = "outcomes_owed"
    SUMMARY_STALE = "summary_stale"
    PLAN_LATE = "plan_late"
    TRANSITION_LATE = "transition_late"
    TRANSITION_DUE = "transition_due"
    NOT_SETTLED = "not_settled"
    HOUSING_OUTDATED = "housing_not_said_since_custody"
    TREATMENT_LEFT = "treatment_left_early"
    TREATMENT_WAITING = "waiting_for_treatment"
    WITHOUT_WORK = "without_work"
    NOT_SAID = "housing_or_work_not_said"


@dataclass(frozen=True)
class Standard:
    """A strand's own: days allowed without a kept contact, days between reviews, and weights.

    Both days are by colour, `""` for a case without one. A worry without weight is not looked at.
    `words` replaces what a worry is called where the strand speaks otherwise. `load` is what a case
    weighs in somebody's load, by colour.
    """

    contact_days: Mapping[str, int]
    review_days: Mapping[str, int]
    weights: Mapping[Worry, int]
    words: Mapping[Worry, str]
    load: Mapping[str, int]


@dataclass(frozen=True)
class Reason:
    """One line of why a case stands where it stands."""

    worry: Worry
    words: str
    points: int


@dataclass(frozen=True)
class Priority:
    """The reasons, weightiest first, and their sum."""

    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True)
class _Found:
    """A worry: what to say, and how many times it counts."""

    words: str
    times: int = 1


def weigh(facts: CaseFacts, standard: Standard, today: date) -> Priority:
    """Every worry of one case, stated and weighed."""
    reasons = []
    for worry, weight in standard.weights.items():
        found = _SEARCHES[worry](facts, standard, today)
        if found is not None:
            words = standard.words.get(worry, found.words)
            reasons.append(Reason(worry, words, weight * min(found.times, MOST_COUNTED)))
    return Priority(tuple(sorted(reasons, key=lambda reason: (-reason.points, reason.worry))))


def contact_due_on(facts: CaseFacts, standard: Standard) -> date:
    """The last day by which the strand's standard asks for a kept contact."""
    since = max(facts.opened_on, facts.last_kept_on or facts.opened_on)
    return date.fromordinal(since.toordinal() + standard.contact_days[facts.colour])


def review_due_on(facts: CaseFacts, standard: Standard) -> date | None:
    """The day set for looking at the colour again, or sooner where the strand asks for it."""
    if facts.review_on is None or facts.colour_since is None:
        return None
    asked = date.fromordinal(facts.colour_since.toordinal() + standard.review_days[facts.colour])
    return min(facts.review_on, asked)


def _at_large(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    since = facts.at_large_since
    return _Found(f"Unlawfully at large since {day_of(since, today)}") if since else None


def _warrant(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    since = facts.warrant_since
    return _Found(f"Warrant outstanding since {day_of(since, today)}") if since else None


def _arrested(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    arrested = facts.arrested_on
    if arrested is None or (today - arrested).days > ARREST_DAYS:
        return None
    return _Found(f"Arrested {day_of(arrested, today)}")


def _release_without_address(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    release = _release_near(facts, today)
    if release is None or facts.has_address:
        return None
    return _Found(f"Release {day_of(release, today)} without an address")


def _release_with_address(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    release = _release_near(facts, today)
    if release is None or not facts.has_address:
        return None
    return _Found(f"Release {day_of(release, today)}")


def _release_near(facts: CaseFacts, today: date) -> date | None:
    release = facts.release_on
    if release is None or (release - today).days > RELEASE_DAYS:
        return None
    return release


def _missed(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    if not facts.missed:
        return None
    return _Found(
        f"{counted(facts.missed, 'contact')} missed since the last one kept", facts.missed
    )


def _contact_late(facts: CaseFacts, standard: Standard, today: date) -> _Found | None:
    late = (today - contact_due_on(facts, standard)).days
    if late <= 0:
        return None
    allowed = standard.contact_days[facts.colour]
    if facts.last_kept_on is None:
        words = "No contact kept yet"
    else:
        words = f"No contact kept for {counted((today - facts.last_kept_on).days, 'day')}"
    return _Found(f"{words} (standard {allowed})", 1 + late // allowed)


def _no_lead(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return None if facts.has_lead else _Found("Nobody leads the case")


def _place_not_known(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return None if facts.place_known else _Found("Whereabouts not known")


def _review_late(facts: CaseFacts, standard: Standard, today: date) -> _Found | None:
    due = review_due_on(facts, standard)
    late = (today - due).days if due else 0
    if late <= 0:
        return None
    words = f"Review of the colour overdue {counted(late, 'day')}"
    if due != facts.review_on:  # the strand asks sooner than the day that was set
        words += f" (standard {standard.review_days[facts.colour]})"
    return _Found(words, 1 + late // MONTH_DAYS)


def _red(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return _Found("Red") if facts.colour == "red" else None


def _amber(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return _Found("Amber") if facts.colour == "amber" else None


def _no_colour(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return None if facts.colour else _Found("No colour set")


def _actions_late(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    late = facts.overdue_actions
    return _Found(f"{counted(late, 'action')} overdue", late) if late else None


def _outcomes_owed(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    owed = facts.outcomes_owed
    return _Found(f"Outcome of {counted(owed, 'contact')} not recorded", owed) if owed else None


def _summary_stale(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    if facts.summary_on is None:
        return _Found("No summary written")
    old = (today - facts.summary_on).days
    return _Found(f"Summary is {counted(old, 'day')} old") if old > SUMMARY_DAYS else None


def _plan_late(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
    late = (today - facts.plan_review_on).days if facts.plan_review_on else 0
    return _Found(f"Plan review overdue {counted(late, 'day')}") if late > 0 else None


def _transition_late(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return _Found(facts.transition) if facts.transition and facts.transition_late else None


def _transition_due(facts: CaseFacts, _standard: Standard, _today: date) -> _Found | None:
    return _Found(facts.transition) if facts.transition and not facts.transition_late else None


def _stands(
    search: Callable[[CaseFacts, date], str],
) -> Callable[[CaseFacts, Standard, date], _Found | None]:
    def found(facts: CaseFacts, _standard: Standard, today: date) -> _Found | None:
        words = search(facts, today)
        return _Found(words) if words else None

    return found


_SEARCHES: dict[Worry, Callable[[CaseFacts, Standard, date], _Found | None]] = {
    Worry.AT_LARGE: _at_large,
    Worry.WARRANT: _warrant,
    Worry.ARRESTED: _arrested,
    Worry.RELEASE_WITHOUT_ADDRESS: _release_without_address,
    Worry.RELEASE_NEAR: _release_with_address,
    Worry.MISSED: _missed,
    Worry.CONTACT_LATE: _contact_late,
    Worry.NO_LEAD: _no_lead,
    Worry.PLACE_NOT_KNOWN: _place_not_known,
    Worry.REVIEW_LATE: _review_late,
    Worry.COLOUR_RED: _red,
    Worry.COLOUR_AMBER: _amber,
    Worry.NO_COLOUR: _no_colour,
    Worry.ACTIONS_LATE: _actions_late,
    Worry.OUTCOMES_OWED: _outcomes_owed,
    Worry.SUMMARY_STALE: _summary_stale,
    Worry.PLAN_LATE: _plan_late,
    Worry.TRANSITION_LATE: _transition_late,
    Worry.TRANSITION_DUE: _transition_due,
    Worry.NOT_SETTLED: _stands(standing.unsettled),
    Worry.HOUSING_OUTDATED: _stands(standing.housing_outdated),
    Worry.TREATMENT_LEFT: _stands(standing.treatment_left),
    Worry.TREATMENT_WAITING: _stands(standing.treatment_waiting),
    Worry.WITHOUT_WORK: _stands(standing.without_work),
    Worry.NOT_SAID: _stands(standing.not_said),
}
