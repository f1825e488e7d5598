# Package information as facts.
#
# module ansible.builtin.package_facts
# uses facts json
# param manager list elements=str default=auto : The package managers to ask: apt, rpm, apk, pacman, or auto.
# param strategy str default=first choices=all,first : Whether the first manager that there is will do.
# returns ansible_facts dict : `packages`: a list of what is installed by each name.
# supports check_mode

report() {
  packages='' found=false
  eval "set -- $p_manager"
  for manager do manager_try "$manager"; done
  if ! $found; then fail "Could not detect a supported package manager from the following list: $*, or the required Python library is not installed. Check warnings for details."; fi
  put_map ansible_facts
  put_j packages "{$packages}"
  put_close
}

manager_try() {
  lower "$1"
  case $lowered in
    auto)
      for manager in apt rpm apk pacman; do
        manager_try "$manager"
      done
      return 0 ;;
    yum | dnf | dnf5 | zypper) set -- rpm ;;
    apt | rpm | apk | pacman) set -- "$lowered" ;;
    portage | pkg | pkg5 | pkgng | pkg_info | openbsd_pkg)
      warn "Requested package manager $1 was not usable by this module: it is not supported"
      return 0 ;;
    *) fail "Unsupported package managers requested: $1" ;;
  esac
  if $found && [ "$p_strategy" = first ]; then return 0; fi
  case $1 in apt) have apt-get && have dpkg-query ;; *) have "$1" ;; esac || return 0
  found=true
  listed=$("packages_$1" | packages_json "$1")
  packages=$packages${packages:+${listed:+, }}$listed
}

# packages_json SOURCE: reads a line of name=value fields with tabs between them for each package, the name first, and
# writes the entries of a map. What ends with := is JSON.
packages_json() {
  awk -F "$_tab" -v source="$1" '
    function text(value) {
      gsub(/\\/, "\\\\", value)
      gsub(/"/, "\\\"", value)
      return "\"" value "\""
    }
    {
      entry = ""
      for (i = 1; i <= NF; i++) {
        at = index($i, "=")
        key = substr($i, 1, at - 1)
        value = substr($i, at + 1)
        if (key ~ /:$/) key = substr(key, 1, length(key) - 1)
        else value = text(value)
        entry = entry (entry == "" ? "" : ", ") "\"" key "\": " value
        if (i == 1) name = value
      }
      entry = "{" entry ", \"source\": \"" source "\"}"
      if (!(name in all)) names[++count] = name
      all[name] = all[name] (name in all && all[name] != "" ? ", " : "") entry
    }
    END { for (i = 1; i <= count; i++) printf "%s%s: [%s]", (i > 1 ? ", " : ""), names[i], all[names[i]] }'
}

# The origin is that of the first index that has the version which is installed; apt-cache tells of both.
packages_apt() {
  apt_native=$(dpkg --print-architecture)
  # Placeholders of dpkg-query, not of the shell.
  # shellcheck disable=SC2016
  dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Version}\t${Architecture}\t${Section}\n' >"$packages_list"
  cut -f 2,4 "$packages_list" | tr '\t' : | sort -u >"$packages_names"
  { apt-cache policy && echo '='; xargs apt-cache policy <"$packages_names"; } 2>/dev/null >"$packages_policy"
  awk -F "$_tab" -v native="$apt_native" '
    FILENAME == ARGV[1] {
      if ($0 == "=") { second = 1; next }
      line = $0
      sub(/^ +(\*\*\* )?/, "", line)
      if (!second) {
        if (line ~ /^-?[0-9]+ /) { sub(/^-?[0-9]+ /, "", line); index_line = line }
        else if (line ~ /^release /) {
          origin[index_line] = ""
          if (match(line, /(^release |,)o=[^,]*/)) {
            word = substr(line, RSTART, RLENGTH)
            sub(/^.*o=/, "", word)
            origin[index_line] = word
          }
        }
      }
      else if ($0 ~ /^[^ ].*:$/) { name = substr($0, 1, length($0) - 1); wanted = 0 }
      else if ($0 ~ /^ \*\*\* /) wanted = 1
      else if (wanted) {
        sub(/^-?[0-9]+ /, "", line)
        from[name] = origin[line]
        wanted = 0
      }
      next
    }
    substr($1, 2, 1) !~ /[nc]/ {
      name = $2
      if ($4 != native && $4 != "all") name = name ":" $4
      where = name in from ? from[name] : from[$2 ":" $4]
      printf "name=%s\tversion=%s\tarch=%s\tcategory=%s\torigin=%s\n", name, $3, $4, $5, where
    }' "$packages_policy" "$packages_list"
}

packages_rpm() {
  rpm -qa --qf '%{NAME}\t%{VERSION}\t%{RELEASE}\t%{EPOCH}\t%{ARCH}\n' | awk -F "$_tab" '
    {
      epoch = $4 == "(none)" ? "null" : $4
      arch = $5 == "(none)" ? "arch:=null" : "arch=" $5
      printf "name=%s\tversion=%s\trelease=%s\tepoch:=%s\t%s\n", $1, $2, $3, epoch, arch
    }'
}

packages_apk() {
  apk info -v 2>/dev/null | awk '
    match($0, /-[^-]*-[^-]*$/) {
      rest = substr($0, RSTART + 1)
      at = index(rest, "-")
      printf "name=%s\tversion=%s\trelease=%s\n", substr($0, 1, RSTART - 1), substr(rest, 1, at - 1), substr(rest, at + 1)
    }'
}

packages_pacman() {
  pacman -Qi | awk '
    function flush() {
      if (name == "") return
      list = "null"
      if (provides != "None") {
        list = ""
        count = split(provides, word, /  +/)
        for (i = 1; i <= count; i++) {
          sub(/=.*/, "", word[i])
          list = list (i > 1 ? ", " : "") "\"" word[i] "\""
        }
        list = "[" list "]"
      }
      printf "name=%s\tversion=%s\tarch=%s\tprovides:=%s\n", name, version, arch, list
      name = ""
    }
    /^Name +: / { name = $3 }
    /^Version +: / { version = $3 }
    /^Architecture +: / { arch = $3 }
    /^Provides +: / { provides = $0; sub(/^[^:]*: /, "", provides); more = 1; next }
    /^[^ ]/ { more = 0 }
    more && /^ / { line = $0; sub(/^ +/, "", line); provides = provides "  " line }
    /^$/ { flush() }
    END { flush() }'
}

query() {
  temporary
  packages_list=$_tmp/packages packages_names=$_tmp/names packages_policy=$_tmp/policy
}
