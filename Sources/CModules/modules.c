#include "CModules.h"

// One line for each script of the folder `sh`, sorted by name.
static const unsigned char scripts[] = {
#embed "sh/lib.sh" prefix('l', 'i', 'b', '\n', ) suffix(, 0, )
};

const unsigned char *bosun_scripts(size_t *size) {
  *size = sizeof scripts;
  return scripts;
}
