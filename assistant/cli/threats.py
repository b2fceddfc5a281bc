"""Commands about attacks: exposure, replay."""

import argparse

from assistant.cli.output import fault, show, show_json
from assistant.cli.sources import assessment
from assistant.cli.threat_figures import to_exposure, to_replay, to_study
from assistant.conversation.exposing import exposure_lines, replay_lines, study_lines
from model.errors import InputError
from model.exposure import expose
from model.replay import Replay, ReplayedStudy
from model.replay import replay as replay_of
from model.scoring import score


def exposure(arguments: argparse.Namespace) -> int:
    """`mlsmm exposure NAME|FILE`"""
    with assessment(arguments) as found:
        session = found.session
        exposed = expose(score(session.state, session.catalogue), session.catalogue)
        if arguments.json:
            show_json(to_exposure(exposed, session.catalogue))
        else:
            show(exposure_lines(exposed, session.catalogue, name=session.state.name))
    return 0


def replay(arguments: argparse.Namespace) -> int:
    """`mlsmm replay NAME|FILE [STUDY]`"""
    with assessment(arguments) as found:
        session = found.session
        played = replay_of(score(session.state, session.catalogue), session.catalogue)
        one = _study(played, arguments.study) if arguments.study else None
        if arguments.json:
            show_json({"studies": [to_study(one)]} if one else to_replay(played))
        elif one:
            show(study_lines(one, session.catalogue))
        else:
            show(replay_lines(played, session.catalogue, name=session.state.name))
    return 0


def _study(played: Replay, name: str) -> ReplayedStudy:
    """The study by its id, with or without what stands before CS; InputError when there is none."""
    wanted = name.strip().upper()
    for study in played.studies:
        if wanted in (study.study, study.study.removeprefix("AML.")):
            return study
    raise fault(InputError, "error.no-study", study=name)
