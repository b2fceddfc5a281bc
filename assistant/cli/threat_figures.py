"""Exposure and replayed case studies as the JSON that the headless commands print."""

from assistant.cli.figures import Json, to_range
from model.catalogue import Catalogue
from model.exposure import Attack, Exposure
from model.replay import Replay, ReplayedStep, ReplayedStudy
from model.scoring import rounded


def to_exposure(exposure: Exposure, catalogue: Catalogue) -> Json:
    """The sum with every term; `share` is what is left of the whole weight, in percent."""
    return {
        "is_probability": False,
        "rules": catalogue.exposure.version,
        "atlas": catalogue.atlas,
        "exposure": to_range(exposure.left),
        "weight": rounded(exposure.weight),
        "least": rounded(exposure.least),
        "share": to_range(exposure.percent()),
        "studies": list(exposure.studies),
        "techniques": [to_attack(a) for a in exposure.attacks],
        "no_mitigation": [a.technique for a in exposure.unanswerable],
        "left_out": list(exposure.beside),
    }


def to_attack(attack: Attack) -> Json:
    """One technique; `worth` of a practice is effect x earned level / 3, `cover` the best of them."""
    return {
        "id": attack.technique,
        "weight": rounded(attack.weight),
        "maturity": rounded(attack.maturity),
        "incidents": list(attack.incidents),
        "exercises": list(attack.exercises),
        "cover": to_range(attack.cover),
        "exposure": to_range(attack.left),
        "practices": [
            {
                "id": cover.practice,
                "effect": cover.effect.value,
                "through_parent": cover.through_parent,
                "level": to_range(cover.level),
                "worth": to_range(cover.worth),
            }
            for cover in attack.covers
        ],
    }


def to_replay(played: Replay) -> Json:
    """All case studies, and how many steps are in each state."""
    return {
        "studies": [to_study(s) for s in played.studies],
        "totals": {state.value: number for state, number in played.count.items()},
    }


def to_study(study: ReplayedStudy) -> Json:
    """One case study; `first_answered` is the number of the earliest answered step."""
    return {
        "id": study.study,
        "kind": study.kind.value,
        "concerns": study.concerns,
        "first_answered": study.first_answered.number if study.first_answered else None,
        "steps": [to_replayed(s, study) for s in study.steps],
    }


def to_replayed(step: ReplayedStep, study: ReplayedStudy) -> Json:
    """One step; `earlier` is the number of the answered step that came before it."""
    earlier = study.earlier(step.number)
    return {
        "number": step.number,
        "technique": step.technique,
        "tactic": step.tactic,
        "state": step.state.value,
        "at_best": step.at_best.value,
        "practices": [
            {
                "id": found.measure.practice,
                "effect": found.measure.effect.value,
                "through_parent": found.measure.through_parent,
                "level": to_range(found.level),
            }
            for found in step.answering
        ],
        "others": list(step.others),
        "informing": list(step.informing),
        "earlier": earlier.number if earlier else None,
    }
