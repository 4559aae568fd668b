import TailpoolLedger
import TailpoolMarket
import TailpoolPools
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

/// Properties of crossed blocks on random packages; failures print them.
@Suite("Properties of blocks of options")
struct BlockPropertyTests {
  private static let calls = isLongRun ? 32_000 : 1_000
  private static let residuals = isLongRun ? 4_000 : 40

  /// Blocks of few packages, so that many are opposites, with values that are negatives of each other.
  private func blocks(_ random: inout SeededGenerator) throws -> (blocks: [OptionBlock], values: [Int128]) {
    let kinds: [([PackageLeg], Int128)] = [
      ([PackageLeg("a", 1)], Int128.random(in: -9...9, using: &random)),
      ([PackageLeg("a", 1), PackageLeg("b", -2)], Int128.random(in: -900...900, using: &random)),
      ([PackageLeg("a", 3), PackageLeg("b", -3)], Int128(1) << 96 - 1),
    ]
    var (blocks, values): ([OptionBlock], [Int128]) = ([], [])
    for index in 0..<Int.random(in: 0...9, using: &random) {
      let (legs, worth) = kinds[[0, 0, 1, 1, 1, 2][Int.random(in: 0...5, using: &random)]]
      let isOpposite = Bool.random(using: &random)
      let value = isOpposite ? -worth : worth
      let packages = [UInt64.random(in: 1...20, using: &random), 1 << 30][Int.random(in: 0...19, using: &random) / 19]
      let limits: [Int128] = [.max, .min, value, value - 1, value + Int128.random(in: -3...9, using: &random)]
      blocks.append(
        try OptionBlock(
          id: UInt64(index), participant: "P\(Int.random(in: 0...3, using: &random))",
          legs: legs.map { PackageLeg($0.contract, isOpposite ? -$0.ratio : $0.ratio) }, packages: packages,
          minimum: Bool.random(using: &random) ? 0 : UInt64.random(in: 0...packages, using: &random),
          limit: limits[Int.random(in: 0...4, using: &random)]))
      values.append(value)
    }
    return (blocks, values)
  }

  @Test(
    "QUOTE-010: crossed blocks keep both limits and least packages, lose nothing, leave no pair that could meet, and do not depend on the order given",
    arguments: [1, 2, 3, 4] as [UInt64])
  func laws(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var matched = 0
    for _ in 0..<Self.calls {
      let (blocks, values) = try blocks(&random)
      let (matches, left) = try BlockCross.match(blocks, values: values)
      let context = "\(blocks) \(values): \(matches) \(left)"
      matched += matches.count
      var taken = [UInt64](repeating: 0, count: blocks.count)
      var legs: [String: Int128] = [:]
      for match in matches {
        let (first, second) = (blocks[Int(match.first)], blocks[Int(match.second)])
        #expect(match.first < match.second && first.participant != second.participant, "\(context)")
        #expect(match.packages >= max(first.minimum, second.minimum, 1), "\(match) \(context)")
        // One pays what the other gets: what a package is worth, to the unit, within both limits.
        let worth = values[Int(match.first)]
        #expect(match.paid == worth * Int128(match.packages) && worth == -values[Int(match.second)], "\(context)")
        #expect(worth <= first.limit && -worth <= second.limit, "\(match) \(context)")
        for block in [first, second] {
          taken[Int(block.id)] += match.packages
          for leg in block.legs { legs[leg.contract, default: 0] += Int128(leg.ratio) * Int128(match.packages) }
        }
      }
      #expect(legs.values.allSatisfy { $0 == 0 }, "\(context)")
      #expect(zip(blocks, zip(taken, left)).allSatisfy { $0.packages == $1.0 + $1.1 }, "\(context)")
      for (place, later) in blocks.enumerated() where values[place] <= later.limit {
        for earlier in blocks[..<place] where earlier.isOpposite(to: later) {
          let rest = min(left[Int(earlier.id)], left[place])
          let couldMeet =
            earlier.participant != later.participant && values[Int(earlier.id)] <= earlier.limit
            && rest >= max(1, earlier.minimum, later.minimum)
          #expect(!couldMeet, "\(earlier.id) \(later.id) \(context)")
        }
      }
      let places = blocks.indices.shuffled(using: &random)
      let again = try BlockCross.match(places.map { blocks[$0] }, values: places.map { values[$0] })
      #expect(again.matches == matches && again.left == places.map { left[$0] }, "\(context)")
    }
    #expect(matched > Self.calls / 4, "\(matched)")
  }

  @Test(
    "QUOTE-011: what the pool takes of blocks keeps their limits, its own budget and every law, and a refusal changes nothing",
    arguments: [1, 2] as [UInt64])
  func residuals(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var limits = PoolTerms.Limits()
    limits.shortfallBasisPoints = 150
    let market = try QuotingMarket(count: 120, seed: seed, isEmpty: true, limits: limits)
    let cross = BlockCross(market.risk, of: market.pool, by: try QuotingMarket.policy())
    let names = Array(market.names[..<6])
    var (taken, refused) = (0, 0)
    for _ in 0..<Self.residuals / 2 {
      let blocks = try (0..<3).map { index in
        let legs = names.shuffled(using: &random)[..<Int.random(in: 1...2, using: &random)].map {
          PackageLeg($0, [-2, -1, 1, 3][Int.random(in: 0...3, using: &random)])
        }
        let limit: Int128 = [.max, .max, 0, 40_000, -40_000][Int.random(in: 0...4, using: &random)]
        return try OptionBlock(
          id: UInt64(index), participant: "P\(index)", legs: legs,
          packages: [1, 7, 60, 900][Int.random(in: 0...3, using: &random)], limit: limit)
      }
      let outcome = try cross.settle(blocks, at: QuotingMarket.now)
      var pool = market.pool
      for (index, block) in blocks.enumerated() {
        switch outcome.residuals[block.id] {
        case .success(let residual):
          taken += 1
          #expect(outcome.left[index] == 0, "\(block)")
          let legs = Dictionary(uniqueKeysWithValues: block.legs.map { ($0.contract, $0.ratio) })
          let packages = residual.quotes.first.map { quote in
            quote.quantity.magnitude / UInt128(legs[quote.contract]?.magnitude ?? 1)
          }
          let count = Int128(packages ?? 0)
          #expect(
            count > 0 && (block.limit == .max || residual.cost <= block.limit * count), "\(block) \(residual.cost)")
          for quote in residual.quotes {
            #expect(try pool.limitBreach(of: quote.trade, at: QuotingMarket.now) == nil, "\(block) \(quote.contract)")
            // The pool gives what the block buys.
            #expect(quote.quantity == -Int128(legs[quote.contract] ?? 0) * count, "\(block) \(quote.contract)")
            try pool.apply(PoolEvent(at: QuotingMarket.now, .trade(quote.trade)))
          }
          #expect(pool == residual.pool && pool.audit().isEmpty, "\(block)")
        case .failure: refused += 1
        case nil: #expect(outcome.left[index] == 0 || outcome.left[index] < block.minimum, "\(block)")
        }
      }
      #expect(outcome.pool == pool, "\(blocks)")
    }
    #expect(taken > Self.residuals / 8 && refused > Self.residuals / 8, "\(taken) taken, \(refused) refused")
  }
}
