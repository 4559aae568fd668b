import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools

/// Crosses blocks of options with each other at what the pool's market says they are worth, and takes the rest by the pool.
///
///     value of a package = Σ ratio · mid, each mid at the volatility of the pool's surface, to the nearest base unit
///
/// A block meets the one that gives what it takes; at the value one pays what the other gets, to the unit, and both limits hold. What is
/// left can be asked of the pool, which quotes each leg after the one before, under its budget of expected shortfall.
public struct BlockCross: Sendable {
  /// Packages that two blocks exchange.
  public struct Match: Hashable, Sendable {
    /// The number of the block that came first.
    public let first: UInt64
    /// The number of the other.
    public let second: UInt64
    /// How many packages.
    public let packages: UInt64
    /// Base units that the first pays the second; what it is paid when below zero.
    public let paid: Int128
  }

  /// What the pool does for the rest of a block.
  public struct Residual: Sendable {
    /// Its quotes, leg by leg.
    public let quotes: [TradeQuote]
    /// The pool's events, in order.
    public let events: [PoolEvent]
    /// Base units that the block pays; what it is paid when below zero.
    public let cost: Int128
    /// The pool after them.
    public let pool: MutualPool
  }

  /// What came of blocks that were crossed and whose rest the pool was asked for.
  public struct Outcome: Sendable {
    /// What blocks exchanged with each other.
    public let matches: [Match]
    /// What the pool said to the rest of each block that had one, by its number.
    public let residuals: [UInt64: Result<Residual, BlockRefusal>]
    /// Packages of each block that found nothing, in the order given.
    public let left: [UInt64]
    /// The pool after all of its trades.
    public let pool: MutualPool
  }

  /// Market and scenarios.
  public let risk: PoolRisk
  /// The pool, with marks of now.
  public let pool: MutualPool
  /// What it quotes by.
  public let policy: QuotingPolicy

  /// Creates a cross; see the properties for the meaning of each argument.
  public init(_ risk: PoolRisk, of pool: MutualPool, by policy: QuotingPolicy) {
    (self.risk, self.pool, self.policy) = (risk, pool, policy)
  }

  /// What a package is worth.
  ///
  /// - Parameters:
  ///   - block: Packages.
  ///   - quoter: Quotes of the pool for all of its contracts.
  /// - Returns: Base units to the nearest, below zero where the package brings money.
  /// - Throws: `BlockRefusal.unpriced`, `.overflow` from 2⁹⁶ units on.
  public func value(of block: OptionBlock, by quoter: PoolQuoter) throws(BlockRefusal) -> Int128 {
    var sum = 0.0
    for leg in block.legs {
      guard case .success(let contract)? = quoter.quoted[leg.contract] else { throw .unpriced(contract: leg.contract) }
      sum += Double(leg.ratio) * contract.mid
    }
    let units = (sum * Double(pool.terms.asset.unitsPerWhole)).rounded()
    guard abs(units) < 0x1p96, let whole = Int128(exactly: units) else { throw .overflow }
    return whole
  }

  /// Crosses blocks: each, by rising numbers, meets those before it that give what it takes, the lowest number first.
  ///
  /// - Parameter blocks: Blocks with numbers of their own. Those of one participant do not meet.
  /// - Returns: The matches, and how many packages of each block are left, in the order given; the matches do not depend on that order.
  /// - Throws: `BlockRefusal.duplicateBlock`, `.bridge`, `.unpriced`, `.overflow`.
  /// - Complexity: One valuation of the pool's book, and O(blocks²).
  public func cross(_ blocks: [OptionBlock]) throws(BlockRefusal) -> (matches: [Match], left: [UInt64]) {
    try Self.checkNumbers(blocks)
    let quoter = try quoter(of: pool, for: Set(blocks.flatMap(\.legs).map(\.contract)).sorted())
    var values: [Int128] = []
    for block in blocks { values.append(try value(of: block, by: quoter)) }
    return try Self.match(blocks, values: values)
  }

  private static func checkNumbers(_ blocks: [OptionBlock]) throws(BlockRefusal) {
    var seen = Set<UInt64>()
    for block in blocks where !seen.insert(block.id).inserted { throw .duplicateBlock(id: block.id) }
  }

  /// Crosses blocks whose packages are worth so much, in the same order; the value of an opposite is the negative.
  static func match(
    _ blocks: [OptionBlock], values: [Int128]
  ) throws(BlockRefusal) -> (matches: [Match], left: [UInt64]) {
    try checkNumbers(blocks)
    let sorted = blocks.indices.sorted { blocks[$0].id < blocks[$1].id }
    var (left, matches): ([UInt64], [Match]) = (blocks.map(\.packages), [])
    for (place, later) in sorted.enumerated() {
      let value = values[later]
      if value > blocks[later].limit { continue }
      for earlier in sorted[..<place] where blocks[earlier].isOpposite(to: blocks[later]) {
        let packages = min(left[earlier], left[later])
        guard blocks[earlier].participant != blocks[later].participant, -value <= blocks[earlier].limit,
          packages >= max(1, blocks[earlier].minimum, blocks[later].minimum)
        else { continue }
        // Below 2⁹⁶ · 2⁶⁴ is not always a number of 128 bits.
        let (paid, overflows) = (-value).multipliedReportingOverflow(by: Int128(packages))
        if overflows { throw .overflow }
        matches.append(
          Match(first: blocks[earlier].id, second: blocks[later].id, packages: packages, paid: paid))
        left[earlier] -= packages
        left[later] -= packages
      }
    }
    return (matches, left)
  }

