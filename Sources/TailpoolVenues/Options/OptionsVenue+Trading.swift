import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension OptionsVenue {
  /// A trade with its price, after which the curve has moved and nothing else.
  struct PricedTrade {
    let contract: PoolContract
    let quote: CurveQuote
    /// What changes hands, fees included.
    let units: UInt128
    /// The fees within it, or that it was truncated by.
    let fee: UInt128
    let market: CurveMarket
  }

  /// Moves the curve by a trade, and rounds what it costs against the trader; one that is forced is not held to the curve's bounds.
  mutating func priced(
    _ name: String, contracts: Int128, at now: Timestamp, isForced: Bool = false
  ) throws(VenueRefusal) -> PricedTrade {
    if contracts == 0 { throw .nothingToMove }
    guard contracts.magnitude < PoolBounds.contracts else { throw .overflow }
    let (contract, market) = (try listed(name), try market(at: now))
    let whole = Double(pool.terms.asset.unitsPerWhole)
    let each = (size: Double(contract.size) / whole, collateral: Double(contract.collateral) / whole)
    let trade = CurveTrade(
      contract, size: Double(contracts) * each.size, collateral: Double(contracts) * each.collateral,
      isForced: isForced)
    let quote: CurveQuote
    do { quote = try curve.take(trade, in: market) } catch { throw .curve(error) }
    let isPurchase = contracts > 0
    let total = isPurchase ? quote.premium + quote.fee : max(quote.premium - quote.fee, 0)
    return PricedTrade(
      contract: contract, quote: quote, units: try units(total, isUp: isPurchase),
      fee: try units(isPurchase ? quote.fee : min(quote.fee, quote.premium), isUp: false), market: market)
  }

  /// Base units of a number that the curve has found.
  ///
  ///     ⌈value (1 + 2⁻⁴⁰)⌉ up, ⌊value (1 − 2⁻⁴⁰)⌋ down
  ///
  /// The margin of 10⁻¹² is above the error of any curve's premium, so that no rounding of double precision pays a trader.
  func units(_ value: Double, isUp: Bool) throws(VenueRefusal) -> UInt128 {
    let value = value * (isUp ? 1 + 0x1p-40 : 1 - 0x1p-40)
    do {
      let amount = try Amount(
        value, of: pool.terms.asset, moving: .intoPool, favoring: isUp ? .pool : .counterparty)
      if amount.units.magnitude < PoolBounds.units { return amount.units.magnitude }
    } catch {}
    throw .overflow
  }

  mutating func buy(
    _ trader: String, _ name: String, _ contracts: UInt128, most: UInt128, at now: Timestamp
  ) throws(VenueRefusal) -> VenueFill {
    if trader.isEmpty { throw .pool(.emptyName) }
    guard contracts < PoolBounds.contracts else { throw .overflow }
    try fundIfDue(name, at: now)
    let trade = try priced(name, contracts: Int128(contracts), at: now)
    if trade.units > most { throw .worseThanAllowed(found: UInt256(trade.units), allowed: UInt256(most)) }
    // What is paid above the fair value is earned as the option's time passes.
    let spread = try units(max(trade.quote.premium - trade.quote.fair, 0), isUp: false)
    try book(trade, quantity: -Int128(contracts), spread: trade.contract.expiry == nil ? 0 : min(spread, trade.units))
    holdings[trader, default: [:]][name, default: 0] += contracts
    return fill(trade, contracts: Int128(contracts), into: trade.units, out: 0)
  }

  mutating func sell(
    _ trader: String, _ name: String, _ contracts: UInt128, least: UInt128, at now: Timestamp
  ) throws(VenueRefusal) -> VenueFill {
    try fundIfDue(name, at: now)
    let held = holdings[trader]?[name] ?? 0
    guard contracts <= held else { throw .notHeld(found: held, expected: contracts) }
    let trade = try priced(name, contracts: -Int128(contracts), at: now)
    if trade.units < least { throw .worseThanAllowed(found: UInt256(trade.units), allowed: UInt256(least)) }
    try book(trade, quantity: Int128(contracts), spread: 0)
    hold(held - contracts, trader, name)
    return fill(trade, contracts: -Int128(contracts), into: 0, out: trade.units)
  }

  /// Lets the pool take a trade, at its price or another.
  mutating func book(
    _ trade: PricedTrade, quantity: Int128, spread: UInt128, premium: UInt128? = nil
  ) throws(VenueRefusal) {
    try apply(
      .trade(
        PoolTrade(
          mark: try mark(trade.contract, in: trade.market), quantity: quantity, premium: premium ?? trade.units,
          spread: spread)),
      at: trade.market.time)
  }

  func fill(_ trade: PricedTrade, contracts: Int128, into: UInt128, out: UInt128) -> VenueFill {
    VenueFill(
      flow(into: into, out: out), fee: amounts(trade.fee),
      contract: VenueFill.ContractTrade(
        name: trade.contract.id, contracts: contracts, volatility: trade.quote.volatility))
  }

  // MARK: - Marks

  /// Values all that is open at the index of now.
  mutating func markAll(at now: Timestamp) throws(VenueRefusal) {
    let open = pool.book.lines.filter { $0.quantity != 0 }
    if open.isEmpty { return }
    let market = try market(at: now)
    var marks: [ContractMark] = []
    for line in open { marks.append(try mark(line.contract, in: market)) }
    try apply(.mark(contracts: marks, hedges: [], source: "index", confidence: 10_000), at: now)
  }

  /// What one contract is worth to the curve, with the spread of the terms to both sides; what has expired and waits is worth its
  /// payoff at the index.
  func mark(_ contract: PoolContract, in market: CurveMarket) throws(VenueRefusal) -> ContractMark {
    let size = Double(contract.size) / Double(pool.terms.asset.unitsPerWhole)
    let mark: CurveMark
    if let expiry = contract.expiry, expiry <= market.time {
      mark = CurveMark(value: try payoff(contract, market) / size, delta: 0, vega: 0)
    } else {
      do { mark = try curve.mark(contract, in: market) } catch { throw .curve(error) }
    }
    let (value, half) = (mark.value * size, Double(terms.markSpreadMillionths) / 1e6)
    guard mark.delta.magnitude * size < 1e15, mark.vega.magnitude * size < 1e15 else { throw .overflow }
    return ContractMark(
      contract: contract.id, bid: try units(value * (1 - half), isUp: false),
      ask: try units(value * (1 + half), isUp: true), deltaMillionths: Int128((mark.delta * size * 1e6).rounded()),
      vega: Int128((mark.vega * size * Double(pool.terms.asset.unitsPerWhole)).rounded()))
  }

  /// What one contract would pay at the index, in whole units.
  private func payoff(_ contract: PoolContract, _ market: CurveMarket) throws(VenueRefusal) -> Double {
    guard let index else { throw .staleIndex(age: nil, most: terms.greatestIndexAge - 1) }
    do {
      let units = try contract.payoff(of: 1, at: PoolFixing(price: index.price), rounding: .up) ?? 0
      return Double(units) / Double(pool.terms.asset.unitsPerWhole)
    } catch { throw .overflow }
  }
}
