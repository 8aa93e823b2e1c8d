"""述职报告 duty report: a secretary's account of the year's party-building work."""
