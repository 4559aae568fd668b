import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

/// Properties of a pool's quotes on random contracts, sizes and ways; failures print them. Sixteen quotes a step.
@Suite("Properties of a pool's quotes")
struct QuotePropertyTests {
  private static let steps = isLongRun ? 4_000 : 50

  /// A pool that is quoted, traded and quoted again.
  private struct Way {
    let market: QuotingMarket
    let policy: QuotingPolicy
    var pool: MutualPool
    var quotes = 0

    init(seed: UInt64) throws {
      market = try QuotingMarket(count: 240, seed: seed, isEmpty: seed % 2 == 0)
      policy = try QuotingMarket.policy(riskAversion: [0, 1e-6, 1e-4][Int(seed % 3)])
      pool = market.pool
    }

    mutating func ladder(_ contract: String, _ sizes: [Int128]) throws -> QuoteLadder {
      let quoter = try PoolQuoter(market.risk, of: pool, by: policy, contracts: [contract])
      quotes += sizes.count
      return quoter.ladder(of: contract, sizes: sizes, at: QuotingMarket.now)
    }

    /// Takes a quote; its price in whole units, or nil where the pool does not give one.
    mutating func take(_ contract: String, _ size: Int128) throws -> Double? {
      let others = (1...15).map { size > 0 ? -Int128($0) : Int128($0) }
      guard let quote = try ladder(contract, [size] + others).rungs[0].quote else { return nil }
      let taken = QuoteAcceptance(
        time: quote.time, limit: quote.premium, deadline: quote.time, spot: quote.spots.lowerBound,
        volatility: quote.volatilities.upperBound)
      try pool.apply(quote.event(accepted: taken, in: pool))
      return (quote.isSale ? 1 : -1) * quote.parts.price(isSale: quote.isSale)
    }
  }

  @Test(
    "QUOTE-001: a size costs what its parts cost one after the other, and rounding is against who splits it",
    arguments: [1, 2, 3, 4] as [UInt64])
  func splitting(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var compared = 0
    let start = try Way(seed: seed)
    for _ in 0..<Self.steps / 4 {
      let contract = try #require(start.market.names.randomElement(using: &random))
      let sign: Int128 = Bool.random(using: &random) ? 1 : -1
      let parts = (0..<3).map { _ in sign * Int128.random(in: 1...30, using: &random) }
      var (whole, split) = (start, start)
      guard let price = try whole.take(contract, parts.reduce(0, +)) else { continue }
      let prices = try parts.compactMap { try split.take(contract, $0) }
      guard prices.count == 3 else { continue }
      let sum = prices.reduce(0, +)
      #expect(abs(sum - price) <= 1e-9 * (abs(price) + 1), "\(contract) \(parts): \(prices) and \(price)")
      // The pool is not worse off when a size is split, and better by less than a unit a part.
      let gain = split.pool.cash() - whole.pool.cash()
      #expect(gain >= -1 && gain <= 3, "\(contract) \(parts): \(gain)")
      compared += 1
    }
    #expect(compared > Self.steps / 8, "\(compared)")
  }

  @Test(
    "QUOTE-002: no way of trades that ends where it began pays the taker a unit",
    arguments: [5, 6, 7, 8, 9, 10] as [UInt64])
  func cycles(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (way, count) = (try Way(seed: seed), 0)
    let start = way.pool
    while way.quotes < 16 * Self.steps {
      way.pool = start
      var open: [String: Int128] = [:]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let contract = try #require(way.market.names.randomElement(using: &random))
        let size = Int128.random(in: -40...40, using: &random)
        if size != 0, try way.take(contract, size) != nil { open[contract, default: 0] += size }
      }
      // Back in another order, some of them in two parts.
      for (contract, size) in open.sorted(by: { $0.key > $1.key }) where size != 0 {
        let first = size.magnitude > 1 && Bool.random(using: &random) ? size / 2 : size
        for part in [first, size - first] where part != 0 {
          // What was taken is taken back, unless it is worth less than its charges.
          guard try way.take(contract, -part) != nil else {
            open[contract] = nil
            break
          }
        }
      }
      let isBack = way.market.names.allSatisfy {
        way.pool.open[$0]?.quantity ?? 0 == start.open[$0]?.quantity ?? 0
      }
      if isBack {
        count += 1
        #expect(way.pool.cash() >= start.cash(), "seed \(seed), \(open): \(way.pool.cash() - start.cash())")
      }
    }
    #expect(count > Self.steps / 20, "\(count)")
  }

  @Test("QUOTE-003: the bid is below the ask at every size, and both move with it", arguments: [11, 12] as [UInt64])
  func ladders(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var way = try Way(seed: seed)
    while way.quotes < 16 * Self.steps {
      let contract = try #require(way.market.names.randomElement(using: &random))
      let sizes = (0..<8).map { _ in Int128.random(in: 1...200, using: &random) }.sorted()
      let rungs = try way.ladder(contract, sizes.map { -$0 } + sizes).rungs
      let (asks, bids) = (rungs[..<8].compactMap(\.quote), rungs[8...].compactMap(\.quote))
      func rises(_ prices: [Double]) -> Bool {
        zip(prices, prices.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 * (abs($1) + 1) }
      }
      #expect(rises(asks.map(\.priceOfOne)) && rises(bids.map { -$0.priceOfOne }), "\(contract) \(sizes)")
      if let ask = asks.first, let bid = bids.first {
        #expect(bid.priceOfOne < ask.priceOfOne, "\(contract) \(sizes)")
      }
      for quote in asks + bids {
        #expect(quote.premiumParts.premium == Int128(quote.premium), "\(contract) \(quote.quantity)")
      }
      _ = try way.take(contract, Int128.random(in: -3...3, using: &random))
    }
  }
}
