#!/usr/bin/env python3
"""Records what ansible-playbook makes of the cases: record.py [--ansible PATH] [NAME...]

Each line `# run: OPTIONS` of a playbook is one run (one without options where there is none), each
line `# setting: NAME=VALUE` stands in the section `defaults` of its ansible.cfg; with `# one folder`
the runs share their working folder. The events go to NAME.expected beside the playbook.
"""
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.dirname(HERE)


def record(ansible, name):
    path = os.path.join(CASES, name + '.yml')
    runs = re.findall(r'^# run:(.*)$', open(path).read(), re.M) or ['']
    native = '0' if re.search(r'^# jinja2_native: false$', open(path).read(), re.M) else '1'
    settings = re.findall(r'^# setting: *(.*)$', open(path).read(), re.M)
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
            ANSIBLE_JINJA2_NATIVE=native, CASE_ENV='from the environment',
            ANSIBLE_CONFIG=os.path.join(work, '.ansible.cfg'), ANSIBLE_HOME=os.path.join(work, '.ansible'))
        done = subprocess.run(
            [ansible, '-i', 'hosts.ini', '-c', 'local', '-e', 'work=' + work,
             *shlex.split(options), name + '.yml'],
            cwd=CASES, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=120)
        text = open(events).read().replace(work, 'WORK').replace(CASES, 'CASES')
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
    names = words or sorted(
        os.path.basename(path)[:-4] for path in glob.glob(os.path.join(CASES, '*.yml')))
    for name in names:
        try:
            record(ansible, name)
        except subprocess.TimeoutExpired:
            print('%s takes too long' % name)


main()
