"""Statements of documents that are about something else than what the organisation does, and how one tells.

What each rule costs was counted on the reader's corpus: of texts that claim something it strikes few.
"""

import re
from collections.abc import Callable, Mapping

from knowledge.reader.statements import split_statements

_PEOPLE = (
    r"(?:organi[sz]ations|operators|users|consumers|developers|practitioners|companies|implementers|adopters)"
)
_ATTACKER = r"(?:attackers?|adversar(?:y|ies)|malicious \w+|threat actors?)"
_MAY = r"(?:can|could|may|might|would)"
_BAD = r"(?:loss|breach|denial|compromise|leak|disclosure|theft)"
_CUSTOMERS = (
    r"(?:customers?|users?|(?:application )?owners?|tenants?|subscribers?|clients?|consumers?|implementers?"
    r"|(?:application )?developers?|applications?|operators?|you)"
)
_SELF = r"(?:section|document|report|chapter|page|guide|appendix|table|figure|paper|article|overview)"
_NORM = (
    r"^(?s:(?!.*\b(?:what|which|who|how|whether|where|when|as|if) [^.;:]{0,60}\bshould\b).*)"
    r"\b(?:should|ought to) (?!(?:it|he|she|they|we|you|anyone|anybody|one|the|an?|this|that)\b)"
    r"(?!(?:fail|look|know)\b)"
)
_WHAT = r"(?:organi[sz]ations?|data|models?|app(?:lication)?s?|clusters?|deployments?|environments?)"
_RULES: Mapping[str, str] = {
    "illustration": r"^\W*(?:for (?:example|instance)|e\.g\.|such as|imagine|suppose|as an example)\b",
    "risk": (
        rf"^\W*(?:(?:an?|the|any|some) )?(?:\w+ )?{_ATTACKER} (?:{_MAY}\b|\w+s\b)"
        rf"|\bresult(?:s|ing)? (?:in|from) (?:an? |the )?{_BAD}\b|\b{_MAY} (?:\w+ )?(?:lead to|result in)\b"
        rf"|\b{_MAY} (?:\w+ )?be (?:exploited|abused|compromised|stolen|leaked|tricked)\b"
        r"|^\W*(?:denial of service|privilege escalation|data exfiltration|remote code execution)\b"
        r"|\b(?:is|are|be) (?:\w+ )?(?:susceptible|vulnerable|prone) to\b"
    ),
    "terms": (
        r"\bindemnif|\bholds? harmless|\bliab(?:le|ilit(?:y|ies))\b|\battorney|\bpermitted by (?:\w+ )?law\b"
    ),
    "advice": (
        r"^\W*(?:(?:short|long|near)[- ]term,|recommendations?:)"
        r"|\b(?:we|it is|is|are) (?:\w+ )?(?:recommend|advise|encourage|suggest)(?:ed)?\b"
        rf"|\b{_PEOPLE} (?:should|need to|have to|are encouraged|are advised)\b|^\W*consider\b"
        r"|\bit is (?:important|essential|critical|good practice|crucial|advisable|vital) (?:to|that)\b"
        rf"|{_NORM}"
        rf"|\byour (?:own )?(?:\w+ )?{_WHAT}\b|\byou (?:can|could|should|might|want to|need to)\b"
    ),
    "duty of others": (
        rf"\b{_CUSTOMERS} (?:is|are) (?:\w+ )?responsible for\b"
        r"|\b(?:customers?|(?:application )?owners?|tenants?|subscribers?) (?:is|are) (?:required|expected)\b"
        r"|\b(?:customers?|(?:application|site) owners?|tenants?|subscribers?) (?:must|need to|have to)\b"
        r"|\bout(?:side)? of the (?:\w+ ){0,2}boundary\b"
        rf"|\bresponsibilit(?:y|ies) of (?:the |its |their )?(?:\w+ )?{_CUSTOMERS}\b"
    ),
    "pointer": (
        rf"\b(?:this|each|the (?:next|following|previous)) {_SELF} (?:describes?|discuss(?:es)?|presents?"
        r"|lists?|explains?|provides?|gives?|contains?|introduces?|documents?|covers?|outlines?|summari[sz]es?"
        r"|focus(?:es)? on|aims|is about)\b"
        r"|\bwe (?:\w+ )?(?:discuss|outline|summari[sz]e) \w"
    ),
    "disclosure": (
        r"\bvulnerabilit(?:y|ies) (?:report(?:s|ers?|ing)?|disclosures?|(?:\w+ ){1,4}disclosed)\b"
        r"|\b(?:report(?:ing)?|disclos\w+) (?:\w+ ){0,3}vulnerabilit(?:y|ies)\b"
        r"|\b(?:responsible|coordinated) disclosure\b|\bsecurity advisor(?:y|ies)\b|\bbug bount"
    ),
    "method": (
        r"\b(?:this|these|such an?) "
        r"(?:methodolog(?:y|ies)|approach(?:es)?|techniques?|methods?|strateg(?:y|ies))\b"
    ),
    "question": r"\?\W*$",
    "offer": (
        rf"\b(?:allow|enable|help|let|permit)s? (?:you|teams|customers|administrators|{_PEOPLE})\b"
        r"|\bcan (?:\w+ )?be (?:configured|enabled|customi[sz]ed|integrated)\b"
        r"|\bmight (?:\w+ )?be \w|\bcan (?:\w+ )?be used (?:to|for|with)\b|\bis (?:configurable|optional)\b"
    ),
    "under way": (
        r"\b(?:is|are|am|['’]re|['’]m) (?:\w+ )?(?:building|planning|preparing|exploring|considering"
        r"|investigating|evaluating|drafting|working (?:on|towards)|looking (?:at|into)|hoping"
        r"|seeking|in the process of)\b|^\W*(?:investigate|explore|look into|restart work|evaluate whether)\b"
    ),
    "event": (
        r"\b(?:incident|outage|breach|attack|bug|exploit) (?:was|were) (?:\w+ )?"
        r"(?:triggered|caused|introduced|exploited|traced)\b"
        r"|^\W*\d{1,2}:\d{2}(?::\d{2})?\s*(?:utc|gmt|am|pm|z)?\s*[-–—:|]"
        rf"|\b{_ATTACKER} (?:performed|gained|used|obtained|accessed|exploited|stole)\b"
    ),
    "finding": r"\bseverity:? (?:critical|high|medium|low|informational|undetermined)\b|\bcve-\d{4}-\d",
    "taken back": r"\|\s*\W*(?:not true|untrue|false|not (?:yet )?(?:done|met|in place|fulfilled))\b",
    "open": r"[⏭🔄🚧⏳❌✗✘🔜☐]",
    "literature": r"\bet al\b|\barxiv\b|\bdoi:|\[\d{1,3}(?:[,–-] ?\d{1,3}){0,9}\]",
}
_ASIDE = {reason: re.compile(rule, re.IGNORECASE) for reason, rule in _RULES.items()}
_HEADING = re.compile(
    r"\b(?:recommend(?:ed|ations?)|best practices?|guidance for|how to|examples?|indemnit\w*|liabilit\w*"
    r"|warrant\w*|disclaimers?|definitions?|glossary|acronyms|abbreviations|references|bibliography"
    r"|further reading|related work|future work|installation|installing|getting started|quick ?start"
    r"|usage|citation|timeline|action items?|next steps|roadmap"
    r"|attack (?:scenarios?|trees?|vectors?|patterns?)|threat scenarios?|(?:in|out[- ]of)[- ]scope"
    r"|(?:non-)?goals?|motivation|open (?:work|questions?|items?|issues?)|residual risks?"
    r"|gap (?:areas?|analysis)|gaps|planned|in development|backlog|to-?do"
    r"|not (?:yet )?implemented|alternatives|user stories|for information(?: only)?|state of the art"
    r"|what (?:others|peers|competitors) do|(?:industry|market) (?:practices?|trends|news|overview))\b"
    r"|(?:^|> )\W*(?:[\d.]+\s)?(?:(?:open|agreed|our|new) )?actions?(?: points?| log| list)?\W*$",
    re.IGNORECASE,
)
"""Headings under which nobody says what is done here."""
_INTRODUCES = re.compile(
    r"\bplan(?:s|ned|ning)?\b|\bfuture\b|\bto-?do\b|\bnot (?:yet|implemented|supported|in place|done)\b"
    r"|\bout of scope\b|\bobligations?\b",
    re.IGNORECASE,
)
"""What is said before a list of which nothing is done here, beside asides."""
_RUN_IN = re.compile(r"^\W{0,6}(?:\*\*|__)(?P<head>[^*_]{3,80}?)(?:\*\*|__)")
_RUN_ON = re.compile(
    r"^\W{0,6}(?:actions?(?: items?| points?)?|ai|next steps?|to-?do|open (?:points?|items?)|planned|plans?)"
    r"(?: \([^)]{1,40}\))?:\s",
    re.IGNORECASE,
)
"""What is yet to be done, in the manner of minutes."""
_ASIDE_HEAD = re.compile(
    r"(?:\w+ )?(?:risks?|impacts?|gaps?|plan|planned(?: .*)?|recommend(?:ations?|ed .*)|actions?"
    r"|residual(?: .*)?|limitations?|examples?|threats?|attacks?(?: .*)?|caveats?|future(?: .*)?|to ?do"
    r"|exploit(?: scenario)?|vulnerability|issue|problem)(?: [—–-].*)?\W*",
    re.IGNORECASE,
)
"""Words in front of a paragraph that say it is about something else."""
_FORBIDS = re.compile(r"^\W*(?:please )?(?:do not|don['’]t|never|avoid)\b", re.IGNORECASE)
LONGEST_HEAD = 8
"""Words of what may be the heading of a list."""
_PLACE = re.compile(r"^[^,]{1,40}, ")


