"""Reports opened by programs that others wrote: LibreOffice, Chromium, axe. Skipped where they are not there.

CONTRIBUTING.md says how to get them. Nothing here is known to these programs beforehand: the workbook that
LibreOffice gets has had every value beside a formula replaced by a wrong one.
"""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from tests.reports.made import content, made
from tests.reports.test_figures import sentences, squeezed

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
AXE = os.environ.get("MLSMM_AXE", "")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-pdf-header-footer",
)  # fmt: skip
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
</oor:items>
"""
"""Reckon everything anew when a workbook is opened, in this locale."""
WRONG = -77
Cells = dict[tuple[str, str], Any]
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
needs_browser = pytest.mark.skipif(not BROWSER, reason="Chromium is not installed")
needs_axe = pytest.mark.skipif(
    not (BROWSER and AXE and shutil.which("node")),
    reason="MLSMM_AXE names no folder with axe-core, or node or Chromium is not installed",
)


def ran(*command: str) -> str:
    """What a program prints; what it complained of where it failed."""
    done = subprocess.run(command, capture_output=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return done.stdout.decode()


def converted(file: Path, *, to: str, locale: str = "en-US") -> Path:
    """The file as LibreOffice saves it anew."""
    profile, target = file.parent / f"profile-{locale}", file.parent / f"saved-{locale}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS.format(locale=locale))
    ran(OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", to, "--outdir", str(target), str(file))  # fmt: skip
    return target / file.with_suffix(f".{to}").name


def cells(book: Any) -> Cells:
    """What every cell holds."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@cache
def stored() -> Cells:
    """The value that we keep beside each formula."""
    live = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    values = cells(openpyxl.load_workbook(io.BytesIO(content("xlsx")), data_only=True))
    places = [
        (sheet.title, cell.coordinate)
        for sheet in live
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    return {place: values.get(place, "") for place in places}


def spoilt() -> bytes:
    """The workbook with a wrong value beside every formula."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content("xlsx"))) as ours, zipfile.ZipFile(packed, "w") as theirs:
        for name in ours.namelist():
            part = ours.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                wrong = rf"\1>\2<v>{WRONG}</v>"
                part = re.sub(r"(<c [^>]*?)(?: t=\"str\")?>(<f>[^<]*</f>)<v(?:/>|>[^<]*</v>)", wrong, part)
            theirs.writestr(name, part)
    return packed.getvalue()


@needs_office
@pytest.mark.parametrize("locale", ["en-US", "de-DE"])
def test_libreoffice_comes_to_the_values_that_we_keep(locale: str, tmp_path: Path) -> None:
    """Every formula, with a decimal point and with a decimal comma."""
    file = tmp_path / "report.xlsx"
    file.write_bytes(spoilt())
    before = cells(openpyxl.load_workbook(file, data_only=True))
    assert {before[place] for place in stored()} == {WRONG}
    after = cells(openpyxl.load_workbook(converted(file, to="xlsx", locale=locale), data_only=True))
    assert len(stored()) > 500
    for place, value in stored().items():
        found = after.get(place, "")
        assert found == (value if isinstance(value, str) else pytest.approx(value, abs=1e-9)), place


@needs_office
def test_libreoffice_follows_a_change(tmp_path: Path) -> None:
    """With every coverage at 'all', every practice that applies is at level 3 and at its target."""
    file = tmp_path / "report.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    for row in book["Activities"].iter_rows(min_row=2):
        row[7].value = row[8].value = "all"
    book.save(file)
    after = openpyxl.load_workbook(converted(file, to="xlsx"), data_only=True)
    figures = {row[0].value: row[1].value for row in after["Executive"].iter_rows() if row[0].value}
    applicable = sum(p.applicable for p in made().practices)
    assert figures["Percent to target"] == figures["Percent to proposed target"] == 100
    assert figures["Practices at target"] == figures["Practices that apply"] == applicable
    assert figures["Earned"] == figures["Progress"] == 3


def pages(file: Path) -> list[str]:
    """The text of every page, without spaces."""
    return [squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(file)]


@needs_office
def test_libreoffice_opens_the_word_file(tmp_path: Path) -> None:
    """The first page is for those who decide; figures and sentences are all there."""
    file = tmp_path / "report.docx"
    file.write_bytes(content("docx"))
    first, second, *others = pages(converted(file, to="pdf"))
    assert all(squeezed(d.title) in first for d in made().decisions)
    assert squeezed("For those who do it") in second
    whole = "".join((first, second, *others))
    for sentence in sentences()[:2]:
        assert squeezed(sentence) in whole


@needs_browser
def test_chromium_prints_the_page(tmp_path: Path) -> None:
    """On paper nothing is cut off: the last column of the widest table is whole."""
    page, paper = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_bytes(content("html"))
    ran(BROWSER, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={paper}", page.as_uri())
    first, second, *others = pages(paper)
    assert all(squeezed(d.title) in first for d in made().decisions)
    assert squeezed("For those who do it") in second
    text = "".join((second, *others))
    for practice in made().practices:
        row = squeezed(f"{practice.name} ({practice.id})")
        assert squeezed(practice.state) in text[text.index(row) :][:400], practice.id


@needs_axe
def test_axe_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a wide screen, in the dark and on a phone: no fault, message or request, nothing wider than it."""
    page = tmp_path / "report.html"
    page.write_bytes(content("html", "names"))
    monkeypatch.setenv("CHROMIUM", BROWSER)
    found = json.loads(ran("node", str(Path(__file__).with_name("opened.cjs")), str(page)))
    assert min(found.pop("passes")) > 20
    assert found == {"console": [], "requests": [], "wider": [], "violations": []}
