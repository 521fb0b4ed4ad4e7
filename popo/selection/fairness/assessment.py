"""The equality impact assessment: what was looked at, what was seen, what was said, what it bears.

One document of plain texts, drawn as a page and set as a PDF.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from popo.clock import written
from popo.selection.fairness import words
from popo.selection.fairness.document import Figures
from popo.selection.fairness.drawing import Given, answers_drawn, outcomes_drawn, quality_drawn
from popo.selection.fairness.tables import Outcome

TITLE = "Equality impact assessment"


class About(NamedTuple):
    """What is assessed, and by whom: the criteria, the SHA-256 of their text, who opened it."""

    scheme: str
    criteria: str
    digest: str
    status: str
    opened_by: str
    answered: str


def assessment(about: About, figures: Figures, given: Mapping[str, Given]) -> dict[str, Any]:
    return {
        "title": TITLE,
        **about._asdict(),
        "list": words.LISTS[figures.scheme_list],
        "made_on": written(figures.made_on),
        "looked_at": looked_at(figures),
        "quality": quality_drawn(figures),
        "outcomes": outcomes_drawn(figures),
        "answers": answers_drawn(figures, given),
        "nothing_flagged": words.NOTHING_SEEN if not figures.flags else "",
        "limits": list(words.LIMITS),
    }


def looked_at(figures: Figures) -> list[str]:
    """What was counted, and from when to when."""
    counted = "nominations decided, scorings frozen and spells open"
    since = f"from {written(figures.since)} to {written(figures.made_on)}"
    sentences = [
        f"{words.LISTS[figures.scheme_list]}: {counted} {since}.",
        "People under 18 are counted with Prevent and Deter, apart from adults.",
    ]
    if any(compared.outcome is Outcome.REACHED for compared in figures.outcomes):
        sentences.append(
            "The draft was tried on the newest frozen scoring of everybody nominated or on the "
            "scheme; nothing about anybody was changed."
        )
    return sentences
