from popo.selection.services.adjustments import (
    AdjustmentDetails,
    propose_adjustment,
    sign_adjustment,
    withdraw_adjustment,
)
from popo.selection.services.after_watch import record_watch
from popo.selection.services.challenges import answer_challenge, challenge_decision
from popo.selection.services.consultation import (
    answer_comment,
    comment_on_criteria,
    consult_on_criteria,
    move_consultation_end,
)
from popo.selection.services.corrections import acknowledge_correction, settle_erasure
from popo.selection.services.criteria import adopt_criteria, draft_criteria, edit_criteria
from popo.selection.services.de_selection import (
    answer_de_selection,
    close_at_once,
    confirm_de_selection,
    propose_de_selection,
    withdraw_de_selection,
)
from popo.selection.services.decisions import DecideNomination, decide_nomination
from popo.selection.services.escalations import Escalate, escalate
from popo.selection.services.exits import hand_over_exit_plan, note_told, review_exit_plan
from popo.selection.services.fairness import (
    FairnessWords,
    answer_fairness,
    assessment_exported,
    check_answered,
    open_fairness,
    read_fairness,
)
from popo.selection.services.hosting import end_hosting, host_person, review_hosting
from popo.selection.services.markers import (
    answer_difference,
    ask_markers,
    ask_removals,
    reconcile_markers,
    remove_marker,
    set_marker,
    undo_marker,
)
from popo.selection.services.nominations import nominate_person
from popo.selection.services.other_schemes import add_other_scheme, edit_other_scheme
from popo.selection.services.parties import Panel, PartyAnswer
from popo.selection.services.predictions import predict
from popo.selection.services.prompts import put_leaving_on_agenda, put_off_prompt
from popo.selection.services.ratifying import ratify_decision, undo_decision
from popo.selection.services.re_selection import ReSelect, re_select
from popo.selection.services.score_moves import table_moves
from popo.selection.services.scorings import freeze_scoring, save_scoring
from popo.selection.services.starting import FirstSteps
from popo.selection.services.statements import (
    discard_statement,
    join_nomination,
    mark_outcome_read,
    send_statement,
    start_nomination,
    write_part,
)
from popo.selection.services.strand_moves import MoveStrand, move_strand
from popo.selection.services.telling import RecordTelling, open_letter, record_telling
from popo.selection.services.transfer_pack import open_pack
from popo.selection.services.transfers import (
    answer_transfer,
    decide_transfer,
    offer_transfer,
    receive_transfer,
    withdraw_transfer,
)
from popo.selection.services.triage import triage_nomination

__all__ = [
    "AdjustmentDetails",
    "DecideNomination",
    "Escalate",
    "FairnessWords",
    "FirstSteps",
    "MoveStrand",
    "Panel",
    "PartyAnswer",
    "ReSelect",
    "RecordTelling",
    "acknowledge_correction",
    "add_other_scheme",
    "adopt_criteria",
    "answer_challenge",
    "answer_comment",
    "answer_de_selection",
    "answer_difference",
    "answer_fairness",
    "answer_transfer",
    "ask_markers",
    "ask_removals",
    "assessment_exported",
    "challenge_decision",
    "check_answered",
    "close_at_once",
    "comment_on_criteria",
    "confirm_de_selection",
    "consult_on_criteria",
    "decide_nomination",
    "decide_transfer",
    "discard_statement",
    "draft_criteria",
    "edit_criteria",
    "edit_other_scheme",
    "end_hosting",
    "escalate",
    "freeze_scoring",
    "hand_over_exit_plan",
    "host_person",
    "join_nomination",
    "mark_outcome_read",
    "move_consultation_end",
    "move_strand",
    "nominate_person",
    "note_told",
    "offer_transfer",
    "open_fairness",
    "open_letter",
    "open_pack",
    "predict",
    "propose_adjustment",
    "propose_de_selection",
    "put_leaving_on_agenda",
    "put_off_prompt",
    "ratify_decision",
    "re_select",
    "read_fairness",
    "receive_transfer",
    "reconcile_markers",
    "record_telling",
    "record_watch",
    "remove_marker",
    "review_exit_plan",
    "review_hosting",
    "save_scoring",
    "send_statement",
    "set_marker",
    "settle_erasure",
    "sign_adjustment",
    "start_nomination",
    "table_moves",
    "triage_nomination",
    "undo_decision",
    "undo_marker",
    "withdraw_adjustment",
    "withdraw_de_selection",
    "withdraw_transfer",
    "write_part",
]
