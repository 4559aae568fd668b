#if Command
  internal import CTailpoolProofs

  /// STROBE-128 (Hamburg 2017), of whose operations Merlin uses four.
  struct Strobe: Sendable {
    private static let rate = 166

    /// Flags of an operation.
    private enum Flags {
      static let associatedData: UInt8 = 0x02
      static let metadata: UInt8 = 0x12
      static let pseudorandom: UInt8 = 0x07
      static let key: UInt8 = 0x06
    }

    private var state = WipedBuffer<UInt8>(repeating: 0, count: 200)
    private(set) var position = 0
    private(set) var start = 0

    init(protocolLabel: [UInt8]) {
      for (index, byte) in ([1, UInt8(Self.rate + 2), 1, 0, 1, 96] + Array("STROBEv1.0.2".utf8)).enumerated() {
        state[index] = byte
      }
      permute()
      appendMetadata(protocolLabel)
    }

    var stateBytes: [UInt8] { (0..<state.count).map { state[$0] } }

    /// Metadata of the next operation, all of it as one.
    mutating func appendMetadata(_ bytes: [UInt8]) {
      begin(Flags.metadata)
      absorb(bytes)
    }

    /// Associated data.
    mutating func append(_ bytes: [UInt8]) {
      begin(Flags.associatedData)
      absorb(bytes)
    }

    /// Overwrites the state with a key, so that what was before cannot be found from what comes after.
    mutating func rekey(_ bytes: UnsafeRawBufferPointer) {
      begin(Flags.key)
      for index in bytes.indices {
        unsafe state[position] = bytes[index]
        advance()
      }
    }

    /// Fills the bytes with pseudorandom ones.
    mutating func fill(_ bytes: UnsafeMutableRawBufferPointer) {
      begin(Flags.pseudorandom)
      for index in bytes.indices {
        unsafe bytes[index] = state[position]
        state[position] = 0
        advance()
      }
    }

    private mutating func begin(_ flags: UInt8) {
      if !isKnownUniquelyReferenced(&state) { state = state.copy() }
      let before = UInt8(start)
      start = position + 1
      absorb([before, flags])
      if flags & 0x24 != 0, position != 0 { run() }
    }

    private mutating func absorb(_ bytes: [UInt8]) {
      for byte in bytes {
        state[position] ^= byte
        advance()
      }
    }

    private mutating func advance() {
      position += 1
      if position == Self.rate { run() }
    }

    private mutating func run() {
      state[position] ^= UInt8(start)
      state[position + 1] ^= 0x04
      state[Self.rate + 1] ^= 0x80
      permute()
      position = 0
      start = 0
    }

    private func permute() { unsafe tp_keccak_f1600(state.start) }
  }
#endif
