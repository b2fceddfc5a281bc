"""CycloneDX bills of materials: in JSON by the makers' library, in XML component by component."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from knowledge.documents.writing import Writing

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from cyclonedx.model.component import Component

Walk = Iterator[tuple[str, str]]
"""Pointers and words."""
LONGEST_CARD = 4_000
"""Characters of a model card."""
MOST_COMPONENTS = 5_000
"""Of a bill in JSON that the library is given: it takes a millisecond or two for each."""
COMPONENT = ("bom", "components", "component")
SUBJECT = ("bom", "metadata", "component")
FLAW = ("bom", "vulnerabilities", "vulnerability")


@dataclass(frozen=True)
class Part:
    """A component as far as it is told."""

    kind: str
    name: str
    version: str
    package: str
    supplier: str
    hashes: tuple[str, ...]
    licences: tuple[str, ...]
    description: str

    @property
    def words(self) -> str:
        """On one line."""
        parts = {
            "package": self.package,
            "supplier": self.supplier,
            "hashes": ", ".join(sorted(self.hashes)),
            "licences": ", ".join(sorted(self.licences)),
            "description": self.description,
        }
        told = "; ".join(f"{name}: {words}" for name, words in parts.items() if words)
        return f"{self.kind} {self.name} {self.version}".rstrip() + (told and f"; {told}")


@dataclass
class Bill:
    """What a bill says, as far as it was read."""

    subject: Part | None = None
    parts: list[Part] = field(default_factory=list)
    flaws: int = 0

    @property
    def summary(self) -> str:
        """Of what it is, and how many components with what."""
        kinds = Counter(part.kind for part in self.parts)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        of = f" of {self.subject.name} {self.subject.version}".rstrip() if self.subject else ""
        return (
            f"CycloneDX bill of materials{of}; components: {len(self.parts)} ({told}); "
            f"with hashes: {sum(bool(part.hashes) for part in self.parts)}; "
            f"with licences: {sum(bool(part.licences) for part in self.parts)}; vulnerabilities: {self.flaws}"
        )


def is_bom(value: Any) -> bool:
    """Whether a JSON value is a CycloneDX bill of materials."""
    return isinstance(value, Mapping) and value.get("bomFormat") == "CycloneDX"


def walk_bom(value: Mapping[str, Any], writing: Writing) -> Walk:
    """A summary, then every component with its hashes; of models the card too, which the library omits."""
    from cyclonedx.model.bom import Bom  # 0.2 s that only bills of materials pay

    listed = mappings(value.get("components"))
    if len(listed) > MOST_COMPONENTS:
        writing.remark("components", count=len(listed), read=MOST_COMPONENTS)
        listed = listed[:MOST_COMPONENTS]
        value = {k: v for k, v in value.items() if k not in ("dependencies", "compositions")} | {
            "components": listed
        }
    bom = Bom.from_json({k: v for k, v in value.items() if k != "$schema"})  # type: ignore[attr-defined]
    subject = bom.metadata.component
    bill = Bill(subject and _part(subject), [_part(c) for c in bom.components], len(bom.vulnerabilities))
    signed = "; signed" if "signature" in value else ""
    yield "/metadata", f"{bill.summary}; specification {value.get('specVersion', '?')}{signed}"
    cards = {c.get("bom-ref"): c["modelCard"] for c in listed if c.get("modelCard")}
    places = {c.get("bom-ref"): n for n, c in enumerate(listed)}
    for component, part in zip(bom.components, bill.parts, strict=True):
        place = f"/components/{places.get(component.bom_ref.value, component.name)}"
        yield place, part.words
        card = " ".join(_plain(cards.get(component.bom_ref.value)))[:LONGEST_CARD]
        if card:
            yield f"{place}/modelCard", f"Model card of {component.name}: {card}"


def _part(component: "Component") -> Part:
    supplier = component.supplier.name if component.supplier else component.publisher
    return Part(
        kind=component.type.value,
        name=component.name,
        version=component.version or "",
        package=str(component.purl) if component.purl else "",
        supplier=supplier or "",
        hashes=tuple(h.alg.value for h in component.hashes),
        licences=tuple(map(_licence, component.licenses)),
        description=component.description or "",
    )


def _licence(licence: Any) -> str:
    return str(
        getattr(licence, "value", None) or getattr(licence, "id", None) or getattr(licence, "name", "")
    )


def mappings(value: Any) -> Sequence[Mapping[str, Any]]:
    """The mappings of a list; none where it is something else."""
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


def read_xml(content: bytes, writing: Writing) -> None:
    """A CycloneDX bill of materials in XML; ValueError for any other XML. No entity is resolved.

    Read component by component, as the library takes a millisecond for each; what precedes a fault counts.
    """
    bill = Bill()
    try:
        for where, element in _elements(content):
            if where == COMPONENT:
                bill.parts.append(_part_of(element))
            elif where == SUBJECT:
                bill.subject = _part_of(element)
            else:
                bill.flaws += 1
    finally:
        if bill.parts or bill.subject:
            _write(bill, writing)
    if not bill.parts:
        _write(bill, writing)


def _write(bill: Bill, writing: Writing) -> None:
    writing.kind = "cyclonedx"
    writing.add(bill.summary, "metadata")
    for part in bill.parts:
        writing.add(part.words, f"component {part.name}")


def _elements(content: bytes) -> Iterator[tuple[tuple[str, ...], "Element"]]:
    """The components, the subject and the vulnerabilities with where they stand; nothing else is held."""
    from defusedxml.ElementTree import iterparse  # comes with the library

    above: list[Element] = []
    path: tuple[str, ...] = ()
    for event, element in iterparse(BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not above and "cyclonedx.org/schema/bom" not in element.tag:
                raise ValueError("not a bill of materials")
            above.append(element)
            path = (*path, _name(element)) if len(above) <= len(COMPONENT) else path
            continue
        above.pop()
        if len(above) < len(COMPONENT):
            if path in (COMPONENT, SUBJECT, FLAW):
                yield path, element
            path = path[:-1]
            if above:
                above[-1].clear()


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _part_of(element: "Element") -> Part:
    """A component of a bill in XML."""
    held = {_name(child): child for child in reversed(element)}
    supplier = _said(*held.get("supplier", ())) or {}
    told = _said(*element)
    return Part(
        kind=element.get("type") or "component",
        name=told.get("name", ""),
        version=told.get("version", ""),
        package=told.get("purl", ""),
        supplier=supplier.get("name") or told.get("publisher", ""),
        hashes=tuple(hash_.get("alg") or "?" for hash_ in held.get("hashes", ())),
        licences=tuple(words for each in held.get("licenses", ()) if (words := _licence_of(each))),
        description=told.get("description", ""),
    )


def _said(*elements: "Element") -> dict[str, str]:
    """The plain words of elements by their names, the first of a name."""
    return {_name(e): (e.text or "").strip() for e in reversed(elements)}


def _licence_of(element: "Element") -> str:
    """An expression, or a licence by its id or name."""
    if _name(element) == "expression":
        return (element.text or "").strip()
    told = _said(*element)
    return told.get("id") or told.get("name") or ""
