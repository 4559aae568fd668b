import TailpoolLedger
import TailpoolLibc
import TailpoolMarket
import TailpoolPoolEngine

extension OptionsVenue {
  /// Sets what a trader holds of a contract; with the last contract a fraction goes, which is nobody's then.
  ///
  /// - Parameter fraction: That after a funding; nil where it stays as it is.
  mutating func hold(_ contracts: UInt128, _ trader: String, _ name: String, fraction: Double? = nil) {
    holdings[trader, default: [:]][name] = contracts == 0 ? nil : contracts
    if holdings[trader]?.isEmpty == true { holdings[trader] = nil }
    let rest = contracts == 0 ? 0 : fraction ?? fractions[trader]?[name] ?? 0
    fractions[trader, default: [:]][name] = rest == 0 ? nil : rest
    if fractions[trader]?.isEmpty == true { fractions[trader] = nil }
  }

  /// Lets the holders of a contract pay for the time until a trade in it.
  mutating func fundIfDue(_ name: String, at now: Timestamp) throws(VenueRefusal) {
    if let since = fundedUntil[name], since < now { _ = try fund(name, at: now) }
  }

  /// Takes funding in kind from the holders of a contract without expiry, for the time since they last paid.
  ///
  ///     held = ⌊(held + fraction) e^(−rate t)⌋,   t in years of 365 days
  ///
  /// at the curve's rate of now; what is below a whole contract stays the holder's `fractions`, while it holds one. What they no longer
  /// hold the pool no longer owes, and nobody needs money to hold a contract.
  mutating func fund(_ name: String, at now: Timestamp) throws(VenueRefusal) -> VenueFill {
    let (contract, market) = (try listed(name), try market(at: now))
    guard let since = fundedUntil[name] else { throw .pool(.notFunded(name)) }
    let rate: Double?
    do { rate = try curve.fundingRate(contract, in: market) } catch { throw .curve(error) }
    guard let rate else { throw .pool(.notFunded(name)) }
    let years = Double(now.secondsSinceEpoch - since.secondsSinceEpoch) / Double(DayCount.secondsPerYear)
    let part = exp(-rate * years)
    guard years > 0 else { throw .nothingToMove }
    // Who is paid to hold gets no more than as much again between two fundings.
    guard part > 0, part <= 2 else { throw .curve(.invalid(field: "fundingRate", value: rate)) }
    var gone: Int128 = 0
    for trader in holdings.keys.sorted() {
      guard let held = holdings[trader]?[name] else { continue }
      // Counts are below 2³², so that the product is within 2⁻²⁰ of a contract.
      let exact = (Double(held) + (fractions[trader]?[name] ?? 0)) * part
      let left = UInt128(exact.rounded(.down))
      guard left < PoolBounds.contracts else { throw .overflow }
      gone += Int128(held) - Int128(left)
      hold(left, trader, name, fraction: exact - exact.rounded(.down))
    }
    fundedUntil[name] = now
    guard gone != 0 else { return VenueFill(TokenFlow()) }
    try apply(
      .trade(PoolTrade(mark: try mark(contract, in: market), quantity: gone, premium: 0)), at: now)
    return VenueFill(
      TokenFlow(), contract: VenueFill.ContractTrade(name: name, contracts: -gone, volatility: nil))
  }
}
