"""What a name is found by: the terms kept, as keyed digests, for each person.

A person and a query are joined when they share a term. Measured on 20,000 people by
`tests/people/matching/`; see `weights.py` for what each kind counts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from popo.people.matching.normalise import compounds, mac_as_mc, parts
from popo.people.matching.sounds import sounds
from popo.reference.nicknames import nickname_equivalents

DELETION_PREFIX = 5
"""Letters of a part that take deletions: one edit apart in the whole is one edit apart in the
beginning, and a person with long names costs no more rows."""
SHORTEST_WITH_DELETIONS = 4
SHORTEST_MEETING_A_DELETION = SHORTEST_WITH_DELETIONS - 1


class Kind(StrEnum):
    EXACT = "exact"
    NICKNAME = "nickname"
    PHONETIC = "phonetic"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True, order=True)
class Term:
    kind: Kind
    value: str


def terms_for_index(names: Iterable[str]) -> frozenset[Term]:
    """The terms to keep for a person of these names and aliases."""
    return frozenset(
        term
        for name in names
        for part in (*parts(name), *compounds(name))
        for term in (*_terms_of(part), *_as_nickname(part))
    )


def terms_for_query(words: str) -> list[Term]:
    """The terms to look for, each once, in a fixed order.

    Wider than the index, since a query costs no rows: each part is also looked for under its
    nicknames, and neighbouring parts also as one word (Abdul Rahman, Abdulrahman).
    """
    looked_for = parts(words)
    neighbours = [first + second for first, second in pairwise(looked_for)]
    found = {
        *(term for part in (*looked_for, *neighbours) for term in _terms_of(part)),
        *(
            Term(Kind.NICKNAME, other)
            for part in looked_for
            for other in (part, *nickname_equivalents(part))
        ),
    }
    return sorted(found)


def _terms_of(part: str) -> Iterator[Term]:
    yield Term(Kind.EXACT, mac_as_mc(part))
    for sound in sounds(part):
        yield Term(Kind.PHONETIC, sound)
    for shortened in deletions(part):
        yield Term(Kind.DELETION, shortened)


def _as_nickname(part: str) -> Iterator[Term]:
    if nickname_equivalents(part):
        yield Term(Kind.NICKNAME, part)


def deletions(part: str) -> frozenset[str]:
    """The beginning of `part`, whole and without each of its letters in turn.

    Two parts one insertion, deletion, replacement or transposition apart share one of these
    when the longer has four letters or more (SymSpell).
    """
    start = part[:DELETION_PREFIX]
    if len(start) < SHORTEST_MEETING_A_DELETION:
        return frozenset()
    if len(start) < SHORTEST_WITH_DELETIONS:
        return frozenset({start})
    return frozenset({start, *(start[:i] + start[i + 1 :] for i in range(len(start)))})
