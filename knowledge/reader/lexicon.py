"""Weak signs in the wording of a statement; each may err, the head weighs them beside the meaning."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NOT = r"(?:not|n'?t|never|no|nobody|none|nothing|without|hardly|neither|nor)\b"
_SIGNS = {
    "negated": _NOT,
    "opens negated": r"^\W*(?:\w+\W+){0,2}?(?:no|not|none|nothing|never|nobody|nope|nah)\b",
    "double negation": r"\b(?:nothing|nobody|no \w+|none|never)\b.{0,50}\b(?:without|until|unless|manual|by hand|skip|around)",
    "we do not": r"\b(?:do|does|did|has|have|is|are|was|were|ca)(?:n'?t| not)\b|\b(?:dont|doesnt|isnt|arent|havent|hasnt|cant)\b",
    "absent": r"\b(?:no such|does not exist|doesn'?t exist|nothing (?:in place|like that|at all)|not (?:in place|done|implemented|established|available|performed)|non-?existent|absent|lack(?:s|ing)?|missing)\b",
    "no check": r"\b(?:unchecked|unsigned|unrestricted|unlimited|unencrypted|anyone can|anybody can|everyone can|everybody can|open to (?:all|everyone|anybody)|straight (?:in|into)|as is|whatever comes)\b",
    "plan": r"\b(?:plan(?:s|ned|ning)?|roadmap|backlog|ticket|next (?:year|quarter|month|sprint|week)|q[1-4]\b|will (?:be|have|start|introduce|add|get)|going to|gonna|want to|would like|intend|intends|budget|upcoming|soon|hope(?:s|fully)?|wish|tender|proposal|proposed|considering|thinking (?:of|about)|under discussion|to be (?:introduced|done|defined|implemented|decided))\b",
    "future": r"\b(?:will|'ll|shall soon|by (?:the )?(?:end of|summer|autumn|spring|winter|20\d\d)|once (?:we|the)|from next)\b",
    "pilot": r"\b(?:pilot|trial|proof of concept|poc|experiment(?:al|ing)?|trying (?:it )?out|first steps)\b",
    "past": r"\b(?:used to|formerly|previously|in the past|back then|until (?:last|20|he|she|the|we)|no longer|any ?more|not since|stopped|dropped|abandoned|discontinued|switched (?:it )?off|turned (?:it )?off|fell asleep|lapsed|once(?: (?:upon|did|had|in))|years ago|was (?:removed|cancelled|retired)|let it slide)\b",
    "guidance": r"\b(?:should|ought to|is recommended|recommended that|we recommend|best practice|consider(?:s)?|it is (?:advisable|important|good)|organi[sz]ations (?:can|may)|may want to|encouraged|advised)\b",
    "question": r"\?\s*$|^\W*(?:why|what|how|when|who|where|which|do|does|is|are|can|could|should|would)\b[^.]*\?",
    "unknown": r"\b(?:no idea|not sure|don'?t know|dunno|idk|no clue|can'?t say|couldn'?t say|cannot say|unclear|you'?d have to ask|ask \w+|not my (?:area|department)|beats me|above my pay|haven'?t a clue|would have to (?:ask|check|look)|unknown to)\b",
    "vendor": r"\b(?:vendor|supplier|provider|third[- ]part(?:y|ies)|contractor|saas|their (?:docs|website|contract|certificate)|they (?:say|claim|assure|promise|told us)|manufacturer|hoster|bought)\b",
    "certificate": r"\b(?:iso ?2700\d|soc ?2|certif(?:ied|icate|ication)|audit report|accredited|attestation|compliant)\b",
    "all": r"\b(?:all|every|each|any|always|everywhere|whole|entire|across|without exception|100 ?%|throughout|both|nothing .{0,40} (?:without|unless|until)|no (?:model|data|file|release|system)s? .{0,50}(?:without|unless|until|before))\b",
    "most": r"\b(?:most|mostly|majority|usually|largely|half|many|several|two of|three of|generally|nearly all|almost all)\b",
    "some": r"\b(?:some|sometimes|occasionally|a few|one (?:of|team|model|project|system)|only (?:on|in|for|the|one)|single|just (?:the|one|for|me)|here and there|now and then|depends|varies|ad[- ]?hoc|from time to time|in places|individual)\b",
    "except": r"\b(?:except|apart from|other than|all but|not (?:the|yet) (?:legacy|old)|with the exception|excluding|legacy|besides the)\b",
    "person": r"\b(?:one person|one guy|colleague|intern|whoever|somebody|someone|individual|i (?:do|look|check|go|run|try|keep|usually)|(?:he|she) (?:does|looks|checks|runs|keeps)|by hand|manual(?:ly)?|eyeball\w*|gut|feeling|initiative|voluntar\w+|on (?:his|her|my|their) own)\b",
    "informal": r"\b(?:informal\w*|habit|nothing (?:written|on paper|formal)|not (?:written|documented|formal)|no (?:written|formal|document\w*|policy|standard|process|rule)|undocumented|when (?:we|i|there is|people|someone) (?:have|has|remember|get|find|think)|if (?:there'?s|there is|we|i|someone|somebody) (?:time|remember|ha|think)|best effort|case by case|unwritten|word of mouth|memory)\b",
    "documented": r"\b(?:polic(?:y|ies)|standard|procedure|written|documented|handbook|guideline|playbook|runbook|checklist|laid down|section|clause|chapter|template|wiki|approved|specified|defined|settled|mandatory|required|obligatory|decision record|signed off)\b",
    "must": r"\b(?:must|shall|is required|are required|has to|have to|may not|is prohibited|are prohibited|is mandatory)\b",
    "ignored": r"\b(?:nobody (?:follows|reads|does|uses|looks|enforces)|in (?:practice|reality|fact)|on paper|ignored|not followed|shelf|bypass(?:ed)?|only on paper|rarely followed|dead letter|gathering dust)\b",
    "owned": r"\b(?:owner|owned by|accountable|responsible|custodian|steward|appointed|board|committee|reports to|sign(?:s|ed)?[- ]off)\b",
    "reaction": r"\b(?:after (?:the|an|that|it|something|a)|when (?:something|someone|somebody|there|a user|customers?|it) (?:\w+ )?(?:looks?|breaks?|complain\w*|goes|happen\w*|fail\w*|odd|wrong)|incident|complain\w*|if something|only (?:after|when)|firefight\w*|react\w*|noticed|because of the)\b",
    "scheduled": r"\b(?:daily|weekly|monthly|quarterly|yearly|annual\w*|every (?:night|day|week|month|quarter|year|release|time|run|build|sprint|six|two|three)|each (?:night|day|week|month|quarter|year|release|run|build|sprint)|nightly|twice a|once a|regular\w*|per release|before each|before every|schedule\w*|routine\w*)\b",
    "gate": r"\b(?:gates?|block\w*|refus\w+|reject\w*|fails? the|stops? the|halt\w*|prevent\w*|cannot|can'?t|won'?t (?:start|load|deploy|run|merge|let)|not (?:possible|able|start|load|deploy|merge)|admission|quarantin\w*|denied|locked|enforced?|impossible|no way (?:around|to)|before (?:it|they|any|anything) (?:is|can|get|go)|by itself|automatic\w*)\b",
    "automated": r"\b(?:automat\w+|pipeline|ci|cd|job|script\w*|tool\w*|hook|scanner|bot|platform|built[- ]in|by default|out of the box)\b",
    "review": r"\b(?:review\w*|audit\w*|four[- ]eyes|second (?:person|pair|approver)|approv\w+|sign[- ]?off|inspect\w*|spot[- ]check\w*|sampled?)\b",
    "nobody checks": r"\b(?:nobody|no one|none|not) \w{0,10} ?(?:check|verif|enforc|look|review|monitor)\w*",
    "measured": r"\b(?:metric|kpi|dashboard|measure[sd]?|trend|threshold|\d+ ?%|percent|report(?:s|ed)? (?:to|on)|coverage|rate|tracked|score|mean time|statistics)\b",
    "improved": r"\b(?:lessons?|improve\w*|adapt\w*|adjust\w*|revis\w+|updat\w+|feed(?:s|back)? (?:back )?into|becomes? (?:a|new)|next version|added (?:a|to)|tighten\w*|refin\w+)\b",
    "ahead": r"\b(?:ahead of|before (?:an? )?(?:attack|incident|somebody|someone|anyone|it happens|they)|by design|designed in|from the start|proactive\w*|anticipat\w*|drills?|rehears\w*|game ?day|red[- ]?team\w*|exercise|simulat\w*|continuous(?:ly)?|in advance|new (?:attack|paper|technique|method)s?|published|research|intelligence|horizon|purple|hunt\w*|canar\w+|honey\w*|planted)\b",
    "threat": r"\b(?:threat|attack\w*|adversar\w*|poison\w*|malicious|manipulat\w*|evasion|extract(?:ion)?|inver(?:sion|t)|steal\w*|theft|backdoor\w*|trojan\w*|abuse|tamper\w*|intruder|hacker|risk assessment|risk analysis|mitre|atlas|stride)\b",
    "since": r"\b(?:since (?:last|the|20|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|we|spring|summer)|for (?:two|three|several|many|a few|\d+) (?:years|months))\b",
    "last time": r"\b(?:last (?:week|month|time|year|quarter|friday|monday|tuesday|wednesday|thursday|spring|summer|autumn|winter)|on \d|yesterday|in (?:jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec)\w*|recently|the other day)\b",
    "first person": r"\b(?:i|i'm|i've|me|my)\b",
    "we": r"\b(?:we|we're|we've|our|us)\b",
    "unlike": r"\b(?:unrelated|nothing to do with|different (?:topic|question)|lunch|weather|holiday|hiring|as i said|as said|see above)\b",
}
NAMES = tuple(_SIGNS)
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _SIGNS.values())


def signs(text: str) -> frozenset[str]:
    """The names of the signs that `text` shows."""
    return frozenset(name for name, pattern in zip(NAMES, _PATTERNS, strict=True) if pattern.search(text))


def sign_rows(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row of zeros and ones per text, one column per sign."""
    rows = [[pattern.search(text.replace("’", "'")) is not None for pattern in _PATTERNS] for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))
