"""The office's profile 办公室配置: what ``hongtou.yaml`` says once for all drafts."""

from .profile import PROFILE, Office, OfficeSeal, load_office

__all__ = ["PROFILE", "Office", "OfficeSeal", "load_office"]
