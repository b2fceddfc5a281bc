"""How long commands take from start to end."""

from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place


def measure(place: Place, runs: int) -> list[Figure]:
    """--help, a look at the catalogue, and an assessment whose encoder is exported already."""
    place.time("assistant", "assess", "--example", "imaging", "--json")
    kinds = {
        "--help": (("--help",), 300),
        "explain AML.M0007 2": (("explain", "AML.M0007", "2"), None),
        "assess --example imaging, second time": (("assess", "--example", "imaging", "--json"), None),
    }
    return [
        Figure(name, tuple(place.time("assistant", *words) for _ in range(runs)), budget=budget)
        for name, (words, budget) in kinds.items()
    ]
