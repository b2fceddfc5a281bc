"""What a user wants of a turn: a command, something said without a slash, or an answer."""

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation.commands import BY_NAME
from assistant.conversation.files import ENDINGS
from assistant.conversation.inquiries import only_questions
from assistant.conversation.interviewer import has_abstained
from assistant.conversation.passing import said_in_passing
from assistant.conversation.pasted import is_rules
from assistant.conversation.session import Session, Where
from assistant.conversation.spell import time_said
from assistant.conversation.strays import stray

SHORT = 160
"""Longer texts are answers, whatever they begin with."""
LONG_REASON = 600
"""A judgement with its reason is no longer than this."""


@dataclass(frozen=True)
class Intent:
    """The name of an action and what goes with it."""

    name: str
    argument: str = ""


_ON_CARD = (Where.CARD, Where.PHASE)
_OPEN = (Where.STORY, Where.QUESTION, Where.FOLLOW_UP)
"""Where 'it's 2, Marek and Lena' answers who it was."""
_WAITS_FOR_YES = (*_ON_CARD, Where.EVIDENCE, Where.SYSTEMS)
_TOLD = (*_OPEN, *_ON_CARD, Where.DONE)
"""Where an account is expected; rules are read as the document that they are from."""
_LISTENS_TO_ALL = (Where.EVIDENCE, Where.REASON, Where.INAPPLICABLE)
"""Where a word or two has a meaning of its own."""
_LEVEL = r"(?:level |lvl |a )?([0-3])"
_REST = (
    r"(?:,? (?:who|what|how|when|where|why|which|whether|if|about|on|of|that|this|it|any|anything|yet|"
    r"right|exactly|"
    r"for (?:sure|certain)|really|honestly|to be honest|tbh|sorry|either|here)\b"
    r"(?:(?!\b(?:but|though|except|however|only|because)\b|[,;]).){0,40})?"
)
"""A tail that adds nothing to 'I don't know': what follows a 'but' is an answer."""
_NA = (
    r"(?:that |this |it )?(?:is )?(?:does ?n[o'’]?t apply|not applicable|n/?a)(?: (?:here|to us))?"
    r"(?!.{0,80}\b(?:vendors?|suppliers?|providers?|third.part(?:y|ies))\b)(?:[,:. ]+(?:because |"
    r"since )?(.*))?"
)

