"""What is new about a case since a day: what a lead looks at first in the morning. Pure."""

from datetime import date

from popo.strands.facts import CaseFacts
from popo.strands.wording import day_of


def news(facts: CaseFacts, since: date, today: date) -> list[str]:
    """In words, the weightiest first; empty where nothing happened on or after `since`."""
    told = [
        (facts.at_large_since, "Unlawfully at large"),
        (facts.warrant_since, "Warrant"),
        (facts.arrested_on, "Arrested"),
        (facts.opened_on, "New on the list"),
        (facts.colour_since, f"{facts.colour.capitalize()} set"),
    ]
    return [
        f"{words} {day_of(day, today)}"
        for day, words in told
        if day is not None and since <= day <= today
    ]
