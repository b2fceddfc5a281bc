"""The opening: systems as people describe them, roles, and who speaks."""

from collections.abc import Callable

import pytest

from assistant.conversation.scoping import LONGEST_SCOPE, speaker_of
from assistant.conversation.systems import parse_systems
from model import deeds as d
from model.assessment import Speaker
from model.errors import ActError, InputError
from tests.conversation.scripted import Talk

OWN, BOUGHT = "trains-own", "bought"

TOLD: list[tuple[str, dict[str, set[str]]]] = [
    ("photo", {"photo": set()}),
    ("photo, eta, customs", {"photo": set(), "eta": set(), "customs": set()}),
    ("photo\neta\ncustoms", {"photo": set(), "eta": set(), "customs": set()}),
    ("photo, eta: trained by us", {"photo": {OWN}, "eta": {OWN}}),
    ("photo and eta are trained by us. helpdesk-bot is bought.",
     {"photo": {OWN}, "eta": {OWN}, "helpdesk-bot": {BOUGHT}}),
    ("photo, eta and customs. All three are trained by us.",
     {"photo": {OWN}, "eta": {OWN}, "customs": {OWN}}),
    ("we have three models: photo, eta and customs, all trained by us",
     {"photo": {OWN}, "eta": {OWN}, "customs": {OWN}}),
    ("We only have one: a fraud model trained in-house.", {"fraud model": {OWN}}),
    ("1. photo: trained by us\n2) bot: bought", {"photo": {OWN}, "bot": {BOUGHT}}),
    ("- photo (images, trained by us)\n- chatbot (bought)",
     {"photo": {OWN}, "chatbot": {BOUGHT, "generative"}}),
    ("we train photo and eta ourselves, and buy a helpdesk chatbot from Acme",
     {"photo": {OWN}, "eta": {OWN}, "helpdesk chatbot": {BOUGHT, "generative"}}),
    ("photo trained by us, bot bought", {"photo": {OWN}, "bot": {BOUGHT}}),
    ("credit scoring model, fraud detector and a chatbot",
     {"credit scoring model": {"predictive"}, "fraud detector": {"predictive"}, "chatbot": {"generative"}}),
    ("a recommender", {"recommender": {"predictive"}}),
    ("demand forecasting (in-house), CV screening - bought from a vendor, personal data",
     {"demand forecasting": {OWN, "predictive"}, "CV screening": {BOUGHT, "personal-data"}}),
    ("Our systems are churn and a support copilot (fine-tuned llama, public)",
     {"churn": set(), "support copilot": {"fine-tunes", "generative", "public-interface"}}),
    ("photo - image classifier trained by us", {"photo": {OWN, "predictive"}}),
    ("there are 3 systems: a, b and c", {"a": set(), "b": set(), "c": set()}),
    ("photo: ours; bot: bought; the rest is internal", {"photo": {OWN}, "bot": {BOUGHT}}),
    ("One model, demand forecasting, trained by us", {"demand forecasting": {OWN, "predictive"}}),
    ("X-ray triage (own training, patient data, regulated)",
     {"X-ray triage": {OWN, "personal-data", "regulated"}}),
    ("we fine-tune a language model for support answers", {"language model": {"fine-tunes", "generative"}}),
    ("we use GPT-4 for customer mails", {"GPT-4": {"generative"}}),
    ("So, we have photo (trains-own), and helpdesk-bot (bought, generative)",
     {"photo": {OWN}, "helpdesk-bot": {BOUGHT, "generative"}}),
    ("agent (agentic, books freight by itself, bought)", {"agent": {BOUGHT, "agentic"}}),
    ("face recognition at the gates: cameras, on device",
     {"face recognition at the gates": {"predictive", "sensors", "on-device", "identifies-people"}}),
    ("bot: hosted chatbot, no personal data, not regulated, a person checks first",
     {"bot": {BOUGHT, "generative", "no-personal-data", "unregulated", "reviewed"}}),
    ("mail agent: agentic, acts for the user, stateless; ops agent: agentic, own rights, remembers",
     {"mail agent": {"agentic", "acts-for-user", "no-memory"},
      "ops agent": {"agentic", "own-rights", "keeps-memory"}}),
    ("photo: trained by us on own data, own servers, low impact",
     {"photo": {OWN, "own-data", "own-machines", "low-impact"}}),
    ("Photo, photo, PHOTO", {"Photo": set()}),
    ("let me think", {}),
    ("start over", {}),
    ("continue", {}),
    ("20 minutes with a data engineer", {}),
    ("we have about 40 models in production, most of them xgboost", {}),
    ("Our team owns churn", {"churn": set()}),
    ("photo uses cameras", {"photo": {"sensors"}}),
    ("fraud scorer (ours), an OCR thing (bought), and a support chatbot on GPT-4, public",
     {"fraud scorer": {OWN, "predictive"}, "OCR thing": {BOUGHT},
      "support chatbot on GPT-4": {"generative", "public-interface"}}),
    ("fraud scorer n doc ocr. fraud we train ourselfs, ocr is bought from vendor",
     {"fraud scorer": {OWN, "predictive"}, "doc ocr": {BOUGHT}}),
    ("We are a hospital with 4,000 staff. At the moment we have two AI systems in clinical use: the "
     "sepsis early warning score, which our data science team retrains every quarter on patient data, a "
     "radiology triage tool that we bought from a vendor called MediVision and that marks suspicious "
     "X-rays, and we are planning to roll out a chatbot for patient questions next year, but that is not in "
     "use yet.",
     {"sepsis early warning score": {OWN, "personal-data"}, "radiology triage tool": {BOUGHT}}),
    ("In our bank the fraud scoring model is something we train ourselves every month, then there is the "
     "document OCR which comes from a vendor, and customer service uses a chatbot that is based on GPT-4.",
     {"fraud scoring model": {OWN, "predictive"}, "document OCR": {BOUGHT}, "chatbot": {"generative"}}),
    ("photo archive: bought; photo: trained by us", {"photo archive": {BOUGHT}, "photo": {OWN}}),
    ("The triage model, which our own team trains, and a bought chatbot for patients. "
     "The triage one is public.",
     {"triage model": {OWN, "public-interface"}, "chatbot": {BOUGHT, "generative", "personal-data"}}),
    ("photo, we train it ourselves", {"photo": {OWN}}),
    ("photo, eta, we train them ourselves, and a bot, it is bought",
     {"photo": {OWN}, "eta": {OWN}, "bot": {BOUGHT}}),
    ("photo, we buy eta from Acme", {"photo": set(), "eta": {BOUGHT}}),
    ("Photo, a chatbot, our OCR", {"Photo": set(), "chatbot": {"generative"}, "OCR": set()}),
    ("ok so three things: claims triage, we train it ourselves, predictive. Fraud score is bought from "
     "Shift, and there's Livia, our LLM assistant for customers, it can call tools (open a claim, change "
     "an address)",
     {"claims triage": {OWN, "predictive"}, "Fraud score": {BOUGHT}, "Livia": {"generative", "agentic"}}),
    ("Livia: assistant with tools, public, gpt-4 via API",
     {"Livia": {BOUGHT, "generative", "agentic", "public-interface"}}),
    ("photo and a support bot, on GPT-4, public, llama via an API",
     {"photo": set(),
      "support bot": {BOUGHT, "generative", "public-interface"}}),
    ("photo, eta, all public", {"photo": {"public-interface"}, "eta": {"public-interface"}}),
    ("photo, which is bought, eta", {"photo": {BOUGHT}, "eta": set()}),
    ("photo which we train, eta which is bought (from Acme), and a bot",
     {"photo": {OWN}, "eta": {BOUGHT}, "bot": set()}),
    ("three models: demand forecaster we train ourselfs, docread which is bought (reads freight papers), "
     "and Olga, our chat assistant for customers, on gpt-4 api",
     {"demand forecaster": {OWN, "predictive"}, "docread": {BOUGHT}, "Olga": {"generative"}}),
    ("docread is not generative", {"docread": set()}),
    ("eta isn't public but predictive", {"eta": {"predictive"}}),
    ("none", {}),
    ("???", {}),
    ("", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "systems"), TOLD)
