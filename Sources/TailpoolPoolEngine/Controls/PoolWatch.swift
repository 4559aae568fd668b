import TailpoolMarket

/// Follows a pool from event to event, and raises alerts on numbers of its state.
///
/// At the end of an instant at which something happened, when so much time has gone by since the last snapshot, these
/// numbers are taken and handed to a `PoolMonitor`:
///
/// - `utilization`: locked collateral over cash;
/// - `drawdown`: how far the low-side value of a share lies below the greatest seen, as a fraction;
/// - `markAge`: age of the marks over the greatest allowed, zero when nothing is open;
/// - `leaving`: part of all shares that waits to leave;
/// - `badDebt`: what accounts lack beyond their margin, over the reserve; infinite without a reserve;
/// - `breaker`: 1 when tripped or halted, 0.5 on probation, else 0.
///
/// - Complexity: O(maturities with locked spread) a snapshot, O(1) an event in between.
public struct PoolWatch: Hashable, Sendable {
  /// The rules, and every alert they raised or cleared.
  public private(set) var monitor: PoolMonitor
  /// The least time between two snapshots, in seconds.
  public let interval: Int64
  /// How many snapshots were taken.
  public private(set) var snapshots = 0
  private var greatestShare = 0.0
  private var latest: Int64?

  /// Creates a watch that has seen nothing.
  ///
  /// - Parameters:
  ///   - rules: What is watched; the numbers are those above.
  ///   - interval: The least time between two snapshots, in seconds, ≥ 1.
  /// - Throws: `ControlError.invalid` for an interval below 1, `.duplicate` for a number that stands twice.
  public init(_ rules: [PoolMonitor.Rule], interval: Int64 = 3_600) throws(ControlError) {
    guard interval >= 1 else { throw .invalid("interval") }
    monitor = try PoolMonitor(rules)
    self.interval = interval
  }

  /// A watch by the usual rules: utilization above 90 % (cleared at 80 %), a drawdown above 20 % (10 %), marks ten times
  /// as old as allowed (cleared when no older than that), more than a quarter of the shares waiting to leave (a tenth),
  /// bad debt above half of the reserve (a quarter), a breaker that trips (cleared when its probation ends).
  ///
  /// - Parameter interval: The least time between two snapshots, in seconds, ≥ 1.
  /// - Throws: `ControlError.invalid` for an interval below 1.
  public static func usual(interval: Int64 = 3_600) throws(ControlError) -> PoolWatch {
    try PoolWatch(
      [
        PoolMonitor.Rule(metric: "utilization", raiseAbove: 0.9, clearAt: 0.8),
        PoolMonitor.Rule(metric: "drawdown", raiseAbove: 0.2, clearAt: 0.1),
        PoolMonitor.Rule(metric: "markAge", raiseAbove: 10, clearAt: 1),
        PoolMonitor.Rule(metric: "leaving", raiseAbove: 0.25, clearAt: 0.1),
        PoolMonitor.Rule(metric: "badDebt", raiseAbove: 0.5, clearAt: 0.25),
        PoolMonitor.Rule(metric: "breaker", raiseAbove: 0.5, clearAt: 0),
      ], interval: interval)
  }

  /// Takes a snapshot where one is due: not before the last event of an instant.
  ///
  /// - Parameters:
  ///   - pool: The pool as it is.
  ///   - next: When its next event happens, or nil after the last one.
  /// - Returns: The alerts raised and cleared.
  /// - Throws: `ControlError.outOfOrder` for a pool older than one seen; the watch is then unchanged.
  @discardableResult
  public mutating func observe(
    _ pool: MutualPool, before next: Timestamp?
  ) throws(ControlError) -> [PoolMonitor.Event] {
    let now = pool.time.secondsSinceEpoch
    if let next, next.secondsSinceEpoch <= now { return [] }
    if let latest, now >= latest, now - latest < interval { return [] }
    let share = (try? pool.value(at: pool.time)).map { pool.shareValue($0.low) }
    let greatest = max(greatestShare, share ?? 0)
    var metrics = pool.metrics
    if let share { metrics["drawdown"] = 1 - share / greatest }
    let events = try monitor.take(metrics, at: now)
    (latest, greatestShare) = (now, greatest)
    snapshots += 1
    return events
  }
}

extension MutualPool {
  /// The value of a share, relative to what it was when the pool opened.
  ///
  /// - Parameter value: What the pool is worth at one side, in base units.
  /// - Returns: `(value + 1) / (supply / 10^offset + 1)`, with the virtual share and unit that every rate has.
  public func shareValue(_ value: Int128) -> Double {
    (Double(value) + 1) * (virtualShares / (Double(register.supply) + virtualShares))
  }

  /// The virtual shares that every rate counts in: 10 to the power of the offset, for one base unit at the opening.
  public var virtualShares: Double { (0..<terms.shareOffset).reduce(1) { power, _ in power * 10 } }

  /// The numbers that need no history.
  fileprivate var metrics: [String: Double] {
    let exposure = Double(margin.exposure)
    return [
      "utilization": utilization, "markAge": markAge, "breaker": breakerLevel,
      "leaving": register.leaving == 0 ? 0 : Double(register.leaving) / Double(register.supply),
      "badDebt": exposure == 0 ? 0 : exposure / Double(max(cash(.reserve), 0)),
    ]
  }

  private var markAge: Double {
    if isFlat { return 0 }
    guard let lastMark else { return .infinity }
    return Double(time.secondsSinceEpoch - lastMark.asOf.secondsSinceEpoch) / Double(max(terms.greatestMarkAge, 1))
  }

  private var breakerLevel: Double {
    if haltedUntil.map({ time < $0 }) ?? false { return 1 }
    switch breaker?.state(at: time.secondsSinceEpoch) {
    case .tripped: return 1
    case .probation: return 0.5
    case .closed, nil: return 0
    }
  }
}
