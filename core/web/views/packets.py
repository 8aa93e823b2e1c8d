"""A year's packets: begun, looked at before the run, run, stopped, gone on with; any unit's files looked at, all taken."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import Final

from starlette.responses import Response

from ...errors import HongtouError
from ...files.digests import sha256_of
from ...files.encrypted_zip import pack_encrypted
from ...files.output import write
from ...packet.packet_file import PASSWORD_LEAST
from ...packet.rows import key_of
from ...workflow.runs import Runs
from .. import before, packets
from ..call import Call, RefusedError
from ..downloads import SHEET, sent
from ..html import moment
from ..packets import Found
from ..uploads import safe_name

_WORKBOOKS: Final = (".xlsx", ".xls", ".et", ".ods", ".csv")
# So many units are listed at once.
_SHOWN: Final = 300
# What is taken as one archive is held in memory.
_BYTES_MOST: Final = 512 * 1024 * 1024
_PACKING: Final = Lock()


def show_all(call: Call) -> Response:
    """The packets in the office's folder."""
    runs = Runs(call.site.store)
    known = [(packet, runs.get(packet.path)) for packet in packets.found(call.site)]
    return call.page("packets.html", packets=known)


def begin(call: Call) -> Response:
    """A new packet with what its starter says."""
    from importlib.resources import files

    name = safe_name(call.value("name"))
    if not name:
        raise HongtouError("写上材料包的名称，例如 2026年党建材料")
    folder = call.site.folder / "packets" / name
    if folder.exists():
        raise HongtouError(f"已经有“{name}”了。换个名称")
    starter = files("hongtou.packet").joinpath("starter.yaml").read_text("utf-8")
    title = name.replace("\\", "").replace('"', "")
    starter = starter.replace("材料包: 年度党建材料", f'材料包: "{title}"')
    write({folder / "packet.yaml": starter.encode()}, call.site.folder)
    return call.go("/packets")


def packet_of(call: Call) -> Found:
    """The packet that is asked for.

    :raises RefusedError: there is none.
    """
    packet = next((one for one in packets.found(call.site) if one.id == call.param("id")), None)
    if packet is None:
        raise RefusedError(404, "没有这个材料包")
    return packet


def show(call: Call) -> Response:
    """One packet: its material, its last run, its units."""
    return _page(call, packet_of(call))


def _page(
    call: Call, packet: Found, told: str = "", outlook: packets.Outlook | None = None, typed: str | None = None
) -> Response:
    """
    :param typed: what somebody typed for the packet's file, which another one has changed meanwhile; None: nobody has.
    """
    runs = Runs(call.site.store)
    run = runs.get(packet.path)
    going = runs.is_going(run)
    problem, workbooks, lines, encrypted = packet.problem, list[packets.Workbook](), [], False
    try:
        if not packet.problem:
            workbooks, encrypted = packets.workbooks(call.site, packet), packets.is_encrypted(call.site, packet)
            lines = packets.lines(call.site, packet)
    except HongtouError as error:
        problem = call.site.bare(str(error))
    source = (call.site.folder / packet.path).read_bytes()
    chosen, sought = call.asked("state"), call.asked("unit").strip()
    wanted = (line for line in lines if chosen in {"", line.state.value})
    shown = [line for line in wanted if sought in line.unit or sought in "、".join(line.numbers)]
    return call.page(
        "packet.html",
        200 if typed is None else 409,
        packet=packet,
        run=run,
        going=going,
        workbooks=workbooks,
        encrypted=encrypted,
        lines=lines,
        shown=shown[:_SHOWN],
        found=len(shown),
        states=Counter(line.state for line in lines),
        chosen=chosen,
        sought=sought,
        problem=problem,
        told=told,
        outlook=outlook,
        source=source.decode("utf-8", "replace"),
        base=sha256_of(source),
        typed=typed,
        least=PASSWORD_LEAST,
        key_of=key_of,
    )


def progress(call: Call) -> Response:
    """How far the run has come, for the page to look at again and again; when it has ended, the whole page is another."""
    packet = packet_of(call)
    runs = Runs(call.site.store)
    run = runs.get(packet.path)
    going = runs.is_going(run)
    answer = call.page("packet_progress.html", packet=packet, run=run, going=going)
    if not going:
        answer.headers["HX-Refresh"] = "true"
    return answer


def put_source(call: Call) -> Response:
    """Change the packet's file."""
    packet = packet_of(call)
    path, text = call.site.folder / packet.path, call.value("text").replace("\r\n", "\n")
    with before.alone(call.site):
        now = path.read_bytes()
        is_seen = call.value("base") == sha256_of(now)
        if is_seen:
            _refuse_other_encodings(now)
            write({path.with_name(f"{path.name}.bak"): now, path: text.encode()}, call.site.folder)
    return call.go(f"/packets/{packet.id}") if is_seen else _page(call, packet, typed=text)


def _refuse_other_encodings(content: bytes) -> None:
    """See that a file can be written as it is typed.

    :raises HongtouError: it would lose its encoding.
    """
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise HongtouError("这个文件不是 UTF-8 的，在这里改会改坏。用写它的程序另存为 UTF-8，再来") from error


