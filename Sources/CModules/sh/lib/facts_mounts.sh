# Facts about mounts.
#
# part facts_mounts
# uses facts facts_disks

# Local file systems are asked by one `stat -f`. Others are asked each by a process of its own, which
# nobody waits for longer than gather_timeout: one that hangs in the kernel cannot even be killed, so
# it is left behind.
facts_mounts() {
  wanted mounts || return 0
  mount_table=/etc/mtab
  [ -e "$mount_table" ] || mount_table=/proc/mounts
  mount_lines=$(awk '
    NF >= 6 && $3 != "none" && ($1 ~ /^[\/\\]/ || $1 ~ /:\//) {
      if (!($2 in last)) order[++count] = $2
      last[$2] = $0
    }
    END { for (i = 1; i <= count; i++) print last[order[i]] }' "$mount_table" 2>/dev/null) || mount_lines=
  mount_binds=
  ! have findmnt || mount_binds=$_nl$(findmnt --list --noheadings --notruncate 2>/dev/null)$_nl
  disk_links
  put_list ansible_mounts
  ask_mounts
  mount_number=0
  while read -r mount_device mount_point mount_type mount_options mount_dump mount_pass; do
    [ -z "$mount_device" ] || put_mount
  done <<END
$mount_lines
END
  put_close
}

# is_local TYPE DEVICE: whether the kernel itself answers for a file system.
is_local() {
  case $1 in
    nfs* | cifs | smb* | ceph* | glusterfs* | fuse* | 9p | afs | lustre | gpfs | beegfs | davfs* | curlftpfs | ncpfs | autofs)
      return 1 ;;
  esac
  case $2 in *:/* | //* | \\*) return 1 ;; esac
}

# ask_mounts: sets $mount_sizes to the answers for local mounts; those for others are files of the
# private folder, by the number of the mount.
ask_mounts() {
  set -- stat -f -c '%S %s %b %a %c %d %n' --
  mount_number=0 mount_asked=
  while read -r mount_device mount_point mount_type mount_options; do
    [ -n "$mount_device" ] || continue
    mount_number=$((mount_number + 1))
    octal_text "$mount_point"
    if is_local "$mount_type" "$mount_device"; then set -- "$@" "$octal_text"; continue; fi
    temporary
    mount_answer=$_tmp/mount.$mount_number
    mount_asked="$mount_asked $mount_answer"
    (
      stat -f -c '%S %s %b %a %c %d %n' -- "$octal_text" >"$mount_answer.part" 2>/dev/null || :
      mv "$mount_answer.part" "$mount_answer"
    ) </dev/null >/dev/null 2>&1 3>&- &
  done <<END
$mount_lines
END
  mount_sizes=
  [ $# -eq 5 ] || mount_sizes=$("$@" 2>/dev/null) || :
  await_mounts
}

# await_mounts: waits until all have answered, or the time is over.
await_mounts() {
  mount_turn=0
  for mount_answer in $mount_asked; do
    while [ ! -e "$mount_answer" ] && [ "$mount_turn" -lt $((p_gather_timeout * 10)) ]; do
      # Not every `sleep` knows parts of a second.
      if sleep 0.1 2>/dev/null; then mount_turn=$((mount_turn + 1))
      else sleep 1; mount_turn=$((mount_turn + 10)); fi
    done
  done
}

# put_mount: one entry, from the variables that facts_mounts read.
put_mount() {
  mount_number=$((mount_number + 1))
  octal_text "$mount_device"; mount_device=$octal_text
  octal_text "$mount_options"; mount_options=$octal_text
  octal_text "$mount_point"
  case $mount_binds in
    *"$_nl$octal_text "*)
      fact_rest=${mount_binds#*"$_nl$octal_text "}
      trim "${fact_rest%%"$_nl"*}"
      case ${trimmed%%[ 	]*} in *]) mount_options=$mount_options,bind ;; esac ;;
  esac
  put_map ''
  put_s mount "$octal_text"
  put_s device "$mount_device"
  put_s fstype "$mount_type"
  put_s options "$mount_options"
  put_j dump "$mount_dump"
  put_j passno "$mount_pass"
  mount_answers=$mount_sizes
  if ! is_local "$mount_type" "$mount_device"; then
    mount_answer=$_tmp/mount.$mount_number mount_answers=
    if [ -e "$mount_answer" ]; then
      IFS= read -r mount_answers <"$mount_answer" || :
      put_sizes "$octal_text" "$mount_answers"
      put_s uuid N/A
    else
      warn "Timeout exceeded when getting mount info for $octal_text"
      put_s note 'Could not get extra information due to timeout'
    fi
  else
    put_sizes "$octal_text" "$mount_answers"
    disk_uuid "$mount_device"
    put_s uuid "${disk_uuid:-N/A}"
  fi
  put_close
}

# put_sizes MOUNT ANSWERS: what `stat` said of a mount.
put_sizes() {
  while read -r fact_unit fact_size fact_blocks fact_available fact_inodes fact_spare fact_name; do
    [ "$fact_name" = "$1" ] || continue
    put_j block_size "$fact_size"
    put_j block_total "$fact_blocks"
    put_j block_available "$fact_available"
    put_j block_used $((fact_blocks - fact_available))
    put_j size_total $((fact_blocks * fact_unit))
    put_j size_available $((fact_available * fact_unit))
    put_j inode_total "$fact_inodes"
    put_j inode_available "$fact_spare"
    put_j inode_used $((fact_inodes - fact_spare))
    return
  done <<END
$2
END
}

# octal_text TEXT: sets $octal_text to the text without the escapes (\040) of /proc/mounts.
octal_text() {
  case $1 in
    *\\[0-7]*) octal_text=$(printf '%b.' "$(printf %s "$1" | sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g')"); octal_text=${octal_text%.} ;;
    *) octal_text=$1 ;;
  esac
}
