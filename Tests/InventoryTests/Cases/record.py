"""Records what Ansible makes of the inventories in the folders beside it.

Run it with a Python that has ansible-core: `python record.py`. It writes expected.json into each
folder; the tests need neither Python nor Ansible.
"""
import itertools
import json
import os
import subprocess
import sys

from ansible.inventory.group import Group
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader

# Ansible walks sets of groups, whose order changes from run to run; this makes it that of their making.
count = itertools.count()
make = Group.__init__
Group.__init__ = lambda self, name=None: (setattr(self, "place", next(count)), make(self, name))[1]
Group.__hash__ = lambda self: self.place

FOLDER = os.path.dirname(os.path.abspath(__file__))

# Sources, the playbook's folder, and pairs of a pattern and a limit.
CASES = {
    "ini": (["ini/hosts"], None, [
        "all", "*", "web", "db", "prod", "late", "ungrouped", "web:db", "web,db", "web:&prod", "all:!web", "!web", "&db",
        "web:!foo", "web:!web01.example.com", "web[0]", "web[-1]", "web[1:2]", "web[1:]", "web[0:0]", "db[0:1],web[0]", "*.example.com",
        "web0[12]*", "web0[!1]*", "db-?", "~(web|db)", "~web0[13]", "~.*example", "foo", "foo:bar", "bar,foo", "localhost", "127.0.0.1",
        "nothing", "nothing,foo", "all,localhost", "lat*", "prod:!db:&all", "web01.example.com:!web", "d*:!db-b", "e1,l1", "",
        ["web", "foo"], ["all", "localhost"], ["web", "web02*"], ["db*", "*a"], ["all", "!web,!db"], ["prod", "@limit"], ["late", "late[1]"],
    ]),
    "groups": (["groups/hosts.ini"], None, ["all", "deep", "z", "a:b:c", "z:!b", "bad-name", "*[3]", "a[0-1]", "?[1:]", "a*[-1]"]),
    "yaml": (["yaml/inventory.yml"], None, ["all", "web", "db", "other", "::1", "fe80::1", "range*", "empty", "localhost", "10.0.0.1"]),
    "json": (["json/inventory.json"], None, ["all", "g"]),
    "vars": (["vars/inventory/hosts"], "vars/play", ["all", "site"]),
    "folder": (["folder/inventory", "folder/second"], None, ["all", "g", "h"]),
    "list": (["a.example.com,b:2222, c ,[::1]:22,d[1:2],", "e,"], None, ["all", "ungrouped", "b"]),
}


def order(sources, patterns):
    result = []
    for pattern in patterns:
        text, limit = pattern if isinstance(pattern, list) else (pattern, None)
        manager = InventoryManager(DataLoader(), sources)
        if limit:
            manager.subset(limit.replace("@limit", "@" + os.path.join(FOLDER, "limit")))
        result.append([text, limit, [host.name for host in manager.get_hosts(text)]])
    return result


def listing(sources, play):
    command = [os.path.join(os.path.dirname(sys.executable), "ansible-inventory"), "--list"]
    for source in sources:
        command += ["-i", source]
    command += ["--playbook-dir", play or "."]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


os.chdir(FOLDER)
for name, (sources, play, patterns) in CASES.items():
    os.makedirs(name, exist_ok=True)
    found = {"sources": sources, "play": play, "list": listing(sources, play), "patterns": order(sources, patterns)}
    with open(os.path.join(name, "expected.json"), "w") as file:
        json.dump(found, file, indent=1, ensure_ascii=False)
        file.write("\n")
