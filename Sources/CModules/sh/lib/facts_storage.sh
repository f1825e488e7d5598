# Facts about block devices and volume groups.
#
# part facts_storage
# uses facts facts_disks

facts_devices() {
  wanted devices || wanted device_links || return 0
  disk_links
  put_device_links
  wanted devices || return 0
  device_pci=
  ! have lspci || device_pci=$_nl$(lspci -D 2>/dev/null)$_nl
  put_map ansible_devices
  for fact_folder in /sys/block/*; do
    [ -d "$fact_folder" ] || continue
    put_map "${fact_folder##*/}"
    put_device "${fact_folder##*/}"
    put_close
  done
  put_close
}

# put_word KEY FILE: the first line of a file without blanks around it, or null.
put_word() {
  first_line "$2"
  trim "$line"
  if [ -n "$trimmed" ]; then put_s "$1" "$trimmed"; else put_j "$1" null; fi
}

# put_device NAME: one disk, whose folder is $fact_folder.
put_device() {
  for fact_key in model vendor sas_address sas_device_handle; do
    put_word "$fact_key" "$fact_folder/device/$fact_key"
  done
  put_word removable "$fact_folder/removable"
  put_word rotational "$fact_folder/queue/rotational"
  # A disk whose hardware takes no discards can have a granularity all the same.
  first_line "$fact_folder/queue/discard_max_hw_bytes"
  if [ "$line" = 0 ]; then put_s support_discard 0
  else put_word support_discard "$fact_folder/queue/discard_granularity"; fi
  first_line "$fact_folder/queue/scheduler"
  case $line in *\[*\]*) line=${line#*\[}; line=${line%%\]*} ;; *) line= ;; esac
  put_s scheduler_mode "$line"
  put_j virtual 1
  device_serial
  disk_names id "$1"
  case $disk_names in
    *\"wwn-*) line=${disk_names#*\"wwn-}; put_s wwn "${line%%\"*}" ;;
  esac
  first_line "$fact_folder/queue/logical_block_size"
  [ -n "$line" ] || first_line "$fact_folder/queue/hw_sector_size"
  device_sector=${line:-512}
  put_s sectorsize "$device_sector"
  put_size "$fact_folder" "$device_sector"
  put_disk_links "$1"
  device_host
  put_holders "$fact_folder"
  put_map partitions
  for device_part in "$fact_folder/$1"*; do
    [ -e "$device_part/start" ] || continue
    put_map "${device_part##*/}"
    put_partition "${device_part##*/}"
    put_close
  done
  put_close
}

put_partition() {
  put_word start "$device_part/start"
  put_j sectorsize 512
  put_size "$device_part" 512
  put_disk_links "$1"
  disk_uuid "$1"
  if [ -n "$disk_uuid" ]; then put_s uuid "$disk_uuid"; else put_j uuid null; fi
  put_holders "$device_part"
}

# put_holders FOLDER: the mapped devices that stand on this one, by their names.
put_holders() {
  put_list holders
  for fact_word in "$1"/holders/dm-*; do
    [ -e "$fact_word" ] || continue
    first_line "$fact_word/dm/name" "${fact_word##*/}"
    put_s '' "$line"
  done
  put_close
}

device_serial() {
  if have sg_inq; then
    line=$(sg_inq "/dev/${fact_folder##*/}" 2>/dev/null | sed -n 's/.*\(Unit serial\|Serial\) number: *\([A-Za-z0-9_]*\).*/\2/p')
  else
    first_line "$fact_folder/device/serial"
    trim "$line"
    line=$trimmed
  fi
  [ -z "$line" ] || put_s serial "${line%%"$_nl"*}"
}

# device_host: the words of lspci for the controller that the disk is at.
device_host() {
  line=
  if [ -n "$device_pci" ]; then
    line=$(cd -P "$fact_folder" && pwd) || line=
    line=$(printf %s "$line" | sed -n 's/.*\/\([a-f0-9]\{4\}:[a-f0-9]\{2\}:[01][a-f0-9]\.[0-7]\)\/.*/\1/p')
    case $device_pci in
      *"$_nl${line:-none} "*) line=${device_pci#*"$_nl$line "}; line=${line%%"$_nl"*} ;;
      *) line= ;;
    esac
  fi
  put_s host "$line"
}

# put_size FOLDER SECTOR: the size of a device or partition, with Ansible's two decimals. The kernel
# counts in units of 512 whatever the sectors are.
put_size() {
  first_line "$1/size" 0
  fact_bytes=$((line * 512))
  put_j sectors $((fact_bytes / $2))
  for fact_unit in PB:1125899906842624 TB:1099511627776 GB:1073741824 MB:1048576 KB:1024; do
    fact_one=${fact_unit#*:}
    [ "$fact_bytes" -ge "$fact_one" ] || continue
    # In two steps, as the whole times 100 can be more than a number holds.
    # shellcheck disable=SC2017
    fact_hundredths=$((fact_bytes / fact_one * 100 + (fact_bytes % fact_one * 100 + fact_one / 2) / fact_one))
    fact_cents=$((fact_hundredths % 100))
    [ "$fact_cents" -gt 9 ] || fact_cents=0$fact_cents
    put_s size "$((fact_hundredths / 100)).$fact_cents ${fact_unit%:*}"
    return
  done
  put_s size "$fact_bytes.00 Bytes"
}

# Volume groups, which only root can ask for.
facts_lvm() {
  wanted lvm || return 0
  have vgs || { fact lvm N/A; return; }
  # The shell's own user; `id` would be a process.
  while read -r fact_key fact_real fact_word; do
    [ "$fact_key" != Uid: ] || break
  done </proc/self/status
  [ "$fact_real" = 0 ] || { fact lvm N/A; return; }
  put_map ansible_lvm
  # The dollars are awk's.
  # shellcheck disable=SC2016
  lvm_table vgs vgs '
    { n = split($0, f, ","); printf "%s size_g %s free_g %s num_lvs %s num_pvs %s\n", f[1], f[n-1], f[n], f[3], f[2] }'
  # shellcheck disable=SC2016
  lvm_table lvs lvs '{ split($0, f, ","); printf "%s size_g %s vg %s\n", f[1], f[4], f[2] }'
  # shellcheck disable=SC2016
  lvm_table pvs pvs '
    { split($0, f, ","); printf "%s size_g %s free_g %s vg %s\n", f[1], f[5], f[6], f[2] }'
  put_close
}

# lvm_table KEY COMMAND PROGRAM: what a command lists, one map per line.
lvm_table() {
  put_map "$1"
  if have "$2"; then
    while read -r fact_name fact_rest; do
      [ -n "$fact_name" ] || continue
      put_map "$fact_name"
      # The words are keys and values in turn, and hold no blanks.
      # shellcheck disable=SC2086
      set -- $fact_rest
      while [ $# -gt 1 ]; do put_s "$1" "$2"; shift 2; done
      put_close
    done <<END
$("$2" --noheadings --nosuffix --units g --separator , 2>/dev/null | sed 's/^ *//; s/ *$//' | awk "$3")
END
  fi
  put_close
}
