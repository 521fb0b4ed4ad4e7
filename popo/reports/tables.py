"""The tables of an update, from its frozen document; the page and the file share them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from popo.actions.measures import LINES as ACTION_LINES
from popo.cases.counting import (
    COLOURS,
    IN_LINES,
    JOINED,
    LEFT,
    OUT_LINES,
    SchemeList,
    change_of,
    moved_to,
)
from popo.contacts.measures import LINES as CONTACT_LINES
from popo.figures import named
from popo.reports.disclosure import Shown, parts_of
from popo.reports.words import SECTIONS, label, month_words, sentence, short_month, upper_first

_MINUS = "\N{MINUS SIGN}"
_MOST_UNFOLDED = 4
_KINDS = {"strand": "Strand", "age": "Age", "sex": "Sex", "home_area": "Home area"}
_PLACES = {"place": "Where", "custody": "Kind of custody", "basis": "Supervised by"}
_NO_BASIS = "Nothing recorded"


@dataclass(frozen=True)
class Cell:
    """`text` is `s` for a hidden number. `share`: length of its bar in percent, if it has one."""

    text: str
    minor: str = ""
    share: int | None = None


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    group: str = ""
    total: bool = False


@dataclass(frozen=True)
class Table:
    """`columns` name the cells; the label of the rows stands before them."""

    caption: str
    label: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def folds(self) -> bool:
        """Too wide for a phone as it is."""
        return len(self.columns) > _MOST_UNFOLDED


@dataclass(frozen=True)
class Section:
    name: str
    title: str
    sentence: str
    tables: tuple[Table, ...]


def sections(document: Mapping[str, Any]) -> list[Section]:
    """All but recorded crime, which has a page and tables of its own."""
    tables = {
        "cohort": [_account(document)],
        "who": [_broken_down(document, "who", each, _KINDS) for each in SchemeList],
        "where": [_broken_down(document, "where", each, _PLACES) for each in SchemeList],
        "lights": [_movement(document), _young_lights(document)],
        "contacts": [_by_agency(document, "contacts", CONTACT_LINES)],
        "actions": [_by_agency(document, "actions", ACTION_LINES)],
    }
    return [
        Section(name, _title(name, document), sentence(name, document), tuple(found))
        for name, found in tables.items()
    ]


def _title(name: str, document: Mapping[str, Any]) -> str:
    if name == "who":
        return f"Who the {document['figures']['cohort/adults/closing']} adults are"
    if name == "lights" and document["before"]:
        return f"{SECTIONS[name]}, {month_words(document['before']['month'])} to this month"
    return SECTIONS[name]


def cell(value: Shown, minor: str = "") -> Cell:
    if value is None:
        return Cell("\N{EN DASH}", minor)
    return Cell(value if isinstance(value, str) else f"{value:,}", minor)


def _account(document: Mapping[str, Any]) -> Table:
    months = [document, *(document[key] for key in ("before", "year_before") if document[key])]
    columns = [f"Adults {short_month(month['month'])}" for month in months]
    signs = {
        "opening": "",
        **dict.fromkeys(IN_LINES, "+ "),
        "moved_in": "+ ",
        **dict.fromkeys(OUT_LINES, f"{_MINUS} "),
        "moved_out": f"{_MINUS} ",
        "closing": "",
    }
    rows = [
        Row(
            label=f"{sign}{_account_label(line)}",
            cells=(
                *(cell(_account_cell(month, SchemeList.ADULTS, line)) for month in months),
                cell(_account_cell(document, SchemeList.PREVENT_AND_DETER, line)),
            ),
            total=line == "closing",
        )
        for line, sign in signs.items()
    ]
    return Table(
        "Who joined and left the lists",
        "",
        (*columns, f"Prevent and Deter {short_month(document['month'])}"),
        tuple(rows),
        _KEY,
    )


_KEY = (
    "s = hidden: fewer than 5, or would let a number fewer than 5 be worked out. Zero is shown. "
    "The adults' account prints in full, as it breaks nobody down by anything personal."
)
_MOVES = {"moved_in": "Moved in from the other list", "moved_out": "Moved to the other list"}


def _account_label(line: str) -> str:
    return _MOVES.get(line) or label(line)


def _account_cell(month: Mapping[str, Any], scheme_list: SchemeList, line: str) -> Shown:
    names = {"moved_in": moved_to(scheme_list), "moved_out": moved_to(scheme_list.other)}
    found: Shown = month["figures"].get(names.get(line, named("cohort", scheme_list, line)))
    return found


def _broken_down(
    document: Mapping[str, Any], section: str, scheme_list: SchemeList, kinds: Mapping[str, str]
) -> Table:
    figures, before = document["figures"], document["before"]
    whole = figures[named("cohort", scheme_list, "closing")]
    columns = [short_month(document["month"])]
    columns += [short_month(before["month"])] if before else []
    rows = [
        Row(
            label=_part_label(part),
            cells=(
                _with_share(figures[part], whole),
                *([cell(before["figures"].get(part))] if before else []),
            ),
            group=words,
        )
        for kind, words in kinds.items()
        for part in parts_of(figures, named(section, scheme_list, kind))
    ]
    rows += [
        Row(label(f"releases_{days}"), _plain(document, f"where/{scheme_list}/releases_{days}"))
        for days in (28, 90)
        if section == "where"
    ]
    caption = f"{SECTIONS[section]}: {label(scheme_list)}, {whole}"
    return Table(caption, label(scheme_list), tuple(columns), tuple(rows))


def _part_label(name: str) -> str:
    last = name.rsplit("/", 1)[1]
    return _NO_BASIS if "/basis/none" in name or "/strand/none" in name else label(last)


def _with_share(value: Shown, whole: int) -> Cell:
    shown = cell(value)
    share = round(100 * value / whole) if isinstance(value, int) and whole else 0
    return Cell(shown.text, share=share)


def _plain(document: Mapping[str, Any], name: str) -> tuple[Cell, ...]:
    before = document["before"]
    then = [cell(before["figures"].get(name))] if before else []
    return (cell(document["figures"].get(name)), *then)


def _movement(document: Mapping[str, Any]) -> Table:
    """Rows are last month's colours, columns this month's."""
    figures, moves = document["figures"], "lights/adults/movement"
    columns = (*COLOURS, LEFT)
    rows = [_moves(figures, row, columns) for row in (*COLOURS, JOINED)]
    sums = [
        sum(figures.get(named(moves, row, column), 0) for row in (*COLOURS, JOINED))
        for column in columns
    ]
    total = Row("All", tuple(cell(number) for number in (*sums, sum(sums))), total=True)
    shown = [row for row in rows if row.label != label("not_set") or row.cells[-1].text != "0"]
    now = figures["cohort/adults/closing"]
    return Table(
        "Traffic lights of adults: from the month before, in rows, to this month, in columns",
        "In the month before",
        (*(label(column) for column in columns), "All"),
        (*shown, total),
        f"Shown in full: nobody is broken down by anything personal. On the list now: {now}.",
    )


def _moves(figures: Mapping[str, Shown], row: str, columns: Sequence[str]) -> Row:
    found = [figures.get(named("lights/adults/movement", row, column), 0) for column in columns]
    numbers = [number if isinstance(number, int) else 0 for number in found]
    cells = [
        Cell(f"{number:,}", minor=change_of(row, column) if number else "")
        for number, column in zip(numbers, columns, strict=True)
    ]
    return Row(label(row), (*cells, cell(sum(numbers))))


def _young_lights(document: Mapping[str, Any]) -> Table:
    prefix = "lights/prevent_and_deter/now"
    columns = [short_month(document["month"])]
    columns += [short_month(document["before"]["month"])] if document["before"] else []
    rows = [Row(label(colour), _plain(document, named(prefix, colour))) for colour in COLOURS]
    overdue = "lights/prevent_and_deter/review_overdue"
    rows.append(Row(label("review_overdue"), _plain(document, overdue)))
    return Table(
        "Traffic lights: Prevent and Deter", label("prevent_and_deter"), tuple(columns), tuple(rows)
    )


def _by_agency(document: Mapping[str, Any], section: str, lines: Sequence[str]) -> Table:
    figures = document["figures"]
    agencies = dict.fromkeys(
        name.split("/")[2] for name in figures if name.startswith(f"{section}/agency/")
    )
    rows = [
        Row(agency, tuple(cell(figures[named(section, "agency", agency, line)]) for line in lines))
        for agency in agencies
    ]
    whole = tuple(cell(figures[named(section, "all", line)]) for line in lines)
    note = "Counts of work, not of people, so none is hidden."
    if section == "contacts":
        note = f"Each contact counts once for each person met. {note}"
    return Table(
        upper_first(f"{section} by agency"),
        "Agency",
        tuple(label(line) for line in lines),
        (*rows, Row("All", whole, total=True)),
        note,
    )
