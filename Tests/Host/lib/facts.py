"""facts.py NAME REFERENCE OURS: the differences between two outputs of `-m setup` and other modules that give facts, one line each."""
import json
import re
import sys

# What changes from moment to moment, and what is of the way in: the environment of a login by another
# client, and the interpreter, which Ansible names after its symbolic links are followed.
NEVER_THE_SAME = re.compile(
    r'ansible_date_time\.|ansible_loadavg\.|ansible_mem(free_mb|ory_mb)|ansible_uptime_seconds$|'
    r'(ansible_mounts|mount_points)\..*_(available|used|total)$|'
    r'ansible_env\.(LANG|TERM|SUDO_COMMAND|SSH_\w+|XDG_SESSION_ID|SHLVL|_|PWD|OLDPWD)$')

# Lists whose order Ansible itself does not promise: they come from folders and sets.
UNORDERED = re.compile(
    r'ansible_(interfaces|all_ipv[46]_addresses|virtualization_tech_\w+|mounts|system_capabilities)$|\.interfaces$')


def load(path):
    text = open(path).read()
    return json.loads(text[text.index('{'):])['ansible_facts']


def flat(value, place=''):
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from flat(inner, place + '.' + key if place else key)
    elif isinstance(value, list) and value:
        if UNORDERED.search(place):
            value = sorted(value, key=lambda one: json.dumps(one, sort_keys=True)
                           if not isinstance(one, dict) else one.get('mount', ''))
        for index, inner in enumerate(value):
            yield from flat(inner, '%s.%d' % (place, index))
    else:
        yield place, value


def main(name, reference, ours):
    reference, ours = dict(flat(load(reference))), dict(flat(load(ours)))
    found = 0
    for place in sorted(reference.keys() | ours.keys()):
        # Ansible tells it with whatever module first needs Python.
        is_extra = place == 'discovered_interpreter_python' and place not in ours
        if is_extra or NEVER_THE_SAME.match(place):
            continue
        a, b = (json.dumps(side[place]) if place in side else 'nothing' for side in (reference, ours))
        if a != b:
            found += 1
            print('not ok  %s: %s is %s, not %s' % (name, place, b, a))
    print('%s  %s: %d facts, %d differences' % ('not ok' if found else 'ok', name, len(reference), found))
    return 1 if found else 0


sys.exit(main(*sys.argv[1:]))
