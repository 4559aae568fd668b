#include "CTailpoolProofs.h"

static uint64_t rotated(uint64_t lane, unsigned count) { return count == 0 ? lane : lane << count | lane >> (64 - count); }

// FIPS 202: theta, rho with pi, chi, iota. Rotations and round constants come of their own recurrences.
void tp_keccak_f1600(uint8_t *state) {
  uint64_t lanes[25], moved[25], columns[5];
  for (int k = 0; k < 25; k++) {
    lanes[k] = 0;
    for (int byte = 7; byte >= 0; byte--) lanes[k] = lanes[k] << 8 | state[8 * k + byte];
  }
  unsigned shift_register = 1;
  for (int round = 0; round < 24; round++) {
    for (int x = 0; x < 5; x++) columns[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    for (int x = 0; x < 5; x++) {
      const uint64_t change = columns[(x + 4) % 5] ^ rotated(columns[(x + 1) % 5], 1);
      for (int y = 0; y < 25; y += 5) lanes[x + y] ^= change;
    }
    moved[0] = lanes[0];
    for (unsigned t = 0, x = 1, y = 0; t < 24; t++) {
      const unsigned row = (2 * x + 3 * y) % 5;
      moved[y + 5 * row] = rotated(lanes[x + 5 * y], (t + 1) * (t + 2) / 2 % 64);
      x = y;
      y = row;
    }
    for (int y = 0; y < 25; y += 5)
      for (int x = 0; x < 5; x++) lanes[x + y] = moved[x + y] ^ (~moved[(x + 1) % 5 + y] & moved[(x + 2) % 5 + y]);
    for (int j = 0; j < 7; j++) {
      if (shift_register & 1) lanes[0] ^= UINT64_C(1) << ((1u << j) - 1);
      shift_register = shift_register << 1 ^ (shift_register >> 7) * 0x171;
    }
  }
  for (int k = 0; k < 200; k++) state[k] = (uint8_t)(lanes[k / 8] >> (8 * (k % 8)));
}
