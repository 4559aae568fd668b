import TailpoolPricing
import TailpoolRisk

/// The cost of closing the book when quotes are so many times as far from the marks.
public struct LiquidityRow: Hashable, Sendable {
  /// Cost and number of positions that can be closed in one way.
  public struct Part: Hashable, Sendable {
    /// Dollars lost against the marks.
    public let cost: Double
    /// Number of positions.
    public let positions: Int
  }

  /// How many times.
  public let spreadMultiple: Double
  /// Dollars lost against the marks.
  public let total: Double
  /// Positions with the quote they need.
  public let quoted: Part
  /// Positions held that nobody bids for.
  public let noBid: Part
  /// Positions owed that nobody offers.
  public let noAsk: Part
  /// Contracts without expiry, closed at their marks.
  public let atMark: Part
  /// Positions whose quote is better than the mark, and as a negative cost what that would gain: it counts as no cost.
  public let betterThanMark: Part
  /// Positions nobody offers for which the widest distance of ask and mark was more than their volatility, which was taken
  /// in its place.
  public let boundedWidenings: Int

  /// Sums up a cost.
  public init(_ cost: LiquidityCost) {
    func part(_ side: LiquidityCost.Side) -> Part {
      let (cost, positions) = cost.part(side)
      return Part(cost: cost, positions: positions)
    }
    spreadMultiple = cost.spreadMultiple
    total = cost.total
    quoted = part(.quoted)
    noBid = part(.noBid)
    noAsk = part(.noAsk)
    atMark = part(.atMark)
    let better = cost.lines.filter { $0.gainNotCounted > 0 }
    betterThanMark = Part(cost: better.reduce(0) { $0 - $1.gainNotCounted }, positions: better.count)
    boundedWidenings = cost.lines.count { $0.isWideningBounded }
  }
}

extension LiquidityRow {
  /// How many times as far from the marks quotes are taken to be.
  private static let spreadMultiples = [1.0, 2, 5]

  /// The cost of closing a book at its quotes, and at quotes farther away.
  static func rows(of book: PricedBook, marks: VolatilityMarks) throws -> [LiquidityRow] {
    try spreadMultiples.map { LiquidityRow(try LiquidityCost(book, marks: marks, spreadMultiple: $0)) }
  }
}
