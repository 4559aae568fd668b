import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing

/// What it costs to close a book at the quotes instead of at its marks, with the sides that nobody quotes.
///
/// A position that is held is sold at the bid, one that is owed is bought at the ask. Where the side is missing:
///
/// - without a bid a held option is worth its discounted intrinsic value at the forward;
/// - without an ask an owed one costs its price at a volatility that is higher by the widest distance of ask and mark, in
///   volatility, among the options of the same expiry that have an ask, else of the same underlying, else half of the
///   volatility itself.
///
/// A contract that is no listed option has no quotes in the market and is closed at its mark, which is counted apart.
///
/// With a multiple, quotes are that many times as far from the mark; a bid does not fall below the intrinsic value.
public struct LiquidityCost: Hashable, Sendable {
  /// How one position can be closed.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    /// At a quoted price.
    case quoted
    /// Held, and there is no bid.
    case noBid
    /// Owed, and there is no ask.
    case noAsk
    /// No listed option, closed at its mark without a cost: no quotes of it are known.
    case atMark
  }

  /// One position.
  public struct Line: Hashable, Sendable {
    /// The position's id.
    public let id: String
    /// The contract.
    public let contract: Contract
    /// How it can be closed.
    public let side: Side
    /// Dollars lost against the mark, ≥ 0.
    public let cost: Double
  }

  /// The positions in the order of the book.
  public let lines: [Line]
  /// Number of times that quotes are farther from the mark than they are.
  public let spreadMultiple: Double

  /// Dollars lost against the marks.
  public var total: Double { CompensatedSum(lines.lazy.map(\.cost)).value }
  /// Dollars lost, and number of positions, by how they can be closed.
  public func part(_ side: Side) -> (cost: Double, positions: Int) {
    let part = lines.filter { $0.side == side }
    return (CompensatedSum(part.lazy.map(\.cost)).value, part.count)
  }

  /// Added to a volatility, as a fraction of it, where no option of the underlying has an ask.
  private static let assumedWidening = 0.5

  /// Prices the way out of a book.
  ///
  /// - Parameters:
  ///   - book: The positions.
  ///   - marks: The quotes, with the volatilities that they imply.
  ///   - spreadMultiple: How many times as far as today the quotes are from the marks, finite and ≥ 0.
  /// - Throws: `RiskError.invalidParameter` for a multiple out of range.
  /// - Complexity: O(positions + quotes).
  public init(_ book: PricedBook, marks: VolatilityMarks, spreadMultiple: Double = 1) throws(RiskError) {
    guard spreadMultiple >= 0, spreadMultiple.isFinite else {
      throw .invalidParameter(name: "spreadMultiple", value: spreadMultiple)
    }
    let widths = AskWidths(marks)
    self.spreadMultiple = spreadMultiple
    lines = book.positions.map { entry in
      let (side, cost) = Self.cost(entry, marks: marks, widths: widths, multiple: spreadMultiple)
      return Line(id: entry.position.id, contract: entry.position.contract, side: side, cost: max(cost, 0))
    }
  }

  private static func cost(
    _ entry: PricedPosition, marks: VolatilityMarks, widths: AskWidths, multiple: Double
  ) -> (Side, Double) {
    guard let line = entry.repricer as? EuropeanRepricer else { return (.atMark, 0) }
    let (option, units) = (line.contract, entry.units)
    let point = marks.point(for: option)
    // A price in coin is worth its number times the forward discounted as the book's value is.
    let dollars = option.settlement == .coin ? line.discountFactor * line.forward : 1
    func value(_ volatility: Double) -> Double {
      Black76.price(
        option.type, forward: line.forward, strike: option.strike, years: line.years, volatility: volatility,
        discountFactor: line.discountFactor)
    }
    let mark = value(line.volatility)
    if units >= 0 {
      let intrinsic = value(0)
      guard let bid = point?.quote.bid else { return (.noBid, units * (mark - min(intrinsic, mark))) }
      let price = max(mark - multiple * max(mark - bid * dollars, 0), min(intrinsic, mark))
      return (.quoted, units * (mark - price))
    }
    if let ask = point?.quote.ask { return (.quoted, -units * multiple * max(ask * dollars - mark, 0)) }
    let width = widths.widest(option) ?? assumedWidening * line.volatility
    return (.noAsk, -units * (value(line.volatility + max(multiple, 1) * width) - mark))
  }
}

/// The widest distance of ask and mark in volatility, by expiry and by underlying.
private struct AskWidths {
  private struct Key: Hashable {
    let underlying: Underlying
    let expiry: Timestamp?
  }

  private var widest: [Key: Double] = [:]

  init(_ marks: VolatilityMarks) {
    for smile in marks.smiles {
      for point in smile.points {
        guard let ask = point.askVolatility, ask > point.volatility else { continue }
        for expiry in [smile.market.expiry, nil] {
          let key = Key(underlying: smile.underlying, expiry: expiry)
          widest[key] = max(widest[key] ?? 0, ask - point.volatility)
        }
      }
    }
  }

  func widest(_ contract: OptionContract) -> Double? {
    widest[Key(underlying: contract.underlying, expiry: contract.expiry)]
      ?? widest[Key(underlying: contract.underlying, expiry: nil)]
  }
}
