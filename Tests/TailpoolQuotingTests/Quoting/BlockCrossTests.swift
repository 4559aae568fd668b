import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine
import TailpoolPools
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

@Suite("Blocks of options")
struct BlockCrossTests {
  private func block(
    _ id: UInt64, _ name: String, _ legs: [(String, Int64)], _ packages: UInt64, limit: Int128 = .max >> 20,
    minimum: UInt64 = 0
  ) throws -> OptionBlock {
    try OptionBlock(
      id: id, participant: name, legs: legs.map { PackageLeg($0.0, $0.1) }, packages: packages, minimum: minimum,
      limit: limit)
  }

  private func cross(_ market: QuotingMarket) throws -> BlockCross {
    BlockCross(market.risk, of: market.pool, by: try QuotingMarket.policy())
  }

  @Test("A package is worth its legs at the model's mids, and opposite blocks exchange at that, to the unit")
  func fair() throws {
    let market = try QuotingMarket(count: 400)
    let (call, put) = (market.names[2], market.names[3])
    let cross = try cross(market)
    let spread = try block(1, "Ada", [(put, -2), (call, 3)], 10)
    let worth = try cross.value(of: spread, by: market.quoter())
    let mids = try [call, put].map {
      try #require(market.quoter().ladder(of: $0, sizes: [], at: QuotingMarket.now).mid)
    }
    #expect(abs(Double(worth) - 100 * (3 * mids[0] - 2 * mids[1])) <= 0.5 && worth != 0)
    let opposite = try block(2, "Bob", [(call, -3), (put, 2)], 7, limit: -worth)
    let (matches, left) = try cross.cross([opposite, spread])
    #expect(matches == [BlockCross.Match(first: 1, second: 2, packages: 7, paid: 7 * worth)])
    #expect(left == [0, 3])
    #expect(try cross.cross([spread, opposite]).matches == matches)
    // A unit more than its limit, itself, other legs and too few packages.
    for other in [
      try block(2, "Bob", [(call, -3), (put, 2)], 7, limit: -worth - 1),
      try block(2, "Ada", [(call, -3), (put, 2)], 7),
      try block(2, "Bob", [(call, -3), (put, 3)], 7), try block(2, "Bob", [(call, -3)], 7),
      try block(2, "Bob", [(call, -3), (put, 2)], 20, minimum: 11),
    ] { #expect(try cross.cross([spread, other]).matches.isEmpty, "\(other)") }
    let tight = try block(1, "Ada", [(put, -2), (call, 3)], 10, limit: worth - 1)
    #expect(try cross.cross([tight, opposite]).matches.isEmpty)
  }

  @Test("On random blocks limits and least packages hold, and what is left and exchanged is what there was")
  func laws() throws {
    let market = try QuotingMarket(count: 200)
    let cross = try cross(market)
    var random = SeededGenerator(seed: 5)
    let quoter = try market.quoter()
    var matched = 0
    for _ in 0..<40 {
      let pair = (market.names[2], market.names[3])
      let blocks = try (0..<8).map { index in
        let sign: Int64 = Bool.random(using: &random) ? 1 : -1
        let legs = [(pair.0, sign), (pair.1, -sign)]
        let plain = try block(UInt64(index), "P\(index % 3)", legs, 1)
        let worth = try cross.value(of: plain, by: quoter)
        let packages = UInt64.random(in: 1...20, using: &random)
        return try block(
          UInt64(index), "P\(index % 3)", legs, packages, limit: worth + Int128.random(in: -2...9, using: &random),
          minimum: UInt64.random(in: 0...packages / 2, using: &random))
      }
      let (matches, left) = try cross.cross(blocks)
      matched += matches.count
      var taken = [UInt64](repeating: 0, count: blocks.count)
      for match in matches {
        let (first, second) = (blocks[Int(match.first)], blocks[Int(match.second)])
        #expect(first.participant != second.participant && first.isOpposite(to: second), "\(match) \(blocks)")
        #expect(match.packages >= max(first.minimum, second.minimum, 1), "\(match) \(blocks)")
        #expect(match.paid <= first.limit * Int128(match.packages), "\(match) \(blocks)")
        #expect(-match.paid <= second.limit * Int128(match.packages), "\(match) \(blocks)")
        taken[Int(match.first)] += match.packages
        taken[Int(match.second)] += match.packages
      }
      #expect(zip(blocks, zip(taken, left)).allSatisfy { $0.packages == $1.0 + $1.1 }, "\(blocks) \(matches)")
    }
    #expect(matched > 40, "\(matched)")
  }

  @Test("The pool takes the rest leg by leg, within the block's limit and its own budget of expected shortfall")
  func residual() throws {
    let market = try QuotingMarket(count: 400)
    let cross = try cross(market)
    let (call, put) = (market.names[2], market.names[3])
    let block = try block(1, "Ada", [(call, 1), (put, -1)], 4)
    let residual = try cross.residual(of: block, packages: 3, at: QuotingMarket.now)
    // The pool buys the put first, and quotes the call with it in its book.
    #expect(residual.quotes.map(\.contract) == [put, call] && residual.quotes.map(\.quantity) == [3, -3])
    #expect(residual.cost == Int128(residual.quotes[1].premium) - Int128(residual.quotes[0].premium))
    var pool = market.pool
    for event in residual.events { try pool.apply(event) }
    #expect(pool == residual.pool && pool.audit().isEmpty)
    // The pool is paid for what it takes on: it asks more than the package is worth.
    #expect(residual.cost > 3 * (try cross.value(of: block, by: market.quoter())))
    let limited = try self.block(1, "Ada", [(call, 1), (put, -1)], 4, limit: residual.cost / 3 - 1)
    #expect(throws: BlockRefusal.worseThanLimit(cost: residual.cost, limit: 3 * limited.limit)) {
      try cross.residual(of: limited, packages: 3, at: QuotingMarket.now)
    }
    var limits = PoolTerms.Limits()
    limits.shortfallBasisPoints = 50
    let small = try QuotingMarket(isEmpty: true, limits: limits)
    let great = try self.block(1, "Ada", [(small.names[4], 1)], 1_000)
    do {
      _ = try self.cross(small).residual(of: great, packages: 1_000, at: QuotingMarket.now)
      Issue.record("a thousand contracts were sold")
    } catch BlockRefusal.quote(let contract, .limit(let breach)) {
      #expect(contract == small.names[4], "\(breach)")
    }
  }

