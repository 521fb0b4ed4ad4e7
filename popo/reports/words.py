"""What an update says in words: labels, and a sentence for each section. No database."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from popo.contacts.measures import SILENT_DAYS
from popo.reports.disclosure import Shown
from popo.suppress import HIDDEN

SECTIONS = {
    "agreed": "Agreed number",
    "cohort": "Who joined and left",
    "who": "Who they are",
    "where": "Where they are",
    "lights": "Traffic lights",
    "contacts": "Contacts",
    "actions": "Actions",
    "selection": "Nominations",
    "quality": "Data quality",
    "crime": "Recorded crime",
}

_LABELS = {
    "adults": "Adults",
    "prevent_and_deter": "Prevent and Deter",
    "catch_and_convict": "Catch and Convict",
    "rehabilitate_and_resettle": "Rehabilitate and Resettle",
    "moved_to_adults": "Moved to the adults' list",
    "moved_to_prevent_and_deter": "Moved to the Prevent and Deter list",
    "opening": "On the list, first of month",
    "selected": "Selected",
    "returned": "Returned",
    "de_selected": "De-selected",
    "transferred_out": "Transferred out",
    "turned_18": "Turned 18, left the list",
    "died": "Died",
    "removed_in_error": "Entered in error",
    "closing": "On the list, end of month",
    "18_to_24": "18 to 24",
    "25_to_34": "25 to 34",
    "35_and_over": "35 and over",
    "14_to_15": "14 to 15",
    "16_to_17": "16 to 17",
    "18_and_over": "18 and over",
    "male": "Men and boys",
    "female": "Women and girls",
    "no_fixed_abode": "No fixed abode",
    "elsewhere": "Outside Luton, or not placed",
    "at_large": "Unlawfully at large",
    "any": "By court, prison or agreement",
    "releases_28": "Due out within 28 days",
    "releases_90": "Due out within 90 days",
    "planned": "No outcome yet",
    "missed_acceptable": "Missed, acceptable",
    "missed_not_acceptable": "Missed, not acceptable",
    "missed_not_judged": "Missed, not judged",
    "nominated": "Nominated",
    "select": "Selected by the panel",
    "defer": "Deferred",
    "decline": "Declined",
    "waiting": "Waiting at the end of the month",
    "median_days_to_decision": "Median working days to a decision",
    "none_kept": f"No contact kept in {SILENT_DAYS} days",
    "ended_otherwise": "Ended, not done",
    "review_overdue": "Review overdue",
    "oldest_overdue_days": "Oldest overdue, days",
    "died_and_still_on": "Died and still on the list",
    "now": "This month",
    "all": "All agencies",
    "agency": "By agency",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def label(part: str) -> str:
    """One part of the name of a figure, as a reader knows it; a name of an agency stays."""
    known = _LABELS.get(part)
    return known or upper_first(part.replace("_", " "))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def line_label(name: str) -> str:
    """A whole line: `Who joined and left, Adults, Selected`."""
    section, *rest = name.split("/")
    if section == "crime":
        return ", ".join([SECTIONS[section], *(part.replace("_", " ") for part in rest)])
    return ", ".join([SECTIONS.get(section, section), *_rest(rest)])


def _rest(parts: list[str]) -> list[str]:
    if "agency" in parts:
        return [*parts[1:-1], label(parts[-1])]
    return [label(part) for part in parts]


def month_words(written: str) -> str:
    """`2024-04` as April 2024."""
    return f"{date.fromisoformat(f'{written}-01'):%B %Y}"


def short_month(written: str) -> str:
    return f"{date.fromisoformat(f'{written}-01'):%b %Y}"


def number_words(count: int) -> str:
    """Below ten in words, as figures otherwise."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def alone(count: int) -> str:
    """A number with nothing after it: none, one, two."""
    return number_words(count) if count else "none"


def people(count: int, one: str = "person", many: str = "people") -> str:
    return f"{number_words(count)} {one if count == 1 else many}"


def changed(now: Shown, document: Mapping[str, Any], name: str) -> str:
    """`one more than in March 2024, ten more than in April 2023`; empty where nothing compares."""
    found = []
    for key in ("before", "year_before"):
        other = document[key]
        then = other["figures"].get(name) if other else None
        if isinstance(now, int) and isinstance(then, int):
            found.append(f"{_difference(now - then)} in {month_words(other['month'])}")
    return ", ".join(found)


def _difference(by: int) -> str:
    if by == 0:
        return "as many as"
    return f"{number_words(abs(by))} {'more' if by > 0 else 'fewer'} than"


