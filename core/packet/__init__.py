"""Packets 材料包: what is to be made for every unit, read from the office's workbooks, drafts and constants."""

__all__ = ["basis", "blank", "packet", "packet_file", "rows", "task", "whole"]
