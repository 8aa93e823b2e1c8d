"""The whole story of the office's page, played in Chromium: from last year's file to the archive, from workbooks to the ZIP."""
