"""Whole documents without a known fault: reports and plans as long and as varied as offices write them."""

from tests.factories.utuh.angka import Whole, invent_whole
from tests.factories.utuh.laporan import whole_laporan
from tests.factories.utuh.rencana import whole_rencana

__all__ = ["Whole", "invent_whole", "whole_laporan", "whole_rencana"]
