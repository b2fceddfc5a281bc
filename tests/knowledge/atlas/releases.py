"""Releases for tests: one small by hand, and any."""

from datetime import date

from hypothesis import strategies as st

from model.threat import (
    CaseStudy,
    Maturity,
    Mitigation,
    Release,
    StudyKind,
    StudyStep,
    Tactic,
    Technique,
)

SMALL = Release(
    version="2030.01",
    format="6.0.0",
    tactics=(Tactic(id="AML.TA0002", name="Looking around"), Tactic(id="AML.TA0000", name="Getting near")),
    techniques=(
        Technique(
            id="AML.T0001",
            name="Reading papers",
            tactics=("AML.TA0002",),
            maturity=Maturity.REALIZED,
            platforms=("Predictive AI",),
        ),
        Technique(id="AML.T0001.000", name="Old papers", tactics=("AML.TA0002",), maturity=Maturity.FEASIBLE),
        Technique(id="AML.T0002", name="Asking often", tactics=("AML.TA0000",)),
    ),
    mitigations=(
        Mitigation(
            id="AML.M0000",
            name="Say less",
            categories=("Policy",),
            lifecycle=("AI Model Engineering", "Deployment"),
            techniques=("AML.T0001", "AML.T0002"),
        ),
        Mitigation(id="AML.M0001", name="Lock it", techniques=()),
    ),
    studies=(
        CaseStudy(
            id="AML.CS0000",
            name="The papers",
            kind=StudyKind.INCIDENT,
            day=date(2029, 5, 1),
            granularity="month",
            steps=(
                StudyStep(id="S00", technique="AML.T0001", tactic="AML.TA0002", leads_to=("S01",)),
                StudyStep(id="S01", technique="AML.T0002", tactic="AML.TA0000"),
            ),
        ),
    ),
)

LIFECYCLE = ["Deployment", "AI Model Evaluation"]
_name = st.text("abcdefgh é'’&:#-", min_size=3, max_size=20).map(lambda t: f"N{t.strip()}")


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Any release that both formats can say: special cases share the tactics of their parent."""
    tactics = tuple(Tactic(id=f"AML.TA{n:04}", name=draw(_name)) for n in range(draw(st.integers(1, 4))))
    techniques: list[Technique] = []
    for number in range(draw(st.integers(1, 5))):
        parent = draw(_techniques(f"AML.T{number:04}", tactics))
        techniques.append(parent)
        for special in range(draw(st.integers(0, 2))):
            child = draw(_techniques(f"{parent.id}.{special:03}", tactics))
            techniques.append(child.model_copy(update={"tactics": parent.tactics}))
    ids = [t.id for t in techniques]
    mitigations = tuple(
        Mitigation(
            id=f"AML.M{n:04}",
            name=draw(_name),
            categories=tuple(draw(st.lists(st.sampled_from(["Policy", "Technical - AI"]), unique=True))),
            lifecycle=tuple(draw(st.lists(st.sampled_from(LIFECYCLE), unique=True))),
            techniques=tuple(draw(st.lists(st.sampled_from(ids), unique=True))),
        )
        for n in range(draw(st.integers(0, 4)))
    )
    studies = tuple(draw(_studies(f"AML.CS{n:04}", ids, tactics)) for n in range(draw(st.integers(0, 3))))
    return Release(
        version=draw(st.sampled_from(["4.4.0", "2026.05", "2031.12"])),
        format="6.0.0",
        tactics=tactics,
        techniques=tuple(techniques),
        mitigations=mitigations,
        studies=studies,
    )


@st.composite
def _techniques(draw: st.DrawFn, name: str, tactics: tuple[Tactic, ...]) -> Technique:
    return Technique(
        id=name,
        name=draw(_name),
        tactics=tuple(draw(st.lists(st.sampled_from([t.id for t in tactics]), unique=True, min_size=1))),
        maturity=draw(st.sampled_from([None, *Maturity])),
        platforms=tuple(draw(st.lists(st.sampled_from(["Agentic AI", "Enterprise"]), unique=True))),
    )


@st.composite
def _studies(draw: st.DrawFn, name: str, ids: list[str], tactics: tuple[Tactic, ...]) -> CaseStudy:
    count = draw(st.integers(0, 12))
    return CaseStudy(
        id=name,
        name=draw(_name),
        kind=draw(st.sampled_from(list(StudyKind))),
        day=draw(st.dates(date(2000, 1, 1), date(2040, 1, 1))),
        granularity=draw(st.sampled_from(["day", "month", "year"])),
        steps=tuple(
            StudyStep(
                id=f"S{n:02}",
                technique=draw(st.sampled_from(ids)),
                tactic=draw(st.sampled_from([t.id for t in tactics])),
                leads_to=(f"S{n + 1:02}",) if n + 1 < count else (),
            )
            for n in range(count)
        ),
    )
