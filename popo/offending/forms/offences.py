"""Choosing an offence by words, and who may read; shared by several forms."""

from collections.abc import Sequence
from typing import Any

from popo.errors import RuleBroken
from popo.offending.find_offence import Offence
from popo.people.about import Handling
from popo.web.fields import RadioChoice

NO_FUTURE = "The day cannot be in the future."
HANDLING_WORDS = {
    Handling.ACTION_GROUP: "Every agency that works with this person",
    Handling.CRIMINAL_JUSTICE: "Police, probation, prisons and youth offending only",
    Handling.OWN_AGENCY: "Your agency only",
}


def read_by() -> Any:
    return RadioChoice(
        "Read by",
        choices={handling.value: words for handling, words in HANDLING_WORDS.items()},
        coerce=Handling,
        default=Handling.ACTION_GROUP.value,
    )


class OffersOffences:
    """For a form with the fields `offence_words` and `offence`."""

    offence: Any
    offence_words: Any

    def offer_offences(self, found: Sequence[Offence]) -> None:
        """Offers what the typed words found; the only hit is chosen."""
        self.offence.choices = {"": ""} | {
            one.ho_code: f"{one.title} ({one.ho_code})" for one in reversed(found)
        }
        if len(found) == 1 and not self.offence.data:
            self.offence.data = found[0].ho_code

    def check_chosen(self) -> None:
        """Words typed and no offence chosen are not dropped in silence."""
        if self.offence_words.data and not self.offence.data:
            raise RuleBroken(
                "Choose one of the offences found, or try other words.", "offence_words"
            )
