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
    NOT_SET,
    OUT_LINES,
    SchemeList,
    change_of,
    moved_to,
)
from popo.contacts.measures import LINES as CONTACT_LINES
from popo.figures import named
from popo.reports.disclosure import Shown, parts_of
from popo.reports.words import SECTIONS, label, month_words, sentence, short_month, upper_first
from popo.selection.measures import OUTCOMES as SELECTION_OUTCOMES
from popo.whereabouts.measures import RELEASE_DAYS

_MINUS = "\N{MINUS SIGN}"
_MOST_UNFOLDED = 4
_KINDS = {"strand": "Strand", "age": "Age", "sex": "Sex", "home_area": "Home area"}
_PLACES = {
    "place": "Where",
    "custody": "Kind of custody",
    "supervised": "Supervised",
    "basis": "Supervised by",
}
_NOTHING = "Nothing recorded"


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
        "selection": [_selection(document)],
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
    figures = document["figures"]
    whole = figures[named("cohort", scheme_list, "closing")]
    rows = [
        Row(_part_label(part), _plain(document, part, whole), group)
        for kind, group in kinds.items()
        for part in parts_of(figures, named(section, scheme_list, kind))
    ]
    if section == "where":
        due = [f"releases_{days}" for days in RELEASE_DAYS]
        rows += [
            Row(label(line), _plain(document, f"where/{scheme_list}/{line}"), "Release")
            for line in due
        ]
    counting = [row for row in rows if any(cell.text not in _NOBODY for cell in row.cells)]
    return Table(
        f"{SECTIONS[section]}: {label(scheme_list)}, {whole}",
        f"{label(scheme_list)}, {whole}",
        _two_months(document),
        tuple(counting),
        _LEFT_OUT if len(counting) < len(rows) else "",
    )


_NOBODY = {"0", "\N{EN DASH}"}
_LEFT_OUT = "A line that counts nobody is left out."


def _part_label(name: str) -> str:
    last = name.rsplit("/", 1)[1]
    return _NOTHING if last == "none" else label(last)


def _two_months(document: Mapping[str, Any]) -> tuple[str, ...]:
    before = document["before"]
    then = [short_month(before["month"])] if before else []
    return (short_month(document["month"]), *then)


def _plain(document: Mapping[str, Any], name: str, whole: int = 0) -> tuple[Cell, ...]:
    """The month and the one before; with a bar where the whole is given and the number prints."""
    value, before = document["figures"].get(name), document["before"]
    share = round(100 * value / whole) if whole and isinstance(value, int) else None
    then = [cell(before["figures"].get(name))] if before else []
    return (Cell(cell(value).text, share=share), *then)


def _movement(document: Mapping[str, Any]) -> Table:
    """Rows are last month's colours, columns this month's."""
    figures, moves = document["figures"], "lights/adults/movement"
    unset = [name for name in figures if name.startswith(moves) and NOT_SET in name]
    unused = not any(figures[name] for name in unset)
    colours = tuple(colour for colour in COLOURS if not (unused and colour == NOT_SET))
    columns = (*colours, LEFT)
    rows = [_moves(figures, row, columns) for row in (*colours, JOINED)]
    sums = [
        sum(figures.get(named(moves, row, column), 0) for row in (*colours, JOINED))
        for column in columns
    ]
    total = Row("All", tuple(cell(number) for number in (*sums, sum(sums))), total=True)
    now = figures["cohort/adults/closing"]
    return Table(
        "Traffic lights of adults: from the month before, in rows, to this month, in columns",
        "In the month before",
        (*(label(column) for column in columns), "All"),
        (*rows, total),
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
    prefix = "lights/prevent_and_deter"
    lines = [*(named(prefix, "now", colour) for colour in COLOURS), f"{prefix}/review_overdue"]
    return Table(
        "Traffic lights: Prevent and Deter",
        label("prevent_and_deter"),
        _two_months(document),
        tuple(Row(_part_label(line), _plain(document, line)) for line in lines),
    )


def _selection(document: Mapping[str, Any]) -> Table:
    figures = document["figures"]
    rows = [
        Row(
            label(line),
            tuple(cell(figures[named("selection", each, line)]) for each in SchemeList),
        )
        for line in ("nominated", *SELECTION_OUTCOMES, "waiting", "median_days_to_decision")
    ]
    columns = tuple(label(each) for each in SchemeList)
    return Table("Nominations and what was decided", "", columns, tuple(rows))


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
