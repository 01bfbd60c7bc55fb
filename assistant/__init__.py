"""Zona Integritas report assistant: reads, maps, checks and drafts yearly reports of KPU offices."""

__version__ = "0.1.0"