def headline_figures(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Three numbers to begin with, each with what it is."""
    figures = document["figures"]
    closing, agreed = figures["cohort/adults/closing"], figures["agreed/adults"]
    change = changed(closing, document, "cohort/adults/closing")
    room = f" {upper_first(_room(agreed - closing))}." if agreed is not None else ""
    kept, missed = _kept_and_missed(figures)
    better, worse = figures["lights/adults/better"], figures["lights/adults/worse"]
    due = people(figures["where/adults/releases_28"], "adult is", "adults are")
    return [
        (
            f"{closing} of {agreed}" if agreed is not None else str(closing),
            f"adults on the list{f': {change}' if change else ''}.{room}",
        ),
        (f"{kept:,} contacts kept", f"and {missed:,} missed, with everybody on the lists."),
        (
            f"{better} better, {worse} worse",
            f"adults moved between Red, Amber and Green. {upper_first(due)} due out in 28 days.",
        ),
    ]


def sentence(section: str, document: Mapping[str, Any]) -> str:
    """What the figures of a section say, from the figures that print."""
    return _SENTENCES[section](document)


def _cohort(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    closing, agreed = figures["cohort/adults/closing"], figures["agreed/adults"]
    change = changed(closing, document, "cohort/adults/closing")
    said = f"{closing} adults are on the list{f', {change}' if change else ''}. "
    if agreed is not None:
        said += f"The agreed number is {agreed}: {_room(agreed - closing)}. "
    young = figures["cohort/prevent_and_deter/closing"]
    return f"{said}The Prevent and Deter list holds {young}."


def _room(room: int) -> str:
    if room == 0:
        return "the list is full"
    return f"room for {number_words(room)}" if room > 0 else f"{number_words(-room)} too many"


def _who(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    caught = figures["who/adults/strand/catch_and_convict"]
    resettled = figures["who/adults/strand/rehabilitate_and_resettle"]
    return (
        f"Catch and Convict leads for {_shown(caught)} adults, Rehabilitate and Resettle for "
        f"{_shown(resettled)}."
    )


def _where(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    custody, soon = figures["where/adults/place/custody"], figures["where/adults/releases_28"]
    later = figures["where/adults/releases_90"]
    return upper_first(
        f"{_shown(custody)} adults are in custody; {people(soon, 'adult', 'adults')} "
        f"{'is' if soon == 1 else 'are'} due out within 28 days, {alone(later)} within 90."
    )


def _lights(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    better, worse = figures["lights/adults/better"], figures["lights/adults/worse"]
    overdue = figures["lights/adults/review_overdue"]
    return upper_first(
        f"{people(better, 'adult', 'adults')} moved to a better colour, {alone(worse)} to a "
        f"worse one. {upper_first(people(overdue, 'review is', 'reviews are'))} overdue."
    )


def _selection(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    nominated, waiting = (figures[f"selection/adults/{line}"] for line in ("nominated", "waiting"))
    days = figures["selection/adults/median_days_to_decision"]
    said = (
        f"{people(nominated, 'adult was', 'adults were')} nominated; {alone(waiting)} "
        f"{'waits' if waiting == 1 else 'wait'} for a decision"
    )
    if days is not None:
        said += f"; a decision took {people(days, 'working day', 'working days')} at the median"
    return f"{upper_first(said)}."


def _contacts(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    kept, missed = _kept_and_missed(figures)
    waiting = figures["contacts/all/planned"]
    said = f"{kept:,} {'contact was' if kept == 1 else 'contacts were'} kept and {missed:,} missed"
    if kept + missed:
        said += f": {round(100 * kept / (kept + missed))}% kept"
    silent = figures["contacts/adults/none_kept"]
    return (
        f"{said}. {waiting:,} {'has' if waiting == 1 else 'have'} no outcome yet. No contact was "
        f"kept with {people(silent, 'adult', 'adults')} in the last {SILENT_DAYS} days."
    )


def _kept_and_missed(figures: Mapping[str, Any]) -> tuple[int, int]:
    kinds = ("acceptable", "not_acceptable", "not_judged")
    missed = sum(figures[f"contacts/all/missed_{kind}"] for kind in kinds)
    return figures["contacts/all/kept"], missed


def _actions(document: Mapping[str, Any]) -> str:
    figures = document["figures"]
    raised, done, overdue = (
        figures[f"actions/all/{line}"] for line in ("raised", "done", "overdue")
    )
    said = (
        f"{people(raised, 'action was', 'actions were')} raised and {alone(done)} done; "
        f"{alone(overdue)} {'is' if overdue == 1 else 'are'} overdue"
    )
    if overdue:
        said += f", the oldest by {people(figures['actions/oldest_overdue_days'], 'day', 'days')}"
    return f"{upper_first(said)}."


def _crime(document: Mapping[str, Any]) -> str:
    found = document["crime"]["luton"]["comparators"]
    month = month_words(document["month"])
    if found["month"] is None:
        return f"No police file of {month} has been imported."
    said = f"{found['month']:,} crimes of the strategy's kinds were recorded in Luton in {month}"
    if found["year_before"] is not None:
        said += (
            f", {_difference(found['month'] - found['year_before'])} in the same month last year"
        )
    return f"{said}."


def _shown(value: Shown) -> str:
    if value == HIDDEN:
        return "a hidden number of"
    return "an unknown number of" if value is None else str(value)


_SENTENCES = {
    "cohort": _cohort,
    "who": _who,
    "where": _where,
    "lights": _lights,
    "selection": _selection,
    "contacts": _contacts,
    "actions": _actions,
    "crime": _crime,
}
