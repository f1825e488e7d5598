# Retrieve mount information.
#
# module ansible.builtin.mount_facts
# uses facts facts_disks facts_mounts
# param devices list elements=str : Patterns; only mounts of such devices.
# param fstypes list elements=str : Patterns; only mounts of such types.
# param sources list elements=str : Where to look: all, dynamic, static, mount, or files.
# param mount_binary raw default=mount : What to run where no file tells of mounts.
# param timeout float : Seconds to wait for the sizes of mounts that are not local.
# param on_timeout str default=error choices=error,warn,ignore : What to do when they are over.
# param include_aggregate_mounts bool : Whether to return all mounts of all sources.
# returns ansible_facts dict : `mount_points`, by mount point, and `aggregate_mounts`.
# supports check_mode

query() {
  case $p_timeout in 0 | 0.* | -*) fail "argument 'timeout' must be a positive number or null, not $p_timeout" ;; esac
  p_gather_timeout=${p_timeout%%.*}
  : "${p_gather_timeout:=86400}"
  mount_entries='' mount_seen='' mount_dynamic=false mount_known=false
  eval "set -- ${p_sources:-all}"
  for mount_word do
    case $mount_word in
      '') fail "sources contains an empty string" ;;
      all) mount_files /etc/mtab /proc/mounts /etc/mnttab /etc/fstab ;;
      dynamic) mount_files /etc/mtab /proc/mounts /etc/mnttab ;;
      static) mount_files /etc/fstab ;;
      *) mount_files "$mount_word" ;;
    esac
  done
  if $mount_dynamic && ! $mount_known && [ -n "$p_mount_binary" ]; then mount_run; fi
}

# mount_files FILE…: adds the lines of sources that were not read.
mount_files() {
  for mount_file do
    case $mount_file in /etc/mtab | /proc/mounts | /etc/mnttab) mount_dynamic=true ;; esac
    if [ "$mount_file" = mount ]; then
      mount_run
      continue
    fi
    if [ ! -r "$mount_file" ] || [ ! -f "$mount_file" ] || mount_is_read "$mount_file"; then continue; fi
    mount_seen="$mount_seen $mount_file"
    mount_before=$mount_entries
    # A file with a line that is none of fstab(5) tells of no mounts.
    mount_note "$mount_file" "$(awk '
      /^[ \t]*(#|$)/ { next }
      NF < 4 { bad = 1 }
      { sub(/^[ \t]+/, ""); sub(/[ \t]+$/, ""); lines = lines $0 "\n" }
      END { if (!bad) printf "%s", lines }' "$mount_file")"
    case $mount_dynamic:$mount_file in
      true:/etc/fstab) ;;
      true:*) [ "$mount_entries" = "$mount_before" ] || mount_known=true ;;
    esac
  done
}

# mount_is_read FILE: whether it is one of those that were read, by whatever name.
mount_is_read() {
  for mount_other in $mount_seen; do
    # Not POSIX, but dash, bash, ksh and busybox all have -ef.
    # shellcheck disable=SC3013
    if [ "$1" -ef "$mount_other" ]; then return 0; fi
  done
  return 1
}

# mount_run: the words of mount(8), in the form of fstab(5) with the line itself behind it.
mount_run() {
  case " $mount_seen " in *' mount '*) return 0 ;; esac
  mount_seen="$mount_seen mount" mount_known=true
  have "$p_mount_binary" || fail "Failed to find required executable \"$p_mount_binary\" in paths: $PATH"
  mount_note mount "$("$p_mount_binary" 2>/dev/null)"
}

mount_note() {
  while IFS= read -r mount_line; do
    [ -z "$mount_line" ] || mount_entries="$mount_entries$1$_tab$mount_line$_nl"
  done <<END
$2
END
}

report() {
  disk_links
  mount_filter
  mount_binds=
  ask_mounts
  put_map ansible_facts
  mount_points='' mount_repeated=''
  put_map mount_points
  mount_each mount_point_once
  put_close
  put_list aggregate_mounts
  if [ "$p_include_aggregate_mounts" = true ]; then mount_each mount_entry; fi
  put_close
  put_close
  [ -n "$p_include_aggregate_mounts" ] || mount_warn
}