_NAMED = r"\w[\w.-]{0,40}(?: (?:from|in|at|of) (?:the )?\w[\w&-]{0,30})?"
_WHO = rf"(?:(?:the|our) )?{_NAMED}(?: team)?"
"""Whom one asks: 'Lea from comms', 'the security team'."""
_UNSURE = (
    r"(?:sorry,? |hm+,? |well,? )?(?:(?:i |we )?(?:(?:don['’]?t|do not|wouldn['’]?t) (?:really |"
    r"actually )?know|"
    r"can['’]?t (?:say|tell))|(?:(?:i|we) have )?no (?:idea|clue)|dunno|idk|unknown|(?:i['’]?m |"
    r"we['’]?re )?not sure)"
    r"(?: (?:tbh|sorry|honestly))?"
)
_SAID: tuple[tuple[str, str], ...] = (
    (r"(?:please |let'?s |can we |we can |i'?d )?(?:skip|pass)(?: (?:over )?(?:this|it|that|the question))?"
     r"(?: one)?(?: for now)?(?:,? (?:please|thanks))?", "skip"),
    (r"next(?: (?:one|question))?(?:,? please)?|move on|let'?s move on", "skip"),
    (r"(?:please |let'?s |can we |we can |i'?d )?(?:(?:skip|pass|leave out)(?: over)? (?:the |"
     r"this )?(whole phase|phase|story)"
     r"|(?:move on to |go to |on to )?(?:the )?(next phase))(?: for now)?(?:,? (?:please|"
     r"thanks))?", "skip"),
    (r"(?:please )?(?:repeat|say|ask|show)(?: (?:it|that|me|the|your|question|again)){0,3} again|"
     r"(?:please )?(?:repeat|once more)"
     r"(?: (?:it|that|the question|please))?|(?:the )?question again|come again", "repeat"),
    (r"(?:i |we )?(?:need|want|let'?s (?:take|have|do)|take|time for) an? (?:\w+ )?(?:break|pause)|"
     r"(?:let'?s )?(?:stop|pause|take five)"
     r"(?: (?:now|for now|for today|today|please))*|(?:that'?s )?enough for (?:now|today)", "home"),
    (r"what (?:did|have|has) (?:we|i|you|been) park(?:ed)?(?: so far)?|what(?:['’]?s|"
     r" is) parked", "parked"),
    (r"(?:maybe |perhaps )?(?:later|not now|not today|another time)(?:,? please)?", "later"),
    (r"(?:let'?s )?(?:come back|get back|do|park|leave)(?: to)?(?: (?:it|this|that))?"
     r"(?: one)? (?:later|for later|for now)", "later"),
    (rf"(?:sorry,? |hm+,? |well,? )?(?:i|we)?\s*(?:really |honestly |just )?(?:don['’]?t|do not|dunno|"
     rf"wouldn['’]?t)"
     rf" (?:really |actually )?know\b{_REST}(?:,? sorry)?", "unknown"),
    (rf"(?:sorry,? |hm+,? )?(?:(?:i|we) have )?(?:no|not any) (?:idea|"
     rf"clue)\b{_REST}(?:,? sorry)?", "unknown"),
    (rf"(?:{_UNSURE},? ?(?:but |so |and )?(?:(?:you['’]?d (?:have|need) to|you should|better|i['’]?d|"
     rf"please|let['’]?s) )?"
     rf"(?:ask|check with|that['’]?s one for|talk to)|(?:i['’]?ll|i|we['’]?ll|we|you['’]?ll|you|i['’]?d|"
     rf"you['’]?d|"
     rf"let me)"
     rf" ?(?:(?:would )?(?:have|need) to )?(?:check (?:that |this |it )?with|ask)) (?!(?:me|us|you|"
     rf"again|about|him|her|them|it|"
     rf"somebody|someone|the|our|every\w*|all)\b)({_NAMED})(?: (?:about )?(?:that|this|it))?", "unknown"),
    (r"(?:unknown|dunno|idk|(?:i['’]?m |we['’]?re )?not sure|no (?:idea|clue))(?:,? (?:tbh|to be honest|"
     r"honestly|sorry|really|"
     r"right now|yet|either|at all|man|mate)){0,3}|(?:i )?can['’]?t (?:say|tell)|cannot (?:say|tell)|"
     r"nobody (?:here )?knows|(?:you['’]?d |you would |we['’]?d )?have to ask (?:somebody|"
     r"someone) else", "unknown"),
    (r"(?:and |so |ok )?what (?:would|does|will) it take to (?:get|go|move|come|climb)(?: up)?(?: here)?"
     r" from (?:level )?[0-3] (?:up )?to (?:level )?([1-3])(?: here)?", "step"),
    (r"(?:and |so |ok )?(?:what|which) (?:documents?|files?|papers?|proofs?|"
     r"evidence)\b.{0,30}\b(?:settles?|"
     r"(?:help|prove|bring|show)s? (?:the )?most|(?:are|is) (?:still )?missing|"
     r"(?:should|shall|must|can) (?:we|i) bring|(?:to|should (?:we|i)) refresh)\b.{0,30}", "wanted"),
    (r"(?:and |so |ok )?(?:what|which)(?: kind of| sort of)? (?:proof|evidence|documents?|artefacts?|"
     r"files?)"
     r"\b.{0,30}\b(?:accept|want|need|count|enough|convince|expect|show)\b.{0,30}", "proof"),
    (r"(?:and |so |ok )?what would (?:you accept|count|do|serve)\b.{0,20}\b(?:proof|evidence)"
     r"(?: here| for (?:this|it|that))?|how (?:can|could|do|would) (?:we|i) prove (?:it|this|"
     r"that)", "proof"),
    (r"(?:and |so |ok )?(?:what|which)(?: real)?(?: ml)? (?:attacks?|incidents?|threats?|cases?)\b.{0,20}"
     r"\b(?:does|do|would|will|did) (?:this|it|that)\b.{0,20}\b(?:stop|answer|prevent|help|cover|address|"
     r"hinder|block|protect)\b.{0,30}", "attacks"),
    (r"what (?:does|would|will) (?:this|it|that) (?:really )?(?:stop|prevent|answer|help against|"
     r"protect(?: us)? (?:from|against))", "attacks"),
    (rf"(?:so |and |ok )?what(?:['’]?s| is| would| does| do)?(?: it)?(?: take)? (?:for )?{_LEVEL}"
     r"(?: even| mean| be| look like| here| again)*", "explain"),
    (rf"(?:how|what)\b.{{0,40}}?\b(?:get|move|take|need|reach|come)\b.{{0,40}}?\b(?:to|at|"
     rf"for) {_LEVEL}", "explain"),
    (rf"explain {_LEVEL}", "explain"),
    (r"(?:and |so |ok |but |wait,? |w8,? |hm+,? )?why (?:is (?:it|that|this) |isn['’]?t (?:it|this|that) )?"
     r"(?:not |no )?(?:an? |at )?(?:level )?([1-3])(?: here| then| yet)?", "step"),
    (r"what(?:['’]?s| is) the difference between (?:level )?[0-3] and (?:level )?([0-3])", "explain"),
    (r"what (?:are|do) (?:the|these|all) levels(?: mean| here)?|explain (?:the )?levels|"
     r"explain this(?: practice)?|"
     r"what(?:['’]?s| is) this (?:practice|about)(?: about)?", "explain"),
    (r"why (?:do|are|would|did) you (?:ask|want|asking|need)\b.{0,60}|why(?: this| that)?|"
     r"why this question|"
     r"what(?:['’]?s| is) (?:this|that|it) for", "why"),
    (r"(?:go |one step )?back(?:,? please)?|(?:the )?previous(?: (?:one|question))?", "back"),
    (r"undo(?: (?:that|it|this|the last one|please))?|take (?:that|it) back", "undo"),
    (r"rephrase(?: (?:it|that|this))?(?:,? please)?|(?:can|could) you (?:say|put|ask|rephrase) (?:it|"
     r"that|this)\b.{0,40}|"
     r"(?:say|put|ask) (?:it|that) (?:differently|another way|in other words)|in other words", "rephrase"),
    (r"(?:sorry,? )?(?:i )?(?:don['’]?t|do not|didn['’]?t) (?:understand|get)"
     r"(?: (?:it|that|this|the question|you|what you mean|what you want))?|"
     r"what do you mean(?: by that)?|huh|(?:sorry,? )?what", "rephrase"),
    (r"(?:show|see|give|what are)(?: me| us)?(?: the| my| our)? (?:results?|scores?|"
     r"scorecard)(?: so far)?", "results"),
    (r"how (?:are|did) we (?:do|doing)(?: so far)?|where do we stand(?: now)?", "results"),
    (r"(?:show|see|give)(?: me| us)?(?: the| my| our)? (?:roadmap|plan)|"
     r"what should we do (?:next|first)", "roadmap"),
    (r"(?:show|see|give)(?: me| us)?(?: the| my| our)? (?:threats?|exposure|threat matrix|case studies)|"
     r"how exposed are we(?: now)?", "threats"),
    (r"(?:show|see)(?: me| us)?(?: the)? parked(?: list| points| questions)?", "parked"),
    (r"(?:please )?export(?: (?:it|this|that|everything|the results|the roadmap|the report|a report))?"
     r"(?: (?:as|to)(?: an?)? (\w{2,12}))?", "export"),
    (r"(?:please )?(?:make|write|create|save|give)(?: me| us)? (?:a|the) report"
     r"(?: (?:as|in)(?: an?)? (\w{2,12}))?", "export"),
    (r"(?:jump|go|skip ahead|move|take (?:me|us)|let'?s go|let'?s move|"
     r"switch) (?:on )?(?:over )?to (.+)", "jump"),
    (r"(?:let'?s |can we |i(?:'d| would) like to |please )?(?:start|begin|go on|"
     r"continue) with (?:the )?(.{3,40})", "jump"),
    (r"let'?s (?:do|talk about|look at) (.+)", "jump"),
    (r"(?:private )?note(?: to (?:self|myself))?: ?(.+)", "note"),
    (r"park (?:it|this|that) for (\w[\w .'-]{0,40})", "park"),
    (r"(?:(?:please |you should |better |i['’]?d )?(?:ask|check with|talk to)|you['’]?d (?:have|need) to ask|"
     r"that['’]?s one for|that['’]?s a question for) "
     r"(?!(?:me|us|you|again|about|him|her|them|it|somebody|someone)\b)"
     rf"({_WHO})(?: (?:about )?(?:that|this))?", "park"),
    (rf"(?!(?:i|we|you|he|she|it|who|nobody|somebody|someone|everybody|everyone)\b)({_NAMED})"
     r" (?:knows|would know|should know|will know) (?:that|this|it)(?: one)?", "park"),
    (r"(?:that['’]?s|it['’]?s) (?:a question |one )?for (?!now|later|all|every|the|us|me|it|that|free|each)"
     r"(\w[\w.-]{0,40})(?: to answer)?", "park"),
    (_NA, "na"),
    (r"(?:please )?(?:use|take|switch to|go with|i want) (?:the )?(core|atlas|extended)"
     r"(?: profile| practices)?(?:,? please)?|"
     r"(?:the )?(core|atlas|extended) (?:profile|practices)(?:,? please)?", "scope"),
    (r"help(?: me)?|commands|what can (?:i|you) (?:do|say)(?: here)?", "help"),
    (r"(?:hide|show)(?: the)? levels", "levels"),
    (r"(?:i want to |let'?s )?(?:quit|exit|stop here|close (?:it|this))", "home"),
)  # fmt: skip
_PATTERNS = tuple(
    (re.compile(rf"(?:{pattern})\s{{0,20}}[.!?…]{{0,20}}", re.IGNORECASE | re.DOTALL), name)
    for pattern, name in _SAID
)

