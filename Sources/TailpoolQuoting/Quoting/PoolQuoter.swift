import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import TailpoolPricing
import TailpoolScenarios

/// A pool that quotes for itself: bid and ask of its listed contracts at which its own objective is indifferent, under its
/// budget of expected shortfall and its limits.
///
///     let quoter = try PoolQuoter(risk, of: pool, by: policy)
///     let ladders = try await quoter.ladders(of: ["BTC-30JAN26-85000-P"], sizes: [-10, -20, 10], at: now, threads: 2)
///     let event = try quote.event(accepted: acceptance, in: pool)  // the taker takes one of them
///
/// The price of a trade of q contracts, negative where the pool sells, is
///
///     mid · |q|  ±  (C(book + q) − C(book))  ±  (half spread + cost of the first hedge) · |q|
///
/// with C the cost of what is held: inventory, rehedging, funding and hurdle × horizon × expected shortfall. As C is a state,
/// the price is the integral of its slope along the way: a size costs what its parts cost one after the other, and who buys
/// and sells again pays both half spreads and both hedges. Amounts are rounded against the taker, by less than a unit each.
///
/// Prepared once from a market and a pool; a quote holds for that pool, until it takes another event.
public struct PoolQuoter: Sendable {
  /// The pool.
  public let pool: MutualPool
  /// What it quotes by.
  public let policy: QuotingPolicy
  /// The worst scenarios of its book.
  public let tail: PoolTail
  /// How much the underlyings move in the scenarios.
  public let variances: [Underlying: MoveVariance]
  /// The contracts that can be asked for, in the order given.
  public let contracts: [String]

  let held: [Underlying: VolatilityInventory]
  let quoted: [String: Result<QuotedContract, QuoteRefusal>]
  /// Where a contract stands among the instruments of the tail.
  let places: [String: Int]
  let instruments: PoolTail.Instruments
  /// Base units in a whole one.
  private let unitsPerWhole: Double

  /// Prepares a pool's quotes.
  ///
  /// - Parameters:
  ///   - risk: Market and scenarios. The horizon is more than no time: the scenarios say how much spots and volatilities
  ///     move a year.
  ///   - pool: The pool, with marks of now.
  ///   - policy: What it quotes by.
  ///   - contracts: Names of contracts; nil for all that are listed.
  /// - Throws: `PoolBridgeError` where the pool's own book cannot be valued. A contract that cannot be quoted has its refusal
  ///   in each of its ladders.
  /// - Complexity: One revaluation an instrument of the book and scenario; O(contracts × quotes of an expiry).
  public init(
    _ risk: PoolRisk, of pool: MutualPool, by policy: QuotingPolicy, contracts: [String]? = nil
  ) throws(PoolBridgeError) {
    let names = contracts ?? pool.book.lines.map(\.contract.id)
    let variances = MoveVariance.all(in: risk.scenarios, horizonInDays: risk.horizonInDays)
    tail = try PoolTail(risk, of: pool)
    held = try Self.inventory(of: pool, risk)
    (self.pool, self.policy, self.contracts, self.variances) = (pool, policy, names, variances)
    var quoted: [String: Result<QuotedContract, QuoteRefusal>] = [:]
    var (places, priced) = ([String: Int](), [PricedPosition]())
    for name in names where quoted[name] == nil {
      quoted[name] = Result { () throws(QuoteRefusal) in
        try QuotedContract(name, in: pool, risk, policy, variances: variances)
      }
      guard case .success(let contract)? = quoted[name] else { continue }
      places[name] = priced.count
      priced.append(contract.priced)
    }
    (self.quoted, self.places) = (quoted, places)
    instruments = try tail.instruments(priced)
    unitsPerWhole = Double(pool.terms.asset.unitsPerWhole)
  }