# mount_fields LINE: sets mount_source, mount_origin and the fields of an entry as they are written.
mount_fields() {
  mount_source=${1%%"$_tab"*} mount_origin=${1#*"$_tab"}
  mount_dump='' mount_pass=''
  if [ "$mount_source" = mount ]; then
    mount_device=${mount_origin%% on *} mount_rest=${mount_origin#* on }
    mount_point=${mount_rest%% type *} mount_rest=${mount_rest#* type }
    mount_type=${mount_rest%% *}
    mount_options=${mount_rest#*\(} mount_options=${mount_options%\)}
  else
    read -r mount_device mount_point mount_type mount_options mount_dump mount_pass mount_rest <<END
$mount_origin
END
  fi
}

# mount_filter: leaves the entries that devices and fstypes let through; $mount_lines is what `ask_mounts` asks about.
mount_filter() {
  mount_all=$mount_entries mount_entries='' mount_lines=''
  while IFS= read -r mount_line; do
    [ -n "$mount_line" ] || continue
    mount_fields "$mount_line"
    octal_text "$mount_device"
    case $octal_text in
      UUID=*)
        mount_link=/dev/disk/by-uuid/${octal_text#UUID=}
        if [ -e "$mount_link" ]; then octal_text=$(readlink -f -- "$mount_link"); fi ;;
    esac
    if mount_fits "$octal_text" "$p_devices" && mount_fits "$mount_type" "$p_fstypes"; then
      mount_entries=$mount_entries$mount_line$_nl
      mount_lines="$mount_lines$mount_device $mount_point $mount_type -$_nl"
    fi
  done <<END
$mount_all
END
}

# mount_fits TEXT PATTERNS: whether one of the patterns does, or there is none.
mount_fits() {
  [ -n "$2" ] || return 0
  mount_text=$1
  eval "set -- $2"
  for mount_pattern do
    # shellcheck disable=SC2254 # a pattern
    case $mount_text in $mount_pattern) return 0 ;; esac
  done
  return 1
}

# mount_each COMMAND: for each entry, with its fields set and its number, by which `ask_mounts` knows it.
mount_each() {
  mount_number=0
  while IFS= read -r mount_line; do
    [ -n "$mount_line" ] || continue
    mount_number=$((mount_number + 1))
    mount_fields "$mount_line"
    octal_text "$mount_device"; mount_device=$octal_text
    octal_text "$mount_options"; mount_options=$octal_text
    octal_text "$mount_point"
    "$1"
  done <<END
$mount_entries
END
}

# mount_point_once: the first entry of a mount point counts.
mount_point_once() {
  case $mount_points in
    *"$_nl$mount_source$_tab$octal_text$_nl"*) mount_repeated="$mount_repeated $mount_source" ;;
  esac
  mount_first=true
  case $mount_points in *"$_tab$octal_text$_nl"*) mount_first=false ;; esac
  mount_points=$mount_points$_nl$mount_source$_tab$octal_text$_nl
  if $mount_first; then mount_entry "$octal_text"; fi
}

# mount_entry [KEY]: one mount, from the variables that mount_each has set; inside a list without a key.
mount_entry() {
  put_map "${1-}"
  put_s mount "$octal_text"
  put_s device "$mount_device"
  put_s fstype "$mount_type"
  put_s options "$mount_options"
  if [ -n "$mount_dump" ]; then put_j dump "$mount_dump"; fi
  if [ -n "$mount_pass" ]; then put_j passno "$mount_pass"; fi
  mount_answers=$mount_sizes
  if ! is_local "$mount_type" "$mount_device"; then mount_await; fi
  put_sizes "$octal_text" "$mount_answers"
  case $mount_device in
    UUID=*) put_s uuid "${mount_device#UUID=}" ;;
    *)
      disk_uuid "$mount_device"
      if [ -n "$disk_uuid" ]; then put_s uuid "$disk_uuid"; else put_j uuid null; fi ;;
  esac
  put_map ansible_context
  put_s source "$mount_source"
  put_s source_data "$mount_origin"
  put_close
  put_close
}

# mount_await: the answer of a mount that is not local, unless the time was over.
mount_await() {
  mount_answer=$_tmp/mount.$mount_number mount_answers=
  if [ -e "$mount_answer" ]; then
    IFS= read -r mount_answers <"$mount_answer" || :
    return 0
  fi
  mount_words="Timed out getting mount size for mount $octal_text (type $mount_type)"
  case $p_on_timeout in
    error) fail "$mount_words" ;;
    warn) warn "$mount_words" ;;
  esac
}

# mount_warn: tells of sources that name a mount point twice.
mount_warn() {
  mount_words=
  for mount_source in $mount_seen; do
    case " $mount_repeated " in *" $mount_source "*) ;; *) continue ;; esac
    mount_list=
    while IFS="$_tab" read -r mount_word mount_point; do
      [ "$mount_word" != "$mount_source" ] || mount_list="$mount_list, '$mount_point'"
    done <<END
$mount_points
END
    mount_words="$mount_words, $mount_source ([${mount_list#, }])"
  done
  [ -z "$mount_words" ] ||
    warn "mount_facts: ignoring repeat mounts in the following sources: ${mount_words#, }. You can disable this warning by configuring the 'include_aggregate_mounts' option as True or False."
}
