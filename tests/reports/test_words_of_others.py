"""What people wrote is shown as they wrote it, and is never markup, a formula, a command or a way out."""

import csv
import io
import json
import re

import docx
import pytest
from bs4 import BeautifulSoup

from assistant.reports.formats import FORMATS
from assistant.reports.markdown import escaped
from assistant.reports.tables import harmless
from assistant.reports.veil import Kind
from tests.reports.made import ARABIC, FORMULA, LONG, MARKUP, RTL, SCRIPT, content, made


def test_the_page_has_no_script_and_asks_for_nothing() -> None:
    """One file: no element that loads, no handler, and what looked like a script is text."""
    soup = BeautifulSoup(content("html"), "html.parser")
    assert soup.find_all(["script", "iframe", "img", "link", "object", "embed", "form", "a"]) == []
    attributes = [name for tag in soup.find_all(True) for name in tag.attrs]
    assert not [name for name in attributes if name.startswith("on") or name in ("src", "href")]
    assert "<script>alert('x')</script> ask" in soup.get_text()
    assert "url(" not in soup.style.get_text()  # type: ignore[union-attr]  # the page has a style
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert "default-src 'none'" in policy["content"]  # type: ignore[index]  # it has a policy


def test_markdown_has_no_markup_but_ours() -> None:
    """No link, HTML, mention or table made by words."""
    text = content("md").decode()
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<!\w)@everyone", text)
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("a\n\n# b", r"a \# b"),
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
        ("a|b", r"a\|b"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("@team", "@\u2060team"),
        ("0,33 – ok", "0,33 – ok"),
    ],
)
def test_markdown_escapes(text: str, shown: str) -> None:
    """Each kind of markup."""
    assert escaped(text) == shown


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =", "＝", "\n@"])
def test_no_cell_begins_like_a_formula(start: str) -> None:
    """An apostrophe stands before it."""
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"a{start}1") == f"a{start}1"


@pytest.mark.parametrize("name", ["csv", "backlog-github-csv", "backlog-gitlab", "backlog-jira"])
@pytest.mark.parametrize("kind", ["roles", "names"])
def test_tables_are_strict(name: str, kind: Kind) -> None:
    """Rows of one width, CRLF, nothing that runs."""
    text = content(name, kind).decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 10
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert text.endswith("\r\n")


def test_gitlab_gets_no_command_but_ours() -> None:
    """A line that begins with a slash is a quick action."""
    rows = list(csv.DictReader(io.StringIO(content("backlog-gitlab").decode(), newline="")))
    for row in rows:
        lines = row["description"].splitlines()
        actions = [line for line in lines if line.startswith("/")]
        assert actions == lines[-len(actions) :]
        assert [line.split()[0] for line in actions] in (["/label"], ["/label", "/due"])
        assert actions[0].startswith('/label ~"ml-security" ')


def test_long_words_survive() -> None:
    """Ten thousand characters are whole in every document."""
    assert len(LONG) > 9_600
    words = " ".join(LONG.split())
    assert words in BeautifulSoup(content("html"), "html.parser").get_text()
    paragraphs = [p.text for p in docx.Document(io.BytesIO(content("docx"))).paragraphs]
    assert any(words in text for text in paragraphs)
    assert any(LONG.strip() in reason for p in made().practices for reason in p.reasons)
    assert content("pdf").startswith(b"%PDF")


def test_decimal_commas_survive() -> None:
    """Words with one are kept, and no figure has one."""
    assert "0,33" in content("md").decode()
    cells = [c for row in csv.reader(io.StringIO(content("csv").decode())) for c in row]
    assert not [c for c in cells if re.fullmatch(r"\d+,\d+", c)]


def test_names_from_right_to_left() -> None:
    """Word and page keep the letters in their order, with the direction left to them."""
    page = BeautifulSoup(content("html", "names"), "html.parser")
    holding = [e for e in page.find_all(["td", "li"]) if RTL in e.get_text() or ARABIC in e.get_text()]
    assert holding
    assert {e["dir"] for e in holding} == {"auto"}


def test_hostile_words_are_in_the_assessment() -> None:
    """What this file is about is there to be met."""
    text = json.dumps(made().model_dump(mode="json"), ensure_ascii=False)
    for words in (SCRIPT, MARKUP.split("\n")[1], FORMULA[:14]):
        assert json.dumps(words, ensure_ascii=False)[1:-1] in text
    assert len(FORMATS) == 12