def test_systems_are_understood_as_people_describe_them(text: str, systems: dict[str, set[str]]) -> None:
    """Names and traits, however they are put."""
    assert {s.name: set(s.traits) for s in parse_systems(text)} == systems


def test_words_that_are_no_name_are_asked_about(begin: Callable[..., Talk]) -> None:
    """What is taken for no system is said, beside those that are, and nothing else is recorded."""
    talk = begin()
    shown = talk.say("photo, let me think")
    assert [s.name for s in talk.session.state.named] == ["photo"]
    assert "Not taken for a system: let me think" in shown
    assert "could not find a name" in talk.say("start over")
    assert [s.name for s in talk.session.state.named] == ["photo"]


def test_what_is_said_of_all_reaches_those_named_before(begin: Callable[..., Talk]) -> None:
    """'They are all bought' adds a trait to the systems of the turn before."""
    talk = begin()
    talk.say("photo, eta", "they are all public")
    assert [s.traits for s in talk.session.state.named] == [("public-interface",)] * 2


def test_a_system_named_again_is_changed(begin: Callable[..., Talk]) -> None:
    """Another origin takes the place of the first; what was not said anew stays."""
    talk = begin()
    talk.say("photo: trained by us, predictive", "photo: bought")
    assert talk.session.state.named == (d.System(name="photo", traits=("bought", "predictive")),)


