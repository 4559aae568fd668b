import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension OptionsVenue {
  /// Pays the contracts of an expiry: shorts pay what they owe of their collateral, the pool pays or receives the difference, and the
  /// holders divide the payoff to the last unit. What a short cannot pay is the pool's loss; what roundings leave is the pool's.
  mutating func settle(_ expiry: Timestamp, at now: Timestamp) throws(VenueRefusal) -> VenueFill {
    let lines = pool.book.lines.filter { $0.contract.expiry == expiry }
    try apply(.settle(underlying: terms.token0, expiry: expiry), at: now)
    let key = MutualPool.ExpiryKey(underlying: terms.token0, expiry: expiry)
    guard let price = pool.settlementPrices[key] else { throw .pool(.noSettlementPrice) }
    var paid: [String: UInt128] = [:]
    var (lost, left): (UInt128, UInt128) = (0, 0)
    do throws(LedgerError) {
      for line in lines {
        let settled = try settled(line.contract, quantity: line.quantity, at: price)
        for (trader, units) in settled.payments { paid[trader] = try checkedSum(paid[trader] ?? 0, units) }
        (lost, left) = (try checkedSum(lost, settled.lost), try checkedSum(left, settled.left))
      }
    } catch { throw .overflow }
    if left > 0 { try apply(.gift(from: "roundings", assets: left), at: now) }
    if lost > 0 { try apply(.loss(reason: "collateral of shorts", assets: lost), at: now) }
    drop(Set(lines.map(\.contract.id)))
    var fill = VenueFill(flow(into: 0, out: paid.values.reduce(0, +)))
    fill.payments = paid.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      .map { VenueFill.Payment(.trader($0.key), amounts($0.value)) }
    return fill
  }

  /// What comes of one contract: with the pool's quantity q, what holders are paid is
  ///
  ///     ⌊payoff of all⌋ = Σ ⌈payoff of a short⌉ + ⌊payoff of −q⌋ (or − ⌈payoff of q⌉) − what is left
  private func settled(
    _ contract: PoolContract, quantity: Int128, at price: UInt128
  ) throws(LedgerError) -> (payments: [(String, UInt128)], lost: UInt128, left: UInt128) {
    func payoff(_ contracts: UInt128, _ rounding: Rounding) throws(LedgerError) -> UInt128 {
      try contract.payoff(of: contracts, at: PoolFixing(price: price), rounding: rounding) ?? 0
    }
    var payments: [(String, UInt128)] = []
    var (there, lost): (UInt128, UInt128) = (0, 0)
    for (trader, positions) in shorts.sorted(by: { $0.key < $1.key }) {
      guard let position = positions[contract.id] else { continue }
      let owed = try payoff(position.contracts, .up)
      there = try checkedSum(there, owed)
      let found = min(owed, position.collateral)
      lost = try checkedSum(lost, owed - found)
      payments.append((trader, position.collateral - found))
    }
    let holders = holdings.compactMap { trader, held in held[contract.id].map { (trader, $0) } }
      .sorted { $0.0 < $1.0 }
    let due = try payoff(try checkedSum(holders.map(\.1)), .down)
    if quantity < 0 { there = try checkedSum(there, payoff(quantity.magnitude, .down)) }
    let taken = quantity > 0 ? try payoff(quantity.magnitude, .up) : 0
    if !holders.isEmpty {
      payments += zip(holders.map(\.0), try largestRemainderSplit(due, by: holders.map(\.1))).map { ($0, $1) }
    }
    return (payments, lost, there - min(there, try checkedSum(taken, due)))
  }

  private mutating func drop(_ contracts: Set<String>) {
    for trader in holdings.keys.sorted() {
      holdings[trader] = holdings[trader]?.filter { !contracts.contains($0.key) }
      if holdings[trader]?.isEmpty == true { holdings[trader] = nil }
    }
    for trader in shorts.keys.sorted() {
      shorts[trader] = shorts[trader]?.filter { !contracts.contains($0.key) }
      if shorts[trader]?.isEmpty == true { shorts[trader] = nil }
    }
  }
}
