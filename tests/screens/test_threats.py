"""The threats screen: rows by tactic, strips of states, filters, and drilling from one thing to another."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from assistant.conversation.landscape import Landscape, survey
from assistant.conversation.session import resume
from assistant.screens.drill import StudyScreen, TechniqueScreen
from assistant.screens.explain import ExplainScreen
from assistant.screens.home import HomeScreen
from assistant.screens.palette import CommandProvider
from assistant.screens.results import ResultsScreen
from assistant.screens.threats import ThreatsScreen
from assistant.widgets.links import link_rows
from assistant.widgets.matrix import (
    MARKS,
    attack_rows,
    cover_bar,
    key_of_studies,
    states_strip,
    step_rows,
    study_rows,
    technique_of,
)
from model import deeds as d
from model.card import as_stated
from model.catalogue import Catalogue
from model.matrix import Among, columns
from model.replay import StepState
from model.scoring import Range
from model.threat import Tactic
from tests.screens.conftest import Driver, Opened
from tests.screens.fakes import MemoryLedger, PlainLibrary
from tests.small import CLEAN, JONAS, SHIP, TRAIN, Diary
from tests.threats import BREACH, CHAT, DRILL, PLANTED, POISON, STEAL, threatened_catalogue

NOTHING = {CLEAN: 0, TRAIN: 0, SHIP: 0}
HOSTILE = "[red]x[/red] \x1b[31m \u202e" + "long\n" * 2000


def faced(
    levels: Mapping[str, int] = NOTHING, traits: tuple[str, ...] = (), *, catalogue: Catalogue | None = None
) -> Landscape:
    """The small release against one system with practices at these levels."""
    small = catalogue or threatened_catalogue()
    diary = Diary("photo", traits=traits)
    for practice, level in levels.items():
        stated = as_stated(small.practice(practice), level, systems=("photo",))
        diary.add(d.CoveragesSet(practice=practice, coverages=stated))
    return survey(resume(MemoryLedger(tuple(diary.acts)), small, speaker=JONAS), {})


def drawn(options: list[Option]) -> dict[str, str]:
    """The rows that can be chosen, by key."""
    return {o.id: o.prompt.plain for o in options if o.id and isinstance(o.prompt, Content)}


@pytest.mark.parametrize(
    ("low", "high", "bar"),
    [("0", "0", "······"), ("1/12", "1/3", "█▒····"), ("2/3", "1", "████▒▒"), ("1", "1", "██████")],
)
def test_a_bar_tells_sure_from_may_be(low: str, high: str, bar: str) -> None:
    """Three characters; what is covered a little shows, and only what is covered whole fills it."""
    assert cover_bar(Range(Fraction(low), Fraction(high)), 6).plain == bar


def test_a_row_has_bar_number_and_word() -> None:
    """None of them alone carries the meaning, and none needs colour."""
    rows = drawn(list(attack_rows(faced(NOTHING | {CLEAN: 2}), 72)))
    poison = next(text for key, text in rows.items() if technique_of(key) == POISON)
    assert poison.split() == ["Attack", POISON, "████··", "67", "%", "partly", "1.50"]
    theft = next(text for key, text in rows.items() if technique_of(key) == STEAL)
    assert theft.split()[-3:] == ["%", "open", "3.50"]
    assert "↳ Attack" in next(text for key, text in rows.items() if technique_of(key) == PLANTED)


@pytest.mark.parametrize("width", [58, 72, 120])
def test_every_row_keeps_to_its_width(width: int) -> None:
    """Whatever a name holds: markup, escapes, turned writing, ten thousand characters."""
    small = threatened_catalogue()
    assert small.threats
    techniques = tuple(t.model_copy(update={"name": HOSTILE}) for t in small.threats.techniques)
    studies = tuple(s.model_copy(update={"name": HOSTILE}) for s in small.threats.studies)
    tactic = Tactic(id="AML.TA0001", name=HOSTILE)
    techniques = tuple(t.model_copy(update={"tactics": (tactic.id,)}) for t in techniques)
    hostile = {"techniques": techniques, "studies": studies, "tactics": (tactic,)}
    threats = small.threats.model_copy(update=hostile)
    landscape = faced(catalogue=small.model_copy(update={"threats": threats}))
    rows = [
        *attack_rows(landscape, width),
        *study_rows(landscape, width),
        *step_rows(landscape.studies[BREACH], width, catalogue=landscape.catalogue),
        *link_rows(landscape, width, technique=POISON),
    ]
    for option in rows:
        assert isinstance(option.prompt, Content)
        lines = option.prompt.plain.split("\n")
        if option.id:
            assert len(lines) == 1
            assert option.prompt.cell_length <= width
        assert not set("\x1b\u202e") & set(option.prompt.plain)


def test_a_strip_has_a_mark_for_each_step() -> None:
    """The seven states have seven marks, each explained in the key."""
    landscape = faced(NOTHING | {CLEAN: 2})
    assert states_strip(landscape.studies[BREACH]).plain == "×●○"
    assert len(set(MARKS.values())) == len(StepState)
    assert set(MARKS.values()) <= set(key_of_studies().plain)


def test_incidents_stand_before_exercises() -> None:
    """Each under its heading, with its strip at the end of the row; other kinds of system are marked."""
    options = list(study_rows(faced({TRAIN: 2, SHIP: 0}, ("bought", "generative")), 72))
    assert [o.id for o in options] == [None, CHAT, BREACH, None, DRILL]
    rows = drawn(options)
    assert rows[CHAT].rstrip().endswith("●")
    assert rows[BREACH].startswith("~ ")
    assert not rows[CHAT].startswith("~")


def test_links_lead_to_practices_studies_and_kin() -> None:
    """What acts here first; each study with the mark of the step that employs it."""
    rows = drawn(list(link_rows(faced(NOTHING | {CLEAN: 2}), 72, technique=PLANTED)))
    assert list(rows) == [f"practice {CLEAN}", f"practice {TRAIN}", f"study {BREACH}", f"technique {POISON}"]
    assert rows[f"practice {CLEAN}"].split()[-3:] == ["prevents", "level", "2"]
    assert rows[f"study {BREACH}"].startswith("●")


async def _weighed(driver: Driver) -> ThreatsScreen:
    """An assessment with one practice at level 2, looked at from the interview."""
    await driver.begin()
    await driver.say("/jump sanitize training data")
    await driver.say("/level 2 we saw the gate and the log")
    await driver.press("f10")
    return driver.on(ThreatsScreen)


def _text(screen: ThreatsScreen, selector: str) -> str:
    return str(screen.query_one(selector, Static).content)


async def test_the_screen_has_every_attack_by_tactic(opened: Opened) -> None:
    """As many rows as the matrix has, under its tactics, and the exposure stands above."""
    async with opened() as driver:
        screen = await _weighed(driver)
        landscape = screen.landscape
        assert landscape
        assert landscape.catalogue.threats
        expected = [
            f"{c.tactic.id} {p.technique.id}"
            for c in columns(landscape.exposure, landscape.catalogue.threats)
            for p in c.placed
            if c.tactic
        ]
        assert [o.id for o in screen.attacks.options if o.id] == expected
        assert "not a probability" in _text(screen, "#rule")
        assert f"{float(landscape.exposure.weight):.2f}" in _text(screen, "#headline")
        assert f"Techniques {len(landscape.attacks)}" in _text(screen, "#attacks-tab")


async def test_keys_go_from_tactic_to_tactic(opened: Opened) -> None:
    """Right to the first attack of the next one, left to where the one before begins."""
    async with opened() as driver:
        screen = await _weighed(driver)
        first = screen.attacks.key
        await driver.press("right")
        second = screen.attacks.key
        assert first
        assert second
        assert first.partition(" ")[0] != second.partition(" ")[0]
        await driver.press("down", "left", "left")
        assert screen.attacks.key == first


async def test_the_filter_goes_round(opened: Opened) -> None:
    """What is shown is what is in question, and the line above says what that is."""
    async with opened() as driver:
        screen = await _weighed(driver)
        whole = screen.attacks.option_count
        await driver.press("f", "f")
        assert screen.among is Among.INCIDENTS
        assert screen.landscape
        shown = {technique_of(o.id) for o in screen.attacks.options if o.id}
        assert shown == {a.technique for a in screen.landscape.exposure.attacks if a.incidents}
        assert "incidents" in _text(screen, "#filter")
        await driver.press("f", "f")
        assert screen.attacks.option_count == whole


async def test_from_a_technique_to_its_practice_and_back(opened: Opened) -> None:
    """Enter drills into the technique under the cursor, again into its first practice; Escape returns."""
    async with opened() as driver:
        screen = await _weighed(driver)
        keys = [o.id for o in screen.attacks.options]
        screen.attacks.highlighted = keys.index("AML.TA0003 AML.T0020")
        await driver.press("enter")
        technique = driver.on(TechniqueScreen)
        assert technique.sheet.lines[0].text.endswith("AML.T0020")
        assert technique.choices.key == "practice AML.M0007"
        await driver.press("enter")
        assert "AML.M0007" in driver.on(ExplainScreen).sheet.lines[0].text
        await driver.press("escape")
        assert driver.on(TechniqueScreen) is technique
        await driver.press("escape")
        assert driver.on(ThreatsScreen) is screen


async def test_from_a_case_study_through_a_step_and_back(opened: Opened) -> None:
    """The studies' list, a study, a step, its technique, and from there to the study again."""
    async with opened() as driver:
        screen = await _weighed(driver)
        await driver.press("s")
        assert screen.studies.display
        assert not screen.attacks.display
        chosen = screen.studies.key
        await driver.press("enter")
        study = driver.on(StudyScreen)
        assert study.study.study == chosen
        assert chosen in study.sheet.lines[0].text
        await driver.press("down")
        first = study.study.steps[0]
        assert study.sheet.lines[0].text.startswith(f"Step 1 of {len(study.study.steps)}")
        await driver.press("enter")
        technique = driver.on(TechniqueScreen)
        assert technique.technique == first.technique
        keys = [o.id for o in technique.choices.options]
        technique.choices.highlighted = keys.index(f"study {chosen}")
        await driver.press("enter")
        again = driver.on(StudyScreen)
        assert again.study.study == chosen
        assert again.choices.key == "1"


