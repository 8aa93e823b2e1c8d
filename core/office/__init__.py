"""The office: what ``hongtou.yaml`` 办公室配置 says once for all drafts, and what of it stays in the process."""

from .check_choices import OFF, CheckChoice
from .loading import load_office, load_settings, settings_of
from .plugin_files import PluginFile
from .profile import PROFILE, Office, OfficeSeal
from .settings import AfterChoice, Settings
from .templates import FOR_ALL, TEMPLATES, OfficeTemplate, read_template
from .type_folders import TYPE_FOLDERS, TypeFolder

__all__ = [
    "FOR_ALL",
    "OFF",
    "PROFILE",
    "TEMPLATES",
    "TYPE_FOLDERS",
    "AfterChoice",
    "CheckChoice",
    "Office",
    "OfficeSeal",
    "OfficeTemplate",
    "PluginFile",
    "Settings",
    "TypeFolder",
    "load_office",
    "load_settings",
    "profile_fields",
    "read_template",
    "settings_of",
]
