#!/bin/sh
case $1 in
--list) cat <<'END'
{"web": {"hosts": ["w1", "w2"], "vars": {"port": 80, "t": "{{ x }}"}, "children": ["sub"]}, "sub": ["s1"],
 "single": {"ansible_host": "1.2.3.4"}, "db": {"children": ["sub"]}, "all": {"vars": {"x": 1}},
 "_meta": {"hostvars": {"w1": {"a": [1, "é"], "n": null}, "s1": {}, "unknown": {"b": 1}}}}
END
;;
esac
