"""Turns that say nothing of what was asked: 'ok', 'hmm', 'let me think', 'as I said'."""

import re

_FILLER = re.compile(
    r"(?:(?:o+k+|okay|okey|k+|h+m+|mm+|u+h+m*|u+m+|er+m*|a+h+|o+h+|well|yes|yep|yeah|yup|ya|right|sure|"
    r"fine|thanks?|"
    r"thx|cheers|lol|haha+|good|great|cool|nice|so|and|then|alright|got it|i see|wait|maybe|hi|hello|hey|"
    r"let me (?:think|see|check)|(?:one|a) (?:moment|sec(?:ond)?|minute)|just a (?:moment|sec(?:ond)?|"
    r"minute)|"
    r"hang on|hold on|good question|interesting|tbh|please|you|a lot|very much|now)[\s,.!…:)-]*)+",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"(?:(?:well|ok|hm+|no|yes|but|and|so)[, ]+)*(?:(?:as|like) (?:i|we)(?:['’]ve)? (?:already |"
    r"just )*(?:said|told you|"
    r"mentioned|explained)|(?:i|we)(?:['’]ve)? (?:already |just )*(?:said|told you|mentioned|explained|"
    r"answered) "
    r"(?:that|this|it|so)|(?:i |we )?(?:already )?(?:told|said|answered)(?: you)?(?: (?:that|this|"
    r"it))?(?: already)|"
    r"(?:i|we)(?:['’]ve)? (?:(?:already|just) )+(?:told you|said|answered|mentioned|"
    r"explained)(?: (?:that|this|it))?|"
    r"same (?:as )?(?:above|answer)|see above|asked and answered)(?: (?:already|before|above|"
    r"earlier))*[\s.!…]*",
    re.IGNORECASE,
)


def stray(said: str) -> str:
    """The name of what is replied to words that answer nothing; empty for all others."""
    if not said or len(said) > 60:
        return ""
    if _ALREADY.fullmatch(said):
        return "already"
    return "filler" if _FILLER.fullmatch(said) else ""
