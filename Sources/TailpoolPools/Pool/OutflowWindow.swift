/// The flows of a pool within the window of its outflow limit, each in O(1): what `OutflowLimiter` keeps, by place.
///
///     outflow = sum over participants of max(-net, 0)        settled = pool - sum of net
struct OutflowWindow: Hashable, Sendable {
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
    let settled = max(pool - sum, 0)
    if settled < Int128(terms.threshold) { return nil }
    // settled < 2^112 and the part is at most 10,000, so that the product fits.
    let floor =
      settled / 10_000 * Int128(terms.retainedBasisPoints)
      + settled % 10_000 * Int128(terms.retainedBasisPoints) / 10_000
    let own = max(nets[place] ?? register.holders[place].netFlow, 0)
    return isReserved ? own : own + max(settled - floor - out, 0)
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
  /// The last tick that has left the window: the instant rounded down, before 1970 too.
  fileprivate func lastForgotten(at now: Int64) -> Int64 {
    let start = now - window
    return start >= 0 ? start / tick : -((tick - 1 - start) / tick)
  }
}
