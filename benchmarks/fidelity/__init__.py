"""The proof of the printed page: a corpus of documents, each measured from what was made of it. ``script/fidelity`` runs it."""
