/// Limits how much may leave a pool within a window of time, measured on what each counterparty takes out net.
///
/// What a counterparty has brought in during the window it may take out again without using up anybody's capacity, so that
/// value-neutral round trips cannot close the gate for others; what others bring in does not raise what it may take. Over the
/// limit a withdrawal waits in line, is paid in order and in part as capacity returns, and nobody may pass it.
///
/// - Source: after ERC-7265; measured net and with a queue.
package struct OutflowLimiter: Hashable, Sendable {
  /// What the limiter says of a flow.
  package enum Status: Hashable, Sendable {
    /// Within the limit.
    case ok
    /// The pool is too small for the limit to apply.
    case inactive
    /// More has left than may.
    case triggered
  }

  /// A withdrawal that waits.
  package struct Ticket: Hashable, Sendable {
    /// Its number, from 1.
    package let id: Int
    /// Who withdraws.
    package let counterparty: String
    /// What is still to be paid, in base units, > 0.
    public fileprivate(set) var units: Int128
  }

  /// What is paid.
  package struct Payment: Hashable, Sendable {
    /// The number of the ticket, or nil when it was paid at once.
    package let ticket: Int?
    /// To whom.
    package let counterparty: String
    /// Base units, > 0.
    package let units: Int128
  }

  /// The greatest pool that is limited: 2⁹⁶ base units, so that no sum of flows can overflow.
  package static let greatestTotal: Int128 = 1 << 96

  /// Seconds of the window, > 0.
  package let window: Int64
  /// Seconds of a tick, > 0 and at most the window: flows of one tick leave the window together.
  package let tick: Int64
  /// The part of the pool that must stay, in basis points, 0 … 10 000.
  package let retainedBasisPoints: Int
  /// The size of the pool from which the limit applies, in base units, ≥ 0.
  package let threshold: Int128

  /// All that the pool has, in base units: what waits in line is still in it.
  package private(set) var total: Int128
  /// The withdrawals that wait, first in line first.
  package private(set) var queue: [Ticket] = []
  private var flows: [Flow] = []
  private var nextTicket = 1
  private var latest = Int64.min

  /// Net flows of counterparties in one tick; positive is into the pool.
  private struct Flow: Hashable, Sendable {
    let tick: Int64
    var net: [String: Int128]
  }

  /// Creates a limiter.
  ///
  /// - Parameters:
  ///   - total: All that the pool has, wherever it is: also what is in transit; 0 … `greatestTotal`.
  ///   - window: Seconds of the window, > 0.
  ///   - tick: Seconds of a tick, > 0, at most `window`.
  ///   - retainedBasisPoints: The part of the pool that must stay.
  ///   - threshold: The size of the pool from which the limit applies, ≥ 0.
  /// - Throws: `ControlError.invalid` or `.amount` for a number out of its range.
  package init(
    total: Int128, window: Int64, tick: Int64, retainedBasisPoints: Int, threshold: Int128
  ) throws(ControlError) {
    guard window > 0, tick > 0, tick <= window else { throw .invalid("window or tick") }
    guard (0...10_000).contains(retainedBasisPoints) else { throw .invalid("retained part") }
    for units in [total, threshold] where units < 0 { throw .amount(.negative(units)) }
    guard total <= Self.greatestTotal else { throw .amount(.overflow) }
    self.total = total
    self.window = window
    self.tick = tick
    self.retainedBasisPoints = retainedBasisPoints
    self.threshold = threshold
  }

  /// The rule by itself.
  ///
  ///     triggered when settled + net < ⌊settled · retained / 10 000⌋, inactive when settled < threshold
  ///
  /// - Parameters:
  ///   - settled: What has been in the pool for longer than the window, ≥ 0.
  ///   - net: Net flow in the window, negative out of the pool.
  ///   - retainedBasisPoints: The part that must stay, ≥ 0.
  ///   - threshold: The size from which the limit applies.
  /// - Throws: `ControlError.amount` for a negative size or an overflow.
  package static func status(
    settled: Int128, net: Int128, retainedBasisPoints: Int, threshold: Int128
  ) throws(ControlError) -> Status {
    if settled < threshold { return .inactive }
    return try ControlError.wrapping { () throws(AmountError) in
      let floor = try ExactAmounts.mulDiv(settled, Int128(retainedBasisPoints), 10_000, rounding: .down)
      return try ExactAmounts.sum(settled, net) < floor ? .triggered : .ok
    }
  }

  /// What may still leave now beyond what counterparties brought in themselves, in base units.
  ///
  /// - Returns: The capacity; nil when the pool is too small for the limit to apply.
  package func capacity(at now: Int64) -> Int128? {
    let nets = nets(at: now)
    let settled = max(total - nets.values.reduce(0, +), 0)
    if settled < threshold { return nil }
    let outflow = nets.values.reduce(Int128(0)) { $0 + max(-$1, 0) }
    let floor = (try? ExactAmounts.mulDiv(settled, Int128(retainedBasisPoints), 10_000, rounding: .down)) ?? settled
    return max(settled - floor - outflow, 0)
  }

  /// Books what a counterparty brings in.
  ///
  /// - Parameters:
  ///   - units: Base units, ≥ 0.
  ///   - counterparty: Who brings it.
  ///   - now: The time in seconds, not before any seen.
  /// - Throws: `ControlError.amount`, `.outOfOrder`; the state is unchanged.
  package mutating func deposit(_ units: Int128, from counterparty: String, at now: Int64) throws(ControlError) {
    guard units >= 0 else { throw .amount(.negative(units)) }
    try checkOrder(now)
    guard units <= Self.greatestTotal - total else { throw .amount(.overflow) }
    total += units
    book(units, counterparty, now)
  }

  /// Asks to take out.
  ///
  /// - Parameters:
  ///   - units: Base units, ≥ 0, at most what is in the pool and not in line.
  ///   - counterparty: Who takes it.
  ///   - now: The time in seconds, not before any seen.
  /// - Returns: What is paid now: first what waits in line as far as there is capacity, then this withdrawal, of which the
  ///   rest waits in line.
  /// - Throws: `ControlError.amount`, `.insufficient`, `.outOfOrder`; the state is unchanged.
  package mutating func withdraw(_ units: Int128, to counterparty: String, at now: Int64) throws(ControlError)
    -> [Payment]
  {
    guard units >= 0 else { throw .amount(.negative(units)) }
    try checkOrder(now)
    guard units <= total - queue.reduce(0, { $0 + $1.units }) else { throw .insufficient }
    var payments = try release(at: now)
    let paid = queue.isEmpty ? payable(units, counterparty, now) : 0
    if paid > 0 {
      pay(paid, counterparty, now)
      payments.append(Payment(ticket: nil, counterparty: counterparty, units: paid))
    }
    if paid < units {
      queue.append(Ticket(id: nextTicket, counterparty: counterparty, units: units - paid))
      nextTicket += 1
    }
    return payments
  }

  /// Pays what waits in line, in order, as far as there is capacity.
  ///
  /// - Parameter now: The time in seconds, not before any seen.
  /// - Throws: `ControlError.outOfOrder`; the state is unchanged.
  package mutating func release(at now: Int64) throws(ControlError) -> [Payment] {
    try checkOrder(now)
    latest = now
    flows = flows.filter { isInWindow($0, now) }
    var payments: [Payment] = []
    while let ticket = queue.first {
      let paid = payable(ticket.units, ticket.counterparty, now)
      if paid == 0 { break }
      pay(paid, ticket.counterparty, now)
      payments.append(Payment(ticket: ticket.id, counterparty: ticket.counterparty, units: paid))
      queue[0].units -= paid
      if queue[0].units > 0 { break }
      queue.removeFirst()
    }
    return payments
  }

  /// How much of a withdrawal may be paid: what its counterparty brought in during the window, and the capacity.
  private func payable(_ units: Int128, _ counterparty: String, _ now: Int64) -> Int128 {
    guard let capacity = capacity(at: now) else { return units }
    let own = max(nets(at: now)[counterparty] ?? 0, 0)
    return units <= own ? units : own + min(units - own, capacity)
  }

  private mutating func pay(_ units: Int128, _ counterparty: String, _ now: Int64) {
    total -= units
    book(-units, counterparty, now)
  }

  /// Adds a flow to its tick. A flow is at most `greatestTotal`, so 2³⁰ of them fit.
  private mutating func book(_ units: Int128, _ counterparty: String, _ now: Int64) {
    latest = now
    let index = Self.tickIndex(now, tick)
    if flows.last?.tick != index { flows.append(Flow(tick: index, net: [:])) }
    flows[flows.count - 1].net[counterparty, default: 0] += units
  }

  private func nets(at now: Int64) -> [String: Int128] {
    var nets: [String: Int128] = [:]
    for flow in flows where isInWindow(flow, now) { nets.merge(flow.net, uniquingKeysWith: +) }
    return nets
  }

  private func isInWindow(_ flow: Flow, _ now: Int64) -> Bool {
    flow.tick > Self.tickIndex(now.addingClamped(-window), tick)
  }

  private static func tickIndex(_ seconds: Int64, _ tick: Int64) -> Int64 {
    seconds >= 0 ? seconds / tick : -((-(seconds + 1)) / tick) - 1
  }

  private func checkOrder(_ now: Int64) throws(ControlError) {
    guard now >= latest else { throw .outOfOrder(time: now, latest: latest) }
  }
}
