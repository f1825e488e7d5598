"""The 40 changes of the benchmark: once as data, and as each tool wants them."""

NAMES = ["alpha", "beta", "gamma"]
TEMPLATE = "server {\n  listen {{ port }};\n{% for name in names %}\n  server_name {{ name }}.example.org;\n{% endfor %}\n}\n"
RENDERED = "server {\n  listen 5000;\n" + "".join(f"  server_name {name}.example.org;\n" for name in NAMES) + "}\n"

# (kind, path below the host's folder, what else the kind wants)
CHANGES = (
    [("directory", f"/dir{i}" if i else "", None) for i in range(11)]
    + [("copy", f"/dir1/file{i}.conf", f"key{i} = value\nlevel = {i}\n") for i in range(8)]
    + [("template", f"/dir2/site{i}.conf", None) for i in range(5)]
    + [("link", f"/dir3/link{i}", f"/dir1/file{i}.conf") for i in range(5)]
    + [("line", "/dir4/options", f"opt{i}") for i in range(5)]
    + [("stat", f"/dir1/file{i}.conf", None) for i in range(3)]
    + [("command", f"/dir5/done{i}", None) for i in range(3)]
)


def playbook(root):
    """For Ansible, Mitogen and Bosun. Needs `site.j2` beside it."""
    lines = ["- hosts: all", "  gather_facts: false", "  vars:", f'    root: "{root}/{{{{ inventory_hostname }}}}"']
    lines += ["    port: 5000", f"    names: [{', '.join(NAMES)}]", "  tasks:"]
    for number, (kind, path, more) in enumerate(CHANGES):
        path = f'"{{{{ root }}}}{path}"'
        text = (more or "").replace("\n", "\\n")
        task = {
            "directory": f'file: {{path: {path}, state: directory, mode: "0755"}}',
            "copy": f'copy: {{dest: {path}, content: "{text}", mode: "0644"}}',
            "template": f'template: {{dest: {path}, src: site.j2, mode: "0644"}}',
            "link": f'file: {{path: {path}, src: "{{{{ root }}}}{text}", state: link}}',
            "line": f"lineinfile: {{path: {path}, regexp: '^{text}=', line: {text}=on, create: true}}",
            "stat": f"stat: {{path: {path}}}\n      register: stat{number}",
            "command": f"command: {{argv: [touch, {path}], creates: {path}}}",
        }[kind]
        lines += [f"    - name: {kind} {number}", f"      {task}"]
    return "\n".join(lines) + "\n"


def operations(root):
    """For pyinfra. Needs `site.j2` beside it."""
    lines = ["import io", "from pyinfra import host", "from pyinfra.facts.files import File"]
    lines += ["from pyinfra.operations import files, server", f'root = "{root}/" + host.name']
    for kind, path, more in CHANGES:
        path = f"root + {path!r}"
        lines.append(
            {
                "directory": f'files.directory(path={path}, mode="755")',
                "copy": f'files.put(src=io.StringIO({more!r}), dest={path}, mode="644")',
                "template": f'files.template(src="site.j2", dest={path}, mode="644", port=5000, names={NAMES},'
                " jinja_env_kwargs=dict(trim_blocks=True))",
                "link": f"files.link(path={path}, target=root + {more!r})",
                "line": f'files.line(path={path}, line="^{more}=.*", replace="{more}=on")',
                "stat": f"host.get_fact(File, path={path})",
                "command": f'server.shell(commands=["[ -e " + {path} + " ] || touch " + {path}])',
            }[kind]
        )
    return "\n".join(lines) + "\n"


def script(root):
    """For a plain shell that gets the name of the host as its argument: the floor."""
    lines = ["set -e", f"R={root}/$1"]
    for kind, path, more in CHANGES:
        path = f'"$R{path}"'
        content = (more if kind == "copy" else RENDERED).replace("\n", "\\n") if kind in ("copy", "template") else ""
        place = (
            f'printf "{content}" >"$R/.new"; cmp -s "$R/.new" {path} || mv "$R/.new" {path}; chmod 0644 {path}'
        )
        lines.append(
            {
                "directory": f"[ -d {path} ] || mkdir -p {path}; chmod 0755 {path}",
                "copy": place,
                "template": place,
                "link": f'[ "$(readlink {path})" = "$R{more}" ] || ln -sfn "$R{more}" {path}',
                "line": f'[ -e {path} ] || : >{path}; if grep -q "^{more}=" {path};'
                f' then sed -i "s/^{more}=.*/{more}=on/" {path}; else echo "{more}=on" >>{path}; fi',
                "stat": f'stat -c "%a %U %s" {path} >/dev/null',
                "command": f"[ -e {path} ] || touch {path}",
            }[kind]
        )
    return "\n".join([*lines, 'rm -f "$R/.new"']) + "\n"
