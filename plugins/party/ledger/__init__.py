"""党建工作台账 ledger: the five things that an office must be clear about (五个清), unit by unit."""
