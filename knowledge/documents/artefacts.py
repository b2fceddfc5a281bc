"""Bills of materials and scanners' results: read as what they are, not as any JSON."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from knowledge.documents.writing import Writing

if TYPE_CHECKING:
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component

Walk = Iterator[tuple[str, str]]
"""Pointers and words."""
LONGEST_CARD = 4_000
"""Characters of a model card."""


def is_bom(value: Any) -> bool:
    """Whether a JSON value is a CycloneDX bill of materials."""
    return isinstance(value, Mapping) and value.get("bomFormat") == "CycloneDX"


def is_results(value: Any) -> bool:
    """Whether a JSON value holds results in SARIF 2.1."""
    is_versioned = isinstance(value, Mapping) and str(value.get("version", "")).startswith("2.1")
    return is_versioned and isinstance(value.get("runs"), list)


def walk_bom(value: Mapping[str, Any]) -> Walk:
    """A summary, then every component with its hashes; of models the card too, which the library omits."""
    from cyclonedx.model.bom import Bom  # 0.2 s that only bills of materials pay

    bom = Bom.from_json({k: v for k, v in value.items() if k != "$schema"})  # type: ignore[attr-defined]
    signed = "; signed" if "signature" in value else ""
    yield "/metadata", f"{_summary(bom)}; specification {value.get('specVersion', '?')}{signed}"
    cards = {
        c.get("bom-ref"): c["modelCard"] for c in _mappings(value.get("components")) if c.get("modelCard")
    }
    places = {c.get("bom-ref"): n for n, c in enumerate(_mappings(value.get("components")))}
    for component in bom.components:
        place = f"/components/{places.get(component.bom_ref.value, component.name)}"
        yield place, _component(component)
        card = " ".join(_plain(cards.get(component.bom_ref.value)))[:LONGEST_CARD]
        if card:
            yield f"{place}/modelCard", f"Model card of {component.name}: {card}"


def read_xml(content: bytes, writing: Writing) -> None:
    """A CycloneDX bill of materials in XML; ValueError for any other XML. No entity is resolved."""
    from cyclonedx.model.bom import Bom  # as above
    from defusedxml.ElementTree import parse  # comes with it

    tree = parse(BytesIO(content), forbid_dtd=True)
    if "cyclonedx.org/schema/bom" not in tree.getroot().tag:
        raise ValueError("not a bill of materials")
    writing.kind = "cyclonedx"
    bom = Bom.from_xml(tree.getroot())  # type: ignore[attr-defined]
    writing.add(_summary(bom), "metadata")
    for component in bom.components:
        writing.add(_component(component), f"component {component.name}")


def _summary(bom: "Bom") -> str:
    kinds = Counter(component.type.value for component in bom.components)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    hashed = sum(bool(component.hashes) for component in bom.components)
    licensed = sum(bool(component.licenses) for component in bom.components)
    subject = bom.metadata.component
    of = f" of {subject.name} {subject.version or ''}".rstrip() if subject else ""
    return (
        f"CycloneDX bill of materials{of}; components: {len(bom.components)} ({told}); "
        f"with hashes: {hashed}; with licences: {licensed}; vulnerabilities: {len(bom.vulnerabilities)}"
    )


def _component(component: "Component") -> str:
    hashes = ", ".join(sorted(h.alg.value for h in component.hashes))
    supplier = component.supplier.name if component.supplier else component.publisher
    parts = {
        "package": str(component.purl) if component.purl else "",
        "supplier": supplier or "",
        "hashes": hashes,
        "licences": ", ".join(sorted(map(_licence, component.licenses))),
        "description": component.description or "",
    }
    told = "; ".join(f"{name}: {words}" for name, words in parts.items() if words)
    return f"{component.type.value} {component.name} {component.version or ''}".rstrip() + (
        told and f"; {told}"
    )


def _licence(licence: Any) -> str:
    return str(
        getattr(licence, "value", None) or getattr(licence, "id", None) or getattr(licence, "name", "")
    )


def _mappings(value: Any) -> Sequence[Mapping[str, Any]]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def _plain(value: Any) -> Iterator[str]:
    """The plain values in a nested one, with their names."""
    pending: list[tuple[str, Any]] = [("", value)]
    while pending:
        name, node = pending.pop()
        if isinstance(node, Mapping):
            pending += reversed([(str(k), v) for k, v in node.items()])
        elif isinstance(node, list):
            pending += reversed([(name, v) for v in node])
        elif node is not None:
            yield f"{name}: {node};"


def walk_results(value: Mapping[str, Any]) -> Walk:
    """Each run with its tool and counts, then each result with its place."""
    for number, run in enumerate(_mappings(value.get("runs"))):
        tool = run.get("tool", {}).get("driver", {})
        results = _mappings(run.get("results"))
        levels = Counter(str(result.get("level", "warning")) for result in results)
        told = ", ".join(f"{count} {level}" for level, count in sorted(levels.items())) or "none"
        ended = next((i.get("endTimeUtc", "") for i in _mappings(run.get("invocations"))), "")
        yield (
            f"/runs/{number}",
            f"Results of {tool.get('name', '?')} {tool.get('semanticVersion') or tool.get('version') or ''}; "
            f"rules: {len(_mappings(tool.get('rules')))}; results: {told}{ended and f'; ended {ended}'}",
        )
        for place, result in enumerate(results):
            words = str(result.get("message", {}).get("text", ""))
            yield (
                f"/runs/{number}/results/{place}",
                f"{result.get('level', 'warning')} {result.get('ruleId', '')}: {words} {_where(result)}",
            )


def _where(result: Mapping[str, Any]) -> str:
    for location in _mappings(result.get("locations")):
        physical = location.get("physicalLocation", {})
        file = physical.get("artifactLocation", {}).get("uri", "")
        return f"({file}:{physical.get('region', {}).get('startLine', '?')})"
    return ""


ARTEFACTS: Mapping[str, tuple[Callable[[Any], bool], Callable[[Any], Walk]]] = {
    "cyclonedx": (is_bom, walk_bom),
    "sarif": (is_results, walk_results),
}
"""Kinds of JSON documents that are read as what they are: how to tell, and how to read."""
