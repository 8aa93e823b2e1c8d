"""Archive and register held against each other: what the archive has, the register must know before it gives a number."""

import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hongtou import DocumentNumber
from hongtou.errors import RegisterError
from hongtou.files.digests import sha256_of
from hongtou.office import Settings
from hongtou.register.allocate import _KNOWN
from hongtou.register.archive import folder_of
from hongtou.register.entry import Entry, EntryState, Key, Request, Series
from hongtou.register.query import LIVING
from hongtou.register.reconcile import _entry
from hongtou.register.register import Register
from support.filing import file_away

Open = Callable[..., Register]
SERIES = Series("云医发", 2026)


def request(name: str) -> Request:
    return Request(name, SERIES, f"{name}.md", sha256_of(name.encode()), f"关于{name}的通知", "通知", "2026-03-02")


def issue(register: Register, name: str) -> Entry:
    """Number, file and register a document."""
    (entry,) = register.allocate([request(name)])
    assert register.office.folder
    file_away(register.office.folder, entry)
    facts = {"folder": folder_of(entry), "printed_on": "2026-03-02"}
    facts["manifest"] = sha256_of((register.office.folder / folder_of(entry) / "manifest.json").read_bytes())
    return register.issue(entry, facts, {"主送": "各专科分会"})


def older(file_office: Settings, open_register: Open) -> Register:
    """A register that was put back to where it stood before its second document was issued."""
    assert file_office.office.folder
    book, copy = file_office.office.folder / "register.db", file_office.office.folder / "副本.db"
    register = open_register(file_office)
    issue(register, "甲")
    register.close()
    shutil.copy(book, copy)
    register = open_register(file_office)
    issue(register, "乙")
    register.close()
    shutil.copy(copy, book)
    return open_register(file_office)


def test_an_older_register_gives_no_number(file_office: Settings, open_register: Open) -> None:
    register = older(file_office, open_register)
    told = "归档里有 1 份公文登记簿里没有登记：“archive/2026/云医发〔2026〕2号”（关于乙的通知）.*hongtou number recover"
    with pytest.raises(RegisterError, match=told):
        register.allocate([request("丙")])
    with pytest.raises(RegisterError, match=told):
        register.reserve(SERIES)
    with pytest.raises(RegisterError, match=told):
        register.reserve_these(SERIES, [2])
    assert [entry.serial for entry in register.entries()] == [1]
    (finding,) = register.audit().findings
    assert "登记簿里没有登记，登记簿不是最新的。用 hongtou number recover" in finding.message


def test_recovered_it_goes_on_after_the_archive(file_office: Settings, open_register: Open) -> None:
    register = older(file_office, open_register)
    (entry,) = register.recover()
    assert (entry.serial, entry.state, entry.title, entry.identity) == (2, EntryState.ISSUED, "关于乙的通知", "乙")
    assert dict(entry.more) == {"主送": "各专科分会"}
    assert register.audit().findings == ()
    assert register.recover() == []
    (again,) = register.allocate([request("乙")])
    (new,) = register.allocate([request("丙")])
    assert (again.serial, new.serial) == (2, 3)


def test_a_new_register_beside_an_archive_gives_no_number(office: Settings, open_register: Open, file_office: Settings) -> None:
    """As when the profile names another database and nothing was carried over."""
    first = open_register(file_office)
    issue(first, "甲")
    first.close()
    if not office.register:
        assert office.office.folder
        (office.office.folder / "register.db").unlink()
    register = open_register(office, anew=True)
    with pytest.raises(RegisterError, match="归档里有 1 份公文登记簿里没有登记"):
        register.reserve(Series("别的字", 2025))
    assert [entry.serial for entry in register.recover()] == [1]
    assert [entry.serial for entry in register.reserve(SERIES)] == [2]


def test_a_document_whose_call_was_cut_off_stops_nobody(register: Register) -> None:
    (waiting,) = register.allocate([request("甲")])
    assert register.office.folder
    file_away(register.office.folder, waiting)
    assert [entry.serial for entry in register.reserve(SERIES)] == [2]
    assert "用 hongtou issue 把它办完" in register.audit().findings[0].message


def test_a_number_that_went_to_another_document(file_office: Settings, open_register: Open) -> None:
    """What an older version of the program may have left: the archive has 乙 under a number kept for 丙."""
    register = older(file_office, open_register)
    assert file_office.office.folder
    (file_office.office.folder / "archive/2026").rename(file_office.office.folder / "别处")
    register.allocate([request("丙")])
    (file_office.office.folder / "别处").rename(file_office.office.folder / "archive/2026")
    with pytest.raises(RegisterError, match=r"这个号留给了“关于丙的通知”。先作废它：hongtou number void 云医发〔2026〕2号"):
        register.recover()
    register.void([DocumentNumber("云医发", 2026, 2)], "登记簿恢复")
    assert [(entry.serial, entry.title) for entry in register.recover()] == [(2, "关于乙的通知")]
    assert [entry.serial for entry in register.allocate([request("丙")])] == [3]
    assert register.audit().findings == ()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "甲.md").write_text("改过", encoding="utf-8"), "归档的文件改过了"),
        (lambda folder: (folder / "manifest.json").unlink(), "清单（manifest.json）读不了"),
        (lambda folder: (folder / "manifest.json").write_text("{", encoding="utf-8"), "清单（manifest.json）读不了"),
        (lambda folder: folder.rename(folder.with_name("云医发〔2026〕7号")), "清单（manifest.json）读不了"),
    ],
)
def test_what_proves_nothing_is_not_recovered(file_office: Settings, open_register: Open, spoil: object, told: str) -> None:
    register = older(file_office, open_register)
    assert file_office.office.folder and callable(spoil)
    spoil(file_office.office.folder / "archive/2026/云医发〔2026〕2号")
    with pytest.raises(RegisterError, match=told):
        register.recover()
    with pytest.raises(RegisterError, match="登记簿里没有登记"):
        register.reserve(SERIES)
    assert [entry.serial for entry in register.entries()] == [1]


def test_no_office_no_archive(office: Settings, open_register: Open) -> None:
    if office.register:
        register = open_register(replace(office, office=replace(office.office, folder=None)))
        assert [entry.serial for entry in register.reserve(SERIES)] == [1]
        with pytest.raises(RegisterError, match="没有办公室文件夹"):
            register.recover()


def test_an_archive_of_many_is_looked_through_once(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a thousand numbers one after the other would look a thousand times at all that was ever issued."""
    for name in "甲乙丙":
        issue(register, name)
    register.reserve(SERIES)
    asked: list[str] = []

    def read(connection: sa.Connection, key: Key) -> Entry | None:
        asked.append(f"{key[3]}号")
        return _entry(connection, key)

    monkeypatch.setattr("hongtou.register.reconcile._entry", read)
    register.reserve(SERIES)
    assert (asked, register._archive.look({2026})) == ([], [])
    issue(register, "丁")
    register.reserve(SERIES)
    assert asked == ["6号"]


def test_a_documents_number_is_found_by_an_index(file_office: Settings, open_register: Open) -> None:
    with open_register(file_office)._store.reading() as connection:
        for query in (LIVING, _KNOWN):
            asked = query.params(sought="甲", identities=["甲", "乙"])
            told = str(asked.compile(connection, compile_kwargs={"literal_binds": True, "render_postcompile": True}))
            plan = connection.exec_driver_sql(f"explain query plan {told}").all()
            assert "SEARCH number USING INDEX number_identity" in str(plan)
