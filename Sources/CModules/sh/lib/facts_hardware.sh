# Facts about processors, memory and what the firmware tells.
#
# part facts_hardware
# uses facts facts_storage

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

# The firmware's words are in /sys where there is DMI; a host without gives NA, as Ansible does.
facts_firmware() {
  fact_folder=/sys/class/dmi/id
  for fact_name in bios_date bios_vendor bios_version board_asset_tag board_name board_serial \
    board_vendor board_version chassis_asset_tag chassis_serial chassis_vendor chassis_version \
    product_name product_serial product_uuid product_version; do
    first_line "$fact_folder/$fact_name" NA
    trim "$line"
    fact "$fact_name" "$trimmed"
  done
  first_line "$fact_folder/sys_vendor" NA
  fact system_vendor "$line"
  first_line "$fact_folder/chassis_type" NA
  case $line in
    1) line=Other ;;
    3) line=Desktop ;;
    4) line='Low Profile Desktop' ;;
    6) line='Mini Tower' ;;
    7) line=Tower ;;
    8) line=Portable ;;
    9) line=Laptop ;;
    10) line=Notebook ;;
    17) line='Main Server Chassis' ;;
    23) line='Rack Mount Chassis' ;;
    28) line=Blade ;;
    35) line='Mini PC' ;;
    NA) ;;
    *) line=Unknown ;;
  esac
  fact form_factor "$line"
}
