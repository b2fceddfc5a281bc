"""Questions about the interview itself, and the fixed answers to them."""

import re

_ASKED: tuple[tuple[str, str], ...] = (
    (r"how (?:long|much (?:time|longer))\b.{0,40}\b(?:take|last|need|left|still)|how many (?:questions|"
     r"practices|phases)\b",
     "time"),
    (r"who (?:can|will|could|gets? to|may|else)\b.{0,20}\b(?:see|read|sees|reads|look)|"
     r"(?:will|is|does|do|can)\b.{0,40}\b(?:shared|sent|stored|uploaded|leave (?:this|my|the)|my boss|"
     r"see (?:this|it|my)|"
     r"confidential|private|anonymous)\b|where (?:does|do|is|are|will)\b.{0,30}\b(?:go|saved|stored|"
     r"kept)\b",
     "seen"),
    (r"(?:what|which)\b.{0,20}\b(?:counts?|qualif\w+|mean)\b.{0,15}\bsystems?\b|what(?:['’]?s|"
     r" is) a system\b",
     "system"),
    (r"(?:what|which)\b.{0,30}\b(?:counts?|serves?|accept|enough)\b.{0,15}\breasons?\b|what(?:['’]?s|"
     r" is) a (?:good )?reason\b",
     "reason"),
    (r"what (?:happens|if|do i do|should i (?:do|say))\b.{0,30}\b(?:don['’]?t|do not|no idea|nobody|"
     r"not)\b.{0,10}\b(?:know|idea)",
     "unknown"),
    (r"(?:do|does|would|will)\b.{0,20}\b(?:pilots?|plans?|tickets?|drafts?|vendors?|"
     r"suppliers?)\b.{0,15}\bcounts?\b",
     "counts"),
    (r"(?:what|how much)\b.{0,25}\b(?:costs?|price|charges?|licen[cs]es?)\b|how much (?:is|are) (?:this|"
     r"it|that|"
     r"mlsmm|an? (?:licen[cs]e|seat))\b|is (?:this|it|mlsmm) (?:for )?free\b|"
     r"do (?:we|i) (?:have to |need to )?pay\b.{0,20}\b(?:this|it)\b",
     "cost"),
    (r"\b(?:can|could|will|would) you (?:please |also |maybe |just )?(?:write|draft|make|create|prepare|"
     r"generate|"
     r"compose|produce|give)\b.{0,30}\b(?:polic(?:y|ies)|procedures?|guidelines?|templates?|e-?mails?|"
     r"letters?|"
     r"slides|presentations?|trainings?|codes?|scripts?|documents?|checklists?|minutes)\b",
     "write"),
    (r"\b(?:who|what) are you\b|\bare you (?:an? )?(?:real|chat ?gpt|gpt\S*|ai|llm|robot|bot|chatbot|"
     r"human|person|"
     r"machine|language model)\b|what(?:['’]?s| is) your name\b|who (?:made|built|wrote|created|"
     r"trained) (?:you|"
     r"this|mlsmm)\b|do you (?:use|send)\b.{0,30}\b(?:chat ?gpt|gpt|llm|openai|language model|cloud|"
     r"internet)\b",
     "self"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(words, re.IGNORECASE), name) for words, name in _ASKED)
LONGEST = 160


def own_answer(question: str) -> str:
    """The name of the sentence that answers a question about the interview; empty for any other."""
    if len(question) > LONGEST:
        return ""
    return next((name for pattern, name in _PATTERNS if pattern.search(question)), "")
