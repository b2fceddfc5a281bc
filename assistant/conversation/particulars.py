"""Parts of a description that tell particulars of a system and name none: 'same team', 'owned by sales'."""

import re

_MADE_BY = (
    r"bought|purchased|licen[cs]ed|hosted|built|made|developed|based|(?:re)?trained|fine-?tuned|used|run|"
    r"running|delivered|done|written|owned|maintained|operated|deployed|managed|supplied|supported|updated|live|"
    r"in (?:production|prod|use|service|shadow)"
)
_AFTER = (
    r"by|from|on|in|at|with|for|via|since|every|each|when(?:ever)?|if|after|until|again|once|twice|"
    r"ourselves|here|there|internally|weekly|daily|nightly|hourly|monthly|quarterly|yearly|annually|\d{4}"
)
_PEOPLE = (
    r"(?:users?|customers?|people|employees|staff|patients|clinicians|doctors|nurses|engineers|devs|"
    r"analysts|stores|sites|plants|countries)"
)
_DATA = r"(?:data|records|logs|vitals|telemetry)"
_STACK = (
    r"python|pytorch|tensorflow|keras|sklearn|scikit-learn|xgboost|xgb|lightgbm|catboost|spark|databricks|"
    r"sagemaker|vertex(?: ai)?|azure(?: ml)?|aws|gcp|kubernetes|k8s|docker|onnx|sql|dbt|airflow|mlflow|"
    r"whisper|yolo[\w.]*|resnet\w*|ce[- ]marked|dicom|cloud|saas|gpus?"
)
KEYS = r"(?:owner|team|type|origin|status|vendor|data|users?|stack|purpose|source|version|provider)\s*[:=]\s*"
"""What a form asks of a system, before a colon."""
_PARTICULAR = re.compile(
    rf"(?:the )?same\b(?!-| one\b).*|(?:an?other|a different|different|own|separate) (?:team|people|squad|"
    rf"owner|stack|set-?up|data)\b.*|"
    rf"(?:{_MADE_BY})(?: (?:{_AFTER})\b.*)?|(?:about |around |over |roughly |some )?\d[\d.,k]* \w+(?: .*)?|"
    rf"{KEYS}.*|(?:a )?vendor (?:sdk|api|product|solution|software)|"
    rf"not (?:yet )?(?:live|in (?:use|production|prod))\b.*|"
    rf"(?:a )?team of \w+.*|(?:nobody|no one|everybody|everyone|somebody|someone) .*|"
    rf"(?:(?!(?:an?|the|our|for|of|to|with)\b)[\w-]+ ){{1,2}}{_PEOPLE}|"
    rf"(?:(?!(?:an?|the|our|for|of|to|with)\b)[\w/-]+ ){{1,2}}{_DATA}|data (?:from|of|in) .*|"
    rf"(?:the |our |their )?[\w-]+(?: [\w-]+)? (?:uses?|runs?|trains?|retrains?|maintains?|owns?|operates?) "
    rf"(?:it|this|that)\b.*|(?:{_STACK})",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:models?|systems?|tools?|engines?|(?:chat ?)?bots?|assistants?|agents?|classifiers?|detect(?:ors?|"
    r"ion)|ocr|llms?|recommenders?|predictors?|forecast(?:ers?|s|ing)?|rankers?|copilots?)\W*$",
    re.IGNORECASE,
)
ROW_OF = re.compile(
    r"(?P<head>(?:all|both|each)(?: of (?:them|these|those))?(?: two| three| four| five| six| \d+)?)"
    r"(?: (?:models?|systems?))? (?=(?:by|from|on|in|with|run|owned|built|made|hosted|ours)\b)",
    re.IGNORECASE,
)
"""'all three by the CRM squad, on-prem': what goes on is about them all."""
PAIR = re.compile(r"\s*[A-Z][\w-]*, (?:the|our|an?) [^,]+")
"""'Merlin, the search ranker': in several sentences of that kind each speaks of one system."""
PROPER = re.compile(r"[A-Z][\w-]+ \(")
"""'Radar (cameras)' is called so, although it is a word for what a system is like."""
_NAMING = (
    (re.compile(r"^(?:name|model|system)\s*[:=]\s*(?=\w)", re.IGNORECASE), ""),
    (re.compile(
        r"^(?:i['’]?m|i am|i|we['’]?re|we are|we) (?:responsible for|in charge of|look(?:ing)? after|"
        r"work(?:ing)? on) [^:,;.]{1,60}:\s+", re.IGNORECASE), ""),
    (re.compile(r"^(?:(?:just|only|basically) )*the (?:usual|following)(?: \w+)?\s*:\s+", re.IGNORECASE), ""),
    (re.compile(r"(?<=\band )(?:we )?(?:also )?(?:have|run) (?=(?:an?|one|our)\b)", re.IGNORECASE), ""),
    (re.compile(
        r"^(?:(?:so|ok|well|and)[, ]+)*(?:it['’]?s|it is|ours is|this is|that is|(?:its|the) name is) "
        r"(?:called|named) |^we call it ", re.IGNORECASE), ""),
    (re.compile(
        r"(?P<before>^|[,;.] (?:and )?|\band )(?:the |an)?other(?: one| model|"
        r" system)? is (?:called |named )?(?=(?:an? |the |our |[A-Z])(?!ll\b|lso\b))", re.IGNORECASE),
     r"\g<before>"),
    (re.compile(
        r"(?P<before>^|[,;.] (?:and )?|\band )(?:the )?(?:first|second|third|fourth|last|other)"
        r"(?: one| model| system)? \((?P<name>[^()]{1,40})\)", re.IGNORECASE), r"\g<before>\g<name>"),
    (re.compile(
        r"(?<!\bit)(?<!\bhere)(?<!\bhat)(?<=\w)['’]s (?=(?:ours|bought|(?:re)?trained|purchased|built|made|"
        r"hosted|fine-?tuned|also)\b)", re.IGNORECASE), " is "),
    (re.compile(r"\bself hosted\b", re.IGNORECASE), "self-hosted"),
)  # fmt: skip


def is_particular(item: str) -> bool:
    """Whether a part between commas tells something of the system before it and names none."""
    bare = item.strip(" .")
    return bool(_PARTICULAR.fullmatch(bare)) and not _KIND.search(bare)


def named_plainly(text: str) -> str:
    """'It's called Hermes', 'the other one is a chatbot', 'eta's ours' as a list would put it."""
    for pattern, plain in _NAMING:
        text = pattern.sub(plain, text)
    return text
