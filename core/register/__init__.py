"""The register of document numbers 发文字号登记: one number for one document, for ever. Only this package speaks SQL."""
