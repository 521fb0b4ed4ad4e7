"""What each answer about an event is called, and what an event once said, in words.

Plain Python.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from popo.clock import written
from popo.offending.find_offence import title_of
from popo.offending.kinds import OffenceEventKind as K
from popo.offending.kinds import result_words, variety_words

HAPPENED: Mapping[K, str] = {
    K.BREACH: "Proceedings begun on",
    K.RECALL: "Recall asked for on",
    K.WARRANT: "Issued on",
    K.SENTENCE: "Sentenced on",
    K.PRISON_TOLD: "Told on",
}
VARIETY: Mapping[K, str] = {
    K.BAIL: "Bail by",
    K.HEARING: "What for",
    K.NOT_CONVICTED: "How it ended",
    K.SENTENCE: "Sentence",
    K.RECALL: "Kind of recall",
    K.WARRANT: "Kind of warrant",
}
NEXT: Mapping[K, str] = {
    K.BAIL: "Bailed to come back on",
    K.CHARGE: "First hearing on",
    K.HEARING: "Adjourned to",
    K.REMAND: "Next in court on",
}
CONCLUDED: Mapping[K, str] = {
    K.BREACH: "Decided on",
    K.RECALL: "Back in custody, or decided against, on",
    K.WARRANT: "Executed or withdrawn on",
}
OUTCOME: Mapping[K, str] = {
    K.BREACH: "Result",
    K.RECALL: "What came of it",
    K.WARRANT: "What came of it",
    K.HEARING: "Result",
}
_READ_BY = {
    "action_group": "Every agency that works with this person",
    "criminal_justice": "Police, probation, prisons and youth offending only",
    "own_agency": "One agency only",
}


def happened_label(kind: K) -> str:
    return HAPPENED.get(kind, "On")


def what_it_said(kind: K, was: Mapping[str, Any], *, in_full: bool) -> list[tuple[str, str]]:
    """Label and words of every answer; without the words beside it where not `in_full`."""
    told = [
        (happened_label(kind), _day(was.get("happened_on"))),
        ("Offence", title_of(str(was.get("ho_code", "")))),
        ("Day of the offence", _day(was.get("offence_on"))),
        ("Where", str(was.get("ward", ""))),
        (VARIETY.get(kind, "Kind"), variety_words(kind, was.get("variety"))),
        ("Court", str(was.get("court", ""))),
        ("Length", str(was.get("length", ""))),
        (OUTCOME.get(kind, "Result"), result_words(kind, was.get("result"))),
        ("Result of the test", _test(was.get("test_positive"))),
        ("Second unacceptable absence", _day(was.get("absent_on"))),
        ("Licence revoked on", _day(was.get("revoked_on"))),
        (CONCLUDED.get(kind, "Concluded on"), _day(was.get("concluded_on"))),
        ("Sentenced on", _day(was.get("sentenced_on")) if kind is K.CONVICTION else ""),
        (NEXT.get(kind, "Goes on"), _day(was.get("next_on"))),
        ("Source", str(was.get("source", ""))),
        ("Read by", _READ_BY.get(str(was.get("handling", "")), "")),
    ]
    beside = [
        ("Requirement", str(was.get("requirement", ""))),
        ("What happened", str(was.get("detail", ""))),
        ("Arrest summons number", str(was.get("asn", ""))),
    ]
    return [(label, words) for label, words in [*told, *(beside if in_full else [])] if words]


def _day(value: Any) -> str:
    return written(date.fromisoformat(str(value))) if value else ""


def _test(value: Any) -> str:
    return {True: "Positive", False: "Negative"}.get(value, "")
