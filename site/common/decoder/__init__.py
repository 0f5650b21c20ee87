"""What opens the files of strangers: run as a process of its own (`__main__.py`), never imported by a server or worker.

Knows neither Django nor settings; every limit comes with the request.
"""
