import TailpoolLedger
import TailpoolMarket

extension MutualPool {
  // MARK: - Breaker

  /// The breaker lets money of that size in.
  func checkEntry(_ assets: UInt128, _ value: Sides, at now: Timestamp) throws(PoolRefusal) {
    guard let breaker else { return }
    switch breaker.permission(for: .entry, at: now.secondsSinceEpoch, isSolvent: value.low > 0) {
    case .allowed: return
    case .refused(let until): throw .tripped(until: Timestamp(secondsSinceEpoch: until))
    case .limited(let basisPoints):
      if register.supply == 0 { return }
      let most = try refusing { () throws(LedgerError) in
        try mulDiv(UInt128(max(value.low, 0)), UInt128(basisPoints), 10_000, rounding: .down)
      }
      if assets > most { throw .limit(.entry) }
    }
  }

  /// The part of the low side that expected shortfall may be after a trade, on a scale of 10^8; nil without a limit.
  package func shortfallBudget(at now: Timestamp, isReducing: Bool) throws(PoolRefusal) -> UInt128? {
    let budget = terms.limits.shortfallBasisPoints.map { UInt128($0) * 10_000 }
    guard let breaker, !isReducing else { return budget }
    switch breaker.permission(for: .addRisk, at: now.secondsSinceEpoch, isSolvent: true) {
    case .allowed: return budget
    case .refused(let until): throw .tripped(until: Timestamp(secondsSinceEpoch: until))
    case .limited(let basisPoints): return budget.map { $0 / 10_000 * UInt128(basisPoints) }
    }
  }

  /// Takes what is known of volatility and skew, in hundredths of a percent, and trips where the terms say so.
  mutating func signal(_ volatility: Int, _ skew: Int, at now: Timestamp) throws(PoolRefusal) {
    guard breaker != nil else { throw .noControl("breaker") }
    guard (0...1_000_000).contains(volatility), (0...1_000_000).contains(skew) else {
      throw .invalidQuantity(field: "signal")
    }
    tripIfNeeded(volatility: volatility, skew: skew, at: now)
  }

  /// Trips the breaker where free cash is short, or volatility or skew is far from its average.
  mutating func tripIfNeeded(volatility: Int, skew: Int, at now: Timestamp) {
    guard let rule = terms.controls.breaker?.rule, let value = try? sides(at: now) else { return }
    let free = value.low > 0 ? Double(freeCash(value)) / Double(value.low) : -1
    let timeout = rule.timeout(
      freeLiquidity: free, volatilityDistance: Double(volatility) / 10_000, skewDistance: Double(skew) / 10_000,
      hasOpenOptions: book.totals.open > 0)
    // Time runs forward and the terms' spans are positive, so that nothing is thrown.
    if let timeout { try? breaker?.trip(for: timeout, at: now.secondsSinceEpoch) }
  }

  mutating func endTrip(at now: Timestamp) throws(PoolRefusal) {
    guard breaker != nil else { throw .noControl("breaker") }
    do { try breaker?.end(at: now.secondsSinceEpoch) } catch { throw .control(error) }
  }

  // MARK: - Exits

  /// Nothing stands in the way of a participant's leaving: it owes nothing, and open bad debt does not exceed the reserve.
  func checkExit(_ place: Int) throws(PoolRefusal) {
    let due = register.holders[place].due
    if due > 0 { throw .assessmentDue(due) }
    try checkExposure()
  }

  func checkExposure() throws(PoolRefusal) {
    let reserve = UInt128(accounts[.reserve])
    if margin.exposure > reserve { throw .exitsPaused(exposure: margin.exposure, reserve: reserve) }
  }

  /// What the outflow limit lets a participant take out; nil when nothing is limited.
  func payable(to place: Int, _ value: Sides, at now: Timestamp, isReserved: Bool) -> UInt128? {
    guard let terms = terms.controls.outflow else { return nil }
    return outflow.payable(
      to: place, of: max(value.low, 0), at: now.secondsSinceEpoch, terms, register, isReserved: isReserved
    ).map { UInt128($0) }
  }

  mutating func bookFlow(_ units: Int128, _ place: Int, at now: Timestamp) {
    guard let terms = terms.controls.outflow else { return }
    outflow.book(units, place, at: now.secondsSinceEpoch, terms, &register)
  }

  // MARK: - Parameters

  mutating func setParameter(
    _ name: PoolParameter, _ value: Int, _ reason: String, at now: Timestamp
  ) throws(PoolRefusal) {
    guard var parameter = parameters[name] else { throw .noControl(name.rawValue) }
    do { try parameter.set(value, at: now.secondsSinceEpoch, reason: reason) } catch { throw .control(error) }
    do { try terms.set(name, to: value) } catch { throw .shares(error) }
    parameters[name] = parameter
  }

  // MARK: - Hedge

  /// What the hedge of an underlying should be, in millionths: minus the delta of the options, within the cap.
  ///
  /// - Parameter underlying: The underlying.
  /// - Returns: The hedge it has, where that is within the band around the target.
  public func hedgeTarget(of underlying: String) -> Int128 {
    guard let place = book.underlying(underlying) else { return 0 }
    let line = book.underlyings[place]
    let wanted = -line.delta
    let cap = terms.limits.hedgeMillionths.map { Int128($0 > UInt128(Int128.max) ? UInt128(Int128.max) : $0) }
    let target = cap.map { min(max(wanted, -$0), $0) } ?? wanted
    let band = terms.controls.hedgeBandMillionths ?? 0
    return (target - line.hedge).magnitude <= band ? line.hedge : target
  }
}