  /// What the pool holds in each underlying.
  private static func inventory(
    of pool: MutualPool, _ risk: PoolRisk
  ) throws(PoolBridgeError) -> [Underlying: VolatilityInventory] {
    if pool.isFlat { return [:] }
    let book = try risk.pricedBook(of: pool)
    let asset = Underlying(pool.terms.asset.symbol)
    let coin = book.underlyings.contains(asset) ? asset : nil
    var held: [Underlying: VolatilityInventory] = [:]
    for position in book.positions {
      for exposure in QuotedExposure.all(of: position, in: coin, moves: risk.volatilityMoves) {
        held[exposure.underlying, default: VolatilityInventory()].gamma += exposure.gamma
        held[exposure.underlying, default: VolatilityInventory()].levelVega += exposure.levelVega
      }
    }
    return held
  }
}

extension PoolQuoter {
  /// Quotes several contracts in several sizes each.
  ///
  /// - Parameters:
  ///   - contracts: Names among `contracts`.
  ///   - sizes: Contracts that the pool would buy, or sell when negative, of each.
  ///   - now: When, not before the pool's last event.
  ///   - threads: Contracts quoted at the same time; less than 1 is taken as 1. The bits do not depend on it.
  /// - Returns: One ladder a name, in the order given; a size that is not quoted has its refusal.
  /// - Throws: `PoolBridgeError.revaluation(.canceled)`.
  /// - Complexity: One revaluation a contract and scenario of the tail, and some passes over the tail for each size.
  public func ladders(
    of contracts: [String], sizes: [Int128], at now: Timestamp, threads: Int
  ) async throws(PoolBridgeError) -> [QuoteLadder] {
    // A conversion of 128 bits takes as long as a price.
    let numbers = sizes.map { (size: $0, number: Double($0)) }
    do {
      return try await runEach(contracts.count, threads: threads) { ladder(of: contracts[$0], numbers, at: now) }
    } catch { throw .revaluation(error) }
  }

  /// Quotes a contract in several sizes.
  ///
  /// - Parameters:
  ///   - contract: Its name.
  ///   - sizes: Contracts that the pool would buy, or sell when negative.
  ///   - now: When, not before the pool's last event.
  public func ladder(of contract: String, sizes: [Int128], at now: Timestamp) -> QuoteLadder {
    ladder(of: contract, sizes.map { (size: $0, number: Double($0)) }, at: now)
  }

  private func ladder(
    of contract: String, _ sizes: [(size: Int128, number: Double)], at now: Timestamp
  ) -> QuoteLadder {
    let found: QuotedContract
    let after: [PoolTail.AfterTrade]
    do throws(QuoteRefusal) {
      guard let known = quoted[contract] else { throw .pool(.unknownContract(contract)) }
      found = try known.get()
      try check(found, contract, at: now)
      do throws(PoolBridgeError) {
        after = try tail.shortfalls(of: places[contract] ?? 0, in: instruments, sizes: sizes.map(\.number))
      } catch { throw .unpriced(error) }
    } catch {
      let rungs = sizes.map { QuoteRung(quantity: $0.size, outcome: .failure(error), shortfallAfter: nil) }
      return QuoteLadder(contract: contract, mid: (try? quoted[contract]?.get())?.mid, rungs: rungs)
    }
    let rungs = zip(sizes, after).map { size, after in
      QuoteRung(
        quantity: size.size,
        outcome: Result { () throws(QuoteRefusal) in try quote(found, contract, size, after, at: now) },
        shortfallAfter: after.shortfall)
    }
    return QuoteLadder(contract: contract, mid: found.mid, rungs: rungs)
  }

