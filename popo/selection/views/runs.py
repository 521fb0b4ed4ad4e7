"""What pages about a nomination or a person show of its scorings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from popo import clock
from popo.cases.models import SchemeCase
from popo.people.models import Person, SightLevel
from popo.people.queries import get_person
from popo.selection.queries.scorings import Scored
from popo.selection.queries.trend import Point, scoring_due, trend_of
from popo.selection.scoring import Difference, compare
from popo.selection.services.scorings import may_score
from popo.web.current import actor


@dataclass(frozen=True)
class Compared:
    """The scorers of the present round over one version of the criteria, side by side."""

    runs: list[Scored]
    differences: list[Difference]


def compared(runs: Iterable[Scored]) -> Compared | None:
    """Nothing where fewer than two have frozen a run with points over the newest version used."""
    frozen = [
        run
        for run in runs
        if run.is_frozen and not run.is_earlier and not run.score.criteria.is_narrative
    ]
    alike = [run for run in frozen if run.criteria_set.id == frozen[-1].criteria_set.id]
    if len(alike) < 2:  # noqa: PLR2004 - a comparison takes two
        return None
    return Compared(alike, compare([run.score for run in alike]))


def people_in(runs: Iterable[Scored]) -> set[UUID]:
    """The users a page with these runs names."""
    users: set[UUID] = set()
    for run in runs:
        users.add(run.scoring.scorer_id)
        for row in run.adjustments:
            users |= {key for key in (row.proposed_by_id, row.signed_by_id) if key}
    return users


@dataclass(frozen=True)
class OverTime:
    """Every frozen run of a person, when the next is due, and whether the reader may make it."""

    trend: list[Point]
    due: date | None
    may_score: bool

    def shown(self) -> dict[str, object]:
        return {
            "trend": self.trend,
            "scoring_due": self.due,
            "may_score_case": self.may_score,
        }

    def scorers(self) -> set[UUID]:
        return {point.scoring.scorer_id for point in self.trend}


def over_time(person: Person, case: SchemeCase | None) -> OverTime:
    works = case is not None and get_person(person.reference, actor(), SightLevel.WORK) is not None
    return OverTime(
        trend_of(person, actor()),
        scoring_due([person.id], clock.today()).get(person.id),
        case is not None and works and may_score(actor(), case),
    )
