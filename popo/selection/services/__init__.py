from popo.selection.services.criteria import adopt_criteria, draft_criteria, edit_criteria
from popo.selection.services.de_selection import (
    answer_de_selection,
    close_at_once,
    confirm_de_selection,
    propose_de_selection,
    withdraw_de_selection,
)
from popo.selection.services.decisions import (
    DecideNomination,
    PartyAnswer,
    decide_nomination,
    ratify_decision,
)
from popo.selection.services.nominations import nominate_person
from popo.selection.services.predictions import predict
from popo.selection.services.scorings import freeze_scoring, save_scoring

__all__ = [
    "DecideNomination",
    "PartyAnswer",
    "adopt_criteria",
    "answer_de_selection",
    "close_at_once",
    "confirm_de_selection",
    "decide_nomination",
    "draft_criteria",
    "edit_criteria",
    "freeze_scoring",
    "nominate_person",
    "predict",
    "propose_de_selection",
    "ratify_decision",
    "save_scoring",
    "withdraw_de_selection",
]
