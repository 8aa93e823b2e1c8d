"""Make one unit's packet: the documents, the dossier of all of them, the archive."""

from __future__ import annotations

import pickle
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from ..cluster.faces import at_home
from ..errors import DraftError, HongtouError, Problem
from ..files.archive import pack
from ..office import Office
from ..personal.scrubbing import without_personal_data
from ..plugin.manager import Plugins
from ..workers.parcel import Parcel
from .findings import check
from .made import MadeDocument

if TYPE_CHECKING:
    from ..packet.task import Document, UnitTask
    from ..runner import Runner

DOSSIER: Final = "卷.pdf"
# What the dossier binds.
_BOUND: Final = "pdf"
_Result = TypeVar("_Result")


def make_unit(task: UnitTask) -> Parcel:
    """Make a unit's packet; equal tasks give equal bytes. What is to be encrypted is not yet.

    :return: path from the output folder, with ``/`` → content; the word is what the check finds in its documents.
    :raises HongtouError: what is wrong with which document, without anyone's personal data.
    """
    _refuse_same_names(task)
    runner = _runner_of(task.office)
    made = _each(task, lambda document: _make(runner, task, document))
    files = {f"{one.document.name}.{ending}": content for one in made for ending, content in _own(one, runner.plugins)}
    if task.output.merged:
        from .dossier import bind

        files[DOSSIER] = bind(task, made, runner)
    if task.output.zip and not task.output.encrypted:
        files[f"{task.stem}.zip"] = pack(files)
    parcel = Parcel({f"{task.folder}/{name}": content for name, content in files.items()})
    parcel.word = check((one.composed for one in made), runner).as_text
    return parcel


def check_unit(task: UnitTask) -> None:
    """See that a unit's packet can be made: every document is composed and thrown away; cheap, before it gets numbers.

    :raises HongtouError: everything that is wrong with its documents, without anyone's personal data.
    """
    _refuse_same_names(task)
    runner = _runner_of(task.office)
    _each(task, lambda document: runner.compose(document.source, document.bundle))


def _refuse_same_names(task: UnitTask) -> None:
    """Of two files of one name the later would take the earlier one's place, number and all.

    :raises HongtouError: two documents, or a document and the dossier, have one name, also where A is a.
    """
    taken = {DOSSIER.removesuffix(".pdf"): "合订的卷"} if task.output.merged else {}
    for document in task.documents:
        name = unicodedata.normalize("NFC", document.name).casefold()
        if name in taken:
            raise HongtouError(
                f"{document.type}的文件名“{document.name}”和{taken[name]}的一样，会盖掉它。在材料包的“文件”里改一个“名称”"
            )
        taken[name] = document.type


def _make(runner: Runner, task: UnitTask, document: Document) -> MadeDocument:
    composed = runner.compose(document.source, document.bundle)
    plan = runner.lay_out(composed)
    formats = dict.fromkeys([*document.formats, *([_BOUND] if task.output.merged else [])])
    files = {format: runner.render(runner.plugins.renderer(format), composed, plan) for format in formats}
    return MadeDocument(document, composed, len(plan.pages), files)


def _own(made: MadeDocument, plugins: Plugins) -> Iterator[tuple[str, bytes]]:
    """The files that a document has of its own: what their names end in, and their content."""
    for format in made.document.formats:
        yield plugins.renderer(format).extension, made.files[format]


def _each(task: UnitTask, do: Callable[[Document], _Result]) -> list[_Result]:
    """Do something with every document; what is wrong with all of them is told together."""
    done: list[_Result] = []
    problems: list[Problem] = []
    for document in task.documents:
        try:
            done.append(do(document))
        except DraftError as error:
            problems += error.problems
        except HongtouError as error:
            raise without_personal_data(error) from None
    if problems:
        raise without_personal_data(DraftError(problems)) from None
    return done


def _runner_of(office: Office) -> Runner:
    """What makes the office's documents; kept, since fonts and templates take long to load."""
    return _runner(pickle.dumps(at_home(office)))


@lru_cache(maxsize=4)
def _runner(office: bytes) -> Runner:
    from ..declared import plugins_of
    from ..runner import Runner

    known = pickle.loads(office)  # noqa: S301 - our own bytes, from a moment ago
    return Runner(known, plugins_of(known))
