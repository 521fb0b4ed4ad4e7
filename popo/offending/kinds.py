"""The steps of a matter, from arrest to sentence and what follows; what is asked of each.

Plain Python: what can be chosen, in which order things come, and what is likely to come next.
"""

from collections.abc import Mapping
from enum import StrEnum


class OffenceEventKind(StrEnum):
    ARREST = "arrest"
    BAIL = "bail"
    UNDER_INVESTIGATION = "under_investigation"
    REMAND = "remand"
    NO_FURTHER_ACTION = "no_further_action"
    CAUTION = "caution"
    CHARGE = "charge"
    HEARING = "hearing"
    CONVICTION = "conviction"
    NOT_CONVICTED = "not_convicted"
    SENTENCE = "sentence"
    ORDER = "order"
    BREACH = "breach"
    RECALL = "recall"
    FAILURE_TO_APPEAR = "failure_to_appear"
    WARRANT = "warrant"
    DRUG_TEST = "drug_test"
    PRISON_TOLD = "prison_told"

    @property
    def words(self) -> str:
        return _WORDS.get(self) or self.value.replace("_", " ").capitalize()


K = OffenceEventKind

_WORDS = {
    K.UNDER_INVESTIGATION: "Released under investigation",
    K.ORDER: "Licence or order",
    K.PRISON_TOLD: "Prison or secure home told",
}

MATTER = (
    K.ARREST,
    K.BAIL,
    K.UNDER_INVESTIGATION,
    K.NO_FURTHER_ACTION,
    K.CAUTION,
    K.CHARGE,
    K.REMAND,
    K.HEARING,
    K.CONVICTION,
    K.NOT_CONVICTED,
    K.SENTENCE,
    K.FAILURE_TO_APPEAR,
)
"""The steps of a matter, in the order they usually come; recorded alone, each begins one."""

ENFORCEMENT = (K.WARRANT, K.BREACH, K.RECALL)
"""What is begun on one day and concluded on another."""

RECORDED = (*MATTER, *ENFORCEMENT, K.DRUG_TEST, K.PRISON_TOLD)
"""What the form for an event records; a licence or an order has a form of its own."""

CONCLUDES = (K.NO_FURTHER_ACTION, K.CAUTION, K.CONVICTION, K.NOT_CONVICTED, K.SENTENCE)
"""With any of these an arrest has its result."""

CUSTODIAL = frozenset({"custody", "detention"})

VARIETIES: Mapping[K, Mapping[str, str]] = {
    K.BAIL: {"police": "Police bail", "court": "Court bail", "court_tagged": "Court bail, tagged"},
    K.HEARING: {
        "first": "First hearing",
        "plea": "Plea",
        "trial": "Trial",
        "sentence": "Sentence",
        "bail": "Bail",
        "breach": "Breach of an order",
    },
    K.NOT_CONVICTED: {
        "not_guilty": "Found not guilty",
        "discontinued": "Discontinued",
        "withdrawn": "Withdrawn",
    },
    K.SENTENCE: {
        "custody": "Immediate custody",
        "detention": "Detention and training order",
        "suspended": "Suspended sentence",
        "community": "Community order",
        "youth": "Youth rehabilitation order",
        "referral": "Referral order",
        "fine": "Fine or compensation",
        "discharge": "Discharge",
    },
    K.RECALL: {"standard": "Standard recall", "emergency": "Emergency recall"},
    K.WARRANT: {
        "without_bail": "Without bail",
        "with_bail": "Backed for bail",
        "return_to_prison": "Return to prison",
        "non_payment": "Non-payment",
    },
}
"""What may be chosen of each kind; the first is the usual one."""

RESULTS: Mapping[K, Mapping[str, str]] = {
    K.HEARING: {
        "adjourned": "Adjourned",
        "sent_up": "Sent to the Crown Court",
        "decided": "Decided",
        "not_attended": "Did not attend",
    },
    K.BREACH: {
        "proved_continues": "Proved, the order continues",
        "proved_ended": "Proved, the order revoked",
        "not_proved": "Not proved",
        "withdrawn": "Withdrawn",
    },
    K.RECALL: {"returned": "Returned to custody", "refused": "Not recalled"},
    K.WARRANT: {"executed": "Executed", "withdrawn": "Withdrawn"},
}
"""What may come of each kind: of a hearing at once, of the others when they are concluded."""


def variety_words(kind: K, variety: str | None) -> str:
    return VARIETIES.get(kind, {}).get(variety or "", "")


def result_words(kind: K, result: str | None) -> str:
    return RESULTS.get(kind, {}).get(result or "", "")