def put_workbook(call: Call) -> Response:
    """Put a workbook where the packet's file names it."""
    packet = packet_of(call)
    known = packets.workbooks(call.site, packet)
    number = call.number("number")
    if not call.files or number >= len(known):
        raise HongtouError("还没有选文件。选一个工作簿（.xlsx）")
    target = (call.site.folder / packet.path).parent / known[number].path
    if not target.resolve().is_relative_to(call.site.folder):
        raise HongtouError(f"“{known[number].path}”在办公室文件夹外面，不能从这里换")
    sent = Path(call.files[0].filename or "").suffix.lower()
    if sent != target.suffix.lower() or sent not in _WORKBOOKS:
        raise HongtouError(f"要的是“{target.suffix}”文件，这个是“{sent}”。用 Excel 或 WPS 另存为 {target.suffix}")
    before.put(call.site, target, call.files[0].file.read())
    return _page(call, packet, f"换上了“{known[number].path}”，原来的在它旁边的“{before.BEFORE}”里")


def show_before(call: Call) -> Response:
    """What the packet's workbooks held before."""
    packet = packet_of(call)
    return call.page("before.html", packet=packet, states=before.states(call.site, packet), home=_home(call, packet))


def _home(call: Call, packet: Found) -> Path:
    return (call.site.folder / packet.path).parent


def _before(call: Call, packet: Found) -> before.Before:
    """The state that is asked for.

    :raises RefusedError: there is none.
    """
    found = next((one for one in before.states(call.site, packet) if one.key == call.param("state")), None)
    if found is None:
        raise RefusedError(404, "没有这一份")
    return found


def take_before(call: Call) -> Response:
    """What a workbook held before, as a file."""
    packet = packet_of(call)
    found = _before(call, packet)
    note(call, packet, found.path.name)
    return sent(found.path.name, read(found.path), SHEET)


def put_back(call: Call) -> Response:
    """Let a workbook hold again what it held; what it holds now is kept like everything before."""
    packet = packet_of(call)
    found = _before(call, packet)
    before.put(call.site, found.book, read(found.path))
    call.note("换回材料", packet.path, found.path.name)
    return _page(call, packet, f"“{found.book.name}”换回了{moment(found.until.isoformat())}以前的，刚才的也留着")


def blank(call: Call) -> Response:
    """The blank workbook of a type, to be filled in by the units."""
    from ...packet.blank import blank_workbook

    known = call.site.plugins().document_types
    genre = call.param("genre")
    if genre not in known:
        raise RefusedError(404, "没有这个文种")
    return sent(f"{genre}.xlsx", blank_workbook(known[genre], call.site.plugins()))


def look(call: Call) -> Response:
    """What is missing before the run."""
    packet = packet_of(call)
    return _page(call, packet, outlook=packets.outlook(call.site, packet))


def run(call: Call) -> Response:
    """Run a packet, or go on with it."""
    packet = packet_of(call)
    start(call, packet)
    return call.go(f"/packets/{packet.id}")


def start(call: Call, packet: Found) -> None:
    """Begin a run with what the form says.

    :raises HongtouError: one is at work, or the password is too short.
    """
    password = call.value("password")
    if packets.is_encrypted(call.site, packet) and len(password) < PASSWORD_LEAST:
        raise HongtouError(f"这个材料包只留加密的压缩包。写上密码，至少 {PASSWORD_LEAST} 个字符；记下来，这里不留")
    packets.begin(call.site, packet, call.who.name, password, force=bool(call.value("force")))


def stop(call: Call) -> Response:
    """Stop a run after the unit that it is at."""
    packet = packet_of(call)
    Runs(call.site.store).stop(packet.path, call.who.name)
    return call.go(f"/packets/{packet.id}")


def read(path: Path) -> bytes:
    """A file that was made.

    :raises RefusedError: it is gone.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(404, "文件不在了。再做一次，会补上") from error


def take_all(call: Call) -> Response:
    """All files as one archive; with a password it is encrypted."""
    packet = packet_of(call)
    root, runs = packets.output(call.site, packet), Runs(call.site.store)
    if runs.is_going(runs.get(packet.path)):
        raise HongtouError("材料包正在做，还不全。做完再全部取走；做成的，打开那个单位，可以一份一份地取")
    names = [one.path for line in packets.lines(call.site, packet) for one in line.files]
    if not names:
        raise HongtouError("还没有做成的文件")
    if sum((root / name).stat().st_size for name in names if (root / name).is_file()) > _BYTES_MOST:
        raise HongtouError("文件太多，一个压缩包放不下。到文件夹里取")
    password = call.value("password")
    if password and len(password) < PASSWORD_LEAST:
        raise HongtouError(f"密码至少 {PASSWORD_LEAST} 个字符")
    if not password and not call.value("plain"):
        raise HongtouError("里面可能有个人信息：写上密码，压缩包就加密；确实没有个人信息的，勾“不加密”")
    if not _PACKING.acquire(blocking=False):  # it is held in memory, and packed there
        raise RefusedError(503, "别人正在取一个压缩包。过一会儿再来")
    try:
        content = {name: read(root / name) for name in names}
        note(call, packet, "全部")
        today = datetime.datetime.now().astimezone().date()
        packed = pack_encrypted(content, password, f"{packet.name} {today}") if password else _plain(content)
    finally:
        _PACKING.release()
    return sent(f"{safe_name(packet.name)}-{today}.zip", packed)


def _plain(content: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content.items():
            archive.writestr(name, one)
    return target.getvalue()


def note(call: Call, packet: Found, what: str) -> None:
    """Files of packets hold what is nobody else's business: who took them is written down."""
    call.note("取材料", packet.path, what)
