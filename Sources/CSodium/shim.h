// libsodium of the system: SHA-256 of a pool journal's lines, ristretto255 of proofs.
#include <sodium.h>
