import TailpoolMarket
import TailpoolPricing

/// Sensitivities in dollars, as a desk reads them; they may be added across underlyings.
public struct DollarGreeks: Hashable, Sendable {
  /// Dollar value.
  public var value = 0.0
  /// `delta × spot`: dollars of the underlying that the position is worth in spot terms.
  public var delta = 0.0
  /// `gamma × spot² / 100`: change of the dollar delta for a move of 1 %.
  public var gamma = 0.0
  /// `vega / 100`: dollars per volatility point.
  public var vega = 0.0
  /// `theta / 365`: dollars per calendar day.
  public var theta = 0.0

  /// Creates zero sensitivities.
  public init() {}

  /// Converts sensitivities per unit to dollars.
  ///
  /// - Parameters:
  ///   - greeks: Sensitivities of one underlying.
  ///   - spot: Its spot price in dollars.
  public init(_ greeks: NetGreeks, spot: Double) {
    value = greeks.value
    delta = greeks.delta * spot
    gamma = greeks.gamma * spot * spot / 100
    vega = greeks.vega / 100
    theta = greeks.theta / DayCount.daysPerYear
  }

  /// Adds another group.
  public static func += (left: inout DollarGreeks, right: DollarGreeks) {
    left.value += right.value
    left.delta += right.delta
    left.gamma += right.gamma
    left.vega += right.vega
    left.theta += right.theta
  }
}

extension BookSection {
  /// The part of a book that is written on one underlying.
  public struct UnderlyingPart: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// Its spot price in dollars.
    public let spot: Double
    /// Number of positions.
    public let positions: Int
    /// Value in units of the underlying of the coin-settled positions; nil when there is none.
    public let coinValue: Double?
    /// Value and sensitivities.
    public let greeks: NetGreeks
    /// Delta less the coins that the coin-settled positions are worth: the premium-adjusted delta.
    public let netDelta: Double
    /// The same in dollars.
    public var dollars: DollarGreeks { DollarGreeks(greeks, spot: spot) }
  }
}

extension BookSection {
  /// The part of a book that expires at one instant, or that does not expire.
  public struct ExpiryPart: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// The expiry; nil for the contracts that do not expire.
    public let expiry: Timestamp?
    /// Spot price of the underlying in dollars.
    public let spot: Double
    /// Value and sensitivities.
    public let greeks: NetGreeks
    /// The same in dollars.
    public var dollars: DollarGreeks { DollarGreeks(greeks, spot: spot) }
  }
}

/// Value and sensitivities of a book.
public struct BookSection: Hashable, Sendable {
  /// Dollar value, negative when the pool owes more than it holds.
  public let value: Double
  /// Number of positions.
  public let positions: Int
  /// Positions with a negative quantity.
  public let soldPositions: Int
  /// Parts by underlying, sorted.
  public let byUnderlying: [BookSection.UnderlyingPart]
  /// Parts by underlying and expiry, sorted.
  public let byExpiry: [BookSection.ExpiryPart]
  /// Sum of the dollar sensitivities over the underlyings.
  public let total: DollarGreeks

  /// Summarizes a valued book.
  ///
  /// - Parameters:
  ///   - valuation: The book's value and sensitivities.
  ///   - spots: Spot price in dollars of each underlying of the book; NaN is shown where one is missing.
  /// - Complexity: O(positions).
  public init(_ valuation: PricedBook, spots: [Underlying: Double]) {
    var coins: [Underlying: Double] = [:]
    var counts: [Underlying: Int] = [:]
    var netDeltas: [Underlying: Double] = [:]
    for item in valuation.positions {
      let underlying = item.position.contract.underlying
      counts[underlying, default: 0] += 1
      netDeltas[underlying, default: 0] += item.netDelta
      for (second, greeks) in zip(item.position.contract.underlyings, item.contractGreeks.byInput).dropFirst() {
        netDeltas[second, default: 0] += greeks.delta
      }
      if item.position.contract.settlement == .coin { coins[underlying, default: 0] += item.settlementValue }
    }
    value = valuation.value
    positions = valuation.positions.count
    soldPositions = valuation.positions.count { $0.position.quantity < 0 }
    byUnderlying = valuation.byUnderlying.sorted { $0.key < $1.key }.map { underlying, greeks in
      BookSection.UnderlyingPart(
        underlying: underlying, spot: spots[underlying] ?? .nan, positions: counts[underlying] ?? 0,
        coinValue: coins[underlying], greeks: greeks, netDelta: netDeltas[underlying] ?? greeks.delta)
    }
    byExpiry = valuation.byExpiry.map {
      BookSection.ExpiryPart(
        underlying: $0.underlying, expiry: $0.expiry, spot: spots[$0.underlying] ?? .nan, greeks: $0.greeks)
    }
    total = byUnderlying.reduce(into: DollarGreeks()) { $0 += $1.dollars }
  }
}
