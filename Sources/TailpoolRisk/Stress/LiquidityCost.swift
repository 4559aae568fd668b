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
///   volatility itself; at most the volatility itself, so that one stray ask does not price all others.
///
/// A quote that is better than the mark costs nothing, and what it would gain is not taken off the cost of others.
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
    /// Dollars that a quote better than the mark would gain, ≥ 0; they count as no cost.
    public let gainNotCounted: Double
    /// Whether the widest distance was more than the volatility itself, which was taken in its place.
    public let isWideningBounded: Bool

    /// A line by how a position can be closed.
    fileprivate init(_ entry: PricedPosition, _ exit: Exit) {
      id = entry.position.id
      contract = entry.position.contract
      side = exit.side
      cost = max(exit.cost, 0)
      gainNotCounted = max(-exit.cost, 0)
      isWideningBounded = exit.isWideningBounded
    }
  }

  /// The way out of one position.
  fileprivate struct Exit {
    var side: Side
    /// Dollars lost against the mark; below zero where the quote is better.
    var cost: Double
    var isWideningBounded = false
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
  /// The most that is added to a volatility, as a fraction of it.
  private static let greatestWidening = 1.0

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
      Line(entry, Self.exit(entry, marks: marks, widths: widths, multiple: spreadMultiple))
    }
  }

  private static func exit(
    _ entry: PricedPosition, marks: VolatilityMarks, widths: AskWidths, multiple: Double
  ) -> Exit {
    guard let line = entry.repricer as? EuropeanRepricer else { return Exit(side: .atMark, cost: 0) }
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
    func quoted(_ cost: Double) -> Exit {
      // A mark that was solved from the quote differs from it by rounding, which is no gain.
      Exit(side: .quoted, cost: cost < -1e-9 * abs(units) * mark ? cost : max(cost, 0))
    }
    if units >= 0 {
      let intrinsic = value(0)
      guard let bid = point?.quote.bid else {
        return Exit(side: .noBid, cost: units * (mark - min(intrinsic, mark)))
      }
      let price = max(mark - multiple * (mark - bid * dollars), min(intrinsic, mark))
      return quoted(units * (mark - price))
    }
    if let ask = point?.quote.ask { return quoted(-units * multiple * (ask * dollars - mark)) }
    let (found, most) = (widths.widest(option), greatestWidening * line.volatility)
    let width = min(found ?? assumedWidening * line.volatility, most)
    return Exit(
      side: .noAsk, cost: -units * (value(line.volatility + max(multiple, 1) * width) - mark),
      isWideningBounded: found.map { $0 > most } ?? false)
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