_JUDGED = re.compile(
    r"(?:(?:no+|nah|hm+|well|hang on|wait|ok|actually|sorry|oh|then)[,. ]+){0,2}(?:(?:no+|i think|"
    r"i would say|i'?d say)[,. ]+)?"
    r"(?P<lead>that['’]?s|it['’]?s|its|it is|that is|this is|(?:i|we)['’]?d (?:say|call (?:it|that))|"
    r"make (?:it|that)|call (?:it|that)|set (?:it |that )?(?:to|at)|we['’]?re(?: at)?|we are(?: at)?)"
    r" {1,3}(?:more like |rather |clearly |at least )?(?P<marked>(?:an? |at )?(?:level )?)(?P<level>[0-3])"
    r"(?![\w.%/:]\w)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLACED = re.compile(
    r".{1,200}?[,.;]\s*(?P<lead>i['’]?d call (?:it|that)|i['’]?d say (?:it['’]?s|that['’]?s)|make (?:it|"
    r"that)|call (?:it|that)|so it['’]?s)"
    r" (?P<marked>an? |level |a level )(?P<level>[0-3])(?P<rest>)\s*[.!]?",
    re.IGNORECASE | re.DOTALL,
)
"""'histogram plus the nightly stop, I'd call that a 2': what stands against it is shown before it is set."""
_AFTER_LEVEL = re.compile(
    r"(?:\s*[,.;:!–—-]+\s*|\s+(?=because\b|since\b|as\b|cause\b|bc\b|for us\b|here\b|in my\b|please\b|"
    r"now\b)|\s*$)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"(?:because|since|as|cause|bc|please)\b[\s,]*", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:of|out of|/|models?|systems?|times?|people|persons?|guys?|teams?|minutes?|hours?|days?|weeks?|"
    r"months?|"
    r"quarters?|years?|percent|or|to|and)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:yes|yep|yeah|yup|y|ok|okay|right|correct|agreed|exactly|sure|fine|good|confirm(?:ed)?|"
    r"record(?: it| them| all)?|(?:that |it )?looks? (?:good|right|fine|ok)(?: to (?:me|us))?|"
    r"that['’]?s (?:right|correct|it|all|fine)|that is (?:right|correct|all)|all (?:good|right|correct)|"
    r"done|go ahead|lgtm)"
    r"(?:[, ]+(?:please|thanks|that['’]?s (?:right|it|all)|all of (?:it|them)|record(?: it| them)?|"
    r"looks (?:good|right)|"
    r"correct|go ahead|for now)){0,3}[.! ]{0,10}",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"(?:(?:no+|nope|nah|hm+|sorry|wait|well)[,. ]+){0,2}(?:no+|nope|nah|(?:(?:that|this|it|something)"
    r"(?:['’]?s| is)(?: all)? )?(?:not (?:right|quite|correct|really|it|true)|wrong|incorrect))[.! ]{0,10}",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"(?:still )?(?:as before|as last time|same as (?:before|last time)|the same|same|no change|"
    r"unchanged|nothing (?:has )?changed(?: (?:there|here|since))?|no changes?(?: (?:there|here|since))?|"
    r"still (?:true|the same|so|right))[.! ]{0,10}",
    re.IGNORECASE,
)
_PATH = re.compile(
    rf"(?:file://)?[\w@%+=:,./ \\'\"~-]{{1,1000}}\.(?:{'|'.join(ENDINGS)})['\"]?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?P<rest>.*?)(?:^|(?<=[.!?;\n]))\s{0,20}(?:private note|note to (?:self|myself))\s?:\s?(?P<note>.+)",
    re.IGNORECASE | re.DOTALL,
)


