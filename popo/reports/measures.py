"""Every figure of a month, from the features that own the facts. Whole scheme, whoever reads."""

from datetime import date
from typing import Any

from popo import clock
from popo.actions import measures as actions
from popo.cases import measures as cases
from popo.cases.counting import SchemeList
from popo.contacts import measures as contacts
from popo.crime import measures as crime
from popo.figures import Figure, Period, last_day, named
from popo.reports.queries import agreed_number
from popo.selection import measures as selection
from popo.selection.models import CriteriaKind
from popo.whereabouts import measures as whereabouts

_CRITERIA = {
    SchemeList.ADULTS: CriteriaKind.CATCH_AND_CONVICT,
    SchemeList.PREVENT_AND_DETER: CriteriaKind.PREVENT_AND_DETER,
}

VERSIONS = {
    "actions": actions.VERSION,
    "cases": cases.VERSION,
    "contacts": contacts.VERSION,
    "selection": selection.VERSION,
    "whereabouts": whereabouts.VERSION,
}
"""Which meaning of its measures a month was counted with."""


def period_of(month: date) -> Period:
    """The month up to today, or to its end where it is over. `month` is its first day."""
    return Period(month, min(last_day(month), clock.today()))


def figures_of(period: Period) -> list[Figure]:
    """The scheme's own figures, none hidden, in the order they are read."""
    lists = cases.lists_of(period)
    return [
        *(
            Figure(named("agreed", each), agreed_number(kind, period.day))
            for each, kind in _CRITERIA.items()
        ),
        *cases.cohort(lists, period),
        *cases.who(lists, period),
        *cases.traffic_lights(lists, period),
        *whereabouts.whereabouts(lists, period),
        *selection.selection(period),
        *contacts.contacts(lists, period),
        *actions.actions(period),
    ]


def crime_of(period: Period) -> dict[str, Any]:
    """Recorded crime of the month, as published; none of it is about anybody."""
    return crime.recorded_crime(period.first).as_dict()
