import pytest

from popo.drafts.typed import is_about


@pytest.mark.parametrize("about", ["", "LUT-0042", "0b9d7d1e-8a6b-4f3c-9e55-0123456789ab"])
def test_a_draft_is_about_nothing_a_reference_or_a_key(about: str) -> None:
    assert is_about(about)


@pytest.mark.parametrize("words", ["Adam Example", "LUT-0042 ", "lut-0042", "LUT-42", "-", "1983"])
def test_names_and_near_references_are_refused(words: str) -> None:
    assert not is_about(words)
