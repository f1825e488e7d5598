#include "CModules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// One line for each script below `sh`: first what all share, then the parts, then the modules.
static const unsigned char scripts[] = {
#embed "sh/lib.sh" suffix(, 0, )
#embed "sh/lib/accounts.sh" suffix(, 0, )
#embed "sh/lib/apt.sh" suffix(, 0, )
#embed "sh/lib/apt_change.sh" suffix(, 0, )
#embed "sh/lib/facts.sh" suffix(, 0, )
#embed "sh/lib/facts_distribution.sh" suffix(, 0, )
#embed "sh/lib/facts_hardware.sh" suffix(, 0, )
#embed "sh/lib/facts_network.sh" suffix(, 0, )
#embed "sh/lib/facts_platform.sh" suffix(, 0, )
#embed "sh/lib/facts_storage.sh" suffix(, 0, )
#embed "sh/lib/facts_system.sh" suffix(, 0, )
#embed "sh/lib/facts_virtual.sh" suffix(, 0, )
#embed "sh/lib/managers.sh" suffix(, 0, )
#embed "sh/lib/quote.sh" suffix(, 0, )
#embed "sh/lib/service.sh" suffix(, 0, )
#embed "sh/lib/service_openrc.sh" suffix(, 0, )
#embed "sh/lib/service_systemd.sh" suffix(, 0, )
#embed "sh/lib/service_sysvinit.sh" suffix(, 0, )
#embed "sh/lib/user_change.sh" suffix(, 0, )
#embed "sh/lib/user_home.sh" suffix(, 0, )
#embed "sh/lib/user_key.sh" suffix(, 0, )
#embed "sh/apt.sh" suffix(, 0, )
#embed "sh/group.sh" suffix(, 0, )
#embed "sh/ping.sh" suffix(, 0, )
#embed "sh/service.sh" suffix(, 0, )
#embed "sh/setup.sh" suffix(, 0, )
#embed "sh/systemd.sh" suffix(, 0, )
#embed "sh/user.sh" suffix(, 0, )
};

const unsigned char *bosun_scripts(size_t *size) {
  *size = sizeof scripts;
  return scripts;
}
