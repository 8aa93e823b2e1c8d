"""The rules of the page: from a document to its page plan. Pure Python; no font engine, no renderer."""
