#include "CModules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// One line for each script below `sh`: first what all share, then the parts, then the modules.
static const unsigned char scripts[] = {
#embed "sh/lib.sh" suffix(, 0, )
#embed "sh/ping.sh" suffix(, 0, )
};

const unsigned char *bosun_scripts(size_t *size) {
  *size = sizeof scripts;
  return scripts;
}