def split_note(text: str) -> tuple[str, str]:
    """What comes before 'private note: …', and the note; a private note never gets into an answer."""
    match = _NOTE.fullmatch(text) if re.search(r"note[^\n]{0,20}:", text, re.IGNORECASE) else None
    return (match["rest"].strip(), match["note"].strip()) if match else (text, "")


def understand(text: str, session: Session) -> Intent:
    """The intent of a turn: command, typed intent, question, path or answer."""
    said = text.strip()
    if said.startswith("/") and not said.startswith("//"):
        head, *rest = said[1:].split(maxsplit=1)[:2] or [""]
        if head.lower() in BY_NAME:
            return Intent(BY_NAME[head.lower()].name, rest[0].strip() if rest else "")
        if not is_file(said):
            return Intent("no-such-command", head)
    for recognise in (_nothing, _judged, _agreed, _stray, _timed, _path, _rules, _in_passing):
        if found := recognise(said, session):
            return found
    if len(said) <= SHORT and (found := typed(said)) and not _is_about_reason(found, session):
        return found
    if questions := only_questions(said):
        return Intent("ask", "\n".join(questions))
    return Intent("answer", text)


def _is_about_reason(found: Intent, session: Session) -> bool:
    """'I don't know' or 'later' to a reason that was asked for is not about the practice."""
    return session.focus.where is Where.REASON and found.name in ("unknown", "later", "skip", "back", "na")


