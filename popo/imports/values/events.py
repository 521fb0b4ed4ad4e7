"""What lists of arrests, courts, prisons and tests say happened, as the record keeps it."""

import re
from collections.abc import Mapping

from popo.imports.mapping.guessing import plain
from popo.imports.values.problem import CellNotUnderstood

_HELD_AS = {
    "at_large": ("unlawfully at large", "ual", "at large", "absconded", "escaped"),
    "community": (
        "released",
        "release",
        "rel",
        "discharged",
        "at liberty",
        "out",
        "hdc",
        "community",
        "home detention curfew",
    ),
    "recalled": ("recall", "recalled", "licence recall", "return to prison"),
    "remand": (
        "remand",
        "remanded",
        "rem",
        "unconvicted",
        "convicted unsentenced",
        "awaiting trial",
        "awaiting sentence",
        "jr",
    ),
    "sentenced": (
        "sentenced",
        "sen",
        "convicted",
        "custody",
        "in custody",
        "serving",
        "received",
        "reception",
    ),
}
_RESULTS = {
    "not_convicted/not_guilty": ("not guilty", "acquitted", "found not guilty"),
    "not_convicted/discontinued": ("discontinued", "no evidence offered"),
    "not_convicted/withdrawn": ("withdrawn", "dismissed"),
    "conviction": ("guilty", "convicted", "found guilty", "pleaded guilty", "guilty plea"),
    "sentence/suspended": ("suspended sentence", "suspended sentence order", "suspended"),
    "sentence/detention": ("detention and training order", "dto", "detention"),
    "sentence/custody": (
        "custody",
        "imprisonment",
        "immediate custody",
        "prison",
        "imprisoned",
        "yoi",
        "life imprisonment",
    ),
    "sentence/youth": ("youth rehabilitation order", "yro", "supervision order"),
    "sentence/referral": ("referral order",),
    "sentence/community": (
        "community order",
        "community punishment order",
        "community rehabilitation order",
        "community sentence",
        "dtto",
    ),
    "sentence/fine": ("fine", "fined", "compensation", "fine or compensation"),
    "sentence/discharge": ("discharge", "conditional discharge", "absolute discharge", "cd", "ad"),
    "hearing/adjourned": ("adjourned", "adj", "put off"),
    "hearing/sent_up": ("sent to the crown court", "committed to the crown court", "sent up"),
    "no_further_action/": ("nfa", "no further action"),
    "caution": ("caution", "cautioned", "conditional caution"),
    "failure_to_appear/": ("failed to appear", "fta", "did not appear", "failure to appear"),
}
_TESTS = {
    "positive": ("positive", "pos", "p", "yes", "y", "failed"),
    "negative": ("negative", "neg", "n", "no", "passed", "clear"),
}
_WARRANTS = {
    "without_bail": ("without bail", "no bail", "not backed for bail", "wnb", "bench", "arrest"),
    "with_bail": ("backed for bail", "with bail", "wbfb"),
    "return_to_prison": ("return to prison", "recall", "rtp", "recall to prison"),
    "non_payment": ("non payment", "commitment", "distress", "fines", "fine default"),
}
_LENGTH = re.compile(r"\b(\d{1,3}|life)\s*(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)?\b")


def read_held_as(cell: str) -> str | None:
    """A value of `whereabouts.Place`."""
    return _read(cell, _HELD_AS, "Write remand, sentenced, recalled, released or at large.")


def read_result(cell: str) -> str | None:
    """The kind of event, and after a stroke its variety or its result: `sentence/community`."""
    return _read(
        cell,
        _RESULTS,
        "Write guilty, not guilty, discontinued, withdrawn, adjourned or the sentence, such as "
        "community order.",
    )


def read_test(cell: str) -> str | None:
    return _read(cell, _TESTS, "Write positive or negative.")


def read_warrant(cell: str) -> str | None:
    return _read(
        cell,
        _WARRANTS,
        "Write without bail, backed for bail, return to prison or non-payment.",
    )


def _read(cell: str, known: Mapping[str, tuple[str, ...]], expected: str) -> str | None:
    """What is spelt so; failing that, what is spelt so without the length of a sentence."""
    words = plain(cell)
    if not words:
        return None
    for spelt in (words, " ".join(_LENGTH.sub(" ", words).split())):
        for value, spellings in known.items():
            if spelt in spellings:
                return value
    raise CellNotUnderstood(expected)
