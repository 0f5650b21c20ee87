"""The demonstration: facts from public reports and made-up data that says so, loaded through the real actions."""
