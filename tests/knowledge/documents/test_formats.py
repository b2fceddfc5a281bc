"""Every format gives its words with a place that a person can follow, and tells what nobody sees."""

import json

import pytest

from knowledge.documents import bills
from knowledge.documents.artefacts import ARTEFACTS
from knowledge.documents.formats import FORMATS, read_bytes
from model.evidence import Document
from tests.knowledge.documents.made import RULE, SECRET, all_formats, archive, bill, pdf

PLACES = {
    "a.md": "line 5, Release",
    "a.rst": "line 4, Release",
    "a.txt": "line 3",
    "a.html": "block 2, Release",
    "a.pdf": "page 1",
    "a.docx": "paragraph 2, Release",
    "a.pptx": "slide 1",
    "a.xlsx": "Risks!A2",
    "a.csv": "row 2",
    "a.json": "/release/0",
    "a.jsonl": "/0",
    "a.yaml": "line 3, /release/rules/0",
    "a.xml": "component numpy",
    "a.sarif": "/runs/0/results/0",
    "bom.json": "/components/1/modelCard",
    "ci.yml": "line 4, /jobs/release/steps/0",
    "Dockerfile": "line 2",
    "requirements-dev.txt": "line 2",
    "a.ipynb": "cell 1",
    "a.eml": "line 1",
    "a.zip": "line 1",
}
MADE = all_formats()


def _one(name: str, content: bytes) -> Document:
    (document,) = read_bytes(name, content)
    return document


def _codes(document: Document) -> set[str]:
    return {remark.code for remark in document.remarks}


@pytest.mark.parametrize("name", PLACES)
def test_the_rule_is_found_at_its_place(name: str) -> None:
    """Literal words, offsets into the text, and a locator."""
    document = _one(name, MADE[name])
    passage = next(p for p in document.passages if RULE in document.words(p))
    assert passage.locator == PLACES[name]
    assert not passage.is_hidden
    assert document.text[passage.start : passage.end] == document.words(passage)


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.pdf", "a.docx", "a.xlsx"])
def test_what_nobody_sees_is_hidden(name: str) -> None:
    """A comment, display none, white on white, a hidden sheet: kept as hidden, and nowhere else."""
    document = _one(name, MADE[name])
    holding = [p for p in document.passages if SECRET in document.words(p)]
    assert holding
    assert all(p.is_hidden for p in holding)


def test_every_ending_is_tried() -> None:
    """No format without a file of its kind here, but other names of the same."""
    tried = {document.kind for name, content in MADE.items() for document in read_bytes(name, content)}
    assert tried == {form.kind for form in FORMATS.values()} - {"xml"} | set(ARTEFACTS)


def test_a_bill_of_materials_is_read_as_one() -> None:
    """Counts first, then each component with what is known of it, by the place it has in the file."""
    document = _one("bom.json", bill(signature="x"))
    told = {p.locator: document.words(p) for p in document.passages}
    assert told["/metadata"].startswith(
        "CycloneDX bill of materials of fraud; components: 3 (1 data, 1 library"
    )
    assert "with hashes: 1; with licences: 1" in told["/metadata"]
    assert told["/metadata"].endswith("; signed")
    model = "supplier: Ours; hashes: SHA-256; licences: Apache-2.0"
    assert told["/components/1"] == f"machine-learning-model fraud-net 4.1; {model}"
    assert "signed" not in _one("bom.json", bill()).words(document.passages[0])


