"""The parts of training: what is asked and should be answered, and that a seed decides the weights."""

import random
import re
from functools import cache

import numpy as np
import pytest
import torch

from knowledge.encoder import FakeEncoder, OnnxEncoder
from knowledge.entries import entries_of
from knowledge.reader.network import COVERAGES, Network, queries_of
from knowledge.reader.training.corpus import Example, Opinion, load_corpus
from knowledge.reader.training.fit import Course, answer, fit, loss_of
from knowledge.reader.training.further import KEPT, mix
from knowledge.reader.training.material import (
    Asked,
    Item,
    Material,
    ask,
    inputs_of,
    look_at,
    near_of,
    soften,
    targets_of,
)
from knowledge.reader.training.trained import Trained, from_written, mean_of
from knowledge.reader.training.variation import join, vary
from tests.shipped import shipped_catalogue

TEXT = "The loader refuses files without a hash. Marek planned a scan."
EXAMPLE = Example(
    id="t1",
    practice="AML.M0014",
    level=1,
    voice="plain",
    case="plain",
    text=TEXT,
    acts={"1": ("some", "refuses files"), "2a": ("plan", "planned a scan")},
    traits=("fact", "some", "-", "gate", "block", "-", "-"),
)


@cache
def _material() -> Material:
    catalogue, encoder = shipped_catalogue(), FakeEncoder()
    entries = [e for e in entries_of(catalogue) if e.kind in ("practice", "activity")]
    queries = queries_of(catalogue, (entries, encoder.encode([e.text for e in entries])))
    return Material(look_at([TEXT], encoder), queries, near_of(catalogue))


def test_others_are_asked_beside_the_own_practice() -> None:
    """The own practice first; the others hear nothing, and count less."""
    item = ask(EXAMPLE, _material(), chance=random.Random(1))
    assert item.asked[0] == Asked("AML.M0014", 1, EXAMPLE.acts, 1.0)
    assert len({a.practice for a in item.asked}) == len(item.asked) == 3
    assert all(a.level is None and a.weight < 1 for a in item.asked[1:])


def test_targets_mark_the_words() -> None:
    """A plan is none; exactly the quoted words are marked, for their own activity."""
    item = Item(EXAMPLE, (Asked("AML.M0014", 1, EXAMPLE.acts, 1.0),))
    inputs = inputs_of([item], _material())
    targets = targets_of([item], _material(), inputs=inputs)
    suffixes = _material().queries["AML.M0014"].suffixes
    first, planned = suffixes.index("1"), suffixes.index("2a")
    assert targets.coverages[0, 0, first] == COVERAGES.index("some")
    assert targets.coverages[0, 0, planned] == COVERAGES.index("none")
    spans = _material().tokens[TEXT].spans
    marked = [TEXT[a:b] for (a, b), mark in zip(spans, targets.words[0, 0, first], strict=True) if mark == 1]
    assert marked == ["refuses", "files"]
    assert targets.traits[0].tolist()[0] == 0


def test_softened_levels_sum_to_one() -> None:
    """A share goes to the neighbours; at the ends to the only one."""
    rows = soften(torch.tensor([[0, 1], [2, 3]]), 0.1)
    assert rows.shape == (2, 2, 4)
    assert rows[0, 0].tolist() == pytest.approx([0.9, 0.1, 0, 0])
    assert rows[0, 1].tolist() == pytest.approx([0.05, 0.9, 0.05, 0])
    assert rows[1, 1].tolist() == pytest.approx([0, 0, 0.1, 0.9])


def test_silence_teaches_nothing_about_levels() -> None:
    """A practice of which nothing is claimed moves what tells claims apart, never the levels."""
    trained, material = Trained(), _material()
    item = Item(EXAMPLE, (Asked("AML.M0005", None, {}, 1.0),))
    inputs = inputs_of([item], material)
    targets = targets_of([item], material, inputs=inputs)
    loss = loss_of(answer(trained, inputs, profiles=material.profiles), targets)
    loss.backward()  # type: ignore[no-untyped-call]  # torch's own
    assert trained.level.weight.grad is None or not trained.level.weight.grad.any()
    assert trained.claim.weight.grad is not None
    assert trained.claim.weight.grad.any()


def test_an_opinion_is_learnt_as_it_is() -> None:
    """Chances in place of labels are what should be answered; they count more the surer a claim is."""
    sure = Opinion(practice="AML.M0014", claimed=0.9, levels=(0.1, 0.2, 0.6, 0.1))
    faint = Opinion(practice="AML.M0005", claimed=0.1, levels=(0.4, 0.3, 0.2, 0.1))
    example = EXAMPLE.model_copy(update={"level": None, "acts": None, "traits": None, "heard": (sure, faint)})
    item = ask(example, _material(), chance=random.Random(1))
    assert [a.practice for a in item.asked] == ["AML.M0014", "AML.M0005"]
    targets = targets_of([item], _material(), inputs=inputs_of([item], _material()))
    assert targets.claimed[0].tolist() == pytest.approx([0.9, 0.1])
    assert targets.chances[0].tolist() == [pytest.approx(o.levels) for o in (sure, faint)]
    assert targets.counted[0, 0] > targets.counted[0, 1] > 0
    assert not targets.claims.any()
    assert not targets.themes.any()


