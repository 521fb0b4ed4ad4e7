from popo.transitions.forms.answering import AnswerForm
from popo.transitions.forms.reviewing import (
    AddMeetingForm,
    ProposeForm,
    WithdrawForm,
    WriteReviewForm,
    owner_field,
    words_field,
)

__all__ = [
    "AddMeetingForm",
    "AnswerForm",
    "ProposeForm",
    "WithdrawForm",
    "WriteReviewForm",
    "owner_field",
    "words_field",
]
