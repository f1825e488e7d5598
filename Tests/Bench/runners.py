"""The tools that are compared: how each is called for the 40 changes on a number of hosts."""
import glob
import hashlib
import os
import shlex
import shutil
import subprocess
import sys

PACKAGES = ["ansible-core==2.18.*", "mitogen==0.3.*", "pyinfra==3.*"]
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "bosun")
# Nobody's known hosts are read or written.
SSH = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"


def environment():
    """A virtual environment with the peers, which is kept."""
    folder = os.path.join(CACHE, "bench-" + hashlib.sha256(repr(PACKAGES).encode()).hexdigest()[:12])
    if not os.path.exists(folder + "/.complete"):
        print("installing", *PACKAGES, file=sys.stderr)
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", folder], check=True)
        subprocess.run([folder + "/bin/pip", "-q", "install", *PACKAGES], check=True)
        open(folder + "/.complete", "w").close()
    return folder


class Runner:
    """`command` runs in the folder `work`; `settings` are added to the environment."""

    def __init__(self, name, command, settings=None, is_peer=True):
        self.name, self.command, self.settings, self.is_peer = name, command, settings or {}, is_peer

    def finish(self, work):
        """Ends what a tool leaves behind: Ansible's connections, each by its own socket."""
        for socket in glob.glob(work + "/control/*"):
            subprocess.run(["ssh", "-o", "ControlPath=" + socket, "-O", "exit", "x"], capture_output=True, timeout=20)
        shutil.rmtree(work + "/control", ignore_errors=True)


def runners(work, hosts, port, bosun, wanted):
    """Those of the runners whose key is wanted, as a dictionary by key.

    `work` holds the files of `changes` and of this function; `hosts` are addresses at `port`."""
    forks = str(len(hosts))
    with open(work + "/hosts.ini", "w") as file:
        file.write("[all]\n" + "".join(host + "\n" for host in hosts))
        file.write(f"[all:vars]\nansible_port={port}\nansible_user=root\nansible_ssh_private_key_file={work}/sshd/id\n")
        file.write(f'ansible_ssh_common_args="{SSH}"\nansible_python_interpreter=/usr/bin/python3\n')
    data = dict(ssh_port=port, ssh_user="root", ssh_key=work + "/sshd/id", ssh_strict_host_key_checking="no")
    with open(work + "/hosts_pyinfra.py", "w") as file:
        file.write(f"hosts = {[(host, data) for host in hosts]!r}\n")
    floor = (
        f"printf '%s\\n' {' '.join(hosts)} | xargs -P {forks} -I HOST"
        f" sh -c {shlex.quote(f'ssh {SSH} -i sshd/id -p {port} root@HOST sh -s HOST <work.sh')}"
    )
    found = {
        "floor": Runner("floor: `ssh HOST sh <script`", ["sh", "-c", floor], is_peer=False),
        "bosun": Runner("**Bosun**", [bosun, "playbook", "-i", "hosts.ini", "-f", forks, "work.yml"], is_peer=False),
    }
    if set(wanted) - set(found):
        found.update(peers(work, forks))
    return {key: runner for key, runner in found.items() if key in wanted}


def peers(work, forks):
    folder = environment()
    play = [folder + "/bin/ansible-playbook", "-i", "hosts.ini"]
    settings = {
        "ANSIBLE_NOCOLOR": "1",
        "ANSIBLE_HOST_KEY_CHECKING": "False",  # Mitogen heeds nothing else
        "ANSIBLE_SSH_CONTROL_PATH_DIR": work + "/control",
        "ANSIBLE_DEPRECATION_WARNINGS": "False",
        "PATH": folder + "/bin:" + os.environ["PATH"],
    }
    strategy = glob.glob(folder + "/lib/python3*/site-packages/ansible_mitogen/plugins/strategy")[0]
    mitogen = {"ANSIBLE_STRATEGY_PLUGINS": strategy, "ANSIBLE_STRATEGY": "mitogen_linear"}
    return {
        "ansible": Runner("ansible-core, defaults", [*play, "work.yml"], settings),
        "pipelining": Runner(
            "ansible-core, pipelining, forks", [*play, "-f", forks, "work.yml"], {**settings, "ANSIBLE_PIPELINING": "1"}
        ),
        "mitogen": Runner("ansible-core, Mitogen, forks", [*play, "-f", forks, "work.yml"], {**settings, **mitogen}),
        "pyinfra": Runner(
            "pyinfra", [folder + "/bin/pyinfra", "-y", "--parallel", forks, "hosts_pyinfra.py", "work_pyinfra.py"]
        ),
    }