RENAMED = [
    "rename the bot to Olga", "it's called Olga, not the bot", "the bot is called Olga",
    "no, Olga the bot, not the bot", "not the bot, it's Olga",
]  # fmt: skip


@pytest.mark.parametrize("text", RENAMED)
def test_a_system_gets_another_name_in_plain_words(begin: Callable[..., Talk], text: str) -> None:
    """What is known of it stays, and no second system comes of it."""
    talk = begin()
    talk.say("photo; the bot: bought, public", text)
    named = {s.name: set(s.traits) for s in talk.session.state.named}
    assert set(named) - {"photo"} in ({"Olga"}, {"Olga the bot"})
    assert {BOUGHT, "public-interface"} in named.values()


@pytest.mark.parametrize("text", ["bot should be public", "photo, not bot", "bot is not public"])
def test_what_renames_nothing_leaves_the_names(begin: Callable[..., Talk], text: str) -> None:
    """Traits and other systems are no new names."""
    talk = begin()
    talk.say("photo; bot: bought", text)
    assert {s.name for s in talk.session.state.named} == {"photo", "bot"}


def test_a_system_can_be_dropped_in_plain_words(begin: Callable[..., Talk]) -> None:
    """'drop eta' takes it out of the list."""
    talk = begin()
    talk.say("photo, eta", "drop eta")
    assert [s.name for s in talk.session.state.named] == ["photo"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("drop eta and bot", ["photo"]),
        ("no. photo is public; drop eta", ["photo", "bot"]),
        ("drop eta, and bot is bought", ["photo", "bot"]),
        ("drop photo, eta and bot. churn is trained by us", ["churn"]),
        ("drop nothing", ["photo", "eta", "bot"]),
    ],
)
def test_what_is_dropped_beside_other_words_goes(
    begin: Callable[..., Talk], text: str, left: list[str]
) -> None:
    """'drop' takes several, stands beside descriptions, and never becomes a name itself."""
    talk = begin()
    talk.say("photo, eta, bot", text)
    assert [s.name for s in talk.session.state.named] == left


def test_twelve_systems_are_the_most(begin: Callable[..., Talk]) -> None:
    """A thirteenth is refused with advice, and nothing is recorded."""
    talk = begin()
    talk.say(", ".join(f"m{n}" for n in range(12)))
    with pytest.raises(ActError, match="At most 12"):
        talk.say("one-more")
    with pytest.raises(ActError, match="At most 12"):
        talk.say("/system add one-more")
    assert len(talk.session.state.named) == 12


def test_a_novel_is_no_list_of_systems(begin: Callable[..., Talk]) -> None:
    """A very long scope is refused in one line."""
    with pytest.raises(InputError, match="long description"):
        begin().say("word " * LONGEST_SCOPE)


def test_enter_alone_takes_everything_as_one_system(begin: Callable[..., Talk]) -> None:
    """No names are needed to begin."""
    talk = begin()
    talk.say("", "")
    assert talk.session.state.scope_settled
    assert talk.where.startswith("story")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("data engineer", "root", "data engineer"),
        ("Jonas, data engineer", "Jonas", "data engineer"),
        ("I'm Jonas, a data engineer", "Jonas", "data engineer"),
        ("Jonas (data engineer)", "Jonas", "data engineer"),
        ("Jonas - the data engineer", "Jonas", "data engineer"),
        ("data engineer, platform team", "root", "data engineer, platform team"),
        ("the security lead", "root", "security lead"),
        ("as ML engineer", "root", "ML engineer"),
        ("CISO", "root", "CISO"),
    ],
)
def test_a_role_may_come_with_a_name(text: str, name: str, role: str) -> None:
    """'role' or 'name, role', in the order people use."""
    assert speaker_of(text, "root") == Speaker(name=name, role=role)


def test_the_role_is_on_record_with_the_scope(begin: Callable[..., Talk]) -> None:
    """The role is asked once: a program that is killed right after still knows it."""
    talk = begin(speaker=Speaker(name="jonas"))
    talk.say("photo", "yes")
    assert talk.where == "role"
    talk.say("data engineer")
    assert talk.ledger.acts[-1].speaker == Speaker(name="jonas", role="data engineer")
    assert isinstance(talk.last, d.ScopeSettled)


