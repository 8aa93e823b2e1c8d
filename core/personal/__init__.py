"""Numbers that people are known by: found in texts, and kept out of messages."""

from .numbers import check_digit, hide, identity_numbers, without_identity_numbers, without_personal_numbers

__all__ = ["check_digit", "hide", "identity_numbers", "scrubbing", "without_identity_numbers", "without_personal_numbers"]
