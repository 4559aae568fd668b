/// Limits how much may leave a pool within a window of time, measured on what each participant takes out net.
///
///     outflow = sum over participants of max(-net, 0)        settled = pool - sum of net
///
/// What a participant has brought in during the window it may take out again without using up anybody's capacity, so that
/// value-neutral round trips cannot close the gate for others; what others bring in does not raise what it may take.
///
/// Participants go by their places in the pool's register, which keeps each one's net flow, so that a flow is O(1) over
/// time: it is booked once and forgotten once.
///
/// - Source: after ERC-7265; measured net.
struct OutflowLimiter: Hashable, Sendable {
  private struct Flow: Hashable {
    let tick: Int64
    let place: Int
    var units: Int128
  }

  private var flows: [Flow] = []
  private var first = 0
  private var net: Int128 = 0
  private var outflow: Int128 = 0

  init() {}

  /// Books a flow, positive into the pool, after those that have left the window are forgotten.
  mutating func book(
    _ units: Int128, _ place: Int, at now: Int64, _ terms: PoolControls.Outflow, _ register: inout PoolRegister
  ) {
    forget(before: now, terms, &register)
    let tick = now / terms.tick
    if let last = flows.indices.last, last >= first, flows[last].tick == tick, flows[last].place == place {
      flows[last].units += units
    } else {
      flows.append(Flow(tick: tick, place: place, units: units))
    }
    add(units, place, &register)
  }

  /// How much a participant may take out, in base units; nil when the pool is too small for the limit to apply.
  ///
  /// What it brought in during the window it may take out again; beyond that it shares the capacity with all others,
  /// unless `isReserved`: then others wait for it.
  func payable(
    to place: Int, of pool: Int128, at now: Int64, _ terms: PoolControls.Outflow, _ register: PoolRegister,
    isReserved: Bool
  ) -> Int128? {
    var (nets, out): ([Int: Int128], Int128) = ([:], outflow)
    var sum = net
    // Flows that have left the window and are not forgotten yet.
    var index = first
    let oldest = terms.lastForgotten(at: now)
    while index < flows.count, flows[index].tick <= oldest {
      let before = nets[flows[index].place] ?? register.holders[flows[index].place].netFlow
      let after = before - flows[index].units
      out += max(-after, 0) - max(-before, 0)
      sum -= flows[index].units
      nets[flows[index].place] = after
      index += 1
    }
    guard let capacity = terms.capacity(settled: max(pool - sum, 0), outflow: out) else { return nil }
    let own = max(nets[place] ?? register.holders[place].netFlow, 0)
    return isReserved ? own : own + max(capacity, 0)
  }

  private mutating func forget(before now: Int64, _ terms: PoolControls.Outflow, _ register: inout PoolRegister) {
    let oldest = terms.lastForgotten(at: now)
    while first < flows.count, flows[first].tick <= oldest {
      add(-flows[first].units, flows[first].place, &register)
      first += 1
    }
    if first > 64, 2 * first > flows.count {
      flows.removeFirst(first)
      first = 0
    }
  }

  private mutating func add(_ units: Int128, _ place: Int, _ register: inout PoolRegister) {
    let before = register.holders[place].netFlow
    let after = before + units
    register.holders[place].netFlow = after
    outflow += max(-after, 0) - max(-before, 0)
    net += units
  }
}

extension PoolControls.Outflow {
  /// Whether the terms are in their ranges.
  var isValid: Bool {
    tick > 0 && tick <= window && PoolTerms.spans.contains(window) && (0...10_000).contains(retainedBasisPoints)
      && threshold < PoolBounds.shares
  }

  /// The rule by itself: what may still leave.
  ///
  ///     capacity = settled - floor(settled * retained / 10 000) - outflow
  ///
  /// - Parameters:
  ///   - settled: What has been in the pool for longer than the window, in base units, ≥ 0.
  ///   - outflow: What has left net in the window.
  /// - Returns: Base units, negative where more has left than may; nil when the pool is too small for the limit to apply.
  func capacity(settled: Int128, outflow: Int128) -> Int128? {
    if settled < Int128(threshold) { return nil }
    // The part is at most 10,000, so that each product fits whatever is settled.
    let floor =
      settled / 10_000 * Int128(retainedBasisPoints) + settled % 10_000 * Int128(retainedBasisPoints) / 10_000
    return settled - floor - outflow
  }

  /// The last tick that has left the window: the instant rounded down, before 1970 too.
  fileprivate func lastForgotten(at now: Int64) -> Int64 {
    let start = now - window
    return start >= 0 ? start / tick : -((tick - 1 - start) / tick)
  }
}
