import TailpoolMarket

/// Where the volatility that a listed option is valued at came from, best first.
public enum VolatilitySource: String, Hashable, Sendable, CaseIterable {
  /// The surface calibrated to the quotes of its listing class.
  case surface
  /// The venue's own volatility of its mark.
  case venue
  /// Solved from the venue's mark, or from the mid where the venue gives no mark.
  case impliedFromMark
  /// Interpolated between the neighbouring strikes of the same expiry, linear in total variance against
  /// log-forward-moneyness, flat beyond the last strike.
  case interpolated
}

/// One listed option with the volatilities that its prices imply.
public struct SmilePoint: Hashable, Sendable {
  /// The quote.
  public let quote: OptionQuote
  /// Log of strike over forward.
  public let logMoneyness: Double
  /// Annual volatility implied by the bid; nil when there is none or no volatility gives that price.
  public let bidVolatility: Double?
  /// Annual volatility implied by the mid; nil likewise.
  public let midVolatility: Double?
  /// Annual volatility implied by the mark; nil likewise.
  public let markVolatility: Double?
  /// Annual volatility implied by the ask; nil likewise.
  public let askVolatility: Double?
  /// The annual volatility that the option is valued at, finite and > 0.
  public let volatility: Double
  /// Where `volatility` came from.
  public let source: VolatilitySource

  /// Creates a point; see the properties for the meaning of each argument.
  public init(
    quote: OptionQuote, logMoneyness: Double, bidVolatility: Double?, midVolatility: Double?,
    markVolatility: Double?, askVolatility: Double?, volatility: Double, source: VolatilitySource
  ) {
    self.quote = quote
    self.logMoneyness = logMoneyness
    self.bidVolatility = bidVolatility
    self.midVolatility = midVolatility
    self.markVolatility = markVolatility
    self.askVolatility = askVolatility
    self.volatility = volatility
    self.source = source
  }
}

/// The volatilities of one expiry.
public struct VolatilitySmile: Hashable, Sendable {
  /// The underlying.
  public let underlying: Underlying
  /// Spot price, > 0.
  public let spot: Double
  /// The expiry with its forward, discount factor and quotes.
  public let market: ExpiryMarket
  /// The points, sorted by strike, calls before puts; an option without any usable volatility is left out.
  public let points: [SmilePoint]
  /// The calibrated smile through and beyond the listed strikes, by log-moneyness; empty where the points are all there is.
  public let curve: [CurvePoint]

  /// A point of a calibrated smile.
  public struct CurvePoint: Hashable, Sendable {
    /// Log of strike over forward.
    public let logMoneyness: Double
    /// Annual volatility, finite and > 0.
    public let volatility: Double

    /// Creates a point; see the properties.
    public init(logMoneyness: Double, volatility: Double) {
      self.logMoneyness = logMoneyness
      self.volatility = volatility
    }
  }

  /// Creates a smile; see the properties for the meaning of each argument.
  public init(
    underlying: Underlying, spot: Double, market: ExpiryMarket, points: [SmilePoint], curve: [CurvePoint] = []
  ) {
    self.underlying = underlying
    self.spot = spot
    self.market = market
    self.points = points
    self.curve = curve
  }
}

/// The volatility of every listed option of a snapshot, with how it was found.
public struct VolatilityMarks: Hashable, Sendable {
  /// The smiles, by underlying, then expiry.
  public let smiles: [VolatilitySmile]
  /// Points by source.
  public let sourceCounts: [VolatilitySource: Int]
  /// Listed options without any usable volatility.
  public let unusable: Int
  /// Median absolute difference between the venue's marks and Black-76 at the venue's mark volatility, in the
  /// settlement currency; nil when the venue gives no volatilities.
  public let medianMarkError: Double?
  /// Where each listed contract stands, so that `point(for:)` takes constant time.
  private let positions: [InstrumentKey: PointPosition]

  /// Creates marks; see the properties for the meaning of each argument.
  public init(
    smiles: [VolatilitySmile], sourceCounts: [VolatilitySource: Int], unusable: Int, medianMarkError: Double?
  ) {
    self.smiles = smiles
    self.sourceCounts = sourceCounts
    self.unusable = unusable
    self.medianMarkError = medianMarkError
    var positions: [InstrumentKey: PointPosition] = [:]
    positions.reserveCapacity(smiles.reduce(0) { $0 + $1.points.count })
    for (smile, value) in smiles.enumerated() {
      for (point, listed) in value.points.enumerated() {
        positions[InstrumentKey(listed.quote.contract)] = PointPosition(smile: smile, point: point)
      }
    }
    self.positions = positions
  }

  /// The point of a listed contract.
  ///
  /// - Parameter contract: The contract; root, expiry, type and strike tell which instrument it is.
  /// - Returns: The point, or nil when the contract is not listed or has no usable volatility.
  /// - Complexity: O(1).
  public func point(for contract: OptionContract) -> SmilePoint? {
    guard let position = positions[InstrumentKey(contract)] else { return nil }
    return smiles[position.smile].points[position.point]
  }
}

/// What makes two contracts the same instrument.
private struct InstrumentKey: Hashable, Sendable {
  let root: String
  let expiry: Timestamp
  let type: OptionType
  let strike: Double

  init(_ contract: OptionContract) {
    root = contract.root
    expiry = contract.expiry
    type = contract.type
    strike = contract.strike
  }
}

/// The indexes of a smile and of a point in it.
private struct PointPosition: Hashable, Sendable {
  let smile: Int
  let point: Int
}
