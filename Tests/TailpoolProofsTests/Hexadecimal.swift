#if Command
  import TailpoolProofs
  import _TailpoolTestSupport

  /// Bytes of hexadecimal text; empty where it is none.
  func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    guard digits.count == hexadecimal.count, digits.count % 2 == 0 else { return [] }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  /// Bytes as hexadecimal text.
  func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  extension ReferenceCase {
    func bytes(_ key: String) -> [UInt8] { TailpoolProofsTests.bytes(text(key)) }
    func texts(_ key: String) -> [String] { fields[key] as? [String] ?? [] }
    func objects(_ key: String) -> [ReferenceCase] {
      (fields[key] as? [[String: Any]] ?? []).map(ReferenceCase.init)
    }
  }

  /// Entropy that a test repeats.
  func entropy(_ seed: UInt8) throws -> Entropy { try Entropy(bytes: [UInt8](repeating: seed, count: 32)) }
#endif
