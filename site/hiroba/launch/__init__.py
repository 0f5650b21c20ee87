"""Setting up, starting and stopping the product on one machine.

`environment`, `assets` and `steps` are set-up: they run before any package is installed and use the
standard library only. `preflight`, `children` and `supervisor` start the product; `server` serves.
"""
