# What names lead to a disk: the links in /dev, and the devices that stand on it.
#
# part facts_disks
# uses facts

# disk_links: sets $disk_links to lines `KIND DEVICE NAME`, sorted by name. One `ls` reads all folders.
disk_links() {
  [ -z "${disk_links_read-}" ] || return 0
  disk_links_read=true
  disk_links=
  set --
  for fact_folder in /dev/disk/by-id /dev/disk/by-uuid /dev/disk/by-label /dev/mapper; do
    [ ! -d "$fact_folder" ] || set -- "$@" "$fact_folder"
  done
  if [ $# -gt 0 ]; then
    # udev escapes whatever could trouble a reader; only `ls` tells where many links lead at once.
    # shellcheck disable=SC2012
    disk_links=$(ls -l "$@" /dev/null 2>/dev/null | awk '
      /^\/.*:$/ { kind = $0; sub(/:$/, "", kind); sub(/.*\/(by-)?/, "", kind) }
      / -> / {
        target = $0; sub(/.* -> /, "", target); sub(/.*\//, "", target)
        name = $0; sub(/ -> .*/, "", name); sub(/.* /, "", name)
        print kind, target, name
      }') || disk_links=
  fi
  for fact_file in /sys/block/*/slaves/*; do
    [ -e "$fact_file" ] || continue
    fact_name=${fact_file#/sys/block/}
    disk_links="$disk_links${_nl}masters ${fact_file##*/} ${fact_name%%/*}"
  done
}

# disk_names KIND DEVICE: sets $disk_names to the names of a kind, as a JSON list.
disk_names() {
  disk_names=
  while read -r fact_kind fact_target fact_name; do
    [ "$fact_kind $fact_target" != "$1 $2" ] || disk_names="$disk_names, \"$fact_name\""
  done <<END
$disk_links
END
  disk_names="[${disk_names#, }]"
}

# disk_uuid DEVICE: sets $disk_uuid to the UUID of what is on a device, empty where it is not known.
disk_uuid() {
  disk_uuid=
  disk_device=${1##*/}
  while read -r fact_kind fact_target fact_name; do
    case $1:$fact_kind in
      /dev/mapper/*:mapper) [ "$fact_name" != "${1##*/}" ] || disk_device=$fact_target ;;
    esac
  done <<END
$disk_links
END
  while read -r fact_kind fact_target fact_name; do
    if [ "$fact_kind $fact_target" = "uuid $disk_device" ]; then disk_uuid=$fact_name; fi
  done <<END
$disk_links
END
}

# put_disk_links DEVICE: the entry `links` of a disk or partition.
put_disk_links() {
  put_map links
  for fact_key in id:ids label:labels masters:masters uuid:uuids; do
    disk_names "${fact_key%:*}" "$1"
    put_j "${fact_key#*:}" "$disk_names"
  done
  put_close
}

# put_device_links: the fact `device_links`: by kind and device, the names.
put_device_links() {
  wanted device_links || return 0
  put_map ansible_device_links
  for fact_key in id:ids label:labels masters:masters uuid:uuids; do
    put_map "${fact_key#*:}"
    disk_seen=' '
    while read -r fact_kind disk_target fact_name; do
      [ "$fact_kind" = "${fact_key%:*}" ] || continue
      case $disk_seen in *" $disk_target "*) continue ;; esac
      disk_seen="$disk_seen$disk_target "
      disk_names "${fact_key%:*}" "$disk_target"
      put_j "$disk_target" "$disk_names"
    done <<END
$disk_links
END
    put_close
  done
  put_close
}
