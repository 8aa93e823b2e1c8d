"""Templates that an office may copy and change: docx/ and html/."""
