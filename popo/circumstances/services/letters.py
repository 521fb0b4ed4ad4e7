"""The one question asked before any letter or print addressed to somebody is made."""

from dataclasses import dataclass

from popo.access.actor import Actor
from popo.circumstances.models import Adjustment, Need
from popo.circumstances.queries.contact import adjustments_of, contact_rules_of
from popo.errors import RuleBroken
from popo.people.models import Person


@dataclass(frozen=True)
class Letter:
    """How the letter is to be made."""

    large_print: bool
    easy_read: bool
    adjustments: list[Adjustment]


def check_letter(actor: Actor, person: Person, *, by_hand: bool = False) -> Letter:
    """Raises RuleBroken where safe contact forbids letters, unless it is given by hand."""
    if not by_hand:
        for rule in contact_rules_of(person, actor):
            if rule.safety.forbids_letters:
                raise RuleBroken(
                    f"{rule.safety.words}: {rule.words}. Give it by hand, where nobody else "
                    "reads it, or do not give it."
                )
    adjustments = adjustments_of(person, actor)
    needs = {row.need for row in adjustments}
    return Letter(Need.LARGE_PRINT in needs, Need.EASY_READ in needs, adjustments)
