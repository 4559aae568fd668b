internal import CTailpoolProofs

/// Hashes of Keccak's sponge (FIPS 202) that libsodium does not have.
enum Keccak {
  /// SHA3-512.
  static func sha3Digest512(_ message: [UInt8]) -> [UInt8] {
    var sponge = Sponge(message, rate: 72, suffix: 0x06)
    return sponge.read(64)
  }

  /// SHAKE256, read as far as wanted.
  static func shake256(_ message: [UInt8]) -> Sponge { Sponge(message, rate: 136, suffix: 0x1F) }

  /// A sponge that has taken its message and gives bytes without end.
  struct Sponge {
    private var state = [UInt8](repeating: 0, count: 200)
    private let rate: Int
    private var position = 0

    fileprivate init(_ message: [UInt8], rate: Int, suffix: UInt8) {
      self.rate = rate
      for byte in message {
        state[position] ^= byte
        position += 1
        if position == rate { permute() }
      }
      state[position] ^= suffix
      state[rate - 1] ^= 0x80
      permute()
    }

    private mutating func permute() {
      unsafe tp_keccak_f1600(&state)
      position = 0
    }

    /// The next bytes.
    mutating func read(_ count: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count)
      for _ in 0..<count {
        if position == rate { permute() }
        bytes.append(state[position])
        position += 1
      }
      return bytes
    }
  }
}
