"""An archive as issuing leaves it."""

import json
from pathlib import Path

from hongtou.files.digests import sha256_of
from hongtou.register.archive import folder_of
from hongtou.register.entry import Entry


def file_away(office: Path, entry: Entry) -> None:
    """File a document as issuing does."""
    folder = office / folder_of(entry)
    folder.mkdir(parents=True)
    content = f"{entry.identity}的正文".encode()
    (folder / "甲.md").write_bytes(content)
    manifest = {name: getattr(entry, name) for name in ("title", "genre", "dated", "identity", "source", "digest")}
    manifest |= {"number": str(entry.number), "printed_on": "2026-03-02", "details": {"主送": "各专科分会"}}
    manifest |= {"files": [{"name": "甲.md", "bytes": len(content), "sha256": sha256_of(content)}]}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
