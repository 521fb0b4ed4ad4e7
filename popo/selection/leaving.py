"""How long somebody who left is followed, and what counts as coming back. Pure."""

from datetime import date

from popo import clock
from popo.suppress import LEAST

WATCH_MONTHS = (3, 6, 12)
"""After how many months somebody who left is looked in on."""

FOLLOWED_MONTHS = 12
"""Coming back within this time counts as coming back."""


SUPPORTS = {
    "housing": "Housing",
    "work": "Work, training and education",
    "health": "Physical and mental health",
    "drugs": "Drugs and alcohol",
    "money": "Money, benefits and debt",
    "family": "Children and family",
    "thinking": "Attitudes, thinking and behaviour",
}
"""The seven pathways, each a part of the support that may go on."""


def is_coming_back(closed_on: date, opened_on: date) -> bool:
    """Whether a spell that opened then follows one that had closed."""
    return closed_on <= opened_on <= clock.months_after(closed_on, FOLLOWED_MONTHS)


def said(count: int) -> str:
    """A count of people as it may be written where nobody is to be picked out."""
    return str(count) if count >= LEAST else f"fewer than {LEAST}"
