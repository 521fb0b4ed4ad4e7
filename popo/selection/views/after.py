"""What the page of a person's selection says of what selection started."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from popo.cases.models import SchemeCase
from popo.people.models import Person
from popo.selection.forms.telling import OUTCOMES
from popo.selection.models import Telling
from popo.selection.queries.former import Former, spell_open_to
from popo.selection.queries.ratifying import Unratified, waiting_for_ratification
from popo.selection.queries.telling import Untold, tellings_of, untold_of
from popo.selection.services.re_selection import why_not_again
from popo.web.current import actor


@dataclass(frozen=True)
class After:
    """Urgent decisions that wait, whether the person was told, and whether they may come again."""

    urgent: list[Unratified]
    untold: Untold | None
    tellings: list[Telling]
    again: bool

    def shown(self) -> dict[str, object]:
        return {**vars(self), "outcomes": OUTCOMES}

    def tellers(self) -> Iterable[UUID]:
        return [row.teller_id for row in self.tellings if row.teller_id]


def after_selection(person: Person, case: SchemeCase | None, former: Former | None) -> After:
    may_know = case is not None and spell_open_to(case, person, actor())
    return After(
        urgent=waiting_for_ratification(actor(), person),
        untold=untold_of(person, case, actor()) if case and may_know else None,
        tellings=tellings_of(case, actor()) if case and may_know else [],
        again=former is not None and not why_not_again(person, former.case),
    )