  /// Crosses blocks, and asks the pool for the rest of each, by rising numbers: each after what the pool took of those before it.
  ///
  /// The pool takes the rest of a block whole or not at all; it is not asked for less than the block's fewest packages.
  ///
  /// - Parameters:
  ///   - blocks: Blocks with numbers of their own.
  ///   - now: When, not before the pool's last event.
  /// - Throws: As `cross(_:)`. What the pool refuses is an outcome of its block.
  /// - Complexity: That of `cross(_:)`, and of `residual(of:packages:at:)` for each block with a rest.
  public func settle(_ blocks: [OptionBlock], at now: Timestamp) throws(BlockRefusal) -> Outcome {
    let (matches, unmatched) = try cross(blocks)
    var left = unmatched
    var (pool, residuals): (MutualPool, [UInt64: Result<Residual, BlockRefusal>]) = (pool, [:])
    for place in blocks.indices.sorted(by: { blocks[$0].id < blocks[$1].id }) where left[place] > 0 {
      let block = blocks[place]
      if left[place] < block.minimum { continue }
      let residual = Result { () throws(BlockRefusal) in
        try BlockCross(risk, of: pool, by: policy).residual(of: block, packages: left[place], at: now)
      }
      residuals[block.id] = residual
      if case .success(let taken) = residual { (pool, left[place]) = (taken.pool, 0) }
    }
    return Outcome(matches: matches, residuals: residuals, left: left, pool: pool)
  }

  /// Asks the pool for packages: what it buys first, then what it sells, each by name, and each leg after the one before.
  ///
  /// - Parameters:
  ///   - block: Packages of which some are left.
  ///   - packages: How many, > 0.
  ///   - now: When, not before the pool's last event.
  /// - Returns: Quotes, events and the pool after them; the cross's own pool is not changed.
  /// - Throws: `BlockRefusal.noPackages`, `.quote` where the pool does not quote a leg, among them for its budget of expected shortfall,
  ///   `.bridge`, `.worseThanLimit`, `.overflow`. A limit may stand against a leg though the package as a whole would keep it.
  /// - Complexity: One preparation of the pool's quotes a leg.
  public func residual(
    of block: OptionBlock, packages: UInt64, at now: Timestamp
  ) throws(BlockRefusal) -> Residual {
    if packages == 0 { throw .noPackages(block: block.id) }
    var (copy, quotes, events, cost): (MutualPool, [TradeQuote], [PoolEvent], Int128) = (pool, [], [], 0)
    for leg in block.legs.filter({ $0.ratio < 0 }) + block.legs.filter({ $0.ratio > 0 }) {
      let (size, overflows) = (-Int128(leg.ratio)).multipliedReportingOverflow(by: Int128(packages))
      if overflows { throw .overflow }
      let rungs = try quoter(of: copy, for: [leg.contract]).ladder(of: leg.contract, sizes: [size], at: now).rungs
      guard let rung = rungs.first else { throw .unpriced(contract: leg.contract) }
      let quote: TradeQuote
      do throws(QuoteRefusal) { quote = try rung.outcome.get() } catch {
        throw .quote(contract: leg.contract, error)
      }
      let event = PoolEvent(at: now, .trade(quote.trade))
      do throws(PoolRefusal) { try copy.apply(event) } catch { throw .quote(contract: leg.contract, .pool(error)) }
      // A premium is money that the pool can hold, far below half of what is counted in.
      guard let premium = Int128(exactly: quote.premium) else { throw .overflow }
      let (sum, isTooMuch) = cost.addingReportingOverflow(quote.isSale ? premium : -premium)
      if isTooMuch { throw .overflow }
      cost = sum
      quotes.append(quote)
      events.append(event)
    }
    // A limit beyond what is counted in stands for any cost, or for none that there can be.
    let (product, overflows) = block.limit.multipliedReportingOverflow(by: Int128(packages))
    let limit = overflows ? (block.limit > 0 ? .max : .min) : product
    if cost > limit { throw .worseThanLimit(cost: cost, limit: limit) }
    return Residual(quotes: quotes, events: events, cost: cost, pool: copy)
  }

  private func quoter(of pool: MutualPool, for contracts: [String]) throws(BlockRefusal) -> PoolQuoter {
    do throws(PoolBridgeError) { return try PoolQuoter(risk, of: pool, by: policy, contracts: contracts) } catch {
      throw .bridge(error)
    }
  }
}
