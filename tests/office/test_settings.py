"""What an office keeps to itself stays in the process that people started."""

from __future__ import annotations

import pickle
from dataclasses import fields
from pathlib import Path

import pytest
from hongtou import Office
from hongtou.office import PROFILE, load_office, load_settings
from hongtou.packet.packet import load_packet
from hongtou.packet.packet_file import PASSWORD
from hongtou.packet.reading import read_here
from hongtou.workers.engine import Local
from hongtou.workers.process import SECRETS
from support.poison import environment

ADDRESS = "postgresql+psycopg://wangxy:geheim-4711@127.0.0.1/numbers"
SECRET = "很长的一句话，猜不出来的"  # noqa: S105
WRITTEN = f"名称: 云州市医学会\n机关代字: 云医发\n登记簿: {ADDRESS}\n废号再用: 是\n文件权限: 本组\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / PROFILE).write_text(WRITTEN, encoding="utf-8")
    return tmp_path


def test_what_everybody_may_know_and_what_not_stand_apart(folder: Path) -> None:
    settings = load_settings(folder)
    assert (settings.register, settings.reuses_void, settings.readers) == (ADDRESS, True, "本组")
    assert settings.profile == WRITTEN.encode()
    assert settings.office == load_office(folder) == Office(folder=folder, name="云州市医学会", code="云医发")
    assert not {"register", "reuses_void", "readers", "profile"} & {part.name for part in fields(Office)}
    assert "geheim" not in repr(settings)


def test_settings_leave_the_process_in_nothing(folder: Path) -> None:
    with pytest.raises(TypeError, match="stay in their process"):
        pickle.dumps((load_settings(folder), "a task"))


def test_nothing_secret_is_in_a_task_that_travels(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from xlsxwriter import Workbook

    monkeypatch.setenv(PASSWORD, SECRET)
    with Workbook(folder / "单位.xlsx") as book:
        book.add_worksheet("单位").write_column(0, 0, ["单位名称", "甲学会"])
    (folder / "甲学会.md").write_text("---\n标题: 关于甲的通知\n---\n请遵照执行。\n", encoding="utf-8")
    text = "材料包: 年度材料\n年度: 2026\n单位: 单位.xlsx\n文件: [{文种: 通知, 草稿: '{单位}.md', 编号: 是}]\n输出: {加密: 是}\n"
    (folder / "packet.yaml").write_text(text, encoding="utf-8")
    packet = load_packet(folder / "packet.yaml", read=read_here)
    (task,) = packet.tasks
    assert packet.password == SECRET and task.output.encrypted
    sent = pickle.dumps(task)
    for secret in (SECRET, ADDRESS, "geheim", "wangxy", WRITTEN):
        assert secret.encode() not in sent
    assert task.office.folder is None
    assert "云州市医学会".encode() in sent


@pytest.mark.usefixtures("started_workers")
def test_workers_do_not_inherit_what_is_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {PASSWORD, "HONGTOU_SIGN_PASSWORD", "HONGTOU_REGISTER"} <= SECRETS
    for name in SECRETS:
        monkeypatch.setenv(name, SECRET)
    with Local(1) as engine:
        (outcome,) = engine.outcomes(environment, ["HONGTOU_"])
    assert outcome.value is not None and not SECRETS & set(outcome.value)
