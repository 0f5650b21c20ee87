"""Setting up a fresh installation: five fields make the operator and the first administrator. See its README.md."""
