// libsodium of the system: SHA-256 of a pool journal's lines.
#include <sodium.h>
