#include <stddef.h>

/// The text of all module scripts, one after the other, each as `name\ntext` and ended by a NUL.
/// `size` receives the number of bytes.
const unsigned char *bosun_scripts(size_t *size);
