# Facts about virtualization: what the host runs in, and what it can run.
#
# part facts_virtual
# uses facts

# The first technology that is found is the type; the order is Ansible's. All of them are listed.
facts_virtual() {
  virtual_type='' virtual_role='' virtual_guests=' ' virtual_hosts=' '
  virtual_container
  virtual_firmware
  virtual_processor
  virtual_modules
  [ ! -e /dev/kvm ] || virtual_on kvm
  fact virtualization_role "${virtual_role:-NA}"
  fact virtualization_type "${virtual_type:-NA}"
  # shellcheck disable=SC2086
  fact_words virtualization_tech_guest $virtual_guests
  # shellcheck disable=SC2086
  fact_words virtualization_tech_host $virtual_hosts
}

# virtual_in TECHNOLOGY: the host is a guest of it. virtual_on TECHNOLOGY: it can have such guests.
virtual_in() {
  case $virtual_guests in *" $1 "*) ;; *) virtual_guests="$virtual_guests$1 " ;; esac
  [ -n "$virtual_type" ] || { virtual_type=$1 virtual_role=guest; }
}
virtual_on() {
  case $virtual_hosts in *" $1 "*) ;; *) virtual_hosts="$virtual_hosts$1 " ;; esac
  [ -n "$virtual_type" ] || { virtual_type=$1 virtual_role=host; }
}

virtual_container() {
  if [ -r /proc/1/cgroup ]; then
    while IFS= read -r line; do
      case $line in */docker/* | */docker-*.scope*) virtual_in docker ;; esac
      case $line in */lxc/* | */machine.slice/machine-lxc*) virtual_in lxc ;; esac
      case $line in */system.slice/containerd.service*) virtual_in containerd ;; esac
    done </proc/1/cgroup
  fi 2>/dev/null
  virtual_environment
  if [ -e /proc/vz ] && [ ! -e /proc/lve ]; then
    if [ -e /proc/bc ]; then virtual_on openvz; else virtual_in openvz; fi
  fi
  first_line /run/systemd/container
  virtual_word=$line
  [ -z "$virtual_word" ] || virtual_in "$virtual_word"
  if [ -e /.dockerenv ] || [ -e /.dockerinit ]; then virtual_in docker; fi
  case $virtual_word$virtual_guests in
    [!\ ]* | *' docker '* | *' lxc '* | *' podman '* | *' openvz '* | *' containerd '*) virtual_in container ;;
  esac
  [ -e /proc/xen ] || return 0
  if grep -q control_d /proc/xen/capabilities 2>/dev/null; then virtual_on xen
  else [ -n "$virtual_type" ] || { virtual_type=xen virtual_role=guest; }; fi
}

# virtual_environment: what containers' managers tell process 1, which only root can read.
virtual_environment() {
  [ -r /proc/1/environ ] || return 0
  # A shell cannot hold the null bytes between the variables.
  virtual_word=$({ tr '\0' '\n' </proc/1/environ | sed -n 's/.*container=/container=/p'; } 2>/dev/null) || return 0
  case $virtual_word in *container=lxc*) virtual_in lxc ;; esac
  case $virtual_word in *container=podman*) virtual_in podman ;; esac
  case $virtual_word in container=?*) virtual_in container ;; esac
}

virtual_firmware() {
  fact_folder=/sys/devices/virtual/dmi/id
  first_line "$fact_folder/product_name"; virtual_product=$line
  first_line "$fact_folder/sys_vendor"; virtual_vendor=$line
  first_line "$fact_folder/product_family"; virtual_family=$line
  first_line "$fact_folder/bios_vendor"; virtual_bios=$line
  case $virtual_product in KVM | 'KVM Server' | Bochs | AHV) virtual_in kvm ;; esac
  case $virtual_vendor:$virtual_family:$virtual_product in
    oVirt:*) virtual_in oVirt ;;
    'Red Hat:RHV:'*) virtual_in RHV ;;
    'Red Hat:'*':RHEV Hypervisor') virtual_in RHEV ;;
  esac
  case $virtual_product in
    VMware*) virtual_in VMware ;;
    'OpenStack Compute' | 'OpenStack Nova') virtual_in openstack ;;
  esac
  case $virtual_bios in
    Xen) virtual_in xen ;;
    'innotek GmbH') virtual_in virtualbox ;;
    'Amazon EC2' | DigitalOcean | Hetzner) virtual_in kvm ;;
  esac
  case $virtual_vendor in
    QEMU | 'Amazon EC2' | DigitalOcean | Google | Scaleway | Nutanix) virtual_in kvm ;;
    KubeVirt) virtual_in KubeVirt ;;
    'Microsoft Corporation') virtual_in VirtualPC ;;
    'Parallels Software International Inc.') virtual_in parallels ;;
    'OpenStack Foundation') virtual_in openstack ;;
  esac
}

# virtual_processor: what the processor's words tell. One grep reads them for all processors.
virtual_processor() {
  virtual_words=$(grep -E '^(model name|vendor_id|machine)' /proc/cpuinfo 2>/dev/null) || return 0
  case $_nl$virtual_words in
    *"${_nl}model name"*'QEMU Virtual CPU'* | *"${_nl}machine"*'CHRP IBM pSeries (emulated by qemu)'*) virtual_in kvm ;;
    *"${_nl}vendor_id"*'User Mode Linux'* | *"${_nl}model name"*UML*) virtual_in uml ;;
    *"${_nl}vendor_id"*'PowerVM Lx86'*) virtual_in powervm_lx86 ;;
  esac
}

virtual_modules() {
  if [ -r /proc/modules ]; then
    virtual_words=' '
    while read -r fact_name fact_rest; do virtual_words="$virtual_words$fact_name "; done </proc/modules
    case $virtual_words in *' kvm '*) virtual_on kvm ;; esac
    case $virtual_words in *' vboxdrv '*) virtual_on virtualbox ;; esac
    case $virtual_words in
      *' virtio '*)
        # A host with virtio is a guest of kvm, which Ansible lists among what it can host.
        [ -n "$virtual_type" ] || { virtual_type=kvm virtual_role=guest; }
        virtual_on kvm ;;
    esac
  fi
  [ ! -e /sys/devices/virtual/dmi/id ] && have dmidecode || return 0
  case $(dmidecode -s system-product-name 2>/dev/null | grep -v '^#') in
    VMware*) virtual_in VMware ;;
    *BHYVE*) virtual_in bhyve ;;
  esac
}
