# Facts about processors, memory and what the firmware tells.
#
# part facts_hardware
# uses facts facts_storage facts_mounts

facts_hardware() {
  facts_memory
  facts_processor
  facts_firmware
  if [ -r /proc/uptime ]; then
    read -r fact_value fact_word </proc/uptime
    fact_json uptime_seconds "${fact_value%%.*}"
  fi
  facts_mounts
  facts_devices
  facts_lvm
}

# Megabytes, as Ansible counts them: kilobytes of /proc/meminfo divided by 1024.
facts_memory() {
  MemTotal=0 MemFree=0 Buffers=0 Cached=0 SwapCached=0 SwapTotal=0 SwapFree=0
  while read -r fact_key fact_value fact_word; do
    case $fact_key in
      MemTotal: | MemFree: | Buffers: | Cached: | SwapCached: | SwapTotal: | SwapFree:)
        eval "${fact_key%:}=$fact_value" ;;
    esac
    [ "$fact_key" != SwapFree: ] || break
  done </proc/meminfo
  fact_json memtotal_mb $((MemTotal / 1024))
  fact_json memfree_mb $((MemFree / 1024))
  fact_json swaptotal_mb $((SwapTotal / 1024))
  fact_json swapfree_mb $((SwapFree / 1024))
  fact_free=$((MemFree + Cached + Buffers))
  fact_json memory_mb "{\"real\": {\"total\": $((MemTotal / 1024)), \"used\": $(((MemTotal - MemFree) / 1024)), \"free\": $((MemFree / 1024))}, \"nocache\": {\"free\": $((fact_free / 1024)), \"used\": $(((MemTotal - fact_free) / 1024))}, \"swap\": {\"total\": $((SwapTotal / 1024)), \"free\": $((SwapFree / 1024)), \"used\": $(((SwapTotal - SwapFree) / 1024)), \"cached\": $((SwapCached / 1024))}}"
}

# One awk for the whole of /proc/cpuinfo; it prints a fact's name, its kind and its value.
facts_processor() {
  # A changed root has no /proc, or not yet.
  fact_file=/proc/cpuinfo
  [ -r "$fact_file" ] || fact_file=/dev/null
  fact_lines=$(awk -F '[ \t]*:[ \t]*' -v "arch=$(uname -m)" '
    $1 == "flags" { flags = $2 }
    $1 ~ /^(model name|Processor|vendor_id|cpu|Vendor|processor)$/ {
      value = $2; for (i = 3; i <= NF; i++) value = value ": " $i
      print "processor item " value; seen++
      if ($1 == "vendor_id") vendors++
      if ($1 == "model name") models++
      if ($1 == "processor") processors++
    }
    $1 == "physical id" { socket = $2; if (!(socket in sockets)) { sockets[socket] = 1; order[++count] = socket } }
    $1 == "core id" { core = $2; if (!(core in siblings)) { siblings[core] = 1; if (first == "") first = core } }
    $1 == "cpu cores" { if (!(socket in sockets)) order[++count] = socket; sockets[socket] = $2 }
    $1 == "siblings" { siblings[core] = $2; if (first == "") first = core }
    END {
      if (vendors > 0 && vendors == models) seen = vendors
      if (arch ~ /^(armv|aarch|ppc)/) seen = processors
      sockets_count = count ? count : seen + 0
      cores = count && sockets[order[1]] > 0 ? sockets[order[1]] : 1
      threads = int((length(first) ? siblings[first] : 1) / cores + 0.5)
      if (threads < 1) threads = 1
      print "processor_count json " sockets_count
      print "processor_cores json " cores
      print "processor_threads_per_core json " threads
      print "processor_vcpus json " threads * sockets_count * cores
      print "flags words " flags
    }' "$fact_file")
  ! wanted processor || put_list ansible_processor
  while read -r fact_name fact_kind fact_value; do
    case $fact_kind in
      item) ! wanted processor || put_s '' "$fact_value" ;;
      json)
        [ "$fact_name" != processor_count ] || ! wanted processor || put_close
        fact_json "$fact_name" "$fact_value" ;;
      words)
        # shellcheck disable=SC2086
        [ -z "$fact_value" ] || fact_words "$fact_name" $fact_value ;;
    esac
  done <<END
$fact_lines
END
  ! have nproc || fact_json processor_nproc "$(nproc)"
}

# The firmware's words are in /sys where there is DMI, else dmidecode knows them; a host without gives
# NA, as Ansible does.
facts_firmware() {
  fact_folder=/sys/devices/virtual/dmi/id
  firmware_program=
  [ -e "$fact_folder/product_name" ] || ! have dmidecode || firmware_program=dmidecode
  for fact_word in bios_date:bios-release-date bios_vendor: bios_version: \
    board_asset_tag:baseboard-asset-tag board_name:baseboard-product-name \
    board_serial:baseboard-serial-number board_vendor:baseboard-manufacturer \
    board_version:baseboard-version chassis_asset_tag: chassis_serial:chassis-serial-number \
    chassis_vendor:chassis-manufacturer chassis_version: product_name:system-product-name \
    product_serial:system-serial-number product_uuid:system-uuid product_version:system-version \
    system_vendor:system-manufacturer form_factor:chassis-type; do
    fact_name=${fact_word%%:*}
    wanted "$fact_name" || continue
    firmware_word "$fact_name" "${fact_word#*:}"
    case $fact_name:$firmware_program in form_factor:) form_factor "$trimmed" ;; esac
    fact "$fact_name" "$trimmed"
  done
}

# firmware_word NAME KEYWORD: sets $trimmed to what the firmware says, or NA. The keyword of dmidecode is
# the name with hyphens where none is given.
firmware_word() {
  if [ -z "$firmware_program" ]; then
    case $1 in
      system_vendor) first_line "$fact_folder/sys_vendor" ;;
      form_factor) first_line "$fact_folder/chassis_type" ;;
      *) first_line "$fact_folder/$1" ;;
    esac
  else
    line=$("$firmware_program" -s "${2:-${1%%_*}-${1#*_}}" 2>/dev/null | grep -v '^#') || line=
  fi
  trim "$line"
  : "${trimmed:=NA}"
}

# form_factor NUMBER: sets $trimmed to the word for a type of chassis (DMTF DSP0134, 7.4.1).
form_factor() {
  case $1 in NA) return ;; *[!0-9]*) return ;; esac
  fact_number=$1
  IFS=,
  # shellcheck disable=SC2086
  set -f -- Unknown,Other,Unknown,Desktop,Low\ Profile\ Desktop,Pizza\ Box,Mini\ Tower,Tower,Portable,Laptop,Notebook,Hand\ Held,Docking\ Station,All\ In\ One,Sub\ Notebook,Space-saving,Lunch\ Box,Main\ Server\ Chassis,Expansion\ Chassis,Sub\ Chassis,Bus\ Expansion\ Chassis,Peripheral\ Chassis,RAID\ Chassis,Rack\ Mount\ Chassis,Sealed-case\ PC,Multi-system,CompactPCI,AdvancedTCA,Blade,Blade\ Enclosure,Tablet,Convertible,Detachable,IoT\ Gateway,Embedded\ PC,Mini\ PC,Stick\ PC
  # shellcheck disable=SC2086
  set -- $1
  unset IFS
  set +f
  if [ "$fact_number" -lt $# ]; then
    shift "$fact_number"
    trimmed=$1
  else
    trimmed="unknown ($fact_number)"
  fi
}
