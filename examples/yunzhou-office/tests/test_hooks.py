"""输出、导入、检查、发文以后：像用的人那样，从命令看。"""

from importlib.resources import files

from hongtou.testing.folder import Office
from hongtou.testing.running import Run

STARTER = files("yunzhou_office").joinpath("starter.yaml").read_text(encoding="utf-8")


def test_the_words_of_the_pages_are_written(office: Office, run: Run) -> None:
    office.write("函.yaml", STARTER)
    ran = run("render", "函.yaml", "--to", "words")
    assert (ran.code, ran.err) == (0, "")
    assert "于11月10日前函复。" in (office.folder / "函.txt").read_text(encoding="utf-8").replace("\n", "")


def test_a_memo_is_imported_and_another_file_is_told(office: Office, run: Run) -> None:
    office.write("来文.memo", "MEMO\n关于义诊的通知\n请认真准备。\n")
    office.write("坏.memo", "甲")
    ran = run("import", "来文.memo", "坏.memo")
    assert "标题: 关于义诊的通知" in (office.folder / "来文.md").read_text(encoding="utf-8")
    assert "坏.memo：不是便笺，第一行应为 MEMO" in ran.err
    assert ran.code == 1


def test_the_rule_finds_and_says_what_to_write(office: Office, run: Run) -> None:
    office.write("函.md", "---\n文种: 函\n标题: 关于义诊的函\n主送: [云州市第一医院]\n---\n请贵司支持为盼。\n")
    ran = run("check", "函.md")
    assert "YZ001" in ran.out
    assert "贵单位" in ran.out


def test_what_was_issued_is_noted(office: Office, run: Run) -> None:
    office.write("hongtou.yaml", "名称: 云州市医学会\n机关代字: 云医发\n发文以后:\n  - {做法: 记一笔}\n")
    office.write("函.yaml", STARTER)
    ran = run("issue", "函.yaml")
    assert ran.code == 0, ran.err
    assert (office.folder / "已发.txt").read_text(
        encoding="utf-8"
    ) == "云医发〔2026〕1号 关于协助查明张某任职经历的函\n"


def test_everything_is_listed(run: Run) -> None:
    listed = run("plugins").out
    assert "yunzhou-office[yunzhou_office]\t0.1.0\t协查函、words" in listed