def test_who_says_more_than_a_role_is_still_understood(begin: Callable[..., Talk]) -> None:
    """A sentence of introduction gives the name and what somebody answers for."""
    talk = begin(speaker=Speaker(name="root"))
    talk.say("photo", "")
    talk.say("I am Dr. Katharina Vogel, and I am responsible for AI governance, reporting to the director")
    assert talk.session.speaker == Speaker(name="Dr. Katharina Vogel", role="AI governance")


def test_what_is_only_planned_is_said_to_be_left_out(begin: Callable[..., Talk]) -> None:
    """A paragraph's plan is no system, and naming it later takes it in."""
    talk = begin()
    shown = talk.say(
        "We have the sepsis early warning score, which our data science team retrains every quarter, and we "
        "are planning to roll out a chatbot for patient questions next year, but that is not in use yet."
    )
    assert [s.name for s in talk.session.state.named] == ["sepsis early warning score"]
    assert "left out for now: chatbot" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Papers and talks are read by Ruth before they go out. The last one was in March.",
        "before each training run the pipeline does the same checks on the data of photo and eta",
    ],
)
def test_an_answer_is_not_taken_for_a_role(begin: Callable[..., Talk], text: str) -> None:
    """Whoever tells how things are done is asked for the role once more, and nothing is recorded."""
    talk = begin(speaker=Speaker(name="jonas"))
    talk.say("photo, eta: trained by us", "")
    before = len(talk.deeds)
    with pytest.raises(ActError, match="longer than a role"):
        talk.say(text)
    assert talk.where == "role"
    assert len(talk.deeds) == before


def test_every_act_has_the_speaker_of_the_moment(talk: Talk) -> None:
    """/as changes who speaks from now on; a role that was told before is remembered."""
    talk.say("/as Ruth, security lead", "note: one", "/as Jonas", "note: two", "/as Ruth", "note: three")
    speakers = [a.speaker for a in talk.ledger.acts[-3:]]
    assert [s.name for s in speakers] == ["Ruth", "Jonas", "Ruth"]
    assert [s.role for s in speakers] == ["security lead", "data engineer", "security lead"]


def test_a_changed_system_says_what_counts_differently(talk: Talk) -> None:
    """A trait that moves a practice's scope names the practices to look at again."""
    shown = talk.say("/system change eta (bought)")
    assert "Counted differently" in shown
    assert "Sanitize Training Data" in shown


def test_a_system_is_counted_against_its_traits_with_a_reason(talk: Talk) -> None:
    """A ruling names system, direction and reason."""
    talk.say("/system change eta (bought)", "/jump sanitize training data")
    assert "Left out: eta" in talk.text
    talk.say("/count eta yes we fine-tune it since May")
    assert "eta" in talk.text
    assert isinstance(talk.last, d.Counted)
    with pytest.raises(ActError):
        talk.say("/count nosuch yes because")


def test_what_is_denied_is_taken_back(begin: Callable[..., Talk]) -> None:
    """'Not generative' takes the trait away, of systems by name or by their place in the list."""
    talk = begin()
    talk.say("photo, eta and bot. all of them are bought and generative", "the first two are not generative")
    assert {s.name: set(s.traits) for s in talk.session.state.named} == {
        "photo": {BOUGHT},
        "eta": {BOUGHT},
        "bot": {BOUGHT, "generative"},
    }
    talk.say("bot isn't bought")
    assert {s.name: set(s.traits) for s in talk.session.state.named}["bot"] == {"generative"}


def test_places_without_a_list_are_no_names(begin: Callable[..., Talk]) -> None:
    """'The first two' names nothing where nothing was named."""
    talk = begin()
    talk.say("the first two are bought")
    assert not talk.session.state.named


def test_undo_in_the_opening_shows_the_list_anew(begin: Callable[..., Talk]) -> None:
    """What stands after it is what the question asks about."""
    talk = begin()
    talk.say("photo, eta", "bot: bought")
    shown = talk.say("undo")
    assert "IN SCOPE" in shown
    assert "photo" in shown
    assert "bot " not in shown


def test_advice_of_the_opening_is_given_once(begin: Callable[..., Talk]) -> None:
    """A list that is corrected does not repeat what it says of profiles and of what can wait."""
    talk = begin()
    assert "Not said of each" in talk.say("photo, bot (bought chatbot)")
    shown = talk.say("photo is predictive")
    assert "IN SCOPE" in shown
    assert "Not said of each" not in shown
    assert "ATLAS profile" not in shown
