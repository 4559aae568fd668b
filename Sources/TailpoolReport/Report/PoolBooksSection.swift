import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import TailpoolScenarios

/// The books of a pool that runs: capital and layers, value a share on two sides, queue, claims, controls.
///
/// Amounts are in whole units of the pool's asset; the exact base units are those of `MutualPool`.
public struct PoolBooksSection: Hashable, Sendable {
  /// A layer that bears losses, and what exhausts it.
  public struct Layer: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it can bear.
    public let capacity: Double
    /// The least loss that empties it and all before it.
    public let exhaustingLoss: Double
    /// The least fall of all spots at once by which the report's book loses that; nil when none up to 98 % does.
    public let fall: Double?
    /// The least rise of all spots at once by which it does; nil when none up to 200 % does.
    public let rise: Double?
  }

  /// A ticket that waits.
  public struct Ticket: Hashable, Sendable {
    /// Its number.
    public let number: UInt64
    /// Whose it is.
    public let participant: String
    /// Whether it is an exit.
    public let isExit: Bool
    /// Money that waits to enter, or what the shares that wait to leave are worth at the low side.
    public let amount: Double
    /// When it was asked for.
    public let requested: Timestamp
  }

  /// What one participant has, and what came of what it paid in.
  public struct Member: Hashable, Sendable {
    /// Whose.
    public let participant: String
    /// Its shares at the low and the high side.
    public let claimLow: Double, claimHigh: Double
    /// Claim and payouts less what was paid in; negative is a loss.
    public let result: Double
    /// Rewards earned and not paid.
    public let reward: Double
    /// Borne in losses that went through the waterfall.
    public let borne: Double
    /// Assessed and not paid.
    public let due: Double
  }

  /// Where a control stands, in words.
  public struct Control: Hashable, Sendable {
    /// The control.
    public let name: String
    /// Its state.
    public let state: String
    /// Whether it stops anything now.
    public let isActive: Bool
  }

  /// An alert that was raised or cleared.
  public struct Alert: Hashable, Sendable {
    /// When.
    public let time: Timestamp
    /// The number that is watched.
    public let metric: String
    /// Whether it was raised; else it was cleared.
    public let isRaised: Bool
    /// The number then; nil when it could not be said.
    public let value: Double?
  }

  /// The pool's asset.
  public let unit: String
  /// The time of the pool's last event.
  public let asOf: Timestamp
  /// Events applied.
  public let events: UInt64
  /// Cash of the capital, the reserve, tickets, rewards and margin.
  public let capital: Double, reserve: Double, escrow: Double, rewards: Double, margin: Double
  /// Value at the low and the high side.
  public let low: Double, high: Double
  /// Value of a share at both sides; 1 when the pool opened.
  public let shareLow: Double, shareHigh: Double
  /// Whether the marks are too old or unsure to enter or leave at.
  public let isStale: Bool
  /// Locked collateral over cash.
  public let utilization: Double
  /// The layers, the first to bear first.
  public let layers: [Layer]
  /// Tickets that wait, in order.
  public let tickets: [Ticket]
  /// Participants in the order of arrival.
  public let members: [Member]
  /// Breaker, halt, outflow limit and exposure.
  public let controls: [Control]
  /// Losses that went through the waterfall.
  public let losses: [PoolLoss]
  /// The last alerts raised and cleared, at most twenty, in order; empty where nothing watched the pool.
  public let alerts: [Alert]
  /// Numbers whose alert stands, in alphabetical order.
  public let standingAlerts: [String]

  /// Reads the books.
  ///
  /// - Parameters:
  ///   - pool: The pool, as of its last event.
  ///   - watch: What has followed it, or nil.
  ///   - loss: What the report's book loses when all spots move by a fraction; not finite where it cannot say.
  /// - Throws: `PoolRefusal.overflow`.
  /// - Complexity: O(participants + tickets), and some two hundred calls of `loss`.
  public init(
    _ pool: MutualPool, watch: PoolWatch? = nil, loss: (_ move: Double) -> Double
  ) throws(PoolRefusal) {
    let now = pool.time
    let whole = Double(pool.terms.asset.unitsPerWhole)
    func amount(_ units: Int128) -> Double { Double(units) / whole }
    let value = try pool.value(at: now)
    (unit, asOf, events) = (pool.terms.asset.symbol, now, pool.eventCount)
    (capital, reserve, escrow) = (amount(pool.cash()), amount(pool.cash(.reserve)), amount(pool.cash(.escrow)))
    (rewards, margin) = (amount(pool.cash(.rewards)), amount(pool.cash(.margin)))
    (low, high, isStale) = (amount(value.low), amount(value.high), value.isStale)
    let share = (low: pool.shareValue(value.low), high: pool.shareValue(value.high))
    (shareLow, shareHigh) = share
    utilization = pool.utilization
    layers = try PoolBooksSection.layers(pool, whole: whole, loss: loss)
    tickets = pool.tickets.map { ticket in
      switch ticket.kind {
      case .entry(let assets, _):
        Ticket(
          number: ticket.number, participant: ticket.participant, isExit: false, amount: Double(assets) / whole,
          requested: ticket.requested)
      case .exit(let shares, _):
        Ticket(
          number: ticket.number, participant: ticket.participant, isExit: true,
          amount: Double(shares) / pool.virtualShares * share.low / whole, requested: ticket.requested)
      }
    }
    members = try pool.statements(at: now).map { statement in
      Member(
        participant: statement.participant, claimLow: Double(statement.claim) / whole,
        claimHigh: Double(statement.claimAtHighSide) / whole, result: amount(statement.result),
        reward: Double(statement.reward) / whole, borne: Double(statement.borne) / whole,
        due: Double(statement.assessmentDue) / whole)
    }
    controls = PoolBooksSection.controls(pool, at: now)
    losses = pool.losses
    alerts = (watch?.monitor.trail ?? []).suffix(20).map {
      Alert(
        time: Timestamp(secondsSinceEpoch: $0.time), metric: $0.metric, isRaised: $0.kind == .raised, value: $0.value)
    }
    standingAlerts = watch?.monitor.raised.sorted() ?? []
  }

  private static func layers(
    _ pool: MutualPool, whole: Double, loss: (Double) -> Double
  ) throws(PoolRefusal) -> [Layer] {
    let waterfall = try pool.lossLayers(at: pool.time)
    let exhausting: [Int128]
    do { exhausting = try waterfall.exhaustingLosses() } catch { throw .overflow }
    let falls = stride(from: -0.02, through: -0.98, by: -0.02).map { ($0, loss($0)) }
    let rises = stride(from: 0.02, through: 2, by: 0.02).map { ($0, loss($0)) }
    return zip(waterfall.layers, exhausting).map { layer, units in
      let most = Double(units) / whole
      return Layer(
        name: layer.name, capacity: Double(layer.capacity) / whole, exhaustingLoss: most,
        fall: move(that: most, among: falls, loss).map(abs), rise: move(that: most, among: rises, loss))
    }
  }

  /// The least move on a path that loses so much: the first step that does, made finer by halving.
  private static func move(
    that loses: Double, among steps: [(move: Double, loss: Double)], _ loss: (Double) -> Double
  ) -> Double? {
    guard let index = steps.firstIndex(where: { $0.loss >= loses }) else { return nil }
    var (near, far) = (index > 0 ? steps[index - 1].move : 0, steps[index].move)
    for _ in 0..<20 {
      let middle = (near + far) / 2
      if loss(middle) >= loses { far = middle } else { near = middle }
    }
    return far
  }

  private static func controls(_ pool: MutualPool, at now: Timestamp) -> [Control] {
    var controls: [Control] = []
    if let breaker = pool.breaker {
      let (state, isActive): (String, Bool) =
        switch breaker.state(at: now.secondsSinceEpoch) {
        case .closed: ("closed", false)
        case .tripped(let until): ("tripped until \(Timestamp(secondsSinceEpoch: until))", true)
        case .probation(let until): ("on probation until \(Timestamp(secondsSinceEpoch: until))", true)
        }
      controls.append(Control(name: "breaker", state: state, isActive: isActive))
    }
    let isHalted = pool.haltedUntil.map { now < $0 } ?? false
    let end = pool.haltedUntil.map { "\($0)" } ?? ""
    controls.append(Control(name: "halt", state: isHalted ? "until \(end)" : "none", isActive: isHalted))
    if let outflow = pool.terms.controls.outflow {
      controls.append(
        Control(
          name: "outflow limit",
          state: "\(NumberText.percent(Double(outflow.retainedBasisPoints) / 10_000)) stay within "
            + "\(NumberText.significant(Double(outflow.window) / 86_400)) days", isActive: false))
    }
    let isPaused = pool.margin.exposure > UInt128(max(pool.cash(.reserve), 0))
    controls.append(
      Control(name: "exits", state: isPaused ? "paused: bad debt exceeds the reserve" : "open", isActive: isPaused))
    for (name, parameter) in pool.parameters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      controls.append(
        Control(
          name: name.rawValue,
          state: "\(parameter.value), \(parameter.changes.count) changes, "
            + "within \(parameter.minimum) to \(parameter.maximum)",
          isActive: false))
    }
    return controls
  }
}
