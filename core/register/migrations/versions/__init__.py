"""The steps. A released one is never changed; the next one names it as its ``down_revision``."""
