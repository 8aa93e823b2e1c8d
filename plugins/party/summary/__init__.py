"""年度党建工作总结 summary: a year's party-building work, written out of figures, tasks and indicators."""
