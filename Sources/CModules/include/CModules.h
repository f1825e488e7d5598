#include <stddef.h>

/// The texts of all scripts, one after the other, each ended by a NUL; the first is the library
/// that all modules share. `size` receives the number of bytes.
const unsigned char *bosun_scripts(size_t *size);
