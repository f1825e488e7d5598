#!/usr/bin/env python3
"""Records what ansible-playbook makes of the cases: record.py [--ansible PATH] [NAME...]

Each line `# run: OPTIONS` of a playbook is one run (one without options where there is none), each
line `# setting: NAME=VALUE` stands in the section `defaults` of its ansible.cfg; with `# one folder`
the runs share their working folder. Lines that `# ignored: PATTERN` finds are left out. The events go to NAME.expected beside the playbook, with what was
registered, and the files it left.
"""
import glob
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.dirname(HERE)


def tree(work):
    """What is below the folder: kind, mode, path and content, one line each."""
    lines = []
    for folder, folders, files in os.walk(work):
        folders[:] = sorted(name for name in folders if name != '.ansible')
        for name in folders + files:
            path = os.path.join(folder, name)
            status = os.lstat(path)
            mode = '%04o' % (status.st_mode & 0o7777)
            shown = os.path.relpath(path, work)
            if os.path.islink(path):
                lines.append((shown, 'link -> ' + os.readlink(path)))
            elif os.path.isdir(path):
                lines.append((shown, mode + ' folder'))
            elif name not in ('.events', '.ansible.cfg'):
                content = open(path, 'rb').read().replace(work.encode(), b'WORK')
                text = json.dumps(content.decode(errors='replace')) if len(content) <= 200 else \
                    '%d bytes, sha1 %s' % (len(content), hashlib.sha1(content).hexdigest())
                lines.append((shown, '%s %s' % (mode, text)))
    return 'files\n' + ''.join('  %s: %s\n' % line for line in sorted(lines))


def record(ansible, name):
    path = os.path.join(CASES, name + '.yml')
    runs = re.findall(r'^# run:(.*)$', open(path).read(), re.M) or ['']
    native = '0' if re.search(r'^# jinja2_native: false$', open(path).read(), re.M) else '1'
    settings = re.findall(r'^# setting: *(.*)$', open(path).read(), re.M)
    ignored = re.findall(r'^# ignored: *(.*)$', open(path).read(), re.M)
    shared = re.search(r'^# one folder$', open(path).read(), re.M)
    out = ''
    work = None
    for options in runs:
        if not work:
            work = os.path.realpath(tempfile.mkdtemp(prefix='bosun-case-'))
        events = os.path.join(work, '.events')
        open(events, 'w').close()
        with open(os.path.join(work, '.ansible.cfg'), 'w') as file:
            file.write('[defaults]\n' + ''.join(
                line.replace('WORK', work).replace('CASES', CASES) + '\n' for line in settings))
        environment = dict(
            os.environ, EVENTS_TO=events, ANSIBLE_CALLBACK_PLUGINS=os.path.join(HERE, 'callback'),
            ANSIBLE_CALLBACKS_ENABLED='events', ANSIBLE_PYTHON_INTERPRETER=sys.executable,
            ANSIBLE_RETRY_FILES_ENABLED='0', ANSIBLE_NOCOLOR='1', ANSIBLE_LOCALHOST_WARNING='0',
            ANSIBLE_JINJA2_NATIVE=native, ANSIBLE_PIPELINING='1', CASE_ENV='from the environment',
            ANSIBLE_CONFIG=os.path.join(work, '.ansible.cfg'), ANSIBLE_HOME=os.path.join(work, '.ansible'))
        done = subprocess.run(
            [ansible, '-i', 'hosts.ini', '-c', 'local', '-e', 'work=' + work,
             *shlex.split(options), name + '.yml'],
            cwd=CASES, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=120)
        files = '' if re.search(r'^# files: random$', open(path).read(), re.M) else tree(work)
        text = (open(events).read() + files).replace(work, 'WORK').replace(CASES, 'CASES')
        if ignored:
            text = ''.join(
                line for line in text.splitlines(True)
                if not any(re.search(pattern, line) for pattern in ignored))
        out += '## run:%s\n%sexit %d\n' % (options, text, done.returncode)
        if not shared:
            shutil.rmtree(work)
            work = None
        if os.environ.get('SHOW'):
            print(done.stdout + done.stderr)
    if work:
        shutil.rmtree(work)
    with open(os.path.join(CASES, name + '.expected'), 'w') as file:
        file.write(out)


def main():
    words = sys.argv[1:]
    ansible = 'ansible-playbook'
    if words[:1] == ['--ansible']:
        ansible, words = words[1], words[2:]
    every = glob.glob(os.path.join(CASES, '*.yml')) + glob.glob(os.path.join(CASES, 'corpus/*/*.yml'))
    names = words or sorted(os.path.relpath(path, CASES)[:-4] for path in every)

    def attempt(name):
        try:
            record(ansible, name)
        except subprocess.TimeoutExpired:
            print('%s takes too long' % name)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(attempt, names))


main()
