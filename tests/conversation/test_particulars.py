"""The opening in twenty manners: what is said beside a name is about it, and what is a name is not missed."""

import pytest

from assistant.conversation.systems import parse_systems, unread_parts

OWN, BOUGHT, SCORES, WRITES = "trains-own", "bought", "predictive", "generative"

MANNERS: list[tuple[str, dict[str, set[str]]]] = [
    ("merchant risk score, same team, trained on card data", {"merchant risk score": {OWN}}),
    ("fraud scorer (ours), merchant risk score, same people, card data",
     {"fraud scorer": {OWN, SCORES}, "merchant risk score": set()}),
    ("we have three: sepsis, readmit and ct-triage. first two ours, ct-triage is from Aidoc",
     {"sepsis": {OWN}, "readmit": {OWN}, "ct-triage": {BOUGHT}}),
    ("Sepsis early warning (in-house), the readmission model, and the other one is a CT triage thing from a "
     "vendor",
     {"Sepsis early warning": {OWN}, "readmission model": set(), "CT triage thing": {BOUGHT}}),
    ("sepsis score + no-show model, both ours, ehr data; ct triage, bought",
     {"sepsis score": {OWN}, "no-show model": {OWN}, "ct triage": {BOUGHT}}),
    ("same-day delivery forecast, used car pricing, live chat bot, cloud cost model, all-risks pricing",
     {"same-day delivery forecast": {SCORES}, "used car pricing": set(), "live chat bot": {WRITES},
      "cloud cost model": set(), "all-risks pricing": set()}),
    ("it's called Hermes, routes parcels, we built it", {"Hermes": {OWN}}),
    ("and a chatbot from a vendor", {"chatbot": {BOUGHT, WRITES}}),
    ("we do credit scoring, AML alerts, and a chatbot from a vendor",
     {"credit scoring": {SCORES}, "AML alerts": set(), "chatbot": {BOUGHT, WRITES}}),
    ("sepsis, no-show (both ours, ehr data), xray triage (bought)",
     {"sepsis": {OWN}, "no-show": {OWN}, "xray triage": {BOUGHT}}),
    ("our pricing engine, maintained by Jan's team, retrained weekly; plus a recsys, same setup",
     {"pricing engine": {OWN}, "recsys": set()}),
    ("mainly the demand forecaster, owned by supply chain, python, xgboost; sometimes also a returns "
     "classifier, same owner",
     {"demand forecaster": {SCORES}, "returns classifier": {SCORES}}),
    ("Radar (computer vision, line 3), owned by the Leipzig plant, retrained quarterly",
     {"Radar": {OWN, "sensors"}}),
    ("churn, LTV, NBA. all three by the CRM squad, on-prem, customer data",
     {"churn": {"own-machines"}, "LTV": {"own-machines"}, "NBA": {"own-machines"}}),
    ("Merlin, the search ranker. Gandalf, the support bot. Frodo, which nobody owns.",
     {"Merlin": {SCORES}, "Gandalf": set(), "Frodo": set()}),
    ("we've got 2 models in prod: ETA and surge. ETA's ours, surge is also ours.",
     {"ETA": {OWN}, "surge": {OWN}}),
    ("defect detection on the weld line, 6 cameras, team of three, retrained when it drifts",
     {"defect detection on the weld line": {OWN, SCORES, "sensors"}}),
    ("fraud model v2 (prod), fraud model v3 (shadow), same data",
     {"fraud model v2": set(), "fraud model v3": set()}),
    ("matching algorithm, personal data, EU users, live since 2019",
     {"matching algorithm": {"personal-data"}}),
    ("a recommender, 3 people work on it, data from the shop; a price model, nobody really owns it",
     {"recommender": {SCORES}, "price model": set()}),
    ("the sepsis thing, readmission and then there's aidoc for radiology, bought",
     {"sepsis thing": set(), "readmission": set(), "aidoc for radiology": {BOUGHT}}),
    ("just the usual: recommender, search ranking, spam filter. All in house, all on AWS, 40 engineers",
     {"recommender": {OWN, SCORES}, "search ranking": {OWN, SCORES}, "spam filter": {OWN}}),
    ("we use Copilot and ChatGPT, and have one own model for churn",
     {"Copilot": {WRITES}, "ChatGPT": {WRITES}, "churn model": {OWN}}),
    ("I'm responsible for two of the five: route planning and parcel damage detection. Both ours.",
     {"route planning": {OWN}, "parcel damage detection": {OWN, SCORES}}),
    ("Name: Kestrel. Type: tabular. Origin: in house.", {"Kestrel": {OWN}}),
    ("Kestrel\nowner: risk team\ntrained in house\n\nOwl\nowner: ops\nbought from Acme",
     {"Kestrel": {OWN}, "Owl": {BOUGHT}}),
    ("1) face match at login, vendor SDK 2) liveness, same vendor 3) doc fraud, ours",
     {"face match at login": {BOUGHT, "identifies-people"}, "liveness": {BOUGHT}, "doc fraud": {OWN}}),
    ("the pricing thing, which we inherited from the acquisition; nobody retrains it",
     {"pricing thing": set()}),
    ("RAG bot over our wiki (OpenAI), code assistant (GitHub), and demand forecast",
     {"RAG bot over our wiki": {WRITES}, "code assistant": {WRITES}, "demand forecast": {SCORES}}),
    ("speech-to-text for call notes, whisper, self hosted, runs on our GPUs, same team again",
     {"speech-to-text for call notes": {"own-machines"}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "systems"), MANNERS)
def test_particulars_are_no_systems(text: str, systems: dict[str, set[str]]) -> None:
    """Teams, owners, stacks and dates tell of the name before them."""
    assert {s.name: set(s.traits) for s in parse_systems(text)} == systems
    assert unread_parts(text) == ()


@pytest.mark.parametrize("text", ["same", "whatever the data science team runs", "rename photo to Foto"])
def test_what_begins_with_no_name_is_asked_about(text: str) -> None:
    """It is told as not taken, and becomes no system."""
    assert parse_systems(text) == ()
    assert unread_parts(text)


def test_a_name_in_short_means_the_system_of_an_earlier_turn() -> None:
    """'sepsis is regulated' is about the sepsis score, unless it comes from elsewhere."""
    known = parse_systems("sepsis score: ours; ct triage: bought")
    more = parse_systems("sepsis patient data, high impact. ct is public", known)
    assert [s.name for s in more] == ["sepsis score", "ct triage"]
    assert [s.name for s in parse_systems("sepsis: bought", known)] == ["sepsis"]
