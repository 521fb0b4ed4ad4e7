"""Whether an update adds up, in words. It is checked before small numbers are hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from popo.actions.measures import ALL as ALL_ACTIONS
from popo.actions.measures import LINES as ACTION_LINES
from popo.cases.counting import COLOURS, IN_LINES, JOINED, LEFT, OUT_LINES, SchemeList, moved_to
from popo.contacts.measures import ALL as ALL_CONTACTS
from popo.contacts.measures import LINES as CONTACT_LINES
from popo.figures import named
from popo.reports.disclosure import parts_of

LIST_WORDS = {
    SchemeList.ADULTS: "adults' list",
    SchemeList.PREVENT_AND_DETER: "Prevent and Deter list",
}
_BREAKDOWNS = {
    "who/{}/strand": "by strand",
    "who/{}/age": "by age",
    "who/{}/sex": "by sex",
    "who/{}/home_area": "by home area",
    "where/{}/place": "by where they are",
    "where/{}/supervised": "by whether they are supervised",
    "lights/{}/now": "by traffic light",
}
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Check:
    """`words` say what was found; those of a check that fails say what to do as well."""

    holds: bool
    words: str


@dataclass(frozen=True)
class Published:
    """What the month before was published with at its end: a sum this month must start from."""

    month: str
    closing: Mapping[SchemeList, int]


def reconcile(counts: Mapping[str, int], before: Published | None) -> list[Check]:
    """Every check, failed ones too. `counts`: figures by name, none hidden."""
    return [
        *(_account(counts, each) for each in SchemeList),
        *_starts_where_it_ended(counts, before),
        *_breakdowns(counts),
        *_movement(counts),
        *_agencies(counts),
        *_nobody_dead(counts),
    ]


def adds_up(checks: list[Check]) -> bool:
    return all(check.holds for check in checks)


def for_readers(counts: Mapping[str, int], before: Published | None) -> list[str]:
    """The sentences that print: the adults' sum in figures, the children's without any."""
    started = ""
    if before:
        opening = _cell(counts, SchemeList.ADULTS, "opening")
        started = f", and starts from the {opening} published for {before.month}"
    return [
        f"{_sum_in_figures(counts, SchemeList.ADULTS)}{started}.",
        "The Prevent and Deter list adds up too, checked before small numbers were hidden.",
    ]


def _account(counts: Mapping[str, int], scheme_list: SchemeList) -> Check:
    came, went = _came(counts, scheme_list), _went(counts, scheme_list)
    opening, closing = _cell(counts, scheme_list, "opening"), _cell(counts, scheme_list, "closing")
    reached = opening + sum(came) - sum(went)
    name = LIST_WORDS[scheme_list]
    if reached == closing:
        return Check(True, f"The {name}: {_sum_in_figures(counts, scheme_list)}.")
    return Check(
        False,
        f"The {name} opens with {opening}; {sum(came)} came and {sum(went)} went, which gives "
        f"{reached}, but {closing} are on it at the end. Count it again; if it still differs, "
        "look for cases opened, closed or moved twice in the month.",
    )


def _starts_where_it_ended(counts: Mapping[str, int], before: Published | None) -> Iterator[Check]:
    if before is None:
        return
    month = before.month
    for scheme_list, closed in before.closing.items():
        opening, name = _cell(counts, scheme_list, "opening"), LIST_WORDS[scheme_list]
        if opening == closed:
            yield Check(True, f"The {name} starts from the {closed} published for {month}.")
        else:
            yield Check(
                False,
                f"The {name} opens with {opening}, but {month} was published with {closed} at its "
                f"end: something was dated back. Restate {month}, or correct the dates.",
            )


def _breakdowns(counts: Mapping[str, int]) -> Iterator[Check]:
    for scheme_list in SchemeList:
        closing = _cell(counts, scheme_list, "closing")
        for prefix, words in _BREAKDOWNS.items():
            parts = parts_of(counts, prefix.format(scheme_list))
            if parts:
                found = sum(counts[part] for part in parts)
                yield _sums_to(found, closing, f"The {LIST_WORDS[scheme_list]} {words}")
        where = f"where/{scheme_list}"
        kinds = sum(counts[part] for part in parts_of(counts, f"{where}/custody"))
        what = f"Kinds of custody on the {LIST_WORDS[scheme_list]}"
        yield _sums_to(kinds, counts[f"{where}/place/custody"], what)


def _movement(counts: Mapping[str, int]) -> Iterator[Check]:
    moves = "lights/adults/movement"
    rows, columns = (*COLOURS, JOINED), (*COLOURS, LEFT)
    cells = {
        (row, column): counts.get(named(moves, row, column), 0)
        for row in rows
        for column in columns
    }
    started = sum(value for (row, _), value in cells.items() if row != JOINED)
    ended = sum(value for (_, column), value in cells.items() if column != LEFT)
    yield _sums_to(started, counts["cohort/adults/opening"], "Colours of the month before")
    yield _sums_to(ended, counts["cohort/adults/closing"], "Colours of this month")
    for colour in COLOURS:
        column_sum = sum(cells[row, colour] for row in rows)
        now = counts[named("lights/adults/now", colour)]
        yield _sums_to(column_sum, now, f"Moves to {colour.replace('_', ' ')}")


def _agencies(counts: Mapping[str, int]) -> Iterator[Check]:
    for whole, lines, what in (
        (ALL_CONTACTS, CONTACT_LINES, "Contacts"),
        (ALL_ACTIONS, ACTION_LINES, "Actions"),
    ):
        for line in lines:
            section = whole.split("/", 1)[0]
            parts = [
                value
                for name, value in counts.items()
                if name.startswith(f"{section}/agency/") and name.endswith(f"/{line}")
            ]
            words = f"{what} by agency, {line.replace('_', ' ')}"
            yield _sums_to(sum(parts), counts[named(whole, line)], words)


def _nobody_dead(counts: Mapping[str, int]) -> Iterator[Check]:
    for scheme_list in SchemeList:
        dead = counts[named("quality", scheme_list, "died_and_still_on")]
        if dead:
            people = "1 person who has died is" if dead == 1 else f"{dead} people who have died are"
            yield Check(
                False, f"{people} still on the {LIST_WORDS[scheme_list]}. Close the case first."
            )


def _sums_to(found: int, whole: int, what: str) -> Check:
    if found == whole:
        return Check(True, f"{what} sums to {whole}.")
    return Check(False, f"{what} sums to {found}, not to {whole}. Count it again.")


def _sum_in_figures(counts: Mapping[str, int], scheme_list: SchemeList) -> str:
    """36 + 3 + 1 - 2 - 1 - 0 = 37, every line of the account in its order."""
    opening, closing = _cell(counts, scheme_list, "opening"), _cell(counts, scheme_list, "closing")
    came = "".join(f" + {number}" for number in _came(counts, scheme_list))
    went = "".join(f" {_MINUS} {number}" for number in _went(counts, scheme_list))
    return f"{opening}{came}{went} = {closing}"


def _came(counts: Mapping[str, int], scheme_list: SchemeList) -> list[int]:
    joined = [_cell(counts, scheme_list, line) for line in IN_LINES]
    return [*joined, counts[moved_to(scheme_list)]]


def _went(counts: Mapping[str, int], scheme_list: SchemeList) -> list[int]:
    left = [_cell(counts, scheme_list, line) for line in OUT_LINES]
    return [*left, counts[moved_to(scheme_list.other)]]


def _cell(counts: Mapping[str, int], scheme_list: SchemeList, line: str) -> int:
    return counts[named("cohort", scheme_list, line)]
