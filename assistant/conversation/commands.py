"""The one registry of commands: palette, slash commands, key help and documentation come from it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """Something that a user can ask for at any time."""

    name: str
    summary: str
    argument: str = ""
    """What may follow the name; in brackets where it may be left out."""
    key: str = ""
    """A key in the interview, in Textual's spelling."""
    aliases: tuple[str, ...] = ()


COMMANDS = (
    Command("confirm", "Record the card as listed", aliases=("ok", "record")),
    Command("confirm-phase", "Record the drafts of a phase at once", "[phase]"),
    Command("correct", "Say what is wrong with the card, in your own words", "WORDS"),
    Command("level", "Set the level by judgement; needs a reason", "0-3 REASON"),
    Command("set", "Set one activity: systems, none, some, half, all or unknown", "ACTIVITY VALUE"),
    Command("unknown", "Nobody here knows; kept apart from no", aliases=("dontknow", "dk")),
    Command("park", "Keep the question for a named person", "PERSON"),
    Command("later", "Leave it for later; nothing is recorded", key="ctrl+l"),
    Command("skip", "Skip it for good; nothing is recorded"),
    Command("na", "Not applicable: no-such-system, technically-impossible or out-of-scope", "REASON"),
    Command("evidence", "Read documents or pasted text as proof; alone: what is kept", "PATH or TEXT"),
    Command("explain", "What a practice, a level or a word means", "[PRACTICE [LEVEL] or WORD]", key="f2"),
    Command("proof", "What would prove a practice", "[PRACTICE]"),
    Command("wanted", "Which documents would settle most, and which to refresh", "[NUMBER]",
            aliases=("documents",)),
    Command("attacks", "Which real attacks a practice answers", "[PRACTICE]"),
    Command("step", "What it takes to get to a level", "[1-3]"),
    Command("why", "Why this is asked, or how this number came about", key="f3"),
    Command("rephrase", "Ask the same in other words"),
    Command("back", "Go back to the question before", key="f7"),
    Command("undo", "Take back the last act", key="f8"),
    Command("jump", "Go to a phase or a practice", "PHASE or PRACTICE", key="ctrl+g", aliases=("goto",)),
    Command("results", "Scores by phase and practice", key="f4", aliases=("score",)),
    Command("roadmap", "What to do next, in waves; with a number: waves of so many effort points",
            "[POINTS]", key="f5"),
    Command("plan", "Who does a step, by when, in which wave, what stays out; alone: what was decided",
            "[STEP WHAT]"),
    Command("threats", "Attacks and case studies on record, and what covers them", "[ATTACK or CASE STUDY]",
            key="f10", aliases=("exposure", "replay")),
    Command("parked", "The list of questions for people who are not here", key="f6"),
    Command("export", "Write a report: page, paper, table or issues",
            "[FORMAT]", key="ctrl+s", aliases=("report",)),
    Command("note", "A private note; it goes into no export", "WORDS"),
    Command("target", "Set a target level; needs a reason", "PRACTICE 0-3 REASON"),
    Command("system", "Add, change or drop a system", "add|change|drop NAME [TRAITS]"),
    Command("scope", "Which practices: core (19), atlas, or extended with ours", "core|atlas|extended"),
    Command("profile", "What is known of the systems, what that leaves out, and how high it sets targets",
            "[SYSTEM]", aliases=("facts",)),
    Command("request", "Assess a provisional practice as well, or no longer", "PRACTICE [no]"),
    Command("count", "Count a system for the practice in focus, or leave it out; needs a reason",
            "SYSTEM yes|no REASON"),
    Command("as", "Who speaks from now on, and in which role", "NAME [, ROLE]"),
    Command("time", "Only what fits the time and the person", "MINUTES [ROLE]"),
    Command("classic", "Practice by practice instead of stories, or back"),
    Command("levels", "Hide or show levels until a phase is done"),
    Command("help", "All commands", key="f1", aliases=("commands",)),
    Command("home", "Close this assessment; everything is kept", key="ctrl+o", aliases=("close",)),
    Command("quit", "Leave the program; everything is kept", key="ctrl+q", aliases=("exit",)),
)  # fmt: skip

BY_NAME = {name: command for command in COMMANDS for name in (command.name, *command.aliases)}
