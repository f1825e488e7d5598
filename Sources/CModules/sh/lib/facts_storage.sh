# Facts about mounts and block devices.
#
# part facts_storage
# uses facts

# Sizes of all file systems come from one `stat -f`. What a mount's own file system cannot answer
# in time would block it, so it runs under `timeout` where the host has that.
facts_mounts() {
  wanted mounts || return 0
  mount_names=$(awk '$1 ~ /^\// || $1 ~ /:\// || $3 ~ /^(zfs|tmpfs_)$/ { if ($3 != "none" && !seen[$2]++) print $2 }' /proc/mounts)
  set --
  set -f
  IFS=$_nl
  for fact_word in $mount_names; do
    octal_text "$fact_word"
    set -- "$@" "$octal_text"
  done
  unset IFS
  set +f
  mount_sizes=
  if [ $# -gt 0 ]; then
    set -- stat -f -c '%S %b %a %c %d %n' -- "$@"
    ! have timeout || set -- timeout "$p_gather_timeout" "$@"
    mount_sizes=$("$@" 2>/dev/null) || :
  fi
  mount_uuids=
  [ ! -d /dev/disk/by-uuid ] || mount_uuids=$(ls -l /dev/disk/by-uuid)
  put_list ansible_mounts
  while read -r mount_device mount_point mount_type mount_options mount_dump mount_pass; do
    case $_nl$mount_names$_nl in *"$_nl$mount_point$_nl"*) put_mount ;; esac
  done </proc/mounts
  put_close
}

# put_mount: one entry, from the variables that facts_mounts read.
put_mount() {
  octal_text "$mount_point"
  put_map ''
  put_s mount "$octal_text"
  put_s device "$mount_device"
  put_s fstype "$mount_type"
  put_s options "$mount_options"
  put_j dump "$mount_dump"
  put_j passno "$mount_pass"
  put_uuid "${mount_device##*/}"
  while read -r fact_size fact_blocks fact_available fact_inodes fact_spare fact_name; do
    [ "$fact_name" = "$octal_text" ] || continue
    put_j block_size "$fact_size"
    put_j block_total "$fact_blocks"
    put_j block_available "$fact_available"
    put_j block_used $((fact_blocks - fact_available))
    put_j size_total $((fact_blocks * fact_size))
    put_j size_available $((fact_available * fact_size))
    put_j inode_total "$fact_inodes"
    put_j inode_available "$fact_spare"
    put_j inode_used $((fact_inodes - fact_spare))
    break
  done <<END
$mount_sizes
END
  put_close
}

# put_uuid DEVICE: the file system's UUID, from the links in /dev/disk/by-uuid.
put_uuid() {
  case $mount_uuids$_nl in
    *" -> ../../$1$_nl"*)
      fact_uuid=${mount_uuids%%" -> ../../$1"*}
      put_s uuid "${fact_uuid##* }" ;;
    *) put_s uuid N/A ;;
  esac
}

# octal_text TEXT: sets $octal_text to the text without the escapes (\040) of /proc/mounts.
octal_text() {
  case $1 in
    *\\[0-7]*) octal_text=$(printf '%b.' "$(printf %s "$1" | sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g')"); octal_text=${octal_text%.} ;;
    *) octal_text=$1 ;;
  esac
}

facts_devices() {
  wanted devices || return 0
  put_map ansible_devices
  for fact_folder in /sys/block/*; do
    [ -d "$fact_folder" ] || continue
    fact_name=${fact_folder##*/}
    case $fact_name in ram*) continue ;; esac
    put_map "$fact_name"
    put_device
    put_close
  done
  put_close
}

put_device() {
  for fact_key in model vendor; do
    first_line "$fact_folder/device/$fact_key"
    trim "$line"
    if [ -n "$trimmed" ]; then put_s "$fact_key" "$trimmed"; else put_j "$fact_key" null; fi
  done
  put_j sas_address null
  put_j sas_device_handle null
  first_line "$fact_folder/removable"; put_s removable "$line"
  first_line "$fact_folder/queue/rotational"; put_s rotational "$line"
  first_line "$fact_folder/queue/discard_granularity"; put_s support_discard "$line"
  first_line "$fact_folder/queue/scheduler"
  case $line in *\[*\]*) line=${line#*\[}; line=${line%%\]*} ;; none) ;; *) line= ;; esac
  put_s scheduler_mode "$line"
  if [ -e "$fact_folder/device" ]; then
    case $fact_name in vd* | xvd*) put_j virtual 1 ;; esac
  else
    put_j virtual 1
  fi
  put_size "$fact_folder"
  put_map links
  for fact_key in ids labels masters uuids; do put_j "$fact_key" '[]'; done
  put_close
  put_s host ''
  put_list holders
  for fact_word in "$fact_folder"/holders/*; do [ ! -e "$fact_word" ] || put_s '' "${fact_word##*/}"; done
  put_close
  put_map partitions
  for fact_part in "$fact_folder/$fact_name"*; do
    [ -e "$fact_part/start" ] || continue
    put_map "${fact_part##*/}"
    first_line "$fact_part/start"; put_s start "$line"
    put_size "$fact_part"
    put_close
  done
  put_close
}

# put_size FOLDER: the size of a device or partition, with Ansible's two decimals.
put_size() {
  first_line "$fact_folder/queue/logical_block_size" 512
  fact_sector=$line
  first_line "$1/size" 0
  put_j sectors "$line"
  put_s sectorsize "$fact_sector"
  fact_bytes=$((line * 512))
  for fact_unit in TB:1099511627776 GB:1073741824 MB:1048576 KB:1024; do
    fact_one=${fact_unit#*:}
    [ "$fact_bytes" -ge "$fact_one" ] || continue
    fact_hundredths=$(((fact_bytes * 100 + fact_one / 2) / fact_one))
    fact_cents=$((fact_hundredths % 100))
    [ "$fact_cents" -gt 9 ] || fact_cents=0$fact_cents
    put_s size "$((fact_hundredths / 100)).$fact_cents ${fact_unit%:*}"
    return
  done
  put_s size "$fact_bytes.00 Bytes"
}