def test_a_variation_keeps_what_is_said() -> None:
    """Another form has the same words but for letters, order and an opening, and lets marked words go."""
    chance = random.Random(5)
    forms = {vary(EXAMPLE, chance).text for _ in range(30)}
    assert len(forms) > 10
    changed = next(e for e in (vary(EXAMPLE, chance) for _ in range(30)) if e.text != TEXT)
    assert changed.acts == {"1": ("some", ""), "2a": ("plan", "")}
    assert changed.level == EXAMPLE.level


def test_names_change_within_sentences_only() -> None:
    """A name becomes the same other one each time; openings, months and what is done stay."""
    text = "Since March the scans of Jenkins are read by Marek. Nobody but Marek reads them."
    chance = random.Random(2)
    forms = {vary(EXAMPLE.model_copy(update={"text": text}), chance).text for _ in range(60)}
    shape = re.compile(r"Since March the scans of (\w+) are read by (\w+)\. Nobody but \2 reads them\.")
    renamed = [match for form in forms if (match := shape.fullmatch(form)) and match.group(2) != "Marek"]
    assert renamed


def test_two_texts_side_by_side_are_each_read_for_their_own() -> None:
    """Both texts stand there with both practices and levels; never two of the same practice."""
    long = EXAMPLE.model_copy(
        update={"text": "The nightly loader refuses files without a hash, for all models."}
    )
    other = long.model_copy(update={"id": "u1", "practice": "AML.M0005", "level": 3, "text": TEXT})
    both = join(long, [other], chance=random.Random(1))
    assert long.text in both.text
    assert other.text in both.text
    assert both.also is not None
    assert (both.also.practice, both.also.level) == ("AML.M0005", 3)
    same = other.model_copy(update={"practice": long.practice})
    assert join(long, [same], chance=random.Random(1)) == long


def _fitted(seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    trained = Trained()
    fit(trained, [[EXAMPLE]], material=_material(), course=Course(seed=seed, tell=lambda _: None))
    return trained.level.weight.detach()


def test_the_seed_decides() -> None:
    """The same seed gives the same weights, another one others."""
    assert torch.equal(_fitted(1), _fitted(1))
    assert not torch.equal(_fitted(1), _fitted(2))


def test_what_runs_is_what_was_trained(encoder: OnnxEncoder) -> None:
    """The graph with numpy's heads gives torch's answers, whichever practices are asked beside."""
    from knowledge.reader.network import read_weights

    trained = from_written(read_weights()).eval()
    catalogue = shipped_catalogue()
    entries = [e for e in entries_of(catalogue) if e.kind in ("practice", "activity")]
    queries = queries_of(catalogue, (entries, encoder.encode([e.text for e in entries])))
    example = next(e for e in load_corpus() if e.practice == "AML.M0014" and e.level == 2)
    material = Material(look_at([example.text], encoder), queries, near_of(catalogue))
    asked = [Asked(p, None, None, 1.0) for p in ("AML.M0014", "AML.M0023", "AML.M0005")]
    with torch.no_grad():
        outputs = answer(
            trained, inputs_of([Item(example, tuple(asked))], material), profiles=material.profiles
        )
    network, tokens = Network.open(), encoder.look(example.text)
    together = network.ask(tokens, [queries[a.practice] for a in asked]).replies
    alone = network.ask(tokens, [queries["AML.M0014"]]).replies[0]
    assert np.allclose(together[0].levels, alone.levels, atol=1e-3)
    assert np.allclose(together[0].levels, outputs.levels[0, 0].numpy(), atol=0.05)
    count = len(queries["AML.M0014"].suffixes)
    heard = outputs.coverages[0, 0, :count].softmax(-1).numpy()
    assert np.allclose(alone.coverages, heard, atol=0.02)


def test_the_second_course_reads_rare_levels_oftener() -> None:
    """Each passage at least once, those of level 3 most; of the corpus so many and none twice."""
    passages = [EXAMPLE.model_copy(update={"id": f"p{n}", "level": n}) for n in (1, 3)]
    corpus = [EXAMPLE.model_copy(update={"id": f"c{n}"}) for n in range(KEPT + 5)]
    read = [e.id for e in mix(passages, corpus, seed=1)]
    assert 0 < read.count("p1") < read.count("p3")
    kept = [name for name in read if name.startswith("c")]
    assert len(kept) == len(set(kept)) == KEPT


def test_the_mean_of_two_networks_lies_half_way() -> None:
    """In every weight; neither of the two is changed."""
    torch.manual_seed(1)
    one, other = Trained(), Trained()
    before = {name: rows.clone() for name, rows in one.state_dict().items()}
    between = mean_of(one, other).state_dict()
    for name, rows in other.state_dict().items():
        torch.testing.assert_close(between[name] - before[name], rows - between[name], atol=1e-6, rtol=0)
    assert all(torch.equal(rows, before[name]) for name, rows in one.state_dict().items())
    assert any(not torch.equal(between[name], rows) for name, rows in before.items())
