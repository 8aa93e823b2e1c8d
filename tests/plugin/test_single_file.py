"""Plug-ins of one file run when their user allowed just this file, and take the road of all others."""

import os
import pickle
from pathlib import Path

import pytest
from hongtou.declared import plugins_of
from hongtou.office import Office, load_office
from hongtou.plugin.allowed import allow, forbid, refusal
from hongtou.plugin.manager import Plugins

FILE = '''"""感谢条。"""
from pathlib import Path

from hongtou import DocumentType, Paragraph, field, hookimpl, official, spans

Path(__file__).with_suffix(".ran").write_text("ran")


def compose(data, context):
    return official(data, context, blocks=[Paragraph(spans(f"感谢{data['对象']}。"))])


@hookimpl
def hongtou_register_document_types(register):
    field_ = field("string", "对象", help="感谢谁", example="乙局", required=True)
    starter = "文种: 感谢条\\n发文机关: 甲局\\n标题: 感谢条\\n对象: 乙局\\n成文日期: 2026-01-02\\n"
    register(DocumentType(name="感谢条", summary="感谢", schema={"对象": field_}, compose=compose, starter=starter,
                          starter_suffix=".yaml"))
'''


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's records are."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plug-in in an office's folder."""
    (tmp_path / "office" / "文种").mkdir(parents=True)
    (tmp_path / "office" / "hongtou.yaml").write_text("名称: 甲局\n", "utf-8")
    path = tmp_path / "office" / "文种" / "感谢条.py"
    path.write_text(FILE, "utf-8")
    return path


def office(file: Path) -> Office:
    return load_office(file.parent.parent)


def loaded(file: Path) -> Plugins:
    return plugins_of(office(file))


def told(file: Path) -> str:
    """Why the plug-in was not loaded."""
    (failure,) = loaded(file).failures
    return str(failure)


def ran(file: Path) -> bool:
    return file.with_suffix(".ran").exists()


def test_none_runs_that_nobody_allowed(file: Path) -> None:
    assert told(file) == (
        f"插件“文种/感谢条.py”：这个文件里是程序，没有允许过，没有运行它。看过、信得过，就运行：hongtou plugin allow {file}"
    )
    assert not ran(file)


def test_an_allowed_one_brings_its_type(file: Path) -> None:
    allow(file, file.read_bytes())
    plugins = loaded(file)
    assert plugins.failures == ()
    assert plugins.owner(plugins.document_type("感谢条")) == "文种/感谢条.py"
    assert ran(file)


def test_a_changed_one_does_not_run(file: Path) -> None:
    allow(file, file.read_bytes())
    file.write_text(FILE + "# 改过\n", "utf-8")
    assert "允许以后改过了，没有运行它" in told(file)
    assert not ran(file)


def test_what_was_read_runs_and_not_what_came_later(file: Path) -> None:
    allow(file, file.read_bytes())
    read = office(file)
    file.write_text("raise SystemExit('坏')\n", "utf-8")
    assert plugins_of(read).failures == ()


def test_what_was_taken_back_does_not_run(file: Path) -> None:
    allow(file, file.read_bytes())
    assert forbid(file)
    assert not forbid(file)
    assert "没有允许过" in told(file)


def test_another_machine_or_user_has_not_allowed_it(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(file, file.read_bytes())
    sent = pickle.dumps(office(file))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    (failure,) = plugins_of(pickle.loads(sent)).failures  # noqa: S301
    assert "没有允许过" in str(failure)
    assert not ran(file)


def test_the_same_file_elsewhere_is_another(file: Path) -> None:
    allow(file, file.read_bytes())
    other = file.with_name("抄来的.py")
    other.write_bytes(file.read_bytes())
    assert f"hongtou plugin allow {other}" in told(file)


def test_a_link_counts_as_the_file_behind_it(file: Path, tmp_path: Path) -> None:
    real = file.parent.parent / "真的.py"
    file.rename(real)
    file.symlink_to(real)
    allow(real, real.read_bytes())
    assert loaded(file).failures == ()
    other = file.parent.parent / "另一个.py"
    other.write_bytes(real.read_bytes())
    file.unlink()
    file.symlink_to(other)
    assert "没有允许过" in told(file)
    (tmp_path / "外面.py").write_text(FILE, "utf-8")
    file.unlink()
    file.symlink_to(tmp_path / "外面.py")
    assert "感谢条.py" in told(file)
    assert "plugin allow" not in told(file)


def test_a_record_that_others_can_write_counts_for_nothing(file: Path, state: Path) -> None:
    allow(file, file.read_bytes())
    (record,) = [path for path in state.rglob("*") if path.is_file()]
    assert (record.stat().st_mode & 0o777, record.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    record.chmod(0o620)
    assert "别人也能写" in told(file)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_record_of_another_user_counts_for_nothing(file: Path, state: Path) -> None:
    allow(file, file.read_bytes())
    (record,) = [path for path in state.rglob("*") if path.is_file()]
    os.chown(record, 12345, -1)
    assert "别人也能写" in told(file)
    # Whose the file itself is counts for nothing: its user saw what is in it.
    os.chown(file, 12345, -1)
    allow(file, file.read_bytes())
    assert refusal(file, file.read_bytes()) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\nraise ValueError('坏')\n", "ValueError: 坏（{file} 第 2 行）"),
        ("def broken(:\n", "第 1 行"),
        ("x = 1\n", "没有实现任何钩子"),
        ("from hongtou import hookimpl\n@hookimpl\ndef hongtou_register_importers(register): ...\n", "hongtou plugin new"),
    ],
)
def test_what_is_wrong_with_one_names_file_and_line(file: Path, text: str, words: str) -> None:
    file.write_text(text, "utf-8")
    allow(file, file.read_bytes())
    assert told(file).startswith("插件“文种/感谢条.py”：")
    assert words.format(file=file) in told(file)


def test_what_it_gets_wrong_later_names_file_and_line_too(file: Path) -> None:
    from hongtou.runner import Runner

    file.write_text(FILE.replace("data['对象']", "data['没有']"), "utf-8")
    allow(file, file.read_bytes())
    draft = file.parent.parent / "一.yaml"
    draft.write_text(loaded(file).document_type("感谢条").starter, "utf-8")
    with pytest.raises(Exception, match=f"{file} 第 10 行"):
        Runner(office(file), loaded(file)).make(draft, ["docx"])


def test_other_files_there_are_none(file: Path) -> None:
    file.unlink()
    (file.parent / "_草稿.py").write_text(FILE, "utf-8")
    (file.parent / ".藏着.py").write_text(FILE, "utf-8")
    (file.parent / "文件夹.py").mkdir()
    assert office(file).plugin_files == ()
