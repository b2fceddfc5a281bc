"""The formats of a report by name: one data set, one writer each, loaded when it is asked for."""

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from assistant.reports.parts import ReportData

DEFAULT = "md"


@dataclass(frozen=True)
class ReportFormat:
    """Where the writer of a format is, and whether what it writes can be shown on a terminal."""

    writer: str
    """Module and function in this package."""
    is_text: bool = True


FORMATS = {
    "md": ReportFormat("markdown:to_markdown"),
    "html": ReportFormat("page:to_page"),
    "pdf": ReportFormat("paper:to_paper", is_text=False),
    "docx": ReportFormat("word:to_word", is_text=False),
    "xlsx": ReportFormat("workbook:to_workbook", is_text=False),
    "csv": ReportFormat("tables:to_table"),
    "json": ReportFormat("formats:to_json"),
    "navigator": ReportFormat("layer:to_layer"),
    "backlog-github": ReportFormat("backlog:to_github"),
    "backlog-github-csv": ReportFormat("backlog:to_github_table"),
    "backlog-gitlab": ReportFormat("backlog:to_gitlab"),
    "backlog-jira": ReportFormat("backlog:to_jira"),
}


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
