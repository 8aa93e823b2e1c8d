"""Files made: single documents, and batches of units with their ledger."""

from __future__ import annotations

import io
import json
import os
import random
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from batch_runs import command
from hongtou.batch.make import make_unit
from hongtou.batch.numbers import numbers_of
from hongtou.batch.run import run
from hongtou.cli.running import run as run_command
from hongtou.packet.task import UnitTask
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner
from support.packets import light_packet
from support.units import Here, Units, tree, unit

from .moments import Tell, go
from .site import Site, scraps
from .trial import Fault

TEXTS = ("请于年底前报送年度材料。", "请于十二月十日前报送年度材料，逾期不候。")
_UNITS = 4
# So many looks, each after a twentieth of a second.
_PATIENCE = 100
_DRAFT = "---\n文种: 通知\n标题: 关于报送年度材料的通知\n发文机关: 云州市医学会\n主送: 各分会\n成文日期: 2026-11-18\n---\n{}\n"


class Render:
    """``hongtou render`` of a draft whose text changed: every file is the old one whole, or the new one whole."""

    name = "render"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._wanted: dict[str, bytes] = {}
        self._before: dict[str, bytes] = {}
        site.wipe()
        # Whatever takes its time to be loaded is there when processes are forked.
        self._draft.write_text(_DRAFT.format(TEXTS[0]), encoding="utf-8")
        Runner(site.office, Plugins()).make(self._draft, ("docx", "pdf"))
        self._made = [self._alone(text) for text in TEXTS]

    @property
    def _draft(self) -> Path:
        return self._site.folder / "通知.md"

    @property
    def _out(self) -> Path:
        return self._site.folder / "out"

    def _alone(self, text: str) -> dict[str, bytes]:
        self._draft.write_text(_DRAFT.format(text), encoding="utf-8")
        ended = go(self.act)
        assert not ended.error, ended.error
        return tree(self._out)

    def begin(self, chance: random.Random) -> None:
        if chance.random() < 0.2:
            self._site.wipe()
        self._before = tree(self._out)
        place = chance.choice([place for place, made in enumerate(self._made) if made != self._before])
        self._wanted = self._made[place]
        self._draft.write_text(_DRAFT.format(TEXTS[place]), encoding="utf-8")

    def act(self, tell: Tell) -> None:
        code = run_command(["render", str(self._draft), "-o", str(self._out)])
        assert code == 0, code
        tell("rendered")

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        yield from whole(tree(self._out), [self._before, self._wanted])
        if told and tree(self._out) != self._wanted:
            yield Fault("lost", "what was told as made")

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        del told
        if tree(self._out) != self._wanted:
            yield Fault("lost", f"made {sorted(tree(self._out))}")
        yield from scraps(self._site.folder)


def whole(found: Mapping[str, bytes], known: Sequence[Mapping[str, bytes]]) -> Iterator[Fault]:
    """Every file is one of those that are known."""
    for name, content in found.items():
        if all(made.get(name) != content for made in known):
            yield Fault("half-written", name)


class Batch:
    """A batch whose units get numbers; in half of the rounds one that was made before, and then changed."""

    name = "batch"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._round = 0
        self._text = TEXTS[0]
        self._before: dict[str, bytes] = {}
        site.wipe()
        # Whatever takes its time to be loaded is there when processes are forked.
        self.act(lambda _: None)

    @property
    def _out(self) -> Path:
        return self._site.folder / f"out{self._round}"

    @property
    def _tasks(self) -> list[UnitTask]:
        return [unit(f"分会{self._round}-{place}", self._site.office, 正文=self._text) for place in range(3)]

    def begin(self, chance: random.Random) -> None:
        if self._round % 10 == 0:
            self._site.wipe()
        self._round += 1
        self._text, self._before = TEXTS[0], {}
        if chance.random() < 0.5:
            assert not (ended := go(self.act)).error, ended.error
            self._before, self._text = tree(self._out), TEXTS[1]

    def act(self, tell: Tell) -> None:
        with numbers_of(self._site.settings) as numbers:
            counts = run(Units(self._tasks), self._out, Here(), numbers, lambda _: None)
        tell(f"{counts.made + counts.kept} {counts.failed}")

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        yield from (Fault("lost", line) for line in told if line != "3 0")
        yield from whole(_documents(self._out), [self._before, self._expected()])
        yield from self._site.sound()

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        yield from self.look(told)
        if _documents(self._out) != self._expected():
            yield Fault("lost", f"made {sorted(tree(self._out))}")
        yield from self._site.sound(whole=True)

    def _expected(self) -> dict[str, bytes]:
        """What the units must be made to, with the numbers that they have."""
        given = {entry.identity: entry.number for entry in self._site.entries()}
        files: dict[str, bytes] = {}
        for task in self._tasks:
            if all(document.identity in given for document in task.documents):
                files |= make_unit(task.numbered(given))
        return files


def _documents(out: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(out).items() if "/" in name}


class Program:
    """``hongtou batch`` as people start it: the whole program is killed, and its workers go with it.

    :param is_forked: it is the same command in a forked process, which need not load what is loaded.
    """

    name = "batch, whole program"

    def __init__(self, site: Site, *, is_forked: bool = False) -> None:
        self._site = site
        self._is_forked = is_forked

    @property
    def _out(self) -> Path:
        return self._site.folder / "out"

    def begin(self, chance: random.Random) -> None:
        del chance
        self._site.wipe()
        self._packet = light_packet(self._site.folder, _UNITS, pdf=False)
        if self._site.address:
            with (self._site.folder / "hongtou.yaml").open("a", encoding="utf-8") as profile:
                profile.write(f"登记簿: {self._site.address}\n")

    def act(self, tell: Tell) -> None:
        del tell
        words = command(self._packet, "--workers", "2")
        os.chdir(self._site.folder)
        if not self._is_forked:
            os.execv(words[0], words)  # noqa: S606 - it has no shell to go through
        code = run_command(words[words.index("batch") :])
        assert code == 0, code

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        del told
        yield from self._survivors()
        for name, content in tree(self._out).items():
            if name.endswith((".docx", ".xlsx")) and not _is_whole(content):
                yield Fault("half-written", name)
        yield from self._site.sound()

    def _survivors(self) -> Iterator[Fault]:
        """Workers end with the process that started them; the kernel needs a moment for it."""
        for _ in range(_PATIENCE):
            if not (left := _at_work_in(self._site.folder)):
                return
            time.sleep(0.05)
        yield Fault("orphaned", f"processes {left}")

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        yield from self.look(told)
        manifest = json.loads((self._out / "manifest.json").read_text(encoding="utf-8"))
        numbers = [number for one in manifest["units"] for number in one["numbers"]]
        if numbers != [str(entry.number) for entry in self._site.entries()] or len(numbers) != _UNITS:
            yield Fault("doubled", f"{numbers} in the manifest, {self._site.entries()} in the register")
        if len(_documents(self._out)) != _UNITS:
            yield Fault("lost", f"made {sorted(tree(self._out))}")
        yield from self._site.sound(whole=True)


def _is_whole(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.testzip() is None


def _at_work_in(folder: Path) -> list[str]:
    """The processes whose current folder this is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == folder:
                found.append(process.name)
    return found
