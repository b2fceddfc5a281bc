"""What was said before a list: its introduction, a bold line, the heading above it."""

import re
from dataclasses import dataclass

from knowledge.documents.prose import HEADING

LONGEST_PHRASE = 8
"""Words of an item that may have its subject in the heading above it."""
LONGEST_SUBJECT = 12
"""Words of a heading or introduction that is read in front of an item."""
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s")
_BEGINS = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?[*_`\s]*")
_ALONE = re.compile(r"^\W{0,6}(?:\*\*|__)[^*_]{2,80}(?:\*\*|__)\W*$")
"""A line that is bold as a whole heads what follows."""
_POINTS = re.compile(
    r"\b(?:follow(?:s|ing)|below|these|this|includ(?:es?|ing)|consists?|covers?|namely|such as|e\.g)\b", re.I
)
"""An introduction that says only that a list comes."""
_SPEAKS = re.compile(
    r"\W*(?:decided|decisions?|agreed|resolved|noted|notes?|discuss(?:ed|ion)|minutes|present|attend(?:ees|ed)"
    r"|apologies|updates?|news)\W*",
    re.IGNORECASE,
)
"""Words under which people say things of every kind."""
_SAYS_NOTHING = re.compile(
    r"(?:(?:our|the|general|other|further|key|main|basic|overall|core|security|technical|current) )*"
    r"(?:controls?|measures?|requirements?|polic(?:y|ies)|procedures?|process(?:es)?|overview|details?|summary"
    r"|introduction|background|purpose|rules?|standards?|notes?|description|features?|highlights|contents"
    r"|statements?|principles?|safeguards?|responsibilities|misc\w*|others?|general|security|what we do"
    r"|how it works|how we work|implementation|practices|faq|questions?)",
    re.IGNORECASE,
)
"""Headings that say nothing of what the items below them are about."""
_HOW = re.compile(
    r"\b(?:only|no|never|always|every|each|all|any|per|by|without|before|after|at least|at most|daily|nightly"
    r"|hourly|weekly|monthly|quarterly|yearly|annually|twice|once|kept|held|set|run|sent|built|bound|given"
    r"|written|\w{3,}ed)\b|\d",
    re.IGNORECASE,
)
_TELLS_TO = re.compile(
    r"\W*(?:add|ask|check|compute|confirm|consider|contact|create|define|describe|document|ensure|get|identify"
    r"|install|keep|list|make|notify|open|provide|read|recompute|record|report|review|run|see|send|set|submit"
    r"|update|use|verify|write)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"^(?:[\W_]|\d+[.)]?(?:\d+[.)]?)*\s|[A-Za-z]\)|(?:section|chapter|step|clause) [\d.]+\W)+", re.I
)
_EACH = re.compile(r"\W*(?:for|before|after|at|on|in|with|during|of) (?:every|each|all|any)\b", re.IGNORECASE)
_MARKS = re.compile(r"[*_`#]+|\[([^\]]*)\]\([^)]*\)")


def is_item(words: str, locator: str) -> bool:
    """Whether a passage stands in a list."""
    return bool(_ITEM.match(words)) or locator.startswith("item ")


def begins_at(words: str) -> int:
    """Where the words of an item begin after its marks."""
    match = _BEGINS.match(words)
    return match.end() if match else 0


def holds_for_each(introduction: str) -> bool:
    """Whether an introduction says of how many the items are said: it belongs to each of them."""
    return bool(_EACH.match(introduction))


def says_how(words: str) -> bool:
    """Whether a phrase says how something is done, rather than naming it or telling somebody to do it."""
    return len(words.split()) <= LONGEST_PHRASE and bool(_HOW.search(words)) and not _TELLS_TO.match(words)


@dataclass
class Leads:
    """What was said before a list."""

    head: str = ""
    lead: str = ""
    path: str = ""
    """The headings above, as they stand in the locator."""

    def enter(self, locator: str) -> None:
        """The next passage; under other headings nothing of what was said before holds."""
        path = locator.partition(", ")[2]
        if path != self.path:
            self.head = self.lead = ""
        self.path = path

    def hear(self, words: str, *, is_item: bool) -> None:
        """What it says."""
        if HEADING.match(words):
            self.head = self.lead = ""
        elif _ALONE.match(words):
            self.head, self.lead = words.strip(), ""
        elif not is_item:
            self.lead = words if words.endswith(":") else ""

    def over(self, *, is_item: bool) -> str:
        """What introduces this passage: the list it is in, or a bold line."""
        return (self.lead if is_item else "") or self.head

    @property
    def subject(self) -> str:
        """What an item here is about, with a colon; empty where nothing above it says."""
        if _SPEAKS.fullmatch(self.lead):
            return ""
        is_told = self.lead and not _POINTS.search(self.lead)
        above = self.lead if is_told else self.head or self.path.rpartition(" > ")[2]
        name = _PARTS.sub("", _MARKS.sub(r"\1", above)).strip(" :.")
        is_said = name and not _SAYS_NOTHING.fullmatch(name) and not _SPEAKS.fullmatch(name)
        return f"{name}:" if is_said and len(name.split()) <= LONGEST_SUBJECT and "?" not in name else ""
