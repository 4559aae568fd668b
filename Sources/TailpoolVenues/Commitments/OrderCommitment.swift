/// The digest that commitments are made with, handed in as a type.
public protocol CommitmentDigest: Sendable {
  /// Bytes of a digest, > 0.
  static var count: Int { get }
  /// The digest of some bytes.
  static func digest(_ bytes: [UInt8]) -> [UInt8]
}

/// A commitment to what is shown later.
///
///     C = hash(len(domain) ‖ domain ‖ len(payload) ‖ payload ‖ nonce)
///
/// Lengths are eight bytes, the highest first; the nonce has 32 bytes, which must be drawn anew for each commitment: it alone hides a
/// payload that could be guessed.
public struct OrderCommitment: Hashable, Sendable {
  /// Bytes of a nonce.
  public static let nonceCount = 32

  /// The digest, in lower hexadecimal digits.
  public let digits: String

  /// Commits to a payload.
  ///
  /// - Parameters:
  ///   - payload: What is shown later.
  ///   - domain: What it is for, so that a commitment of one use is none of another.
  ///   - nonce: 32 bytes.
  ///   - digest: The digest to commit with.
  /// - Throws: `AuctionRefusal.invalidCommitment` for a nonce of another length.
  /// - Complexity: O(bytes).
  public init(
    to payload: [UInt8], domain: String, nonce: [UInt8], digest: (some CommitmentDigest).Type
  ) throws(AuctionRefusal) {
    if nonce.count != Self.nonceCount { throw .invalidCommitment }
    var bytes: [UInt8] = []
    for part in [Array(domain.utf8), payload] {
      bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: UInt64(part.count) >> (8 * UInt64($0))) }
      bytes += part
    }
    digits = Self.digits(of: digest.digest(bytes + nonce))
  }

  /// Reads a commitment.
  ///
  /// - Parameters:
  ///   - digits: A digest in lower hexadecimal digits.
  ///   - count: Its bytes.
  /// - Throws: `AuctionRefusal.invalidCommitment` for any other text.
  public init(digits: String, count: Int) throws(AuctionRefusal) {
    guard count > 0, Self.bytes(of: digits)?.count == count else { throw .invalidCommitment }
    self.digits = digits
  }

  /// Bytes as lower hexadecimal digits.
  static func digits(of bytes: [UInt8]) -> String {
    bytes.reduce(into: "") { text, byte in
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
  }

  /// The bytes of lower hexadecimal digits; nil for any other text.
  static func bytes(of digits: String) -> [UInt8]? {
    let halves = digits.utf8.map { byte -> UInt8? in
      switch byte {
      case 48...57: byte - 48
      case 97...102: byte - 87
      default: nil
      }
    }
    guard halves.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: halves.count, by: 2) {
      guard let high = halves[place], let low = halves[place + 1] else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }
}
