import TailpoolLedger
import TailpoolMarket

/// A price path by whole ticks, that holds from each time to the next.
public struct TickPath: Hashable, Sendable {
  private let times: [Timestamp]
  private let prices: [UInt64]

  /// Creates a path.
  ///
  /// - Parameter points: Times that rise, with prices > 0.
  /// - Throws: `AuctionRefusal.timeRunsBack` for times that do not rise, `.invalidReference` for a price of zero or no point.
  public init(_ points: [(time: Timestamp, price: UInt64)]) throws(AuctionRefusal) {
    if points.isEmpty { throw .invalidReference }
    for (point, next) in zip(points, points.dropFirst()) where next.time <= point.time {
      throw .timeRunsBack(time: next.time, last: point.time)
    }
    if points.contains(where: { $0.price == 0 }) { throw .invalidReference }
    (times, prices) = (points.map(\.time), points.map(\.price))
  }

  /// The price at a time; nil before the first point.
  ///
  /// - Complexity: O(log n).
  public func price(at time: Timestamp) -> UInt64? {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : prices[low - 1]
  }
}

/// What an order came to, as its cost is counted.
public struct ExecutedOrder: Hashable, Sendable {
  /// A part of the order that was filled.
  public struct Fill: Hashable, Sendable {
    /// When.
    public let time: Timestamp
    /// Units.
    public let quantity: UInt64
    /// What was paid or received for them.
    public let quote: UInt128

    /// Creates a fill; see the properties for the meaning of each argument.
    public init(at time: Timestamp, quantity: UInt64, quote: UInt128) {
      (self.time, self.quantity, self.quote) = (time, quantity, quote)
    }
  }

  /// Whose order it was.
  public let participant: String
  /// Which way it traded.
  public let side: OrderSide
  /// Units that were asked for.
  public let ordered: UInt64
  /// When the order was decided on, or committed to.
  public let arrival: Timestamp
  /// When what it wants became known: its reveal, or the arrival where it was open.
  public let known: Timestamp
  /// What was filled, none before it was known; together at most what was asked for.
  public internal(set) var fills: [Fill]

  /// Creates a record; see the properties for the meaning of each argument.
  public init(
    participant: String, side: OrderSide, ordered: UInt64, arrival: Timestamp, known: Timestamp, fills: [Fill]
  ) {
    self.participant = participant
    self.side = side
    self.ordered = ordered
    self.arrival = arrival
    self.known = known
    self.fills = fills
  }
}

/// What trading cost a participant, beside a market's prices.
///
/// With +1 for a buy and −1 for a sell:
///
///     shortfall   side (paid − price at arrival · filled)
///     markout     side (price after the horizon · filled − paid)
///     leakage     side (price when known − price at arrival) · filled
///     fill rate   filled / ordered
///
/// Leakage is the part of the shortfall that had happened when the order became known: for a sealed order it should be noise around
/// zero, and what stands between it and the shortfall came after.
///
/// - Source: A. Perold, Journal of Portfolio Management 14 (1988) 4, for the shortfall.
public struct ExecutionReport: Hashable, Sendable {
  /// Whose orders these are.
  public let participant: String
  /// How many.
  public private(set) var orders = 0
  /// Units that were asked for.
  public private(set) var ordered: UInt128 = 0
  /// Units that were filled.
  public private(set) var filled: UInt128 = 0
  /// What they cost above the price at arrival, in units of what is paid; positive is a cost.
  public private(set) var shortfall: Int128 = 0
  /// What they would have gained by the horizon; positive is a gain.
  public private(set) var markout: Int128 = 0
  /// By how much the price moved against them before they were known; positive is a cost.
  public private(set) var leakage: Int128 = 0

  /// Units filled for a unit ordered, from 0 to 1; NaN where nothing was ordered.
  public var fillRate: Double { Double(filled) / Double(ordered) }

