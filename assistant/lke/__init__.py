"""The evaluation sheet (Lembar Kerja Evaluasi): its model and its loading."""
