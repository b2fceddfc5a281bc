"""Whose words a document holds: an examiner's, a standard's, or what nobody has agreed to yet."""

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.documents.prose import HEADING
from model.evidence import Document

HEAD = 40
"""Passages at the beginning among which a document says what it is."""
TITLE = 8
"""Passages at the beginning among which an examiner's report is called one ..."""
EXAMINED = 0.002
"""... and the words of examiners, of all words, that it has at least; chosen on reports and policies."""
_DRAFT = re.compile(
    r"^\W*(?:(?:document |adr |decision )?status\W+)?(?:proposed|proposal|draft|rejected|superseded"
    r"|deprecated|withdrawn|obsolete|abandoned)\b(?:\W*$|\W+(?:by|for|in|on|since|\d).*)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"^\W*(?:(?:document |adr |decision )?status)\b", re.IGNORECASE)
_EXAMINING = re.compile(
    r"\b(?:audit(?:ors?|ed|s)?|engagement|findings?|severity|assessors?"
    r"|penetration test(?:ers?|ing)?|exploit scenario|remediation|testers?|consultants?)\b",
    re.IGNORECASE,
)
_EXAMINERS = re.compile(
    r"\b(?<!self[- ])(?:(?:security|fuzzing|code) (?:audit|assessment|review)|audit report|internal audit"
    r"|penetration test(?:ing)? report|pentest report)\b"
    r"(?! (?:questionnaire|checklist|policy|plan|template))",
    re.IGNORECASE,
)
_THEIR_DEEDS = re.compile(
    r"^\W*(?:(?:in|during|as part of|for|over) [^,]{3,60}, )?(?:we|our (?:team|review|audit|work|approach"
    r"|testing|assessment|auditors?|engineers?|efforts?|goal)"
    r"|the (?:audit|assessment|review|testing) (?:team|also|was|covered)"
    r"|the (?:auditors?|assessors?|testers?|consultants?|reviewers?))\b",
    re.IGNORECASE,
)
_NORMATIVE = re.compile(
    r"\bRFC ?2119\b|key ?words [\"“']?MUST\b|\bthis specification\b|\bconform(?:ing|ant) implementations?\b",
    re.IGNORECASE,
)
_DEMANDS = re.compile(r"\b(?:MUST|SHOULD|SHALL|MAY|REQUIRED|RECOMMENDED|OPTIONAL)\b")


@dataclass(frozen=True)
class Voice:
    """Who speaks in a document, as far as it says so."""

    is_draft: bool = False
    """Nobody has agreed to it, or it is no longer agreed to."""
    is_examiner: bool = False
    """Those who say we are not those whose systems they write about."""
    is_norm: bool = False
    """What it demands is demanded of others."""

    def is_anothers(self, statement: str) -> bool:
        """Whether a statement tells what the examiners did, or what a standard demands."""
        is_theirs = self.is_examiner and bool(_THEIR_DEEDS.match(statement))
        return is_theirs or (self.is_norm and bool(_DEMANDS.search(statement)))


def voice_of(document: Document) -> Voice:
    """By its beginning and by how often it uses the words of examiners."""
    seen = [document.words(p) for p in document.passages if not p.is_hidden]
    head = seen[:HEAD]
    told = (b for a, b in pairwise(head) if HEADING.match(a) and _STATUS.match(a))
    alone = (words for words in head if _STATUS.match(words) and not HEADING.match(words))
    count = max(1, len(document.text.split()))
    often = len(_EXAMINING.findall(document.text)) >= EXAMINED * count
    return Voice(
        is_draft=any(map(_DRAFT.match, (*told, *alone))),
        is_examiner=often and any(map(_EXAMINERS.search, head[:TITLE])),
        is_norm=bool(_NORMATIVE.search(document.text)) and len(_DEMANDS.findall(document.text)) >= 5,
    )
