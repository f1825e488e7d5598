#!/usr/bin/env python3
"""Records what ansible-core gives for the templates in Cases/*.json.

Run it with a Python that has ansible-core 2.18; the tests themselves do not need it:

    record.py Cases/filters.json …

A case is {"t": template, "v": variables, "m": mode} with mode "render" (a value of a playbook, the
default), "text" (a template file) or "expr" (a condition). It gets "ok": the repr of the result with
tuples as lists, or "fails": true.
"""
import json
import sys
import warnings

from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.template import Templar

warnings.simplefilter("ignore")
init_plugin_loader([])


def plain(value):
    """Without Ansible's own types, tuples as lists."""
    if isinstance(value, dict):
        return {plain(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, str):
        return str(value)
    return value


def run(case):
    templar = Templar(loader=DataLoader(), variables=case.get("v", {}))
    text, mode = case["t"], case.get("m", "render")
    if mode == "text":
        return templar.do_template(text, escape_backslashes=False, convert_data=False)
    if mode == "expr":
        # The way conditionals are evaluated, with the value in place of its truth.
        return templar.template("{% set __result = " + text + " %}{{ [__result] }}")[0]
    return templar.template(text)


def record(case):
    for key in ("ok", "fails"):
        case.pop(key, None)
    try:
        case["ok"] = repr(plain(run(case)))
    except Exception:
        case["fails"] = True
    return case


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path) as file:
            cases = json.load(file)
        with open(path, "w") as file:
            lines = ",\n".join(" " + json.dumps(record(case)) for case in cases)
            file.write("[\n" + lines + "\n]\n")
