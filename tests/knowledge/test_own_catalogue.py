"""An organisation's own folder: added, replaced, translated, and checked by the same rules."""

import json
from pathlib import Path

import pytest

from knowledge.catalogue.catalogue import PACKAGE, load_asked, load_catalogue
from knowledge.catalogue.compiled import open_catalogue
from knowledge.catalogue.lint import find_wording
from model.errors import CatalogueError
from model.practice import PhaseId
from prompts.wording import load_wording, misfit

SAMPLE = (PACKAGE / "practices" / "AML.M0007.yaml").read_text(encoding="utf-8")
OWN = SAMPLE.replace("AML.M0007", "ACME.X01").replace("name: Sanitize Training Data", "name: Wash It Twice")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one practice of the organisation's."""
    folder = tmp_path / "acme"
    (folder / "practices").mkdir(parents=True)
    (folder / "practices" / "ACME.X01.yaml").write_text(OWN, encoding="utf-8")
    return folder


def test_a_practice_is_added(own: Path) -> None:
    """It stands beside ours, in its phase, and the edition says so."""
    catalogue = load_catalogue(own=own)
    assert len(catalogue.practices) == 51
    assert catalogue.practice("ACME.X01").primary_phase is PhaseId.DATA_CLEANING
    assert catalogue.version.endswith("+acme")


def test_a_known_id_takes_the_place_of_ours(own: Path) -> None:
    """So a translation is the same ids with other texts; what is not translated stays."""
    german = SAMPLE.replace("name: Sanitize Training Data", "name: Trainingsdaten bereinigen")
    (own / "practices" / "AML.M0007.yaml").write_text(german, encoding="utf-8")
    (own / "glossary.yaml").write_text("[{name: distillation, meaning: Ein Modell lernt von einem anderen.}]")
    (own / "catalogue.yaml").write_text("{version: de-1}")
    catalogue = load_catalogue(own=own)
    assert catalogue.practice("AML.M0007").name == "Trainingsdaten bereinigen"
    assert next(t for t in catalogue.terms if t.name == "distillation").meaning.startswith("Ein Modell")
    assert catalogue.practice("AML.M0003").name == "Model Hardening"
    assert (len(catalogue.practices), catalogue.version.partition("+")[2]) == (51, "de-1")


def test_its_own_targets_replace_the_table(own: Path) -> None:
    """An organisation may set how targets are proposed."""
    row = {"code": "exposed", "traits": ["sensors"], "adds": 2, "reason": "We say so."}
    (own / "targets.yaml").write_text(json.dumps({"base": 0, "rules": [row]}), encoding="utf-8")
    assert load_catalogue(own=own).targets.rules[0].adds == 2


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("practises.yaml", "[]", r"practises\.yaml: is no file of a catalogue"),
        ("near.yaml", "[{practices: [ACME.X01, ACME.X09], difference: d, first: f, second: s}]", "ACME.X09"),
        ("traits.yaml", "{shiny: It shines.}", "shiny: is asked by 0 facts"),
        ("targets.yaml", "{rules: [{code: exposed, traits: [sly], reason: r}]}", "'sly' is not in traits"),
        (
            "crosswalk.yaml",
            "[{practice: ACME.X01, framework: nist-ai-rmf-1, item: GOVERN 99, reason: r}]",
            "GOVERN 99",
        ),
        (
            "effects.yaml",
            "[{practice: AML.M0003, default: hinders, reason: r, answers: [AML.T0015]}]",
            "of its own",
        ),
    ],
)
def test_its_breaks_name_file_and_key(own: Path, file: str, text: str, why: str) -> None:
    """The same rules as for ours, and nothing is passed over in silence."""
    (own / file).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=why):
        load_catalogue(own=own)


def test_its_questions_are_searched_too(own: Path) -> None:
    """Beside ours; one about no practice is named."""
    (own / "asked.yaml").write_text("{ACME.X01: [Who washes it?]}", encoding="utf-8")
    catalogue = load_catalogue(own=own)
    asked = load_asked(catalogue, own=own)
    assert asked["ACME.X01"] == ("Who washes it?",)
    assert len(asked["AML.M0007"]) > 1
    (own / "asked.yaml").write_text("{ACME.X07: [How so?]}", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"asked\.yaml: ACME\.X07"):
        load_asked(catalogue, own=own)


