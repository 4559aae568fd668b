#include "CTailpoolProofs.h"

// The lanes in the order in which rho and pi visit them, and their rotations: (t + 1)(t + 2) / 2 of the t-th.
static const uint8_t visited[24] = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1};
static const uint8_t rotations[24] = {1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44};

static inline uint64_t rotated(uint64_t lane, unsigned count) { return lane << count | lane >> (64 - count); }

// FIPS 202: theta, rho with pi, chi, iota, whose constants come of their shift register.
void tp_keccak_f1600(uint8_t *state) {
  uint64_t lanes[25];
  for (int k = 0; k < 25; k++) {
    lanes[k] = 0;
    for (int byte = 7; byte >= 0; byte--) lanes[k] = lanes[k] << 8 | state[8 * k + byte];
  }
  unsigned shift_register = 1;
  for (int round = 0; round < 24; round++) {
    uint64_t c[5];
    for (int x = 0; x < 5; x++) c[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    const uint64_t d[5] = {c[4] ^ rotated(c[1], 1), c[0] ^ rotated(c[2], 1), c[1] ^ rotated(c[3], 1),
                           c[2] ^ rotated(c[4], 1), c[3] ^ rotated(c[0], 1)};
    for (int y = 0; y < 25; y += 5)
      for (int x = 0; x < 5; x++) lanes[x + y] ^= d[x];
    uint64_t moving = lanes[1];
    for (int t = 0; t < 24; t++) {
      const uint64_t next = lanes[visited[t]];
      lanes[visited[t]] = rotated(moving, rotations[t]);
      moving = next;
    }
    for (int y = 0; y < 25; y += 5) {
      const uint64_t row[5] = {lanes[y], lanes[y + 1], lanes[y + 2], lanes[y + 3], lanes[y + 4]};
      lanes[y] = row[0] ^ (~row[1] & row[2]);
      lanes[y + 1] = row[1] ^ (~row[2] & row[3]);
      lanes[y + 2] = row[2] ^ (~row[3] & row[4]);
      lanes[y + 3] = row[3] ^ (~row[4] & row[0]);
      lanes[y + 4] = row[4] ^ (~row[0] & row[1]);
    }
    for (int j = 0; j < 7; j++) {
      if (shift_register & 1) lanes[0] ^= UINT64_C(1) << ((1u << j) - 1);
      shift_register = shift_register << 1 ^ (shift_register >> 7) * 0x171;
    }
  }
  for (int k = 0; k < 25; k++)
    for (int byte = 0; byte < 8; byte++) state[8 * k + byte] = (uint8_t)(lanes[k] >> (8 * byte));
}