async def test_a_command_drills_in_at_once(opened: Opened) -> None:
    """`/threats` with an id opens what it names over the lists."""
    async with opened() as driver:
        await driver.begin()
        await driver.say("/threats cs0016")
        assert driver.on(StudyScreen).study.study == "AML.CS0016"
        await driver.press("escape")
        assert driver.on(ThreatsScreen).studies.display


async def test_details_stand_beside_the_list_where_there_is_room(opened: Opened) -> None:
    """From 130 columns on; below them they come with Enter."""
    async with opened(size=(140, 40)) as driver:
        screen = await _weighed(driver)
        await driver.press("down")
        assert screen.attacks.key
        assert technique_of(screen.attacks.key) in screen.details.lines[0].text
        assert screen.query_one("#side").display
        await driver.pilot.resize_terminal(100, 30)
        await driver.settle()
        assert not screen.query_one("#side").display


async def test_the_mouse_does_what_the_keys_do(opened: Opened) -> None:
    """A click on the other list's name, and on the filter."""
    async with opened() as driver:
        screen = await _weighed(driver)
        await driver.pilot.click("#studies-tab")
        await driver.pilot.click("#filter")
        await driver.settle()
        assert screen.is_on_studies
        assert screen.among is Among.OPEN


async def test_results_and_home_lead_there(opened: Opened) -> None:
    """From results by a key and back; from home by a key, without the interview."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("f4", "t")
        assert driver.on(ThreatsScreen).landscape
        await driver.press("escape")
        driver.on(ResultsScreen)
        await driver.press("escape", "ctrl+o")
        driver.on(HomeScreen)
        await driver.press("t")
        assert driver.on(ThreatsScreen).session.state.name == "Nordwind"
        await driver.press("escape")
        driver.on(HomeScreen)


async def test_the_palette_offers_the_keys_of_the_screen(opened: Opened) -> None:
    """On home, where no command can be given, the threats of the chosen assessment all the same."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("ctrl+o")
        home = driver.on(HomeScreen)
        offered = {str(hit.text): hit.command async for hit in CommandProvider(home).discover()}
        offered["threats"]()
        await driver.settle()
        await driver.settle()
        assert driver.on(ThreatsScreen).landscape


async def test_what_atlas_itself_says_is_shown(
    opened: Opened, library: PlainLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a technique in the drill and with a practice in the explanations, where a file is kept."""
    texts = {"AML.T0020": "They poison."}
    monkeypatch.setattr(library, "texts", lambda version: texts, raising=False)
    async with opened() as driver:
        await driver.begin()
        await driver.say("/threats AML.T0020")
        technique = driver.on(TechniqueScreen)
        assert "They poison." in [line.text for line in technique.sheet.lines]
        assert technique.choices.key
        texts[technique.choices.key.partition(" ")[2]] = "Clean it."
        await driver.press("enter")
        assert "Clean it." in [line.text for line in driver.on(ExplainScreen).sheet.lines]
