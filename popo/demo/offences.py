"""Which offences happen: the usual CJS codes of each kind of the mix, in the shipped list."""

from functools import cache
from random import Random

from popo.demo import parameters
from popo.demo.draws import pick
from popo.reference.offences import CjsOffence, cjs_offence

USUAL = {
    "theft other": {
        "TH68010": 0.55,  # from a shop
        "TH68001": 0.15,  # from the person
        "TH68006": 0.12,  # of a cycle
        "TH68020": 0.10,
        "TH68037": 0.08,  # burglary other than dwelling
    },
    "domestic burglary": {"TH68036": 0.65, "TH68026": 0.25, "TH68026A": 0.10},
    "theft from vehicle": {"TH68007": 0.80, "TH68007A": 0.08, "CA81001": 0.12},
    "theft of vehicle": {"TH68013": 0.35, "TH68050": 0.45, "TH68052": 0.14, "TH68145": 0.06},
    "criminal damage": {"CD71039": 0.80, "CD71040": 0.14, "CD71043": 0.06},
    "robbery": {"TH68023": 0.75, "TH68023A": 0.15, "TH68025": 0.10},
    "drugs": {"MD71211": 0.40, "MD71214": 0.25, "MD71530": 0.25, "MD71231": 0.10},
    "violence": {"CJ88116": 0.45, "CJ88001": 0.10, "OF61102": 0.35, "OF61131": 0.10},
    "breach and bail": {"BA76001": 0.70, "BA76002": 0.30},
}
DRUG_TEST_TRIGGERS = frozenset(
    {
        "theft other",
        "domestic burglary",
        "theft from vehicle",
        "theft of vehicle",
        "robbery",
        "drugs",
    }
)
"""An arrest for one of these is followed by a test for heroin and cocaine."""


def draw_offence(random: Random) -> tuple[str, CjsOffence]:
    """The kind of the mix, and an offence of it."""
    kind = pick(random, parameters.OFFENCE_MIX)
    return kind, _known(pick(random, USUAL[kind]))


@cache
def _known(code: str) -> CjsOffence:
    found = cjs_offence(code)
    if found is None:
        raise LookupError(f"{code} is not in the shipped list of offences")
    return found
