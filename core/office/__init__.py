"""The office's profile 办公室配置: what ``hongtou.yaml`` says once for all drafts."""

from .check_choices import OFF, CheckChoice
from .profile import PROFILE, Office, OfficeSeal, load_office

__all__ = ["OFF", "PROFILE", "CheckChoice", "Office", "OfficeSeal", "load_office"]