def test_of_a_large_bill_of_materials_so_many_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said, with how many there are; the rest of the file is no less read."""
    monkeypatch.setattr(bills, "MOST_COMPONENTS", 2)
    document = _one("bom.json", bill())
    assert "components: 2 (1 library, 1 machine-learning-model)" in document.text
    (remark,) = document.remarks
    assert (remark.code, remark.values) == ("components", {"count": 3, "read": 2})
    assert RULE in document.text


def test_a_bill_in_xml_says_what_one_in_json_says() -> None:
    """Component by component, the same words."""
    told = _one("a.json", bill())
    hashes = "<hashes><hash alg='SHA-256'>a</hash></hashes>"
    licence = "<licenses><license><id>Apache-2.0</id></license></licenses>"
    model = f"<name>fraud-net</name><version>4.1</version>{hashes}{licence}"
    parts = (
        "<component type='library'><name>numpy</name><purl>pkg:pypi/numpy@2.4.6</purl></component>"
        f"<component type='machine-learning-model'><supplier><name>Ours</name></supplier>{model}</component>"
        "<component type='data'><name>chargebacks</name></component>"
    )
    subject = "<metadata><component type='application'><name>fraud</name></component></metadata>"
    xml = f"<bom xmlns='http://cyclonedx.org/schema/bom/1.6'>{subject}<components>{parts}</components></bom>"
    summary, *words = (_one("a.xml", xml.encode()).text).splitlines()
    known = [line for line in told.text.splitlines() if not line.startswith("Model card")]
    assert known[0].startswith(f"{summary}; specification")
    assert sorted(words) == sorted(known[1:])


def test_scanners_results_are_counted() -> None:
    """The tool, how many rules, how many results of which weight, then each with its place."""
    document = _one("a.sarif", MADE["a.sarif"])
    first, second = (document.words(p) for p in document.passages)
    assert first == "Results of modelscan 0.8; rules: 1; results: 1 error"
    assert second == f"error unsafe-load: {RULE} (serve/load.py:7)"


def test_other_xml_is_not_read() -> None:
    """Only bills of materials, and no entities."""
    assert _codes(_one("a.xml", b"<a>x</a>")) == {"broken"}
    bomb = b'<!DOCTYPE b [<!ENTITY a "x">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>'
    assert _codes(_one("a.xml", bomb)) == {"broken"}


@pytest.mark.parametrize("value", [{"components": 5}, {"components": [7]}, {"specVersion": "9.9"}])
def test_a_wrong_bill_of_materials_is_broken(value: dict[str, object]) -> None:
    """Whatever the library makes of it, the file is named."""
    content = json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6"} | value).encode()
    assert _codes(_one("bom.json", content)) <= {"broken"}


def test_running_heads_are_dropped_and_broken_lines_joined() -> None:
    """The head of each page goes, page numbers with it; a sentence over two lines is one passage."""
    pages = [
        [
            (810, "", "ACME Policy, confidential"),
            (700, "", f"Rule {n} says that the model files of the platform team and of"),
            (686, "", "the research group are signed."),
            (40, "", f"Page {n} of 6"),
        ]
        for n in range(1, 7)
    ]
    document = _one("p.pdf", pdf(pages))
    assert document.pages == 6
    assert "confidential" not in document.text
    assert "of 6" not in document.text
    assert "of the platform team and of the research group are signed." in document.text


def test_a_sentence_that_goes_on_overleaf_is_one_passage() -> None:
    """With the page that it begins on."""
    pages = [[(700, "", "Each release is signed by the build, and")], [(800, "", "nobody has the key.")]]
    document = _one("p.pdf", pdf(pages))
    (passage,) = document.passages
    assert document.words(passage) == "Each release is signed by the build, and nobody has the key."
    assert passage.locator == "page 1"


def test_a_page_without_words_is_said_to_be_an_image() -> None:
    """A scan has nothing to read."""
    document = _one("p.pdf", pdf([[(700, "", RULE)], []]))
    scanned = next(r for r in document.remarks if r.code == "scanned")
    assert scanned.values == {"pages": 1, "first": 2}


def test_an_old_encoding_is_guessed_and_said() -> None:
    """Words of another time stay words."""
    words = "Jedes Modell wird geprüft, bevor es veröffentlicht wird; das führt Jörg Müller für alle durch."
    document = _one("a.txt", words.encode("cp1252"))
    assert "geprüft" in document.text
    assert "encoding" in _codes(document)


def test_invisible_characters_are_taken_out() -> None:
    """Zero width, directions and tags carry no words in here; escapes are gone."""
    document = _one("a.txt", "si\u200bgned \u202emodels\u202c \x1b[31mred".encode())
    assert document.text == "signed models [31mred\n"
    assert "invisible" in _codes(document)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"no pdf at all", "mismatch"),
        ("a.pdf", b"%PDF-1.7 broken", "broken"),
        ("a.docx", b"PK\x03\x04broken", "broken"),
        ("a.json", b"{", "broken"),
        ("a.json", b"[" * 5000 + b"]" * 5000, "nested"),
        ("a.yaml", b"a: [", "broken"),
        ("a.ipynb", b"\xff\xfe", "broken"),
        ("a.xyz", b"", "unknown"),
        ("a.zip", archive({f"{n}.md": b"0" * 2_000_000 for n in range(3)}), "bomb"),
        ("a.docx", archive({"word/document.xml": b"0" * 30_000_000}), "bomb"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, content: bytes, code: str) -> None:
    """One cause, no words."""
    document = _one(name, content)
    assert _codes(document) == {code}
    assert document.text == ""


def test_an_archive_in_an_archive_is_named_not_opened() -> None:
    """Bombs come nested."""
    outer = archive({"b.zip": archive({"c.md": RULE.encode()}), "d.md": RULE.encode()})
    inner, plain = read_bytes("a.zip", outer)
    assert _codes(inner) == {"archive"}
    assert plain.name == "a.zip/d.md"


def test_a_bomb_of_anchors_is_written_once() -> None:
    """Ten anchors of ten are not ten to the tenth."""
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 11)]
    document = _one("a.yaml", "\n".join(lines).encode())
    assert len(document.text) < 2000


def test_a_bomb_of_entities_stays_small() -> None:
    """XML in Office files resolves no entities."""
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    body = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w>&j;</w>'
    document = _one(
        "a.docx", archive({"word/document.xml": body.encode(), "[Content_Types].xml": body.encode()})
    )
    assert len(document.text) < 10_000


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """Passages of at most 700 characters that together say what the paragraph said."""
    words = " ".join(f"Sentence number {n} says that models are signed." for n in range(60))
    document = _one("a.txt", words.encode())
    assert len(document.passages) > 3
    assert all(p.end - p.start <= 700 for p in document.passages)
    assert " ".join(document.words(p) for p in document.passages) == words


def test_a_document_survives_as_json() -> None:
    """What the process says of it is what the program gets."""
    document = _one("a.md", MADE["a.md"])
    assert Document.model_validate(json.loads(document.model_dump_json())) == document
