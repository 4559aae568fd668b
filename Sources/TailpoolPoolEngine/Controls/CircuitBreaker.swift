/// A breaker that stops what adds risk for a while, and then lets it in slowly.
///
///     closed → tripped(until) → probation → closed
///
/// A trip is never shortened by another; several at once last as long as the longest. A stop, however often it is
/// tripped again before it ends, is bounded; then comes at least the beginning of a probation. Time is an argument: there is no clock.
public struct CircuitBreaker: Hashable, Sendable {
  /// Where a breaker stands.
  public enum State: Hashable, Sendable {
    /// Everything goes.
    case closed
    /// What adds risk stops until then.
    case tripped(until: Int64)
    /// What adds risk is limited until then.
    case probation(until: Int64)
  }

  /// What somebody wants to do.
  public enum Operation: Hashable, Sendable, CaseIterable {
    /// Put capital in.
    case entry
    /// Take capital out.
    case exit
    /// Trade so that risk grows.
    case addRisk
    /// Trade so that risk falls, settle, or liquidate.
    case reduceRisk
  }

  /// What a breaker says to an operation.
  public enum Permission: Hashable, Sendable {
    /// It may go on.
    case allowed
    /// It may go on up to a part of its usual limit, in basis points.
    case limited(basisPoints: Int)
    /// It may not; when to ask again.
    case refused(until: Int64)
  }

  /// Seconds of probation after a trip, ≥ 0.
  public let probationSeconds: Int64
  /// The part of the usual limits during probation, in basis points, 0 … 10 000.
  public let probationBasisPoints: Int
  /// The longest that trips in a row may last together, in seconds, > 0.
  public let longestSeconds: Int64
  /// Seconds after the first trip from which a guardian may end it, ≥ 0.
  public let guardianDelay: Int64

  /// When the trips in a row began; nil when there was none.
  public private(set) var trippedAt: Int64?
  /// When the trips in a row end; nil when there was none.
  public private(set) var until: Int64?
  private var latest = Int64.min

  /// Creates a closed breaker; see the properties for the meaning of each argument.
  ///
  /// - Throws: `ControlError.invalid` for a number out of its range.
  public init(
    probationSeconds: Int64, probationBasisPoints: Int, longestSeconds: Int64, guardianDelay: Int64
  ) throws(ControlError) {
    guard probationSeconds >= 0 else { throw .invalid("probation") }
    guard (0...10_000).contains(probationBasisPoints) else { throw .invalid("probation limit") }
    guard longestSeconds > 0 else { throw .invalid("longest stop") }
    guard guardianDelay >= 0 else { throw .invalid("guardian delay") }
    self.probationSeconds = probationSeconds
    self.probationBasisPoints = probationBasisPoints
    self.longestSeconds = longestSeconds
    self.guardianDelay = guardianDelay
  }

  /// Where the breaker stands at a time.
  public func state(at now: Int64) -> State {
    guard let until else { return .closed }
    if now < until { return .tripped(until: until) }
    let end = until.addingClamped(probationSeconds)
    return now < end ? .probation(until: end) : .closed
  }

  /// Trips the breaker, or makes a trip longer.
  ///
  ///     until = min(max(until, now + timeout), first trip + longest)
  ///
  /// A trip while the breaker is tripped belongs to the same row; one on probation begins another.
  ///
  /// - Parameters:
  ///   - timeout: Seconds, > 0.
  ///   - now: The time in seconds, not before any seen.
  /// - Throws: `ControlError.invalid` for the timeout, `.outOfOrder` for the time; the state is unchanged.
  public mutating func trip(for timeout: Int64, at now: Int64) throws(ControlError) {
    guard timeout > 0 else { throw .invalid("timeout") }
    try checkOrder(now)
    let wanted = now.addingClamped(timeout)
    if case .tripped(let until) = state(at: now), let trippedAt {
      self.until = max(until, min(wanted, trippedAt.addingClamped(longestSeconds)))
    } else {
      trippedAt = now
      until = min(wanted, now.addingClamped(longestSeconds))
    }
    latest = now
  }

  /// Ends a trip by the guardian's decision; probation follows.
  ///
  /// - Parameter now: The time in seconds, not before any seen.
  /// - Throws: `ControlError.guardianTooEarly` before the guardian's delay is over, `.outOfOrder`; the state is unchanged.
  public mutating func end(at now: Int64) throws(ControlError) {
    try checkOrder(now)
    guard case .tripped = state(at: now), let trippedAt else { return }
    let allowed = trippedAt.addingClamped(guardianDelay)
    guard now >= allowed else { throw .guardianTooEarly(until: allowed) }
    until = now
    latest = now
  }

  /// What the breaker says to an operation.
  ///
  /// What reduces risk always goes on. Exits go on through a trip while the pool is solvent after all known losses, because a
  /// stop must not be a trap; otherwise they wait like the rest.
  ///
  /// - Parameters:
  ///   - operation: What somebody wants to do.
  ///   - now: The time in seconds.
  ///   - isSolvent: Whether the pool's assets cover its claims after all known losses.
  public func permission(for operation: Operation, at now: Int64, isSolvent: Bool) -> Permission {
    switch (state(at: now), operation) {
    case (_, .reduceRisk), (.closed, _): return .allowed
    case (.tripped(let until), .exit): return isSolvent ? .allowed : .refused(until: until)
    case (.tripped(let until), _): return .refused(until: until)
    case (.probation, .exit): return .allowed
    case (.probation, _): return .limited(basisPoints: probationBasisPoints)
    }
  }

  private func checkOrder(_ now: Int64) throws(ControlError) {
    guard now >= latest else { throw .outOfOrder(time: now, latest: latest) }
  }
}
