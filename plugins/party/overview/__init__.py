"""年度党建工作汇总 overview: all units of a packet together."""
