"""``hongtou serve``: the office's page in a browser."""

from __future__ import annotations

import getpass
import ipaddress
import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import click

from ..errors import HongtouError, UsageError
from ..files.output import write
from ..office import PROFILE
from . import chinese, console
from .app import App

_PASSWORD: Final = "HONGTOU_ADMIN_PASSWORD"  # noqa: S105 - the name of the variable
# What an office begins with; its name takes the place of the one here.
_PROFILE: Final = "名称: 本机关\n"


@click.command(
    "serve",
    cls=chinese.Command,
    short_help="在浏览器里拟稿、检查、编号、发文",
    help="在浏览器里办公文。\n"
    "在自己的电脑上：到办公室的文件夹里运行，浏览器自己打开，只有这台电脑能用，不用登录；按 Ctrl+C 结束。\n"
    "给全办公室用：加 --office-server，各人登录，按核稿、签发、印发的程序办。",
)
@click.option(
    "--port",
    metavar="端口",
    type=click.IntRange(0, 65535),
    default=0,
    help="用这个端口；不写则为这个文件夹常用的一个，被占用时另找（全办公室用的为 8000）",
)
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只印出地址")
@click.option("--office-server", "shared", is_flag=True, help="给全办公室用：要登录，分角色")
@click.option(
    "--origin",
    metavar="地址",
    default="",
    help="各人在浏览器里打的地址，例如 https://gongwen.example.gov.cn；和 --office-server 一起写",
)
@click.option(
    "--host", metavar="地址", default="127.0.0.1", help="在哪个网络地址上听；不写则为 127.0.0.1，由同一台机器上的代理转来"
)
@click.option("--workers", metavar="几个", type=click.IntRange(1, 64), default=2, help="几个进程；不写则为 2")
@click.option(
    "--proxy",
    "proxies",
    metavar="地址",
    multiple=True,
    help="代理从这个网络地址转来，可以写几次：它说的来处才算数；不写则为同一台机器（自己加密的没有代理）",
)
@click.option("--certificate", metavar="文件", type=click.Path(path_type=Path), help="TLS 证书（PEM）；不写的，由代理加密")
@click.option("--key", metavar="文件", type=click.Path(path_type=Path), help="证书的私钥（PEM）")
@click.option(
    "--metrics-token",
    "token",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="里面是令牌，Prometheus 凭它取 /metrics 的数字；不写的，只有管理员登录以后看得到",
)
@click.option("--direct", is_flag=True, help="不走核稿、签发，拟好就由登记员印发")
@click.option(
    "--add-administrator",
    "administrator",
    metavar="登录名",
    default="",
    help="增加一个管理员，口令从环境变量 " + _PASSWORD + " 或者键盘读；不启动",
)
@click.option(
    "--back-up",
    "backup",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把各版本、意见、人员、日志备份到这个文件；不启动",
)
@click.pass_obj
def command(
    app: App,
    port: int,
    no_browser: bool,
    shared: bool,
    origin: str,
    host: str,
    workers: int,
    proxies: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    token: Path | None,
    direct: bool,
    administrator: str,
    backup: Path | None,
) -> None:
    """Serve the office that the current folder belongs to."""
    folder = _home(app, may_begin=not (shared or administrator or backup))
    if administrator or backup:
        _keep(folder, administrator, backup)
        return
    if not shared:
        if origin or certificate or key or direct or proxies or token:
            raise UsageError("--origin、--proxy、--certificate、--key、--metrics-token、--direct 和 --office-server 一起写")
        _own(folder, port, no_browser)
        return
    from ..web.guard import read_token
    from ..web.serving import run_shared
    from ..web.site import Options

    if not origin.startswith(("http://", "https://")) or origin.rstrip("/").count("/") != 2:
        raise UsageError("“--origin”后面写各人在浏览器里打的地址，例如 https://gongwen.example.gov.cn，后面不带路径")
    if bool(certificate) != bool(key):
        raise UsageError("--certificate 和 --key 要一起写")
    if wrong := [one for one in proxies if not _is_address(one)]:
        raise UsageError(f"“--proxy”后面写代理的 IP 地址，例如 10.88.0.1；“{wrong[0]}”不是")
    if token:
        read_token(token)
        token = token.resolve()
    options = Options(folder.resolve(), shared=True, origin=origin.rstrip("/"), direct=direct, metrics_token=token)
    run_shared(options, host, port or 8000, workers, certificate, key, proxies)


def _home(app: App, *, may_begin: bool) -> Path:
    """The folder of the office that the current folder belongs to.

    :param may_begin: where there is none, whoever sits at the keyboard may say what it is called, and one is begun here.
    :raises UsageError: there is none.
    """
    home = app.settings(Path()).office.folder
    if home is not None:
        return home
    if not (may_begin and sys.stdin.isatty()):
        raise UsageError(
            f"这里没有 {PROFILE}，不知道是哪个办公室。到有它的文件夹里运行，或者先写一个，至少写“名称: 本机关的名称”"
        )
    return _begun(Path.cwd())


def _begun(folder: Path) -> Path:
    """An office in a folder, of which only the name is known yet; the rest is filled in on its page.

    :raises UsageError: nobody says what it is called.
    """
    from ..web.profile import Profile, changed

    console.say(f"这个文件夹里还没有办公室的配置（{PROFILE}）")
    console.say("在这里办公文的，写上本机关的全称，例如 云州市医学会；不是这里，按 Ctrl+C")
    try:
        while not (name := input("> ").strip()):
            continue
    except EOFError as error:
        raise UsageError(f"没有写名称，没有建 {PROFILE}") from error
    write({folder / PROFILE: changed(Profile(folder, _PROFILE.encode()), {"名称": name})})
    console.say(f"写进了 {PROFILE}。机关代字等在网页的“办公室”里填")
    return folder


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _own(folder: Path, port: int, no_browser: bool) -> None:
    from ..web.serving import address, own_computer, run

    listening, options = own_computer(folder, port)
    console.say(address(options))
    console.tell("用浏览器打开上面的地址（只能用一次）。只有这台电脑能用；按 Ctrl+C 结束，存过的都在")
    if not no_browser:
        import webbrowser

        webbrowser.open(address(options))
    run(options, listening)


def _keep(folder: Path, administrator: str, backup: Path | None) -> None:
    """Add somebody, or write a copy of the database."""
    from ..web.site import Options, Site
    from ..workflow.store import FILE

    # Whoever has a register on PostgreSQL and works on their own computer has the rest in a file all the same.
    shared = bool(administrator) or not (folder / FILE).is_file()
    with closing(Site(Options(folder.resolve(), shared=shared, origin="http://localhost"))) as site:
        if administrator:
            from ..workflow.people import Role

            person = site.people.add(administrator, administrator, list(Role), _password(), by="hongtou serve")
            console.say(f"增加了管理员“{person.login}”")
        if backup:
            site.store.back_up(backup)
            console.say(str(backup))


def _password() -> str:
    """What the environment or somebody at the keyboard says."""
    if password := os.environ.get(_PASSWORD, ""):
        return password
    if not sys.stdin.isatty():
        raise HongtouError(f"没有口令。写在环境变量 {_PASSWORD} 里，或者在终端里运行")
    return getpass.getpass("口令：")
