#include "CModules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// One line for each script below `sh`: first what all share, then the parts, then the modules.
static const unsigned char scripts[] = {
#embed "sh/lib.sh" suffix(, 0, )
#embed "sh/add_host.sh" suffix(, 0, )
#embed "sh/assert.sh" suffix(, 0, )
#embed "sh/blockinfile.sh" suffix(, 0, )
#embed "sh/debug.sh" suffix(, 0, )
#embed "sh/fail.sh" suffix(, 0, )
#embed "sh/fetch.sh" suffix(, 0, )
#embed "sh/group_by.sh" suffix(, 0, )
#embed "sh/htpasswd.sh" suffix(, 0, )
#embed "sh/include_vars.sh" suffix(, 0, )
#embed "sh/lineinfile.sh" suffix(, 0, )
#embed "sh/meta.sh" suffix(, 0, )
#embed "sh/pause.sh" suffix(, 0, )
#embed "sh/ping.sh" suffix(, 0, )
#embed "sh/raw.sh" suffix(, 0, )
#embed "sh/set_fact.sh" suffix(, 0, )
#embed "sh/template.sh" suffix(, 0, )
};

const unsigned char *bosun_scripts(size_t *size) {
  *size = sizeof scripts;
  return scripts;
}
