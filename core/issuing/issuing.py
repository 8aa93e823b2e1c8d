"""Issuing 发文: from a finished draft to a numbered, dated, filed and registered document.

The steps stand in an order in which each can be cut off: the number is reserved for this draft before anything is made; the files
are complete in a folder beside before they take their place; only then is the number registered as issued. The next call finds
what there is and goes on from there.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ..composing import Composed
from ..document import other_year, printed_early
from ..draft import Draft
from ..errors import DraftError, OutputError, RegisterError
from ..files.digests import sha256_of
from ..files.output import write
from ..files.permissions import tighten
from ..files.reasons import reason
from ..office import PROFILE
from ..register.address import ARCHIVE
from ..register.archive import MANIFEST, REPLACED, changed, changed_files, folder_of, read_filed
from ..register.entry import Entry, EntryState, Request
from ..register.register import Register
from ..runner import Runner
from ..sources import Bundle
from ..values import dataclass
from . import after
from .details import details
from .doubts import NOTHING, Cleared, Despite, Doubts, misnumbered

# What is filed: the renderer, and the suffix that its file bears; the PDF is one for keeping.
FORMATS: Final = {"docx": "docx", "pdfa": "pdf"}
_FACTS: Final = ("title", "genre", "dated", "printed_on")
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an issue.

    :param dated: 成文日期 where the draft has none; None: the draft must have it.
    :param printed_on: 印发日期 where the draft has none.
    """

    printed_on: datetime.date
    dated: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued.

    :param folder: where its files are.
    :param files: their names, from the folder.
    :param again: it had been issued before; nothing was done.
    :param warning: why what the office wants done afterwards will not be; empty: it will.
    :param weaker: how many findings of a check stopped nobody, for people; empty: none.
    """

    entry: Entry
    folder: Path
    files: tuple[str, ...]
    again: bool
    warning: str = ""
    weaker: str = ""


class Issuer:
    """Issues documents of one office.

    :param runner: makes them.
    :param register: numbers them.
    :param sign: signs a PDF; None: it is not signed.
    :param reached: told the name of every step that is done.
    :param despite: what speaks against a document and is not to stop it.
    :raises RegisterError: there is no office's folder to file into.
    """

    def __init__(
        self,
        runner: Runner,
        register: Register,
        sign: Sign | None = None,
        reached: Callable[[str], None] = lambda _: None,
        *,
        despite: Despite = NOTHING,
    ) -> None:
        if runner.office.folder is None:
            raise RegisterError("没有办公室文件夹，不知道归档到哪里。到 hongtou.yaml 所在的文件夹里运行，或者用 --office 指定")
        self._runner = runner
        self._register = register
        self._sign = sign
        self._reached = reached
        self._doubts = Doubts(runner, register, despite)
        self._office = runner.office.folder.resolve()
        tighten(self._office / ARCHIVE)

    def issue(self, path: Path, days: Days) -> Issued:
        """Issue a draft, or finish what an earlier call began.

        :raises DraftError: the draft is not fit to be issued; nothing was numbered.
        :raises RegisterError: the register's rules forbid it.
        :raises OutputError: the files cannot be written.
        """
        composed, entry, cleared = self._numbered(path, days)
        if entry.state is not EntryState.RESERVED:
            return self._issued_before(entry)
        with self._alone():
            manifest = self._filed(entry, composed) or self._file(entry, composed, cleared.kept)
            facts = {name: str(manifest[name]) for name in _FACTS}
            facts |= {"folder": folder_of(entry), "manifest": sha256_of(_bytes(manifest))}
            warning = after.ask(self._office, entry, self._register.settings.after)
            entry = self._register.issue(entry, facts, manifest["details"])
        self._reached("registered")
        return replace(self._told(entry, again=False), warning=warning, weaker=cleared.weaker)

    def number(self, path: Path, days: Days) -> Entry:
        """Give a draft its number without issuing it yet; issuing it later keeps the number.

        :raises HongtouError: as :meth:`issue` does.
        """
        _, entry, _ = self._numbered(path, days)
        return entry

    # --- checks ---------------------------------------------------------------------------------------------------------------

    def _numbered(self, path: Path, days: Days) -> tuple[Composed, Entry, Cleared]:
        """The document, checked; its number; and what is known of what speaks against it."""
        bundle = self._runner.collect(path)
        self._reached("read")
        composed = self._checked(self._dated(bundle.draft(path), days), bundle)
        self._reached("checked")
        own = composed.facts.number
        request = self._request(composed, own.code if own else "")
        cleared = self._doubts.check(composed, request)
        entry = self._number(composed, request)
        self._reached("numbered")
        return composed, entry, cleared

    def _dated(self, draft: Draft, days: Days) -> Draft:
        """The draft with its days; those that it has itself win."""
        if not draft.path.resolve().is_relative_to(self._office):
            raise RegisterError(f"{draft.path}：草稿不在办公室文件夹“{self._office}”里，不能发文。把它放进去")
        if not draft.values.get("成文日期") and days.dated is None:
            raise DraftError(
                [draft.problem(("成文日期",), "没有成文日期，不能发文。写上签发或者会议通过的日期，或者用 --date 指定")]
            )
        return draft.having({"成文日期": f"{days.dated}", "印发日期": f"{days.printed_on}", **draft.values})

    def _checked(self, draft: Draft, bundle: Bundle) -> Composed:
        """The document, composed and set; whatever is wrong is found before a number is given."""
        composed = self._runner.compose(draft, bundle)
        if composed.gongwen.masthead is None:
            raise DraftError([draft.problem(("格式",), "普通格式没有红头，也就没有发文字号，不能发文。把格式改为“文件”")])
        facts, (dated, printed) = composed.facts, composed.facts.days
        if wrong := misnumbered(composed, self._runner.office):
            raise DraftError([draft.problem(wrong.path, wrong.message)])
        if any(not name.strip() for name in facts.approvers):
            raise DraftError([draft.problem(("签发人",), "签发人还空着，不能发文。写上签发的负责人的姓名")])
        if told := printed_early(printed, dated):
            raise DraftError([draft.problem(("印发日期",), f"{told}，或者用 --printed-on 指定")])
        if facts.number and (told := other_year(facts.number.year, dated.year)):
            raise DraftError([draft.problem(("发文字号",), told)])
        self._runner.lay_out(composed)
        return composed

    def _number(self, composed: Composed, request: Request) -> Entry:
        """The document's number, reserved for it."""
        own = composed.facts.number
        if own is None:
            self._check_issuer(composed)
            (entry,) = self._register.allocate([request])
            return entry
        if not self._register.knows(own, request.series.kind):
            told = (
                f"登记簿里没有 {own}。从草稿里删去发文字号，由 hongtou issue 编下一个号；"
                f"一定要用这个号的，先预留：hongtou number reserve --code {own.code} --year {own.year} --serial {own.serial}"
            )
            raise DraftError([composed.draft.problem(("发文字号",), told)])
        return self._register.bind(own, request)

    def _check_issuer(self, composed: Composed) -> None:
        """See that the office's code is that of who issues the document: in a joint issue, of the organ named first (7.2.5)."""
        office = self._runner.office
        organs = composed.facts.issuers
        if office.is_issuer(organs):
            return
        first = organs[0]
        told = (
            f"hongtou.yaml 里的机关代字“{office.code}”是“{office.name}”的，不是“{first}”的，不能用它编号。"
            f"先预留“{first}”的号：hongtou number reserve --code 代字，再把发文字号写进草稿"
        )
        raise DraftError([composed.draft.problem(("发文机关",), told)])

    def _request(self, composed: Composed, code: str) -> Request:
        dated, _ = composed.facts.days
        source = self._name(composed.sources[0].real)
        return Request(
            identity=composed.facts.identity or source,
            series=self._register.series(dated.year, composed.gongwen.genre, code),
            source=source,
            digest=sha256_of("".join(file.digest for file in composed.sources).encode()),
            title=composed.gongwen.title,
            genre=composed.gongwen.genre,
            dated=dated.isoformat(),
        )

    def _name(self, path: Path) -> str:
        """A file's path from the office's folder.

        :param path: without links.
        """
        return unicodedata.normalize("NFC", path.relative_to(self._office).as_posix())

    def _issued_before(self, entry: Entry) -> Issued:
        if entry.state is not EntryState.ISSUED:
            raise RegisterError(f"{entry} 已经{entry.state.done}，不能再发")
        if wrong := list(changed(self._office, entry)) if entry.folder else []:
            raise RegisterError(f"{entry} 已经发出，可是{wrong[0]}。从备份恢复；用 hongtou number audit 查看全部")
        return self._told(entry, again=True)

    def _told(self, entry: Entry, *, again: bool) -> Issued:
        folder = self._office / (entry.folder or folder_of(entry))
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        return Issued(entry, folder, tuple(names), again)

    # --- filing ---------------------------------------------------------------------------------------------------------------

    def _filed(self, entry: Entry, composed: Composed) -> dict[str, Any] | None:
        """What an earlier call filed, if it is whole and of the same text; other text of the same document is set aside.

        :raises RegisterError: the folder holds another document.
        """
        folder = self._office / folder_of(entry)
        if not folder.exists():
            return None
        filed = read_filed(self._office, folder_of(entry))
        if filed.facts and filed.identity != entry.identity:
            raise RegisterError(
                f"归档的{filed}是另一份公文，没有动它，也没有发“{entry.source}”。登记簿不是最新的：先作废 {entry.number}"
                f"（hongtou number void {entry.number} --reason 登记簿恢复），再用 hongtou number recover 把归档的补进登记簿"
            )
        same = filed.facts.get("digest") == self._request(composed, entry.code).digest
        if same and not any(changed_files(self._office, filed.folder, filed.content)):
            return dict(filed.content)
        self._set_aside(folder)
        return None

    def _set_aside(self, folder: Path) -> None:
        """Keep what was filed and is to be filed anew: nothing that was once complete is deleted."""
        kept = self._office / ARCHIVE / REPLACED / f"{folder.name}-{secrets.token_hex(4)}"
        try:
            kept.parent.mkdir(exist_ok=True)
            folder.rename(kept)
        except OSError as error:
            raise OutputError(f"“{folder}”挪不到“{kept}”：{reason(error)}") from error

    def _file(self, entry: Entry, composed: Composed, passed: Mapping[str, str]) -> dict[str, Any]:
        """Make the document with its number and put all its files into their folder at once.

        :param passed: what the register is to keep of what spoke against it.
        """
        files = self._files(entry, composed)
        self._reached("rendered")
        manifest = self._manifest(entry, composed, files, passed)
        folder = self._office / folder_of(entry)
        staged = _beside(folder)
        write({staged / name: content for name, content in {**files, MANIFEST: _bytes(manifest)}.items()}, self._office / ARCHIVE)
        self._reached("staged")
        try:
            staged.rename(folder)
        except OSError as error:
            raise OutputError(f"归档到“{folder}”没有成功：{reason(error)}") from error
        _clear_beside(folder)
        self._reached("filed")
        return manifest

    def _files(self, entry: Entry, composed: Composed) -> dict[str, bytes]:
        made = self._runner.make_again(composed, {"发文字号": str(entry.number)}, tuple(FORMATS))
        files = {f"{entry}.{FORMATS[name]}": content for name, content in made.items()}
        if self._sign:
            files[f"{entry}.pdf"] = self._sign(files[f"{entry}.pdf"])
        sources = {self._name(file.real): file.content for file in composed.sources}
        if (profile := self._register.settings.profile) is not None:
            sources[PROFILE] = profile
        return files | {f"source/{name}": content for name, content in sources.items()}

    def _manifest(
        self, entry: Entry, composed: Composed, files: Mapping[str, bytes], passed: Mapping[str, str]
    ) -> dict[str, Any]:
        from .. import __version__

        request = self._request(composed, entry.code)
        return {
            "number": str(entry.number),
            "title": request.title,
            "genre": request.genre,
            "dated": request.dated,
            "printed_on": composed.facts.days[1].isoformat(),
            "identity": request.identity,
            "source": request.source,
            "digest": request.digest,
            "details": {**details(composed.gongwen), **passed},
            "signed": self._sign is not None,
            "hongtou": __version__,
            "files": [
                {"name": name, "bytes": len(content), "sha256": sha256_of(content)} for name, content in sorted(files.items())
            ],
        }

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One at a time files into the archive; the lock goes with the process, however it ends."""
        archive = self._office / ARCHIVE
        try:
            archive.mkdir(exist_ok=True)
            file = os.fdopen(os.open(archive / ".lock", os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o666), "w")
        except OSError as error:
            raise OutputError(f"写不了归档的文件夹“{archive}”：{reason(error)}") from error
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _beside(folder: Path) -> Path:
    """A hidden name beside a folder; what stays there when a call is cut off is cleared away by the next one."""
    return folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")


def _clear_beside(folder: Path) -> None:
    """Remove what calls that were cut off left in a year's folder, whichever number they had: one at a time files here."""
    for scrap in folder.parent.glob(f".*号*.{'[0-9a-f]' * 8}"):
        shutil.rmtree(scrap, ignore_errors=True)


def _bytes(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
