"""Which figures of an update may be hidden, and every equation a reader could use against that.

What prints in full: how many were on each list at the start and the end of the month; every line
of the adults' account, their colours and how those moved, and other counts of all adults together,
since none of these is broken down by anything personal; and counts of work. What is hidden when
small: every breakdown of people by something personal, and everything else about Prevent and Deter.
"""

from collections.abc import Mapping

from popo.cases.counting import IN_LINES, OUT_LINES, SchemeList, moved_to
from popo.figures import Figure, named
from popo.suppress import HIDDEN, Relation, hide

Shown = int | str | None
"""A number, HIDDEN, or None where there is no such number."""

_BREAKDOWNS = ("strand", "age", "sex", "home_area")
_BROKEN_DOWN_PLACES = ("place", "custody", "supervised", "basis")
_WHOLE_LIST = ("opening", "closing")


def shown(figures: list[Figure]) -> dict[str, Shown]:
    """Every figure as the reader sees it, by name."""
    cells = {figure.name: figure.value for figure in figures}
    counts = {name: value for name, value in cells.items() if value is not None}
    sensitive = [
        figure.name
        for figure in figures
        if figure.members is not None and is_sensitive(figure.name)
    ]
    hidden = hide(counts, relations(counts), sensitive)
    return {name: HIDDEN if name in hidden else value for name, value in cells.items()}


def is_sensitive(name: str) -> bool:
    section, *rest = name.split("/")
    if not rest or rest[0] not in set(SchemeList):
        return False
    if rest[0] == SchemeList.PREVENT_AND_DETER:
        return not (section == "cohort" and rest[1] in _WHOLE_LIST)
    return section == "who" or (section == "where" and rest[1] in _BROKEN_DOWN_PLACES)


def relations(cells: Mapping[str, int]) -> list[Relation]:
    """Every equation between figures of the update that hold for each of the lists."""
    return [
        relation
        for scheme_list in SchemeList
        for relation in (
            account(scheme_list),
            *(
                breakdown(cells, named("who", scheme_list, kind), scheme_list)
                for kind in _BREAKDOWNS
            ),
            breakdown(cells, named("where", scheme_list, "place"), scheme_list),
            breakdown(cells, named("lights", scheme_list, "now"), scheme_list),
            breakdown(cells, named("where", scheme_list, "supervised"), scheme_list),
            custody(cells, scheme_list),
            bases(cells, scheme_list),
            decisions(cells, scheme_list),
        )
    ]


def account(scheme_list: SchemeList) -> Relation:
    """Opening and everybody who came, against everybody who went and closing."""
    return Relation(
        (
            *(named("cohort", scheme_list, line) for line in ("opening", *IN_LINES)),
            moved_to(scheme_list),
        ),
        (
            *(named("cohort", scheme_list, line) for line in ("closing", *OUT_LINES)),
            moved_to(scheme_list.other),
        ),
    )


def breakdown(cells: Mapping[str, int], prefix: str, scheme_list: SchemeList) -> Relation:
    """Parts that sum to the whole list; without parts, an equation that says nothing."""
    parts = parts_of(cells, prefix)
    return Relation(parts, (named("cohort", scheme_list, "closing"),) if parts else ())


def custody(cells: Mapping[str, int], scheme_list: SchemeList) -> Relation:
    where = named("where", scheme_list)
    kinds = parts_of(cells, f"{where}/custody")
    return Relation(kinds, (f"{where}/place/custody",) if kinds else ())


def bases(cells: Mapping[str, int], scheme_list: SchemeList) -> Relation:
    """Kinds of supervision, and the supervised: equal while nobody is under two at once."""
    where = named("where", scheme_list)
    kinds = parts_of(cells, f"{where}/basis")
    return Relation(kinds, (f"{where}/supervised/any",) if kinds else ())


def decisions(cells: Mapping[str, int], scheme_list: SchemeList) -> Relation:
    """Decisions to select, and who joined: not always equal, but a reader may take them to be."""
    selected = named("selection", scheme_list, "select")
    if selected not in cells:
        return Relation((), ())
    return Relation((selected,), tuple(named("cohort", scheme_list, line) for line in IN_LINES))


def parts_of(cells: Mapping[str, object], prefix: str) -> tuple[str, ...]:
    """The names directly under a prefix, in their order."""
    depth = prefix.count("/") + 1
    return tuple(
        name for name in cells if name.startswith(f"{prefix}/") and name.count("/") == depth
    )
