"""Next year's report from last year's report and this year's plan."""
