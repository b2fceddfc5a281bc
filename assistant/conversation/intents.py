"""What a user wants of a turn: a command, something said without a slash, or an answer."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.commands import BY_NAME
from assistant.conversation.session import Session, Where

SHORT = 160
"""Longer texts are answers, whatever they begin with."""


@dataclass(frozen=True)
class Intent:
    """The name of an action and what goes with it."""

    name: str
    argument: str = ""


_WAITS_FOR_YES = (Where.CARD, Where.PHASE, Where.EVIDENCE, Where.SYSTEMS)
_LEVEL = r"(?:level|lvl|a)?\s*([0-3])"

_SAID: tuple[tuple[str, str], ...] = (
    (r"(?:skip|pass)(?: (?:this|it|that|the question))?(?: one)?(?:,? please)?", "skip"),
    (r"(?:later|not now|come back (?:to (?:it|this|that) )?later|do (?:it|this) later)", "later"),
    (r"(?:sorry,? )?(?:i|we)?\s*(?:really |honestly )?(?:don'?t|do not|dunno|wouldn'?t) know\b.{0,40}", "unknown"),
    (r"(?:no|not any) (?:idea|clue)\b.{0,40}|dunno|idk|i'?m not sure|not sure|can'?t say|cannot say", "unknown"),
    (rf"what(?:'?s| is| would| does| do)?(?: it)?(?: take)?\s*{_LEVEL}(?: even| mean| be| look like| here)*", "explain"),
    (rf"(?:how|what).{{0,40}}(?:get|move|take|need|reach|come).{{0,40}}(?:to|at) {_LEVEL}.{{0,20}}", "explain"),
    (r"why (?:do|are|would|did) you (?:ask|want|asking|need).{0,60}|why(?: this| that)?|why this question", "why"),
    (r"(?:go )?back(?:,? please)?|previous(?: question)?", "back"),
    (r"undo(?: that| it| the last one)?|take (?:that|it) back", "undo"),
    (r"rephrase(?: (?:it|that))?|(?:can|could) you (?:say|put|ask|rephrase) (?:it|that).{0,40}", "rephrase"),
    (r"(?:sorry,? )?(?:i )?(?:don'?t|do not|didn'?t) (?:understand|get)(?: .{0,30})?|what do you mean", "rephrase"),
    (r"(?:show|see|give|what are)(?: me| us)?(?: the| my| our)? (?:results?|scores?|scorecard)", "results"),
    (r"how (?:are|did) we (?:do|doing)(?: so far)?|where do we stand", "results"),
    (r"(?:show|see|give)(?: me| us)?(?: the| my| our)? (?:roadmap|plan)|what should we do (?:next|first)", "roadmap"),
    (r"(?:show|see)(?: me| us)?(?: the)? parked(?: list| points| questions)?", "parked"),
    (r"(?:jump|go|skip ahead|move|take (?:me|us)|let'?s go|let'?s move) (?:on )?to (.+)", "jump"),
    (r"let'?s (?:do|talk about|look at) (.+)", "jump"),
    (r"(?:private )?note(?: to self)?: ?(.+)", "note"),
    (r"park (?:it|this|that) for (\w[\w .-]{0,40})", "park"),
    (r"(?:that'?s|thats|it'?s) (?:a question |one )?for (\w[\w.-]{0,40})(?: to answer)?", "park"),
    (r"(?:that |this |it )?(?:is )?(?:does ?n[o'’]?t apply|doesnt apply|not applicable|n/?a)(?: (?:here|to us))?"
     r"[,:. ]*(.*)", "na"),
    (r"(?:help|commands|what can (?:i|you) do)", "help"),
    (r"(?:hide|show)(?: the)? levels", "levels"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern + r"\s*[.!?…]*", re.I | re.S), name) for pattern, name in _SAID)

_JUDGED = re.compile(
    r"(?:no+[,. ]+|nah[,. ]+|hm+[,. ]+)?(?:that'?s|thats|it'?s|its|it is|that is|this is|i'?d (?:say|call (?:it|that))|"
    r"make (?:it|that)|call (?:it|that)|set (?:it |that )?(?:to|at)|we'?re(?: at)?|we are(?: at)?)"
    r"\s*(?:more like )?(?:a |an |at )?(?:level )?([0-3])(?![\d.%])\b[,.:;\s-]*(.*)",
    re.I | re.S,
)
_YES = re.compile(
    r"(?:yes|yep|yeah|yup|y|ok|okay|right|correct|agreed|exactly|sure|confirm(?:ed)?|record(?: it)?|looks? (?:good|right)|"
    r"that'?s (?:right|correct|it)|that is (?:right|correct)|all (?:good|right|correct))"
    r"(?:[, ]+(?:please|thanks|that'?s right|all of (?:it|them)|record(?: it| them)?|looks good|correct))*[.! ]*",
    re.I,
)
_TIME = re.compile(
    r"(?:i|we)(?:'ve| have)?(?: only)?(?: have| got)?\s*(\d{1,3}) ?min(?:ute)?s?(?: (?:with|for) (?:an? |the |our )?(.{2,40}?))?[.! ]*",
    re.I,
)
_ASKS = re.compile(
    r"(?:so |and |but |ok |wait |hm+ )?(?:what(?:'?s| is| are| does| do| would)?|how|which|who(?:'?d|'?s)?|where|when|why|"
    r"can you|could you|do you|does|is there|are there)\b.*",
    re.I | re.S,
)
_PATH = re.compile(r"(?:file://)?(?:~/|\./|\.\./|/)?[\w@%+=:,./ \\'\"-]+\.(?:md|markdown|txt|text|log)['\"]?")


def understand(text: str, session: Session) -> Intent:
    """The intent of a turn: command, typed intent, question, path or answer."""
    said = text.strip()
    if said.startswith("/") and not said.startswith("//"):
        name, _, argument = said[1:].partition(" ")
        if name.lower() in BY_NAME:
            return Intent(BY_NAME[name.lower()].name, argument.strip())
        if not _is_file(said):
            return Intent("no-such-command", name)
    for recognise in (_nothing, _judged, _agreed, _timed, _path):
        if found := recognise(said, session):
            return found
    if len(said) <= SHORT and (found := typed(said)):
        return found
    if questions := only_questions(said):
        return Intent("ask", "\n".join(questions))
    return Intent("answer", text)


def typed(said: str) -> Intent | None:
    """An intent said in words, when the whole text is one."""
    for pattern, name in _PATTERNS:
        if match := pattern.fullmatch(said):
            argument = next((g for g in match.groups() if g), "")
            return Intent(name, argument.strip())
    return None


def only_questions(said: str) -> tuple[str, ...]:
    """The sentences of a text that does nothing but ask; empty when it says something as well."""
    sentences = [s.strip() for s in re.split(r"(?<=[.?!])\s+|\n+", said) if s.strip()]
    if not sentences or len(said) > 400 or len(sentences) > 4:
        return ()
    asking = [bool(s.endswith("?") and _ASKS.fullmatch(s)) for s in sentences]
    others = [s for s, asks in zip(sentences, asking, strict=True) if not asks]
    rest_is_talk = all(_ASKS.fullmatch(s) and len(s) < 80 for s in others)
    return tuple(sentences) if any(asking) and rest_is_talk else ()


def _nothing(said: str, _: Session) -> Intent | None:
    return None if said else Intent("enter")


def _judged(said: str, session: Session) -> Intent | None:
    if session.focus.where in (Where.SYSTEMS, Where.ROLE) or len(said) > 600:
        return None
    match = _JUDGED.fullmatch(said)
    if not match or said.endswith("?"):
        return None
    reason = re.sub(r"^(?:because|since|as|cause|bc)\s+", "", match.group(2).strip(), flags=re.I)
    counted = re.match(r"(?:of|out of|/|models?|systems?|times?|people|days?|weeks?|months?|years?)\b", reason)
    return None if counted else Intent("level", f"{match.group(1)} {reason}".strip())


def _agreed(said: str, session: Session) -> Intent | None:
    return Intent("confirm") if session.focus.where in _WAITS_FOR_YES and _YES.fullmatch(said) else None


def _timed(said: str, _: Session) -> Intent | None:
    match = _TIME.fullmatch(said) if len(said) <= SHORT else None
    return Intent("time", f"{match.group(1)} {match.group(2) or ''}".strip()) if match else None


def _path(said: str, _: Session) -> Intent | None:
    return Intent("evidence", said) if _PATH.fullmatch(said) and _is_file(said) else None


def _is_file(said: str) -> bool:
    bare = said.strip("'\"").removeprefix("file://").replace("\\ ", " ")
    try:
        return "\n" not in bare and len(bare) < 1024 and Path(bare).expanduser().is_file()
    except (OSError, RuntimeError):
        return False


