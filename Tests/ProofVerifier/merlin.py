"""Merlin transcripts on STROBE-128 and Keccak-f[1600]."""
from ristretto import ORDER

MASK = 2**64 - 1
CONSTANTS, ROTATIONS = [], [[0] * 5 for _ in range(5)]


def prepare():
    register = 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << (2**j - 1)
            register = register << 1 ^ (register >> 7) * 0x171
        CONSTANTS.append(constant)
    x, y = 1, 0
    for t in range(24):
        ROTATIONS[x][y] = (t + 1) * (t + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5


prepare()


def rotated(lane, count):
    return (lane << count | lane >> (64 - count)) & MASK


def permuted(state):
    a = [[int.from_bytes(state[8 * (x + 5 * y):8 * (x + 5 * y) + 8], "little") for y in range(5)] for x in range(5)]
    for constant in CONSTANTS:
        c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        d = [c[x - 1] ^ rotated(c[(x + 1) % 5], 1) for x in range(5)]
        b = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                b[y][(2 * x + 3 * y) % 5] = rotated(a[x][y] ^ d[x], ROTATIONS[x][y])
        a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & b[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
        a[0][0] ^= constant
    return bytearray(b"".join(a[x][y].to_bytes(8, "little") for y in range(5) for x in range(5)))


class Transcript:
    RATE = 166

    def __init__(self, label):
        self.state = permuted(bytes([1, 168, 1, 0, 1, 96]) + b"STROBEv1.0.2" + bytes(182))
        self.position = self.start = 0
        self._operation(0x12, b"Merlin v1.0")
        self.append("dom-sep", label.encode())

    def _run(self):
        self.state[self.position] ^= self.start
        self.state[self.position + 1] ^= 0x04
        self.state[self.RATE + 1] ^= 0x80
        self.state = permuted(self.state)
        self.position = self.start = 0

    def _absorb(self, data):
        for byte in data:
            self.state[self.position] ^= byte
            self.position += 1
            if self.position == self.RATE:
                self._run()

    def _operation(self, flags, data):
        before, self.start = self.start, self.position + 1
        self._absorb(bytes([before, flags]))
        if flags & 0x24 and self.position:
            self._run()
        self._absorb(data)

    def append(self, label, data):
        if isinstance(data, int):
            data = data.to_bytes(8, "little")
        if isinstance(data, str):
            data = data.encode()
        self._operation(0x12, label.encode() + len(data).to_bytes(4, "little"))
        self._operation(0x02, data)

    def challenge(self, label):
        self._operation(0x12, label.encode() + (64).to_bytes(4, "little"))
        self._operation(0x07, b"")
        drawn = bytearray()
        for _ in range(64):
            drawn.append(self.state[self.position])
            self.state[self.position] = 0
            self.position += 1
            if self.position == self.RATE:
                self._run()
        return int.from_bytes(drawn, "little") % ORDER
