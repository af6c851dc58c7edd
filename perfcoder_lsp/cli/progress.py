"""Progress bars while the pipeline works: on standard error, and only on a terminal."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from rich.console import RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from perfcoder_lsp.cli.function_screen import function_view
from perfcoder_lsp.cli.screen import open_console, speedup_text
from perfcoder_lsp.request import Event, FunctionEvent, Listener, StageEvent, SuggestionEvent
from perfcoder_lsp.text import printable


@contextmanager
def progress_listener(*, quiet: bool) -> Generator[Listener]:
    """A listener that shows the stage at work, each suggestion as soon as it is there, and of a function all that is
    known so far; silent where nobody looks."""
    console = open_console(stderr=True)
    if quiet or not console.is_terminal:
        yield _ignore
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with _Display(*columns, console=console, transient=True) as progress:
        yield _Bar(progress).listen


def _ignore(event: Event) -> None:
    """Nobody looks."""
    del event


class _Display(Progress):
    """The bar, below what is known so far."""

    known: RenderableType | None = None

    def get_renderables(self) -> Iterable[RenderableType]:
        if self.known is not None:
            yield self.known
        yield from super().get_renderables()


class _Bar:
    def __init__(self, progress: _Display) -> None:
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def listen(self, event: Event) -> None:
        if isinstance(event, StageEvent):
            description = printable(f"{event.stage}: {event.message}")
            self._progress.update(self._task, description=description, completed=event.done, total=event.total)
        elif isinstance(event, SuggestionEvent):
            found = event.suggestion
            line = Text(f"{speedup_text(found.measurement)}  ", style="green") + Text(printable(found.title))
            self._progress.console.print(line)
        elif isinstance(event, FunctionEvent):
            self._progress.known = function_view(event.report)
