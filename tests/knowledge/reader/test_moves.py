"""What must not move the level, and what must: names, letters and manners; negation, scope and tense."""

from collections.abc import Callable

import pytest

from knowledge.reader.reader import Reader

TEXTS = {
    "AML.M0013": "Every release is signed in the pipeline, and the deploy step refuses anything unsigned. "
    "All models go through it.",
    "AML.M0005": "Nobody has looked at who can open the training bucket. Anyone can overwrite it.",
    "AML.M0007": "Before each retrain I go through the file by hand. Only for the churn model.",
    "AML.M0018": "All engineers who build models take the yearly course on attacks against models.",
    "AML.M0012": "We have a ticket to encrypt the weights. Today they lie on the share in the clear.",
    "AML.M0016": "Marek scans our two main repositories when he has time.",
    "MLS.X10": "There is no plan for an attack on a model. We would improvise.",
}
SAME: dict[str, Callable[[str], str]] = {
    "names": lambda text: text.replace("Marek", "Priya").replace("churn", "fraud"),
    "numbers": lambda text: text.replace("two", "three").replace("yearly", "annual"),
    "case": str.lower,
    "manners": lambda text: f"Thanks for asking. {text}",
    "order": lambda text: ". ".join(reversed(text.rstrip(".").split(". "))) + ".",
    "typos": lambda text: text.replace("Every", "Evry").replace("training", "trainig").replace("mod", "mdo"),
}
MOVED = 0.1
"""Less is no move: where two levels are about as likely a letter may tip them, and none is given."""
OTHER = [
    ("AML.M0013", "All models are signed before release.", "No model is signed before release."),
    ("AML.M0008", "Every model is validated before release.", "No model is validated before release."),
    (
        "AML.M0018",
        "Every developer is trained before they start.",
        "No developer is trained before they start.",
    ),
    ("AML.M0013", "All models are signed before release.", "Only the churn model is signed before release."),
    (
        "AML.M0013",
        "All models are signed before release.",
        "All models used to be signed before release; that was dropped in 2021.",
    ),
    (
        "AML.M0007",
        "The same checks run on the data of every model before training.",
        "No checks run on the data of any model before training.",
    ),
    (
        "AML.M0007",
        "The same checks run on the data of every model before training.",
        "Checks on the data of every model are planned for next year.",
    ),
    (
        "AML.M0018",
        "Every engineer takes the course on attacks against models.",
        "Two engineers took a course on attacks against models.",
    ),
]


def _best(reader: Reader, text: str, practice: str) -> int:
    chances = reader.read(text, practice=practice).probabilities
    return max(range(4), key=lambda level: chances[level])


@pytest.mark.parametrize("change", SAME)
@pytest.mark.parametrize("practice", TEXTS)
def test_what_must_not_move_the_level(reader: Reader, practice: str, change: str) -> None:
    """The same said with other names, letters or manners is as likely each level, and gives the same one."""
    one = reader.read(TEXTS[practice], practice=practice)
    other = reader.read(SAME[change](TEXTS[practice]), practice=practice)
    assert other.level == one.level
    assert max(abs(a - b) for a, b in zip(one.probabilities, other.probabilities, strict=True)) < MOVED


@pytest.mark.parametrize(("practice", "one", "other"), OTHER)
def test_what_must_move_the_level(reader: Reader, practice: str, one: str, other: str) -> None:
    """Negation, scope and tense lower it."""
    assert _best(reader, other, practice) < _best(reader, one, practice)
