"""The two sides of the comparison: ansible-core's Templar in this process, Bosun behind a pipe."""
import itertools
import json
import os
import queue
import resource
import signal
import subprocess
import sys
import threading
import types
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "Cases"))

from data import TEMPLATES  # noqa: E402
from jinja2 import Undefined  # noqa: E402


class Reference:
    """ansible-core's Templar. An answer is (repr of the value, None) or (None, message)."""

    def __init__(self, limit=3):
        self.limit = limit
        warnings.simplefilter("ignore")
        os.environ["ANSIBLE_JINJA2_EXTENSIONS"] = "jinja2.ext.do,jinja2.ext.loopcontrols"
        import record
        from ansible.utils.display import Display
        from jinja2 import DictLoader
        # Warnings of ansible-core are no answers.
        Display.display = lambda *_, **__: None
        self.record, self.loader = record, DictLoader(TEMPLATES)
        self.data = record.DataLoader()
        self.fresh()
        signal.signal(signal.SIGALRM, self.late)
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))

    def fresh(self):
        """Begins anew: what was ended in the middle can leave a state behind."""
        self.templar = self.record.Templar(loader=self.data)
        self.templar.environment.loader = self.loader

    def late(self, *_):
        raise TimeoutError

    def scene(self, names):
        self.text = json.dumps(names)

    def answer(self, text, mode):
        # Templates can change what they are given.
        self.templar.available_variables = unmarked(json.loads(self.text))
        try:
            signal.setitimer(signal.ITIMER_REAL, self.limit)
            return self.rendered(text, mode)
        except TimeoutError:
            self.fresh()
            return "timeout", None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def rendered(self, text, mode):
        try:
            if mode == "expr":
                return repr(self.evaluated(text)), None
            return repr(self.record.plain(self.record.render(self.templar, text, mode))), None
        except TimeoutError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, the template failed
            return None, "%s: %s" % (type(error).__name__, str(error)[:300])

    def evaluated(self, text):
        """The value of a condition. One with delimiters is rendered first, and what that gives is the condition."""
        if self.templar.is_template(text):
            text = self.templar.template(text)
            if not isinstance(text, str):
                return self.record.plain(text)
            if not text.strip():
                return False
        held = []
        self.templar.environment.globals["hold"] = lambda value: held.append(value) or ""
        self.templar.template("{% set __result = hold((" + text + ")) %}")
        value = held[-1]
        if isinstance(value, Undefined) and type(value) is not Undefined:
            value._fail_with_undefined_error()
        return listed(value)


class Word:
    """What stands for undefined values inside others."""

    def __repr__(self):
        return "AnsibleUndefined"


def listed(value):
    """A value with lists for whatever Python goes through."""
    if isinstance(value, Undefined):
        return Word()
    if isinstance(value, dict):
        return {k: listed(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, range, type({}.keys()), type({}.values()), type({}.items()), types.GeneratorType, itertools.product)):
        return [listed(v) for v in value]
    return str(value) if isinstance(value, str) else value


def unmarked(value):
    """The variables as a playbook would give them: {"__ansible_unsafe": text} is `!unsafe`."""
    from ansible.utils.unsafe_proxy import AnsibleUnsafeText
    if isinstance(value, list):
        return [unmarked(v) for v in value]
    if isinstance(value, dict):
        if list(value) == ["__ansible_unsafe"]:
            return AnsibleUnsafeText(value["__ansible_unsafe"])
        return {k: unmarked(v) for k, v in value.items()}
    return value


class Bosun:
    """The other end of a pipe, which answers while the reference works; started again when it has crashed."""

    CRASH = ("a crash or hang", None)

    def __init__(self, path):
        self.path = path
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.path, "debug", "templates"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
        self.answers = queue.Queue()
        threading.Thread(target=self.read, args=(self.process.stdout, self.answers), daemon=True).start()

    @staticmethod
    def read(stream, answers):
        for line in stream:
            answers.put(line)
        answers.put(None)

    def send(self, *requests):
        try:
            for request in requests:
                self.process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def scene(self, names):
        self.names = names
        self.send({"variables": names, "templates": TEMPLATES})

    def ask(self, cases):
        """Sends cases; `take` gives one answer for each."""
        self.send(*({"t": text, "mode": mode} for text, mode in cases))

    def take(self):
        """The next answer; None after a crash or hang, which lost all that were asked for."""
        try:
            line = self.answers.get(timeout=60)
        except queue.Empty:
            self.process.kill()
            line = None
        if line is None:
            self.process.wait()
            self.start()
            self.scene(self.names)
            return None
        answer = json.loads(line)
        return answer.get("ok"), answer.get("fails")

    def answer(self, text, mode):
        self.ask([(text, mode)])
        return self.take() or self.CRASH
