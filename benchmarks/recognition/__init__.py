"""How much of a text import recognises: what a careful reader finds, against what stands in the drafts."""
