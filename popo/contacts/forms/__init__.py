from popo.contacts.forms.absences import DeclineFollowUpForm, OfferFollowUpForm
from popo.contacts.forms.contacts import (
    CorrectContactForm,
    GiveOutcomeForm,
    LogContactForm,
    UndoContactForm,
)
from popo.contacts.forms.series import (
    AddSeriesForm,
    ChangeSeriesForm,
    EndSeriesForm,
    UndoSeriesForm,
)

__all__ = [
    "AddSeriesForm",
    "ChangeSeriesForm",
    "CorrectContactForm",
    "DeclineFollowUpForm",
    "EndSeriesForm",
    "GiveOutcomeForm",
    "LogContactForm",
    "OfferFollowUpForm",
    "UndoContactForm",
    "UndoSeriesForm",
]