  /// What is refused whatever the size.
  private func check(_ found: QuotedContract, _ contract: String, at now: Timestamp) throws(QuoteRefusal) {
    let (age, overflow) = now.secondsSinceEpoch.subtractingReportingOverflow(
      tail.risk.snapshot.asOf.secondsSinceEpoch)
    guard !overflow, age >= 0, age <= policy.bounds.greatestMarketAge else {
      throw .staleMarket(seconds: age, greatest: policy.bounds.greatestMarketAge)
    }
    guard now >= pool.time, PoolTerms.times.contains(now.secondsSinceEpoch) else {
      throw .pool(.outOfOrder(time: now, last: pool.time))
    }
    do { try pool.checkTradable(contract, at: now) } catch { throw .pool(error) }
    let (delta, allowed) = (found.delta, policy.bounds.delta)
    guard allowed.contains(delta) else { throw .delta(value: delta, allowed: allowed) }
    if let expiry = found.priced.position.contract.expiry {
      let left = expiry.secondsSinceEpoch - now.secondsSinceEpoch
      guard policy.bounds.secondsToExpiry.contains(left) else {
        throw .expiry(seconds: left, allowed: policy.bounds.secondsToExpiry)
      }
    }
  }

  private func quote(
    _ found: QuotedContract, _ contract: String, _ sized: (size: Int128, number: Double), _ after: PoolTail.AfterTrade,
    at now: Timestamp
  ) throws(QuoteRefusal) -> TradeQuote {
    let (size, number) = sized
    guard size != 0, size.magnitude < PoolBounds.contracts else { throw .pool(.invalidQuantity(field: "quantity")) }
    let (asset, isSale) = (pool.terms.asset, size < 0)
    let capital = policy.hurdle * policy.holdingYears * (after.shortfall - tail.shortfall)
    let parts = found.parts(of: number, holding: held, risk: capital)
    if let problem = parts.firstProblem(unitsPerWhole: unitsPerWhole) {
      throw .notFinite(part: problem.part, value: problem.value)
    }
    let price = parts.price(isSale: isSale)
    guard price >= 0 else { throw .worthless(bid: price / abs(number)) }
    func units(_ value: Double, _ flow: Flow, _ party: FavoredParty) throws(QuoteRefusal) -> UInt128 {
      do { return try money(value, of: asset, moving: flow, favoring: party, contract) } catch {
        throw .unpriced(error)
      }
    }
    let premium = try units(price, isSale ? .intoPool : .outOfPool, .pool)
    let mid = isSale && found.expires ? try units(parts.mid, .intoPool, .counterparty) : premium
    let band = policy.validity.volatility
    let quote = TradeQuote(
      contract: contract, quantity: size, asset: asset, parts: parts, premium: premium,
      spread: premium > mid ? premium - mid : 0, mark: found.mark,
      shortfallAfter: try units(max(after.shortfall, 0), .outOfPool, .counterparty), scenarios: after.scenarios,
      time: now, validUntil: now.advanced(bySeconds: policy.validity.seconds),
      spots: (found.spot * (1 - policy.validity.spot))...(found.spot * (1 + policy.validity.spot)),
      volatilities: max(found.volatility - band, 0)...(found.volatility + band),
      eventCount: pool.eventCount)
    let breach: MutualPool.LimitBreach?
    do throws(PoolRefusal) { breach = try pool.limitBreach(of: quote.trade, at: now) } catch { throw .pool(error) }
    if let breach { throw .limit(breach) }
    return quote
  }
}

extension PoolQuoter {
  /// Years for which a maker that quotes the prepared contracts forever would hold what it takes on: the longest of the
  /// underlyings' own, each by `FillIntensity.stationaryHolding(of:levelVariance:riskAversion:)`.
  ///
  /// - Returns: Nil where no contract can be quoted, no volatility moves or the policy has no aversion.
  public func stationaryHolding() -> Double? {
    var vegas: [Underlying: [(vega: Double, levelVega: Double)]] = [:]
    for name in contracts {
      guard case .success(let contract)? = quoted[name] else { continue }
      for (exposure, _) in contract.exposures {
        vegas[exposure.underlying, default: []].append((vega: exposure.vega, levelVega: exposure.levelVega))
      }
    }
    return vegas.compactMap { underlying, contracts in
      policy.fills.stationaryHolding(
        of: contracts, levelVariance: variances[underlying]?.level ?? 0, riskAversion: policy.riskAversion)
    }.max()
  }
}
