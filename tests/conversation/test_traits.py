"""What systems are like, and what follows from it, in words that a person would use."""

from collections.abc import Callable

from assistant.conversation.speech import trait_words
from assistant.conversation.systems import parse_systems
from model.catalogue import Catalogue
from tests.conversation.scripted import Talk


def test_what_a_system_is_like_is_said_in_words(begin: Callable[..., Talk], real: Catalogue) -> None:
    """No trait is shown by its identifier, and what is shown is understood when somebody types it."""
    for trait in real.traits:
        words = trait_words([trait])
        assert "-" not in words or words in ("trained in-house", "fine-tuned", "third-party data",
                                             "on a third-party model")  # fmt: skip
        assert [s.traits for s in parse_systems(f"photo: {words}")] == [(trait,)]
    assert "photo                 trained in-house, high impact" in begin().say("photo (ours, high impact)")


def test_a_trait_without_words_goes_by_its_name() -> None:
    """An organisation's own catalogue may know others."""
    assert trait_words(["bought", "kept-offline"]) == "bought, kept-offline"


def test_practices_with_the_same_target_share_a_line(begin: Callable[..., Talk]) -> None:
    """The profile says once what raises the targets of many."""
    talk = begin()
    talk.say("photo (ours, high impact)", "", "security lead")
    assert talk.say("/profile").count("a wrong answer can hurt people") == 2
