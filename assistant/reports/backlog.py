"""The roadmap as work items: one for each step, done when its unmet activities are met."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.reports.course import attack_words
from assistant.reports.markdown import escaped
from assistant.reports.parts import ReportData
from assistant.reports.tables import written
from assistant.reports.waves import ReportStep, ReportWave
from assistant.reports.words import say
from model.decisions import StepStatus

_WIKI = re.compile(r"[\\{}\[\]*_|~^!?+#@-]")
GITHUB = ("title", "body", "labels", "milestone")
JIRA = (
    *("Summary", "Issue Type", "Description", "Labels", "Story Points", "Component"),
    *("Assignee", "Due Date", "Status"),
)
JIRA_STATUS = {StepStatus.PLANNED: "To Do", StepStatus.UNDER_WAY: "In Progress", StepStatus.DONE: "Done"}


@dataclass(frozen=True)
class Markup:
    """How a tracker marks up a description."""

    words: Callable[[str], str]
    """Shows anybody's words as they are."""
    item: str
    box: str
    """What somebody ticks off, where the tracker has that."""
    heading: str


@dataclass(frozen=True)
class WorkItem:
    """A step of the roadmap for an issue tracker."""

    title: str
    step: ReportStep
    wave: ReportWave

    @property
    def labels(self) -> tuple[str, ...]:
        """Without spaces, as Jira wants them."""
        return ("ml-security", self.step.practice, f"wave-{self.wave.number}")


def items_of(data: ReportData) -> Iterator[WorkItem]:
    """In the order of the roadmap."""
    for wave in data.roadmap.waves:
        for step in wave.steps:
            yield WorkItem(_title(step.name, before=step.before, after=step.after), step, wave)


def _title(practice: str, *, before: int, after: int) -> str:
    return say("backlog.title", practice=practice, before=before, after=after)


def to_github(data: ReportData) -> bytes:
    """A list of issues, each with what GitHub's API takes; the milestone is a title."""
    return (json.dumps(list(_issues(data)), ensure_ascii=False, indent=1) + "\n").encode()


def to_github_table(data: ReportData) -> bytes:
    """The same as CSV, for importers that want that."""
    return written(GITHUB, ({**issue, "labels": ",".join(issue["labels"])} for issue in _issues(data)))


def _issues(data: ReportData) -> Iterator[dict[str, Any]]:
    for item in items_of(data):
        yield {
            "title": item.title,
            "body": _described(item, data, markup=MARKDOWN),
            "labels": item.labels,
            "milestone": say("backlog.wave", wave=item.wave.number),
        }


def to_gitlab(data: ReportData) -> bytes:
    """GitLab's import: title and description first; labels by the quick action that ends it."""
    rows = (
        {"title": item.title, "description": "\n".join(_with_actions(item, data))} for item in items_of(data)
    )
    return written(("title", "description"), rows)


def _with_actions(item: WorkItem, data: ReportData) -> Iterator[str]:
    yield _described(item, data, markup=MARKDOWN)
    yield ""
    yield "/label " + " ".join(f'~"{label}"' for label in item.labels)
    if item.step.due:
        yield f"/due {item.step.due}"


def to_jira(data: ReportData) -> bytes:
    """Jira's import, with wiki markup; map Story Points to the field that your project has."""
    rows = [
        {
            "Summary": item.title,
            "Issue Type": "Story",
            "Description": _described(item, data, markup=WIKI),
            "Labels": " ".join(item.labels),
            "Story Points": item.step.effort,
            "Component": item.step.practice,
            "Assignee": item.step.agreed_owner,
            "Due Date": str(item.step.due or ""),
            "Status": JIRA_STATUS.get(item.step.state or StepStatus.PLANNED, ""),
        }
        for item in items_of(data)
    ]
    return written(JIRA, rows)


def _intro(item: WorkItem, data: ReportData) -> str:
    reasons = "; ".join(item.step.reasons)
    assessment = data.meta.assessment
    return say("backlog.intro", wave=item.wave.number, assessment=assessment, reasons=reasons)


def _facts(item: WorkItem, head: str) -> Iterator[str]:
    step = item.step
    yield say("backlog.practice", practice=f"{step.name} ({step.practice})")
    if step.systems:
        yield say("backlog.systems", systems=", ".join(step.systems))
    yield say("backlog.owner", owner=step.owner)
    if step.due:
        yield say("backlog.due", day=step.due)
    if step.status:
        yield say("backlog.status", status=step.status)
    yield say("backlog.effort", effort=step.effort)
    if step.waits:
        before = _title(step.name, before=step.before - 1, after=step.before)
        yield say("backlog.waits", title=before)
    if step.attacks:
        yield say("backlog.attacks", attacks=attack_words(step))
    if step.find_out:
        yield say("backlog.find-out")
    yield say("backlog.record", head=head)


def _criteria(step: ReportStep) -> Iterator[str]:
    for each in step.own:
        today = each.today
        if each.done_for:
            today = say("backlog.done-for", today=today, systems=", ".join(each.done_for))
        told = {"label": each.label, "id": each.id, "text": each.text}
        yield say("backlog.criterion", **told, needed=each.needed, today=today)


def _evidence(step: ReportStep) -> dict[str, None]:
    return dict.fromkeys(words for each in step.own for words in each.evidence)


def _described(item: WorkItem, data: ReportData, *, markup: Markup) -> str:
    """Why it is here, the facts, what it is done by, and what would show it."""
    lines = [
        markup.words(_intro(item, data)),
        "",
        *(markup.item + markup.words(f) for f in _facts(item, data.meta.head)),
    ]
    if item.step.own:
        lines += ["", markup.heading + say("backlog.criteria"), ""]
        lines += [markup.box + markup.words(each) for each in _criteria(item.step)]
        lines += ["", markup.heading + say("backlog.bring"), ""]
        lines += [markup.item + markup.words(each) for each in _evidence(item.step)]
    return "\n".join(lines)


def _unwiki(text: str) -> str:
    return _WIKI.sub(r"\\\g<0>", " ".join(text.split()))


MARKDOWN = Markup(escaped, item="- ", box="- [ ] ", heading="## ")
WIKI = Markup(_unwiki, item="* ", box="* ", heading="h3. ")
