from popo.contacts.forms.absences import DeclineFollowUpForm, OfferFollowUpForm
from popo.contacts.forms.contacts import (
    Companion,
    CorrectContactForm,
    GiveOutcomeForm,
    LogContactForm,
    UndoContactForm,
    log_form,
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
    "Companion",
    "CorrectContactForm",
    "DeclineFollowUpForm",
    "EndSeriesForm",
    "GiveOutcomeForm",
    "LogContactForm",
    "OfferFollowUpForm",
    "UndoContactForm",
    "UndoSeriesForm",
    "log_form",
]
