"""Openings as people type and paste them: clauses, appositions, bullets, tables and slips."""

import pytest

from assistant.conversation.systems import parse_systems

OWN, BOUGHT = "trains-own", "bought"

GATHERED: list[tuple[str, dict[str, set[str]]]] = [
    ("eta, forecasts when lorries arrive, we train it ourselves; docbot, which is bought, reads bills of "
     "lading; and helpy, an LLM assistant on gpt-4",
     {"eta": {OWN, "predictive"}, "docbot": {BOUGHT}, "helpy": {"generative"}}),
    ("eta, forecasts when lorries arrive, we train it ourselves", {"eta": {OWN, "predictive"}}),
    ("helpy is an LLM assistant on gpt-4, eta forecasts lorry arrivals and we train it, docbot reads "
     "bills of "
     "lading and is bought",
     {"helpy": {"generative"}, "eta": {OWN, "predictive"}, "docbot": {BOUGHT}}),
    ("eta (arrival forecasts), docbot (reads bills of lading), helpy (assistant on GPT-4). First one we "
     "train, "
     "the other two are bought",
     {"eta": {OWN, "predictive"}, "docbot": {BOUGHT}, "helpy": {BOUGHT, "generative"}}),
    ("churn (xgboost, trained by us), fraud (bought from Feedzai), lens - image classifier for returns, we "
     "train it, shopbot - gpt-4 chatbot on the website, and pricewise, a bought pricing engine",
     {"churn": {OWN}, "fraud": {BOUGHT}, "lens": {OWN, "predictive"}, "shopbot": {"generative"},
      "pricewise": {BOUGHT}}),
    ("we run two: defect, a vision model looking at welds, trained by us, and Maximo, a bought tool that "
     "predicts maintenance",
     {"defect": {OWN, "predictive"}, "Maximo": {BOUGHT, "predictive"}}),
    ("Defect looks at welds on the line, trained by us. Maximo predicts maintenance, bought from IBM. Then "
     "there's an assistant for the mechanics, based on GPT-4o.",
     {"Defect": {OWN}, "Maximo": {BOUGHT, "predictive"},
      "assistant for the mechanics": {"generative"}}),
    ("There's Marlin, our demand model, which we retrain weekly, and Otto, a chatbot from Intercom that "
     "talks "
     "to customers on the website.",
     {"Marlin": {OWN}, "Otto": {BOUGHT, "generative"}}),
    ("1) credit score - logistic regression, in-house 2) aml alerts - bought from NICE 3) kyc face "
     "match - bought",
     {"credit score": {OWN, "predictive"}, "aml alerts": {BOUGHT},
      "kyc face match": {BOUGHT, "identifies-people"}}),
    ("we have one model. it predicts which customers will leave. we train it in house.",
     {"model": {OWN, "predictive"}}),
    ("We have a model that predicts churn and a model that ranks leads, plus a chatbot from Intercom",
     {"churn model": {"predictive"}, "leads model": {"predictive"}, "chatbot": {BOUGHT, "generative"}}),
    ("one for churn and one for fraud, both trained by us", {"churn model": {OWN}, "fraud model": {OWN}}),
    ("an OCR named docbot and a chatbot we call Lisa", {"docbot": set(), "Lisa": {"generative"}}),
    ("demand forecast, returns forecast, price optimiser (all ours, sklearn), a bought OCR called "
     "Rossum and an "
     "agent that books carriers via tools, built on gpt-4",
     {"demand forecast": {OWN, "predictive"}, "returns forecast": {OWN, "predictive"},
      "price optimiser": {OWN},
      "Rossum": {BOUGHT}, "agent": {"generative", "agentic"}}),
    ("Just the one - radiology triage, it flags x-rays that look urgent, bought from Aidoc, patient data",
     {"radiology triage": {BOUGHT, "predictive", "personal-data"}}),
    ("credit-score and aml-watch are our own models, kyc-face comes from Onfido and helpdesk uses chatgpt",
     {"credit-score": {OWN}, "aml-watch": {OWN}, "kyc-face": {BOUGHT}, "helpdesk": {"generative"}}),
    ("yield. It forecasts the harvest. We train it every spring. There is also Agnes, an advisor bot on "
     "Claude; "
     "it's public.",
     {"yield": {OWN, "predictive"}, "Agnes": {"generative", "public-interface"}}),
    ("helpy, an LLM assistant that customers chat with; churn, used by our clients; eta, staff use it",
     {"helpy": {"generative", "public-interface"}, "churn": {"public-interface"}, "eta": set()}),
    ("\u2022 pulse \u2013 predicts pump failures, we train it\n\u2022 scanly \u2013 OCR (bought from "
     "Kofax)\n"
     "\u2022 ask-hr \u2013 internal chatbot on azure openai",
     {"pulse": {OWN, "predictive"}, "scanly": {BOUGHT}, "ask-hr": {"generative", "internal-only"}}),
    ("- Kestrel\n  predicts turbine failures, trained in house\n- Wren\n  RAG chatbot, azure openai",
     {"Kestrel": {OWN, "predictive"}, "Wren": {"generative"}}),
    ("| name | what | origin |\n|---|---|---|\n| eta | arrival forecast | ours |\n| docbot | papers | "
     "bought |",
     {"eta": {OWN, "predictive"}, "docbot": {BOUGHT}}),
    ("eta -> ours, docbot -> bought", {"eta": {OWN}, "docbot": {BOUGHT}}),
    ("pulse which predicts pump failrues, traned by us, scanly wich is bougth and reads invoices",
     {"pulse": {OWN, "predictive"}, "scanly": {BOUGHT}}),
    ("Triage sorts tickets, we built it. Copilot is from Microsoft.",
     {"Triage": {OWN}, "Copilot": {BOUGHT, "generative"}}),
    ("yield, an xgboost that forecasts the harvest, and the farmers see it in the app",
     {"yield": {"predictive"}}),
    ("bot: hosted chatbot, a person checks first", {"bot": {BOUGHT, "generative", "reviewed"}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "systems"), GATHERED)
def test_what_goes_on_about_a_system_is_no_system(text: str, systems: dict[str, set[str]]) -> None:
    """Clauses, appositions, bullets and tables describe the name that they follow."""
    assert {s.name: set(s.traits) for s in parse_systems(text)} == systems
