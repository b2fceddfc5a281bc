"""A screen that decides things: each is recorded off the event loop, or refused with its reason."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from textual import on, work
from textual.message import Message

from assistant.conversation.session import Session
from assistant.screens.desk import caught_up
from assistant.screens.fresh import FreshScreen
from model.deeds import Deed
from model.errors import ConflictError, MlsmmError


class RecordingScreen(FreshScreen):
    """Holds the session, which goes on with everything that is recorded here."""

    class Recorded(Message):
        """Something was decided and is on record."""

        def __init__(self, session: Session, words: str) -> None:
            super().__init__()
            self.session = session
            self.words = words

    class Refused(Message):
        """What was asked for cannot be; the session is what is on record by now."""

        def __init__(self, session: Session, error: MlsmmError) -> None:
            super().__init__()
            self.session = session
            self.error = error

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @abstractmethod
    def look_again(self) -> None:
        """Show what is on record by now."""

    @work(thread=True, group="record")
    def record(self, decide: Callable[[Session], Sequence[Deed]], *, words: str) -> None:
        """Record what is decided about the session, all of it or nothing, and say so in `words`."""
        session = self.session
        try:
            self.post_message(self.Recorded(session.record(*decide(session)), words))
        except ConflictError as error:
            self.post_message(self.Refused(caught_up(session), error))
        except MlsmmError as error:
            self.post_message(self.Refused(session, error))

    @on(Recorded)
    def _settle(self, event: Recorded) -> None:
        self.session = event.session
        self.notify(event.words, markup=False)
        self.look_again()

    @on(Refused)
    def _refuse(self, event: Refused) -> None:
        self.session = event.session
        self.notify(str(event.error), severity="warning", markup=False)
        self.look_again()