def test_a_folder_with_nothing_in_it_is_no_catalogue(tmp_path: Path) -> None:
    """Naming the wrong folder must not pass for an empty catalogue."""
    with pytest.raises(CatalogueError, match="holds no catalogue"):
        load_catalogue(own=tmp_path)
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(own=tmp_path / "missing")


def test_its_wording_is_checked_too(own: Path) -> None:
    """The lint does not ask who wrote it."""
    path = own / "practices" / "ACME.X01.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("        text:")
    end = text.index("        unit:", start)
    path.write_text(text[:start] + "        text: Every record is checked.\n" + text[end:], encoding="utf-8")
    found = list(find_wording(load_catalogue(own=own)))
    assert [(f.file, f.key) for f in found] == [("practices/ACME.X01.yaml", "ACME.X01.1")]


def test_the_cache_follows_the_sources(own: Path, tmp_path: Path) -> None:
    """What was read before comes from the cache; a changed file or a damaged cache is read anew."""
    cache = tmp_path / "cache"
    first = open_catalogue(cache, own=own)
    assert open_catalogue(cache, own=own) == first == load_catalogue(own=own)
    path = own / "practices" / "ACME.X01.yaml"
    path.write_text(OWN.replace("name: Wash It Twice", "name: Wash It Thrice"), encoding="utf-8")
    assert open_catalogue(cache, own=own).practice("ACME.X01").name == "Wash It Thrice"
    for kept in cache.glob("catalogue-*.json"):
        kept.write_bytes(kept.read_bytes().replace(b"Wash It", b"Soak It"))
    assert open_catalogue(cache, own=own).practice("ACME.X01").name == "Wash It Thrice"


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(own: Path, tmp_path: Path) -> None:
    """The catalogue is read all the same."""
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert len(open_catalogue(blocked / "cache", own=own).practices) == 51


def test_translated_sentences_are_said(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fits takes the place of ours; what fills another brace, or is no sentence, changes nothing."""
    (own / "wording").mkdir()
    (own / "wording" / "cli.yaml").write_text(
        'rename: {done: "{old} heißt jetzt {new}."}\ndelete: {done: "{nome} ist weg."}\nodd: {one: "x"}\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("MLSMM_CATALOGUE", str(own))
    load_wording.cache_clear()
    try:
        wording = load_wording()
        assert wording.say("cli.rename.done", old="A", new="B") == "A heißt jetzt B."
        assert wording.say("cli.delete.done", name="A") == "A is deleted."
        assert "cli.odd.one" not in wording.templates
    finally:
        load_wording.cache_clear()


@pytest.mark.parametrize("file", ["screens.yaml", "screens.home.yaml", "screens.home.json"])
def test_home_is_translated_in_whichever_file(own: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    """Its sentences stand in a file of their own here; a translation need not know."""
    (own / "wording").mkdir()
    told = '{"counting": "wird gezählt …"}'
    (own / "wording" / file).write_text(
        f'{{"home": {told}}}' if file == "screens.yaml" else told, encoding="utf-8"
    )
    monkeypatch.setenv("MLSMM_CATALOGUE", str(own))
    load_wording.cache_clear()
    try:
        for part in ("*", "screens.home"):
            assert load_wording(part=part).say("screens.home.counting") == "wird gezählt …"
        assert load_wording(part="screens.home").say("screens.home.list") == "ASSESSMENTS"
    finally:
        load_wording.cache_clear()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{old} und {new}", ""),
        ("nur {old}", ""),
        ("{alt}", "has alt"),
        ("{old", "is no template"),
        ("{}", "has"),
    ],
)
def test_a_translation_fills_what_ours_fills(text: str, why: str) -> None:
    """It may say less, never more."""
    assert misfit("a", text, ours={"a": "{old} is now {new}"}).startswith(why)
    assert misfit("b", text, ours={"a": "x"}) == "is no sentence of ours"
