"""The formats of a report by name: one data set, one writer each, loaded when it is asked for."""

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from assistant.reports.parts import ReportData

DEFAULT = "md"


@dataclass(frozen=True)
class ReportFormat:
    """Where the writer of a format is, what its files end with, and whether a terminal can show it."""

    writer: str
    """Module and function in this package."""
    ending: str
    is_text: bool = True


FORMATS = {
    "md": ReportFormat("markdown:to_markdown", ".md"),
    "html": ReportFormat("page:to_page", ".html"),
    "pdf": ReportFormat("paper:to_paper", ".pdf", is_text=False),
    "docx": ReportFormat("word:to_word", ".docx", is_text=False),
    "xlsx": ReportFormat("workbook:to_workbook", ".xlsx", is_text=False),
    "csv": ReportFormat("tables:to_table", ".csv"),
    "json": ReportFormat("formats:to_json", ".json"),
    "navigator": ReportFormat("layer:to_layer", "-layer.json"),
    "backlog-github": ReportFormat("backlog:to_github", "-github.json"),
    "backlog-github-csv": ReportFormat("backlog:to_github_table", "-github.csv"),
    "backlog-gitlab": ReportFormat("backlog:to_gitlab", "-gitlab.csv"),
    "backlog-jira": ReportFormat("backlog:to_jira", "-jira.csv"),
}


CALLED = {
    "markdown": "md", "page": "html", "web": "html", "paper": "pdf", "word": "docx", "excel": "xlsx",
    "workbook": "xlsx", "table": "csv", "layer": "navigator", "github": "backlog-github",
    "gitlab": "backlog-gitlab", "jira": "backlog-jira", "issues": "backlog-github",
}  # fmt: skip
"""What people call formats."""


def format_called(words: str) -> str | None:
    """The format that somebody named; None where there is none of that name."""
    name = words.strip().lower().removeprefix(".")
    found = CALLED.get(name, name)
    return found if found in FORMATS else None


def format_at(name: str, file: str) -> str:
    """The format that a file of this name gets: GitHub's issues as a table where it ends so."""
    return "backlog-github-csv" if name == "backlog-github" and file.endswith(".csv") else name


def write(data: ReportData, name: str) -> bytes:
    """The report in a format of `FORMATS`."""
    module, _, function = FORMATS[name].writer.partition(":")
    writer: Callable[[ReportData], bytes] = getattr(
        importlib.import_module(f"assistant.reports.{module}"), function
    )
    return writer(data)


def to_json(data: ReportData) -> bytes:
    """The data set itself, as `mlsmm report schema` describes it."""
    return (json.dumps(data.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n").encode()