def typed(said: str) -> Intent | None:
    """An intent said in words, when the whole text is one."""
    for pattern, name in _PATTERNS:
        if match := pattern.fullmatch(said):
            argument = next((g for g in match.groups() if g), "")
            return Intent(name, argument.strip())
    return None


def _nothing(said: str, _: Session) -> Intent | None:
    return None if said else Intent("enter")


def _judged(said: str, session: Session) -> Intent | None:
    if session.focus.where in (Where.SYSTEMS, Where.ROLE) or len(said) > LONG_REASON or said.endswith("?"):
        return None
    if match := _PLACED.fullmatch(said):
        return Intent("level", match["level"])
    match = _JUDGED.fullmatch(said)
    if match is None:
        return None
    after = _AFTER_LEVEL.match(match["rest"])
    if after is None and not match["marked"].strip():
        return None
    reason = match["rest"][after.end() if after else 0 :].strip()
    is_said = match["marked"].strip() or _BECAUSE.match(reason)
    answers = session.focus.where in _OPEN and not has_abstained(session)
    if _COUNTED.match(reason) if after is None else reason and not is_said and answers:
        return None
    given = _BECAUSE.sub("", reason, count=1).strip()
    mark = "" if given != reason or not given else ","
    return Intent("level", f"{match['level']}{mark} {given}".strip())


def _agreed(said: str, session: Session) -> Intent | None:
    where = session.focus.where
    if where is Where.REASON and session.focus.reason and _YES.fullmatch(said):
        return Intent("confirm")
    if where in _WAITS_FOR_YES and _YES.fullmatch(said):
        return Intent("confirm")
    if where in _ON_CARD and _WRONG.fullmatch(said):
        return Intent("correct")
    return Intent("same") if where in (Where.STORY, Where.QUESTION) and _SAME.fullmatch(said) else None


def _stray(said: str, session: Session) -> Intent | None:
    found = "" if session.focus.where in _LISTENS_TO_ALL else stray(said)
    return Intent("stray", found) if found else None


def _timed(said: str, _: Session) -> Intent | None:
    found = time_said(said) if len(said) <= SHORT else ""
    return Intent("time", found) if found else None


def _rules(said: str, session: Session) -> Intent | None:
    return Intent("pasted", said) if session.focus.where in _TOLD and is_rules(said) else None


def _in_passing(said: str, session: Session) -> Intent | None:
    """A fact that is told beside what was asked: of a system, or of who speaks."""
    if session.focus.where in (Where.SYSTEMS, Where.ROLE, Where.REASON, Where.EVIDENCE) or len(said) > SHORT:
        return None
    found = said_in_passing(said, [s.name for s in session.state.named])
    return Intent(*found) if found else None


def _path(said: str, _: Session) -> Intent | None:
    return Intent("evidence", said) if len(said) <= 1024 and _PATH.fullmatch(said) and is_file(said) else None


def is_file(said: str) -> bool:
    """Whether words are the path of a file that is there."""
    bare = said.strip("'\"").removeprefix("file://").replace("\\ ", " ")
    try:
        return "\n" not in bare and len(bare) <= 1024 and Path(bare).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False
