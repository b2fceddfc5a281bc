"""The words that say what a system is like, and the traits that they mean."""

import re
from collections.abc import Iterator

_TRAIT_WORDS: tuple[tuple[str, str], ...] = (
    (r"fine-?tun\w*|fine tun\w*", "fine-tunes"),
    (r"bought|purchased|buy(?:ing)?|vendor\w*|supplier'?s?|saas|off.the.shelf|hosted|licen[cs]ed|apis? of|"
     r"(?:via|over|through) (?:an? |the |their |its )?apis?|"
     r"third.?party (?:service|product|api)", "bought"),
    (r"(?:self.?|re)?train(?:s|ed|ing)?(?:[ -](?:by (?:us|ourselves)|our own|own|ourselves|in.?house|it|"
     r"them|here))?|"
     r"(?:our )?own team trains|built (?:it|them|this)(?: ourselves)?|in[- ]?house|home.?grown|built by us|"
     r"build (?:it |them )?ourselves|(?:our|my) own|trains-own|ours|"
     r"own (?:model|training)",
     "trains-own"),
    (r"generat(?:e|es|ive|ing)|gen.?ai", "generative"),
    (r"agentic|tool.?use|tool.?call\w*|(?:with|calls?|uses?|has) (?:\w+ )?tools?", "agentic"),
    (r"predict(?:s|ive|ion|ions)?|classif(?:y|ies|ication)|regress\w*|scores|forecasts|"
     r"recommends|ranks|detects|flags|estimates|vision (?:models?|systems?)", "predictive"),
    (r"public|public(?:ly)?[ -](?:facing|reachable|interface|api)|public-interface|customer.?facing|"
     r"internet.?facing|on the internet|external(?:ly)?(?: users?)?|"
     r"(?:used|asked) by (?:our )?(?:customers|clients|visitors|the public)|"
     r"(?:our )?(?:customers?|clients|visitors|the public|any(?:body|one)) (?:can )?(?:chats?|talks?|asks?|"
     r"uses?|uploads?|types?)(?: (?:with|to|in|it))?", "public-interface"),
    (r"internal(?:-only)?(?: use| only)?|employees only|intranet", "internal-only"),
    (r"on.?devices?|on phones?|edge|embedded|mobile", "on-device"),
    (r"(?:no|without|not (?:have|use)|n['’]t (?:have|use))[- ](?:any )?(?:physical |real |such )?"
     r"(?:sensors?|cameras?)", "no-sensors"),
    (r"cameras?|lidar|radar|microphones?|(?<!no[- ])(?<!physical )(?<!any )sensors?", "sensors"),
    (r"own[- ](?:machines?|servers?|data ?cent(?:er|re)s?)|self-hosted|on.?prem(?:ises)?", "own-machines"),
    (r"(?<!no )(?<!no-)(?:personal.?data|patients?(?: data)?|pii|medical|biometric\w*)", "personal-data"),
    (r"no[- ](?:personal|patient|customer)[- ]data|no pii", "no-personal-data"),
    (r"(?<!not )(?:regulated|gdpr|mdr|medical device)", "regulated"),
    (r"unregulated|not regulated", "unregulated"),
    (r"(?:only )?own[- ]data", "own-data"),
    (r"own-models|from scratch|no base model", "own-models"),
    (r"reviewed|human.in.the.loop|(?:a |somebody |someone )?(?:person|human|people) "
     r"(?:checks?|looks?|decides?|approves?)(?: first| before)?", "reviewed"),
    (r"low.?impact|harmless", "low-impact"),
    (r"identifies-people|identif(?:y|ies) people|recogni[sz]es? (?:faces|people|voices)",
     "identifies-people"),
    (r"no[- ](?:people|faces|voices)", "no-people"),
    (r"own[- ](?:rights|permissions|service account)", "own-rights"),
    (r"acts-for-user|acts? for (?:the |its |one )?users?|on behalf of (?:the |"
     r"its )?users?", "acts-for-user"),
    (r"(?<!no )(?<!no-)(?:keeps-memory|keeps? (?:a )?memory|with memory|remembers)", "keeps-memory"),
    (r"no[- ]memory|stateless|without memory", "no-memory"),
    (r"third.?party.?data|public data ?sets?|scraped|suppliers?'? data|"
     r"data from suppliers", "third-party-data"),
    (r"third.?party.?models?|base models?|pre.?trained", "third-party-models"),
    (r"autonomous(?:ly)?|acts? (?:alone|by itself)|without (?:a )?human", "autonomous"),
    (r"high.?impact|safety.?critical|critical|life.?or.?death", "high-impact"),
)  # fmt: skip
_NAMING: tuple[tuple[str, str], ...] = (
    (r"llms?|(?:chat)?gpt\S{0,8}|claude|gemini|llama\S{0,4}|mistral|summari[sz]\w+|chat ?bots?|language "
     r"models?|copilot|assistant|rag", "generative"),
    (r"agents?", "agentic"),
    (r"(?:face|facial|voice|speaker) (?:recognition|verification|match\w*|checks?|"
     r"id)", "identifies-people"),
    (r"classifiers?|classification|predict(?:ion|or)s?|regression|scor(?:er|ing)|forecast(?:s|er|ing)?|"
     r"detect(?:or|ion)s?|recogni\w+|recommend(?:er|ation)s?|rank(?:er|ing)", "predictive"),
)  # fmt: skip
"""Words that say what a system is, and that often are its name."""


def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), trait) for words, trait in rows
    )


TRAITS, NOUNS = _compiled(_TRAIT_WORDS), _compiled(_NAMING)


_FILLER = re.compile(
    r"\b(?:is|are|was|were|all|both|each|every|the|rest|of|them|they|and|by|us|an?|with|it|we|that|which|"
    r"have|has|on|ourselves|itself|can|"
    r"uses?|models?|systems?|also|too|only|from|data|facing|api|mostly|using|but|not|for|in|to)\b|[^\w]",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\bnot|n['’]t|\bno longer|\bneither|\bnor|\bnever|\bnobody|\bno one)"
    r"(?: (?:an?|the|really|being|yet|any|ever|either))*\s*$",
    re.IGNORECASE,
)


def traits_in(text: str) -> tuple[str, ...]:
    """The traits that a description names, in the order of the table; what it denies is none."""
    return tuple(t for pattern, t in (*TRAITS, *NOUNS) if any(_said(text, pattern)))


def denied_in(text: str) -> tuple[str, ...]:
    """The traits that a description denies: 'not generative'."""
    found = [(t, list(_said(text, pattern))) for pattern, t in (*TRAITS, *NOUNS)]
    return tuple(dict.fromkeys(t for t, said in found if said and not any(said)))


def _said(text: str, pattern: re.Pattern[str]) -> Iterator[bool]:
    """For each place where it speaks of a trait whether it claims it."""
    for match in pattern.finditer(text):
        yield _NOT.search(text[max(0, match.start() - 24) : match.start()]) is None


def only_traits(text: str) -> bool:
    """Whether a text says what something is like, and nothing else."""
    rest = text
    for pattern, _ in TRAITS:
        rest = pattern.sub("", rest)
    return rest != text and not _FILLER.sub("", rest)
