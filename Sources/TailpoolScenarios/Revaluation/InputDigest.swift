import TailpoolMarket

/// A number of 128 bits that tells two sets of inputs apart, the same on every machine.
///
/// It finds mistakes, such as a shard of yesterday's book; it is no protection against forgery.
public struct InputDigest: Hashable, Sendable, Codable {
  private(set) var high: UInt64 = 0x243f_6a88_85a3_08d3
  private(set) var low: UInt64 = 0x1319_8a2e_0370_7344

  /// Creates the digest of nothing.
  public init() {}

  /// Adds a number.
  public mutating func add(_ number: UInt64) {
    high = Self.mixed(high ^ number)
    low = Self.mixed(low &+ number &* 0x9e37_79b9_7f4a_7c15 ^ high)
  }

  /// Adds a number by its bits.
  public mutating func add(_ number: Double) { add(number.bitPattern) }

  /// Adds a number.
  public mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  /// Adds a text.
  public mutating func add(_ text: String) {
    add(text.utf8.count)
    for byte in text.utf8 { add(UInt64(byte)) }
  }

  /// The finalizer of MurmurHash3, a bijection in which every bit counts.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ z >> 33) &* 0xff51_afd7_ed55_8ccd
    z = (z ^ z >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return z ^ z >> 33
  }
}

extension BookRevaluation {
  /// The digest of the book and of the scenarios it is valued in.
  ///
  /// - Parameter source: The scenarios; their number, their factors, and the moves of 64 of them count.
  /// - Complexity: O(instruments).
  public func digest(over source: some ScenarioSource) -> InputDigest {
    var digest = InputDigest()
    digest.add(horizonInDays)
    for group in groups {
      digest.add(group.underlying.name)
      digest.add(group.spot)
      for option in group.instruments {
        for number in [option.forward, option.strike, option.volatility, option.years, option.sign, option.weight] {
          digest.add(number)
        }
        digest.add(Int(option.smile))
      }
      digest.add(group.others.count)
      for other in group.others {
        digest.add(other.contract.name)
        for number in other.numbers + [other.units] { digest.add(number) }
        for place in other.places {
          digest.add(Int(place.smile))
          digest.add(place.logMoneyness)
        }
      }
      group.rule.add(to: &digest)
      if group.volatilityMoves != .parallel { digest.add(group.volatilityMoves.rawValue) }
    }
    digest.add(source.count)
    for factor in source.factors { digest.add("\(factor)") }
    let block = source.block(of: (0..<min(64, source.count)).map { $0 * source.count / min(64, source.count) })
    for number in block.values { digest.add(number) }
    return digest
  }
}

extension VolatilityRule.Applied {
  fileprivate func add(to digest: inout InputDigest) {
    switch self {
    case .stickyStrike: digest.add(0)
    case .surfaceShift(let slope):
      digest.add(1)
      digest.add(slope)
    case .stickyDelta(let smiles):
      digest.add(2)
      for smile in smiles {
        for number in smile.numbers { digest.add(number) }
      }
    }
  }
}
