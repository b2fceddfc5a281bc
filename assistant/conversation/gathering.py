"""Clauses gathered behind the system that they are about: 'eta, forecasts arrivals, we train it'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.conversation.particulars import KEYS, is_particular
from assistant.conversation.traits import only_traits

_VERBS = (
    r"(?:analy[sz]es|answers|assesses|assigns|assists|books|calculates|checks|classifies|compares|controls|"
    r"counts|decides|detects|drafts|drives|estimates|extracts|fills|filters|finds|flags|forecasts|generates|"
    r"grades|guesses|handles|helps|identifies|labels|learns|listens|locates|looks|maps|marks|matches|"
    r"measures|"
    r"moderates|monitors|optimi[sz]es|picks|plans|predicts|prices|proposes|ranks|reads|recogni[sz]es|"
    r"recommends|reviews|routes|scans|schedules|scores|screens|searches|segments|sets|sorts|speaks|spots|"
    r"suggests|summari[sz]es|tags|takes|talks|tells|transcribes|translates|triages|turns|watches|writes)"
)
"""What models do; a name and such a word make a sentence."""
_FUNCTION = (
    r"(?:when|what|which|whether|how|if|where|who|why|the|an?|our|their|its|all|any|every|each|at|to|into|"
    r"through|over|up|out|off|on|about|between)"
)
_KINDS = (
    r"(?:models?|systems?|tools?|engines?|bots?|chat ?bots?|assistants?|agents?|classifiers?|detectors?|ocr|"
    r"llms?|scor(?:e|er|ing)s?|recommenders?|predictors?|forecast(?:er|s|ing)?|software|products?|services?|"
    r"copilots?)"
)
_PAST = (
    r"bought|purchased|licensed|hosted|built|made|developed|based|(?:re)?trained|fine-?tuned|used|run|"
    r"running|delivered|written"
)
_TELLS = re.compile(
    r"(?:its?|which|that|this one)\b|(?:which |that )?we (?:\w+ ){1,2}(?:it|this|that)\b|"
    r"(?:also |currently |still |only |just )*(?:is|was|has|can|runs|uses|gets|comes|goes|lives|sits)\b|"
    rf"(?:also )?{_VERBS}\s|[a-z]{{3,}}(?<!s)s {_FUNCTION}\b|"
    rf"(?:was |is )?(?:{_PAST}) (?:from|by|on|in|at|with|for|via|through|over|every|"
    r"ourselves)\b|(?:on|via|through|over|for|by|from|with|using) \w|(?:re)?trains? it\b|"
    r"(?:the |our |their )?[a-z]+ (?:[a-z]+ )?(?!not\b)[a-z]+ it\b",
    re.IGNORECASE,
)
"""An item that goes on about the name before it."""
_MADE_WITH = re.compile(
    r"(?:gpt|chatgpt|llama|claude|gemini|mistral|bert|roberta|xgboost|lightgbm|random forest|logistic "
    r"regression|"
    r"sklearn|pytorch|tensorflow|cnn|transformer|(?:azure )?openai|bedrock|hugging ?face)[\w.-]{0,8}"
    r"(?: (?:api|model|turbo))?",
    re.IGNORECASE,
)
"""What a system is built with; on its own between commas it is about the name before it."""
_MANY = re.compile(
    r"(?:they|these|those|both|all|each|every)\b|(?:which|that|is)? ?are\b|.*\bthem\b", re.IGNORECASE
)
"""Said of a whole row of names, or of all so far."""
_OPENS = re.compile(
    rf"(?:its?|this one|which)\b|we (?:\w+ ){{1,2}}it\b|(?:{_PAST}) (?:by|from|in|on)\b|{_VERBS}\s|"
    r"(?:the |our )?[a-z]+(?: [a-z]+)? (?:uses?|runs?|trains?|maintains?|owns?|operates?) it\b|"
    rf"(?:nobody|no one|everybody|everyone|somebody|someone) |{KEYS}",
    re.IGNORECASE,
)
"""A sentence that is about the name before it."""
_APPOSED = re.compile(
    r"(?:(?:basically|essentially|really|just) )?(?:our|an?|the|one of our)\s+(?P<what>.+)", re.IGNORECASE
)
_TAIL = re.compile(
    rf"\b{_KINDS}\s+(?:that|which|on|for|from|trained|built|based|we|to|with|in|looking|fine-?tuned|bought|hosted|\w+ing)\b|"
    r"^(?:an?|our|the) (?:[\w-]+ ){1,4}(?:that|which) ",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?!(?:an?|our|the)\s)(?!.*\b{_KINDS}$)[\w.&/+'-]+(?:\s[\w.&/+'-]+)?", re.IGNORECASE)
_NAME = r"(?:(?:our|the|an?)\s+)?[\w.&/+'-]+(?:\s+[\w.&/+'-]+){0,3}?"
_MARKED = re.compile(
    rf"(?P<name>{_NAME})(?P<mark>\s*:\s+|\s+[-–—]\s+|\s+(?=(?:is|was|are|uses|comes|"
    rf"runs)\s))(?P<told>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_DOES = re.compile(
    rf"(?P<name>{_NAME})\s+(?:(?:which|that)\s+)?(?P<told>{_VERBS}\s+(?!(?:for|of|in|by|from|model|"
    rf"system)\b).+)",
    re.IGNORECASE | re.DOTALL,
)
_VAGUE = re.compile(
    r"(?:(?:an?|the|our|one|another) )?(?:models?|systems?|tools?|software|ai|bots?|things?|ones?)",
    re.IGNORECASE,
)
_THING = re.compile(r"(?:things?|ones?|software|ai)$", re.IGNORECASE)
_OBJECT = re.compile(rf"[\w]+\s+(?P<what>(?!{_FUNCTION}\b)[\w-]+)", re.IGNORECASE)
"""'a model that predicts churn' is called by what it is for."""
_CALLED = re.compile(
    r"(?P<what>(?:an?|the|our|one) .{1,60}?),? (?:called|named|known as|(?:that |which )?we call)(?: it)? "
    r"[\"'‘“]?(?P<name>[\w.&/+-]+(?: [A-Z][\w-]*)?)[\"'’”]?",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"(?:an?other(?: one| model| system)?|one|(?:an?|one|our)(?: own)? (?:model|system)) for "
    r"(?P<what>[\w-]+(?: [\w-]+)?)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:i|it|we|us|they|them|this|that|which|these|those|you|one|all|both|rest|others?|who|what|there|"
    r"first|second|third|last|that)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:an? |the |our |some)?(?:person|body|one|human|user|colleague|customer|clerk|expert|staff|team|"
    r"everybody)",
    re.IGNORECASE,
)
_FROM_SOMEBODY = re.compile(rf"(?P<before>\b(?i:{_KINDS}|is|comes)) from (?=[A-Z])")
_JOINED = re.compile(r"[(),]|\s(?:and|n|&|\+|plus|as well as)\s")
_AND = re.compile(r"(?:and|plus|also|then|finally)\s+", re.IGNORECASE)


@dataclass
class _Head:
    """A name of a row, and what goes on about it."""

    joint: str
    """What joins it to the one before."""
    name: str
    told: list[str] = field(default_factory=list)
    mark: str = ""
    """What stands between the name and its own clause, a colon, dash or 'is'; none before a verb."""

    @property
    def is_described(self) -> bool:
        return bool(self.told) or "(" in self.name

    @property
    def written(self) -> str:
        if not self.told:
            return self.joint + self.name
        bare, _, aside = self.name.partition("(")
        inside = ", ".join((*([aside.strip(" )")] if aside else []), *self.told))
        return f"{self.joint}{bare.strip()} ({re.sub(r'[()]', ' ', inside)})"


def items(text: str) -> Iterator[str]:
    """The parts between commas and 'and's that stand outside parentheses."""
    for _, item in _joined(text):
        yield item


def gathered(text: str, *, is_listed: bool, subject: str = "") -> str:
    """The text with what goes on about a name in parentheses behind it; as it is where nothing does.

    `is_listed`: the text is one of several parts that each speak of a system; `subject` is what 'it' means.
    """
    said = _FROM_SOMEBODY.sub(r"\g<before> bought from ", text)
    heads: list[_Head] = []
    for joint, item in _joined(said):
        bare = _AND.sub("", item)
        if not heads and subject and _OPENS.match(bare) and not _MANY.match(bare):
            heads.append(_Head("", subject, [bare]))
        elif heads and _goes_on(bare, joint, heads=heads, is_listed=is_listed):
            heads[-1].told.append(bare)
        else:
            heads.append(_head(joint, item))
    if not _are_gathered(heads):
        return said
    _share(heads)
    return "".join(h.written for h in heads)


def last_name(text: str) -> str:
    """The name that a gathered text ends with, which 'it' in the next sentence means."""
    parts = [x.partition("(")[0].strip() for x in items(text)]
    named = [_AND.sub("", x) for x in parts if x and not _NOBODY.search(x) and len(x.split()) <= 5]
    return named[-1] if named else ""


def _joined(text: str) -> Iterator[tuple[str, str]]:
    """Each part with what joins it to the one before."""
    depth, start, joint = 0, 0, ""
    for match in _JOINED.finditer(text):
        mark = match.group().strip()
        depth = max(0, depth + {"(": 1, ")": -1}.get(mark, 0))
        if depth == 0 and mark not in "()":
            yield joint, text[start : match.start()].strip()
            start, joint = match.end(), f"{mark} " if mark == "," else match.group()
    yield joint, text[start:].strip()


def _head(joint: str, item: str) -> _Head:
    """A name, with what its own clause tells."""
    if (called := _CALLED.fullmatch(item)) and not _NOBODY.search(called["name"]):
        return _Head(joint, called["name"], [called["what"]])
    if serves := _SERVES.fullmatch(item):
        return _Head(joint, f"{serves['what']} model", [item])
    does = _DOES.fullmatch(item)
    match = does or _MARKED.fullmatch(item)
    if match is None or _NOBODY.search(match["name"]):
        return _Head(joint, item)
    if does and (object_ := _OBJECT.match(does["told"])) and _VAGUE.fullmatch(does["name"]):
        kind = _THING.sub("model", does["name"].split()[-1])
        return _Head(joint, f"{object_['what']} {kind}", [does["told"]])
    return _Head(joint, match["name"], [match["told"]], "" if does else match["mark"].strip() or "is")


def _goes_on(item: str, joint: str, *, heads: Sequence[_Head], is_listed: bool) -> bool:
    """Whether an item is about the name before it."""
    if not item or _MANY.match(item):
        return False
    head = heads[-1]
    if _TELLS.match(item) or ((does := _DOES.fullmatch(item)) and _PERSON.fullmatch(does["name"])):
        return True
    if is_particular(item) and _can_be_told_of(head):
        return True
    if joint != ", ":
        return False
    is_stuff = _MADE_WITH.fullmatch(item) and not _MADE_WITH.fullmatch(head.name)
    return (
        bool(is_stuff)
        or (is_listed and _is_told(item, head))
        or _is_apposed(item, heads, is_listed=is_listed)
    )


def _can_be_told_of(head: _Head) -> bool:
    """Whether it is a name: after 'all three' or 'we' particulars are about a whole row."""
    return not _NOBODY.search(head.name.partition("(")[0])


def _is_apposed(item: str, heads: Sequence[_Head], *, is_listed: bool) -> bool:
    """'defect, a vision model that looks at welds': after a name that nothing is told of."""
    head = heads[-1]
    if head.is_described or not _APPOSED.fullmatch(item) or not _BARE.fullmatch(_AND.sub("", head.name)):
        return False
    if len(heads) > 1 and not heads[-2].is_described and "," in head.joint:
        return False
    is_last = len(heads) > 1 and bool(head.joint.strip(" ,") or _AND.match(head.name))
    return is_listed or is_last or bool(_TAIL.search(item))


def _is_told(item: str, head: _Head) -> bool:
    """In a list that has a line for each system: words on what it is like, and all that follows them."""
    if _MARKED.fullmatch(item) or "(" in item or _DOES.fullmatch(item):
        return False
    return only_traits(item) or any(only_traits(x) for x in head.told)


def _share(heads: Sequence[_Head]) -> None:
    """'photo, eta: ours, …': a clause after a row of bare names is about them all."""
    first = next((n for n, h in enumerate(heads) if h.is_described), 0)
    if heads[first].mark:
        for head in heads[:first]:
            head.told = heads[first].told[:1]


def _are_gathered(heads: Sequence[_Head]) -> bool:
    """Whether something goes on about a name, beyond one clause about all names before it."""
    marked = [n for n, h in enumerate(heads) if h.mark]
    if any(h.told and not h.mark for h in heads) or len(marked) > 1:
        return True
    if any(h.mark == "is" and len(h.told) > 1 for h in heads):
        return True
    return any(h.is_described for n in marked for h in heads[:n])