  /// Reports of all participants, by name.
  ///
  /// - Parameters:
  ///   - executions: What the orders came to.
  ///   - prices: The market's prices.
  ///   - horizonSeconds: Seconds from the fill to the price of the markout, ≥ 0.
  /// - Throws: `AuctionRefusal.invalidReference` where the market has no price yet, `.invalidTerms` for a horizon below zero or more
  ///   filled than ordered, `.timeRunsBack` where an order is known before its arrival or filled before it is known, `.overflow`.
  /// - Complexity: O(n log n) in orders and fills.
  public static func reports(
    _ executions: [ExecutedOrder], prices: TickPath, horizonSeconds: Int64
  ) throws(AuctionRefusal) -> [ExecutionReport] {
    if horizonSeconds < 0 { throw .invalidTerms(field: "horizonSeconds") }
    var reports: [String: ExecutionReport] = [:]
    for execution in executions {
      try reports[execution.participant, default: ExecutionReport(participant: execution.participant)]
        .add(execution, prices, horizonSeconds)
    }
    return reports.values.sorted { $0.participant < $1.participant }
  }

  private init(participant: String) { self.participant = participant }

  private mutating func add(
    _ order: ExecutedOrder, _ prices: TickPath, _ horizonSeconds: Int64
  ) throws(AuctionRefusal) {
    if order.known < order.arrival { throw .timeRunsBack(time: order.known, last: order.arrival) }
    guard let arrival = prices.price(at: order.arrival), let known = prices.price(at: order.known) else {
      throw .invalidReference
    }
    var next = self
    do throws(LedgerError) {
      next.orders += 1
      next.ordered = try checkedSum(ordered, UInt128(order.ordered))
    } catch { throw .overflow }
    var left = order.ordered
    for fill in order.fills {
      if fill.quantity > left { throw .invalidTerms(field: "filled") }
      if fill.time < order.known { throw .timeRunsBack(time: fill.time, last: order.known) }
      left -= fill.quantity
      let (end, isTooLate) = fill.time.secondsSinceEpoch.addingReportingOverflow(horizonSeconds)
      if isTooLate { throw .overflow }
      guard let later = prices.price(at: Timestamp(secondsSinceEpoch: end)) else { throw .invalidReference }
      try next.add(fill, order.side, arrival: arrival, known: known, later: later)
    }
    self = next
  }

  private mutating func add(
    _ fill: ExecutedOrder.Fill, _ side: OrderSide, arrival: UInt64, known: UInt64, later: UInt64
  ) throws(AuctionRefusal) {
    do throws(LedgerError) {
      guard let paid = Int128(exactly: fill.quote) else { throw .overflow }
      let sign: Int128 = side == .buy ? 1 : -1
      func worth(_ price: UInt64) throws(LedgerError) -> Int128 {
        try checkedProduct(Int128(price), Int128(fill.quantity))
      }
      let (first, second, last) = (try worth(arrival), try worth(known), try worth(later))
      filled = try checkedSum(filled, UInt128(fill.quantity))
      shortfall = try checkedSum(shortfall, sign * (try checkedDifference(paid, first)))
      markout = try checkedSum(markout, sign * (try checkedDifference(last, paid)))
      leakage = try checkedSum(leakage, sign * (try checkedDifference(second, first)))
    } catch { throw .overflow }
  }

  /// How far an order is expected to move a market, by the square root of its size.
  ///
  ///     coefficient · volatility · √(quantity / daily volume)
  ///
  /// - Parameters:
  ///   - quantity: Units of the order, ≥ 0.
  ///   - dailyVolume: Units that trade a day, > 0.
  ///   - dailyVolatility: Standard deviation of a day's return, ≥ 0.
  ///   - coefficient: A number near 1, ≥ 0.
  /// - Returns: A fraction of the price; NaN where an argument is out of its range.
  /// - Source: the empirical law as in B. Tóth et al., Physical Review X 1 (2011) 021006.
  public static func squareRootImpact(
    quantity: Double, dailyVolume: Double, dailyVolatility: Double, coefficient: Double = 1
  ) -> Double {
    guard quantity >= 0, dailyVolume > 0, dailyVolatility >= 0, coefficient >= 0 else { return .nan }
    return coefficient * dailyVolatility * (quantity / dailyVolume).squareRoot()
  }
}