  @Test("What cannot be crossed is refused by name")
  func refusals() throws {
    #expect(throws: BlockRefusal.noPackages(block: 1)) { try block(1, "Ada", [("a", 1)], 0) }
    #expect(throws: BlockRefusal.minimumAbovePackages(block: 1)) { try block(1, "Ada", [("a", 1)], 2, minimum: 3) }
    for legs in [[], [("a", 0)], [("a", .min)], [("a", 1), ("a", 2)]] as [[(String, Int64)]] {
      #expect(throws: BlockRefusal.invalidLegs(block: 1)) { try block(1, "Ada", legs, 2) }
    }
    let market = try QuotingMarket(count: 200, isEmpty: true)
    let cross = try cross(market)
    let unknown = try block(1, "Ada", [("no such option", 1)], 2)
    #expect(throws: BlockRefusal.unpriced(contract: "no such option")) { try cross.cross([unknown]) }
    #expect(throws: BlockRefusal.quote(contract: "no such option", .pool(.unknownContract("no such option")))) {
      try cross.residual(of: unknown, packages: 1, at: QuotingMarket.now)
    }
    #expect(throws: BlockRefusal.noPackages(block: 1)) {
      try cross.residual(of: unknown, packages: 0, at: QuotingMarket.now)
    }
    #expect(throws: BlockRefusal.duplicateBlock(id: 1)) { try cross.cross([unknown, unknown]) }
    for (ratio, packages) in [(.max, .max), (1 << 31, 2), (-1, 1 << 32), (-.max, 1)] as [(Int64, UInt64)] {
      #expect(throws: BlockRefusal.tooManyContracts(block: 1)) {
        try block(1, "Ada", [(market.names[2], ratio)], packages)
      }
    }
    // A limit near the ends of the integers stands for any, or for none.
    let any = try block(1, "Ada", [(market.names[0], 1)], 3, limit: .max)
    #expect(try market.pool.audit().isEmpty && cross.residual(of: any, packages: 3, at: QuotingMarket.now).cost > 0)
    let none = try block(1, "Ada", [(market.names[0], 1)], 3, limit: .min)
    #expect(throws: BlockRefusal.self) { try cross.residual(of: none, packages: 3, at: QuotingMarket.now) }
  }
}