def aside_in(statement: str) -> str:
    """Why a statement says nothing of what is done here; empty where it may."""
    return next((reason for reason, rule in _ASIDE.items() if rule.search(statement)), "")


def is_order(statement: str) -> bool:
    """Whether it forbids something: that is no word about what is not done."""
    return bool(_FORBIDS.match(statement))


def is_aside(
    passage: str, *, locator: str, under: str = "", is_anothers: Callable[[str], bool] = lambda _: False
) -> bool:
    """Whether a passage stands under such a heading or after such words, or has no other statements."""
    headings = _PLACE.sub("", locator, count=1) if _PLACE.match(locator) else ""
    if _HEADING.search(headings) or (under and _introduces_asides(under)):
        return True
    if _RUN_ON.match(passage):
        return True
    run_in = _RUN_IN.match(passage)
    if run_in and _ASIDE_HEAD.fullmatch(run_in["head"]):
        return True
    pieces = (piece.context for piece in split_statements(passage))
    return all(aside_in(piece) or is_anothers(piece) for piece in pieces)


def _introduces_asides(words: str) -> bool:
    """Whether what stands before a list says that nothing of it is done here."""
    said = words.strip(" :*_")
    is_head = len(said.split()) <= LONGEST_HEAD and bool(_HEADING.search(said))
    return is_head or bool(aside_in(said) or _INTRODUCES.search(said) or _ASIDE_HEAD.fullmatch(said))
