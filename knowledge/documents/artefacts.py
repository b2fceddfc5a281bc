"""Bills of materials and scanners' results: read as what they are, not as any JSON."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from knowledge.documents.bills import Walk, is_bom, mappings, walk_bom
from knowledge.documents.writing import Writing


def is_results(value: Any) -> bool:
    """Whether a JSON value holds results in SARIF 2.1."""
    is_versioned = isinstance(value, Mapping) and str(value.get("version", "")).startswith("2.1")
    return is_versioned and isinstance(value.get("runs"), list)


def walk_results(value: Mapping[str, Any], _: Writing) -> Walk:
    """Each run with its tool and counts, then each result with its place."""
    for number, run in enumerate(mappings(value.get("runs"))):
        tool = run.get("tool", {}).get("driver", {})
        results = mappings(run.get("results"))
        levels = Counter(str(result.get("level", "warning")) for result in results)
        told = ", ".join(f"{count} {level}" for level, count in sorted(levels.items())) or "none"
        ended = next((i.get("endTimeUtc", "") for i in mappings(run.get("invocations"))), "")
        yield (
            f"/runs/{number}",
            f"Results of {tool.get('name', '?')} {tool.get('semanticVersion') or tool.get('version') or ''}; "
            f"rules: {len(mappings(tool.get('rules')))}; results: {told}{ended and f'; ended {ended}'}",
        )
        for place, result in enumerate(results):
            words = str(result.get("message", {}).get("text", ""))
            yield (
                f"/runs/{number}/results/{place}",
                f"{result.get('level', 'warning')} {result.get('ruleId', '')}: {words} {_where(result)}",
            )


def _where(result: Mapping[str, Any]) -> str:
    for location in mappings(result.get("locations")):
        physical = location.get("physicalLocation", {})
        file = physical.get("artifactLocation", {}).get("uri", "")
        return f"({file}:{physical.get('region', {}).get('startLine', '?')})"
    return ""


ARTEFACTS: Mapping[str, tuple[Callable[[Any], bool], Callable[[Any, Writing], Walk]]] = {
    "cyclonedx": (is_bom, walk_bom),
    "sarif": (is_results, walk_results),
}
"""Kinds of JSON documents that are read as what they are: how to tell, and how to read."""
