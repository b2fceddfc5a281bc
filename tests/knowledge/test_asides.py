"""What in a document is about something else than what is done, beside claims that look like it."""

import pytest

from knowledge.asides import aside_in, is_aside

ASIDES = {
    "illustration": (
        "For example, with some orchestrators, secrets are kept in clear text by default",
        "Such as a signed bundle of weights in a registry",
    ),
    "risk": (
        "Denial of service from a process without limits, which takes all memory of the host",
        "An attacker can read the labels before training",
        "An attacker compromises the store of downloaded models",
        "A missing check could lead to a poisoned set being used",
        "Models are vulnerable to queries that copy them",
    ),
    "terms": (
        "The Supplier shall indemnify the Customer against any loss arising from the model",
        "Neither party is liable for damage caused by changed weights",
    ),
    "advice": (
        "It is recommended to sign each model",
        "Organizations should keep a list of their models",
        "Encrypt your data at rest",
        "Short term, use a checksum for downloaded weights",
        "You should rotate the keys of the registry each quarter",
        "Every release should be signed by two people",
        "Teams ought to keep a list of what they run",
    ),
    "duty of others": (
        "Customers are responsible for encrypting their data sets",
        "Application owners are required to review their own logs",
        "Scans of the database are outside of the application owner boundary",
        "Checking the inputs is the responsibility of the application",
    ),
    "pointer": (
        "This section describes how models are signed",
        "In each threat model we discuss what an intruder could reach",
        "This section provides a look at each threat to the weights",
    ),
    "disclosure": (
        "Upon receiving a vulnerability report, maintainers work on a release",
        "Please report any vulnerability to this address",
        "Vulnerabilities are tracked and disclosed on the forge",
        "Known issues are published as security advisories",
    ),
    "method": ("This approach encrypts the weights on their way", "Such a technique hides the scores"),
    "question": ("Are all models signed before their release?",),
    "offer": (
        "The server allows users to limit the number of queries",
        "Rate limits can be configured for each key",
        "Their tools might be run in a container",
    ),
    "under way": (
        "The team is building a register of all models",
        "We are looking into signed releases",
        "Investigate a limit for the search",
    ),
    "event": (
        "The incident was triggered by a surge of odd queries",
        "Any reconnaissance that the attacker performed before",
        "17:40 - The key of the registry was revoked by Ruth",
    ),
    "finding": (
        "Models are loaded as pickle files Severity: High Difficulty: High",
        "CVE-2019-11248: weights lay open",
    ),
    "taken back": (
        "What passes between till and service is enciphered | **Not true** - two of the tills are bare",
        "Every set is compared with its hash | not yet done | Ines",
    ),
    "open": ("Signatures are checked at release, rotation of the key ⏭ spring", "❌ Weights are hashed"),
    "literature": ("Smith et al. train on altered inputs", "Smoothing bounds what a change can do [12, 14]"),
}


@pytest.mark.parametrize(("reason", "statement"), [(r, s) for r, said in ASIDES.items() for s in said])
def test_an_aside_is_told_with_its_reason(reason: str, statement: str) -> None:
    """By how it is put, whatever it is about."""
    assert aside_in(statement) == reason


@pytest.mark.parametrize(
    "statement",
    [
        "Per-class caps are set for the worst job that an attacker could submit",
        "All organisations in the group must sign each model before release",
        "You must not copy weights to a laptop",
        "The build server has signed every bundle since May",
        "Two people look at the labels, and results go to the board",
        "The outage plan is rehearsed twice a year",
        "Everybody who may change labels is on the list of Ms Ferro",
        "We work on copies of the data and delete them after a run",
        "The limits were reviewed after the incident in May",
        "The file names who signs and what a bundle should hold",
        "Encryption of the store ✅ in force since May",
        "As it should, the gate refuses what has no signature",
        "The platform team is responsible for signing every model",
        "The report of each scan is kept with the release",
        "The scanner reports vulnerabilities of each image to its owner",
        "Each image is scanned for vulnerabilities before a release",
        "Every set is compared with its hash | done | in force since May",
        "At 17:40 each day the sets are compared with their hashes",
    ],
)
def test_a_claim_is_none(statement: str) -> None:
    """Though it speaks of attackers, duties of others, results, or things that happened."""
    assert aside_in(statement) == ""


def test_a_passage_counts_while_one_statement_does() -> None:
    """And nothing does under a heading of advice; the place before the headings says nothing."""
    both = "For example, some sign nothing at all. We sign every model at its release."
    assert not is_aside(both, locator="line 3, Release > Signing")
    assert is_aside("For example, some sign nothing at all.", locator="line 3, Release")
    asides = ("Recommendations", "Action items", "Out-of-scope uses", "Timeline")
    for heading in (*asides, "Planned controls", "Goals", "Residual risk", "Open work"):
        assert is_aside(both, locator=f"line 3, Security > {heading}")
    for heading in ("Planning of releases", "Open source", "Controls in force"):
        assert not is_aside(both, locator=f"line 3, Security > {heading}")
    assert not is_aside(both, locator="References!A7")


def test_bold_words_in_front_say_what_a_paragraph_is_about() -> None:
    """A threat, a gap or what remains is no deed."""
    said = "The loader compares the hash of each file."
    for head in ("Residual risk", "Gap", "Accepted residual — old hosts", "Recommendation:", "Planned Q2"):
        assert is_aside(f"**{head}** {said}", locator="line 3")
    for head in ("Loading", "Risk owner", "Threat modelling"):
        assert not is_aside(f"- **{head}**: {said}", locator="line 3")
