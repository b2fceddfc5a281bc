"""Facts said in passing: 'photo is bought actually', 'another system: address', 'this is Jonas now, …'."""

import re
from collections.abc import Sequence

from assistant.conversation.systems import ORIGINS
from assistant.conversation.traits import traits_in
from assistant.conversation.values import mentioned

MOST_ROLE_WORDS = 4
_FACTS = ORIGINS | {"generative", "agentic", "predictive", "public-interface", "internal-only", "on-device"}
"""Traits that are no practice, so that telling them answers nothing."""
_ANOTHER = re.compile(
    r"(?:(?:oh|and|ah|wait|sorry|by the way|btw)[, ]+)*(?:(?:we (?:also )?(?:have|run|use|got)|"
    r"there(?:['’]?s| is)|"
    r"i forgot|add|please add)(?: also)? )?(?:another|one more|a further|an additional|a new) (?:ml |"
    r"ai )?(?:system|model)"
    r"(?:\s*[:,-]\s*| called | named )(.{2,60}?)[.! ]{0,5}",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"(?:(?:oh|and|but|wait|sorry|no|actually|by the way|btw)[, ]+)*(?:the )?(?P<name>.{1,60}?) (?:is|"
    r"was|are)"
    r"(?: (?:actually|really|in fact))? (?P<what>.{3,40}?)(?:,? (?:actually|by the way|btw|though|tho|"
    r"now))*[.! ]{0,5}",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:not |actually |really |a |an |by |us |ourselves |in |it |the |vendor |supplier |from |here |"
    r"only |model |system |and )*",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    r"(?:(?:hi|hello|ok|so)[, ]+)*(?:(?:this is|i['’]?m|i am|"
    r"it['’]?s) )(?P<name>[A-Z][\w'’-]{1,30})(?: (?:now|here|speaking))?"
    r"(?:, | \(| - )(?:an? |the |our )?(?P<role>[\w /&-]{2,40}?)\)?[.! ]{0,5}"
)


def said_in_passing(said: str, systems: Sequence[str]) -> tuple[str, str] | None:
    """The action and its words for a fact of scope or speaker; None where the words say something else."""
    if match := _ANOTHER.fullmatch(said):
        return "system", f"add {match[1]}"
    if match := _SPEAKS.fullmatch(said):
        role = match["role"] if len(match["role"].split()) <= MOST_ROLE_WORDS else ""
        return ("as", f"{match['name']}, {role}") if role else None
    match = _DESCRIBED.fullmatch(said)
    names = mentioned(match["name"], systems) if match else ()
    if match is None or len(names) != 1 or names[0].lower() != match["name"].lower():
        return None
    traits = set(traits_in(match["what"])) & _FACTS
    if not traits or not _PLAIN.fullmatch(_bare(match["what"])):
        return None
    return "system", f"change {names[0]} ({', '.join(sorted(traits))})"


def _bare(words: str) -> str:
    """The words without those that name a trait."""
    rest = " ".join(w for w in words.split() if not traits_in(w))
    return f"{rest} " if rest else ""
