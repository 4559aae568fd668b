import CTailpoolKernels

extension RandomField {
  /// What random numbers are drawn for; numbers of different purposes are independent for the same seed.
  public enum Purpose: UInt32, Hashable, Sendable {
    /// Moves of the market.
    case marketScenarios = 1
    /// The common scales of heavy-tailed moves.
    case mixing = 2
    /// Which past observations are drawn.
    case resampling = 3
    /// The scrambling of a low-discrepancy sequence.
    case scrambling = 4
    /// The spots on the way to the end of a horizon.
    case bridges = 5
    /// Small moves of what is drawn from the past.
    case smoothing = 6
    /// Whether events happen that no price decides.
    case events = 7
    /// Points at which a proxy is compared with full revaluation.
    case proxyChecks = 15
    /// The statistics of backtests when the forecasts are right.
    case backtests = 16
    /// Orders in which members join a coalition.
    case coalitions = 17
    /// Directions in which a search looks.
    case directions = 18
    /// Claims and the times between them on the way of a surplus.
    case surplusPaths = 31
    /// Losses that a copula joins.
    case claims = 32
  }
}

/// Random numbers that stand still: one for each scenario and factor, the same whoever asks and in whatever order.
///
/// The seed is the key of Philox4x32-10; the scenario (two words), half the factor and the purpose are its counter. An
/// even factor takes the first two of the four words, an odd one the last two.
public struct RandomField: Hashable, Sendable {
  private let generator: Philox4x32
  private let purpose: RandomField.Purpose

  /// Creates the field of a seed and a purpose.
  ///
  /// - Parameters:
  ///   - seed: Any value.
  ///   - purpose: What the numbers are for.
  public init(seed: UInt64, purpose: RandomField.Purpose) {
    generator = Philox4x32(
      key0: UInt32(truncatingIfNeeded: seed), key1: UInt32(truncatingIfNeeded: seed >> 32))
    self.purpose = purpose
  }

  /// 64 random bits of a scenario and a factor.
  ///
  /// - Parameters:
  ///   - scenario: Index of the scenario.
  ///   - factor: Index of the factor, distinct for the low 32 bits.
  public func bits(scenario: Int, factor: Int) -> UInt64 {
    let index = UInt64(truncatingIfNeeded: scenario)
    let words = generator.words(
      at: SIMD4(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
        UInt32(truncatingIfNeeded: factor) >> 1, purpose.rawValue))
    return factor & 1 == 0
      ? UInt64(words[0]) << 32 | UInt64(words[1]) : UInt64(words[2]) << 32 | UInt64(words[3])
  }

  /// The uniform number of a scenario and a factor.
  ///
  ///     u = (k + 1/2) / 2⁵²,   k from 52 random bits
  ///
  /// - Parameters:
  ///   - scenario: Index of the scenario.
  ///   - factor: Index of the factor, distinct for the low 32 bits.
  /// - Returns: A number in (0, 1), never 0 or 1.
  public func uniform(scenario: Int, factor: Int) -> Double {
    (Double(bits(scenario: scenario, factor: factor) >> 12) + 0.5) * 0x1p-52
  }

  /// The standard normal number of a scenario and a factor, by inversion of its uniform number.
  ///
  /// - Parameters:
  ///   - scenario: Index of the scenario.
  ///   - factor: Index of the factor.
  /// - Returns: A finite number, at most 8.3 in magnitude, with the bits that a block of them has.
  /// - Accuracy: 6 units in the last place of the exact quantile.
  public func normal(scenario: Int, factor: Int) -> Double {
    var number = 0.0
    unsafe tp_normal_quantiles(
      tp_instruction_set_libm, 1, [bits(scenario: scenario, factor: factor) >> 12], &number)
    return number
  }

  /// The field as the kernel takes it.
  func kernelField(mirrored: Bool) -> tp_philox_field {
    tp_philox_field(
      key: (generator.key0, generator.key1), purpose: purpose.rawValue, mirrored: mirrored ? 1 : 0)
  }
}
