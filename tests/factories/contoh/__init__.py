"""The bundled example (`corpora/contoh`): an invented KPU Kabupaten, written by hand.

`python -m tests.factories.contoh` writes the whole folder anew; LibreOffice is needed for the PDF alone.
"""
