#!/usr/bin/env python3
"""Records what ansible-core gives for the templates in *.json beside it.

Run it with a Python that has ansible-core 2.18; the tests themselves do not need it:

    record.py filters.json …

A file is {"variables": {…}, "mode": mode, "cases": [{"t": template}, …]} with mode "render" (values of
playbooks), "text" (template files) or "expr" (conditions). A case gets "ok": the repr of the result
with tuples as lists, or "fails": true.
"""
import copy
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
        return {k if isinstance(k, tuple) else plain(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, str):
        return str(value)
    return value


def run(text, variables, mode):
    # Templates can change what they are given.
    return render(Templar(loader=DataLoader(), variables=copy.deepcopy(variables)), text, mode)


def render(templar, text, mode):
    if mode == "text":
        return templar.do_template(text, escape_backslashes=False, convert_data=False)
    if mode == "expr":
        # The way conditionals are evaluated, with the value in place of its truth.
        return templar.template("{% set __result = " + text + " %}{{ [__result] }}")[0]
    return templar.template(text)


def record(text, variables, mode):
    try:
        return {"t": text, "ok": repr(plain(run(text, variables, mode)))}
    except Exception:
        return {"t": text, "fails": True}


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path) as file:
            table = json.load(file)
        variables, mode = table["variables"], table["mode"]
        cases = [record(case["t"], variables, mode) for case in table["cases"]]
        with open(path, "w") as file:
            lines = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
            file.write('{\n"variables": ' + json.dumps(variables, ensure_ascii=False))
            file.write(',\n"mode": ' + json.dumps(mode) + ',\n"cases": [\n' + lines + "\n]}\n")
