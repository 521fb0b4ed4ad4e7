from popo.reminders.digest import KIND_WORDS
from popo.reminders.models import Rhythm
from popo.web.fields import RadioChoice, TickList
from popo.web.forms import Form


class ChooseRemindersForm(Form):
    rhythm = RadioChoice(
        "How often",
        choices={rhythm.value: rhythm.words for rhythm in Rhythm},
        coerce=Rhythm,
        required="Choose how often.",
    )
    kinds = TickList(
        "Of what",
        choices={kind: many.capitalize() for kind, (_, many) in KIND_WORDS.items()},
    )

    def details(self) -> tuple[Rhythm, list[str]]:
        return self.rhythm.data, list(self.kinds.data or [])
