"""Two editors of one text: whatever the order, nothing either wrote is lost."""

from hypothesis import given
from hypothesis import strategies as st

from popo.web.merging import merge

SENTENCES = st.lists(
    st.sampled_from(
        ["He came. ", "No coat!\n", "Why not? ", "Rang O'Neil. ", "שלום.\n", "👋 waved. "]
    ),
    max_size=8,
).map("".join)
ANYTHING = st.text(max_size=60)


@given(ANYTHING, ANYTHING)
def test_what_only_one_changed_is_taken(original: str, changed: str) -> None:
    assert merge(original, changed, original).text == changed
    assert merge(original, original, changed).text == changed
    assert merge(original, changed, changed).text == changed
    assert merge(original, changed, original).clashes == 0


@given(SENTENCES, SENTENCES, SENTENCES)
def test_changes_before_and_after_what_stands_are_both_kept(
    stands: str, before: str, after: str
) -> None:
    kept = f"The middle that nobody touched. {stands}"
    merged = merge(kept, before + kept, kept + after)
    if merged.clashes == 0:
        assert merged.text == before + kept + after


@given(SENTENCES, st.lists(st.tuples(st.booleans(), st.integers(0, 8), ANYTHING), max_size=6))
def test_two_editors_interleaved_lose_nothing_they_added(
    original: str, edits: list[tuple[bool, int, str]]
) -> None:
    """Each adds marked sentences of their own at any place, in any order."""
    texts = {True: original, False: original}
    added = []
    for number, (who, place, words) in enumerate(edits):
        sentence = f"[{number} {words.replace('.', '').replace('!', '').replace('?', '')}]"
        at = min(place * 9, len(texts[who]))
        texts[who] = f"{texts[who][:at]}\n{sentence}\n{texts[who][at:]}"
        added.append((number, sentence))
    merged = merge(original, texts[True], texts[False])
    for number, _ in added:
        marks = sum(f"[{number} " in text for text in texts.values())
        assert merged.text.count(f"[{number} ") >= min(marks, 1)


@given(ANYTHING, ANYTHING, ANYTHING)
def test_a_clean_merge_does_not_depend_on_who_is_who(original: str, one: str, other: str) -> None:
    first, second = merge(original, one, other), merge(original, other, one)
    assert first.clashes == second.clashes
    if first.clashes == 0:
        assert first.text == second.text


def test_both_changing_one_sentence_keeps_both_and_says_so() -> None:
    merged = merge("He is calm. He works.", "He is angry. He works.", "He is low. He works.")
    assert merged.text == "He is angry. He is low. He works."
    assert merged.clashes == 1


def test_changes_to_two_sentences_come_together() -> None:
    original = "He is calm.\nHe works.\nHe rents."
    merged = merge(original, "He is calm.\nHe works.\nHe owns.", "He is low.\nHe works.\nHe rents.")
    assert (merged.text, merged.clashes) == ("He is low.\nHe works.\nHe owns.", 0)


def test_a_very_long_text_is_one_piece() -> None:
    original = "a.\n" * 3000
    assert merge(original, original + "b", "c" + original).clashes == 1
