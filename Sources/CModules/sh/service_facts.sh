# Return service state information as fact data.
#
# module ansible.builtin.service_facts
# returns ansible_facts dict : `services`: what is known of each service, by its name.
# supports check_mode

report() {
  services=$(
    {
      if have chkconfig; then
        services_chkconfig
      elif have rc-status && have rc-update; then
        services_openrc
      elif have service; then
        services_sysv
      fi
      if [ -d /run/systemd/system ]; then services_systemd; fi
    } | services_json
  )
  if [ -z "$services" ]; then
    put_j skipped true
    put_s msg 'Failed to find any services. This can be due to privileges or some other configuration issue.'
    return 0
  fi
  put_map ansible_facts
  put_j services "{$services}"
  put_close
}

# Lines of a name and key=value fields, with tabs between them; the last of a name counts. What ends with := is JSON.
services_json() {
  awk -F "$_tab" '
    function text(value) {
      gsub(/\\/, "\\\\", value)
      gsub(/"/, "\\\"", value)
      return "\"" value "\""
    }
    {
      entry = "\"name\": " text($1)
      for (i = 2; i <= NF; i++) {
        at = index($i, "=")
        key = substr($i, 1, at - 1)
        value = substr($i, at + 1)
        if (key ~ /:$/) key = substr(key, 1, length(key) - 1)
        else value = text(value)
        entry = entry ", \"" key "\": " value
      }
      if (!($1 in all)) names[++count] = $1
      all[$1] = entry
    }
    END { for (i = 1; i <= count; i++) printf "%s%s: {%s}", (i > 1 ? ", " : ""), text(names[i]), all[names[i]] }'
}

services_sysv() {
  service --status-all 2>/dev/null | awk '
    match($0, /^ *\[ [-+] \] +/) {
      state = $0 ~ /^ *\[ \+/ ? "running" : "stopped"
      printf "%s\tstate=%s\tsource=sysv\n", substr($0, RSTART + RLENGTH), state
    }'
}

services_chkconfig() {
  chkconfig --list 2>/dev/null | awk '$2 ~ /^0:(on|off)$/ && NF >= 8 { print $1, $5 }' |
    while read -r service_name service_on; do
      service_status=disabled service_state=stopped
      if [ "$service_on" = 3:on ]; then service_status=enabled; fi
      if service "$service_name" status >/dev/null 2>&1 </dev/null; then service_state=running; fi
      printf '%s\tstate=%s\tstatus=%s\tsource=sysv\n' "$service_name" "$service_state" "$service_status"
    done
}

services_openrc() {
  {
    rc-update show -v 2>&1 | grep '|'
    echo '='
    rc-status -a -s -m 2>&1 | grep '^ ' | tr -d '[]'
  } | awk '
    $0 == "=" { second = 1; next }
    !second {
      at = index($0, "|")
      name = substr($0, 1, at - 1)
      gsub(/ /, "", name)
      count = split(substr($0, at + 1), word, " ")
      list = ""
      for (i = 1; i <= count; i++) list = list (i > 1 ? ", " : "") "\"" word[i] "\""
      levels[name] = count ? "[" list "]" : "null"
      next
    }
    NF >= 2 && $1 != "*" && ($1 in levels) { printf "%s\trunlevels:=%s\tstate=%s\tsource=openrc\n", $1, levels[$1], $2 }'
}

# What systemd has loaded, then what there are files of. The state of a unit that is not loaded is asked for.
services_systemd() {
  temporary
  systemctl list-units --no-pager --type service --all --plain >"$_tmp/units" 2>/dev/null
  systemctl list-unit-files --no-pager --type service --all >"$_tmp/files" 2>/dev/null
  awk 'FILENAME == ARGV[1] { if (/\.service/) loaded[$1] = 1; next }
    /\.service/ && !($1 in loaded) && $1 !~ /@\.service$/ { print $1 }' "$_tmp/units" "$_tmp/files" >"$_tmp/others"
  : >"$_tmp/states"
  if [ -s "$_tmp/others" ]; then xargs systemctl show --property=ActiveState -- <"$_tmp/others" >"$_tmp/states" 2>/dev/null; fi
  awk '
    FILENAME == ARGV[1] { other[++others] = $1; next }
    FILENAME == ARGV[2] { if (sub(/^ActiveState=/, "")) active[other[++states]] = $0; next }
    FILENAME == ARGV[3] {
      if (!/\.service/) next
      names[++count] = $1
      status[$1] = $3
      for (i = NF - 1; i >= 1; i--) if ($i == "not-found" || $i == "masked" || $i == "failed") bad[$1 "," $i] = 1
      for (i = 1; i <= 3; i++) {
        word = i == 1 ? "not-found" : i == 2 ? "masked" : "failed"
        if (($1 "," word) in bad) { status[$1] = word; isbad[$1] = 1; break }
      }
      state[$1] = $4 == "running" ? "running" : "stopped"
      next
    }
    /\.service/ {
      if (!($1 in state)) {
        names[++count] = $1
        state[$1] = $1 in active ? active[$1] : "unknown"
        status[$1] = $2
      } else if (!($1 in isbad)) status[$1] = $2
    }
    END {
      for (i = 1; i <= count; i++)
        printf "%s\tstate=%s\tstatus=%s\tsource=systemd\n", names[i], state[names[i]], status[names[i]]
    }' "$_tmp/others" "$_tmp/states" "$_tmp/units" "$_tmp/files"
}
