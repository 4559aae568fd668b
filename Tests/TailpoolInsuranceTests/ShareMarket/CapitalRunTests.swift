import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("A run on the capital")
struct CapitalRunTests {
  static let coin: Int128 = 1_000_000_000_000_000_000

  private static func members(_ count: Int, shares: Int128) -> [CapitalRun.Member] {
    (0..<count).map { CapitalRun.Member("m\($0)", shares: shares) }
  }

  @Test(
    "In a market the first to leave get more than is fair, at the cost of who stays, unless haste costs more; in the cooldown all get the same"
  )
  func transfer() throws {
    let position = try CapitalPosition(
      capital: 145_000 * Self.coin, supply: 6_700_000 * Self.coin, requirement: 105_000 * Self.coin)
    let members = Self.members(20, shares: 20_000 * Self.coin)
    let loss = 40_000 * Self.coin
    let calm = try CapitalRun(
      .ratchet(RatchetMarketTests.market()), members: Self.members(20, shares: 2_000 * Self.coin), position: position,
      knownLoss: loss, every: 3_600, from: 0)
    #expect(calm.departures.count == 20 && calm.departures.allSatisfy { $0.refusal == nil })
    #expect(calm.transfer > 0 && calm.uncovered == 0)
    #expect(try #require(calm.stayersPrice) < calm.fairPrice)
    // Ten times as much at once: each lowers the price for the next faster than the ratchet raises it, until who leaves pays.
    let hasty = try CapitalRun(
      .ratchet(RatchetMarketTests.market()), members: members, position: position, knownLoss: loss, every: 60, from: 0)
    let prices = hasty.departures.compactMap(\.scaledPrice)
    #expect(prices.count == 20 && prices[0] > hasty.fairPrice && prices[19] < hasty.fairPrice)
    #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 > $1 } && hasty.transfer < 0)
    #expect(try #require(hasty.stayersPrice) > hasty.fairPrice)

    let curve = try CapitalRun(
      .bondingCurve(BondingCurve()), members: members, position: position, knownLoss: loss, every: 3_600, from: 0)
    #expect(curve.transfer > 0 && curve.end.capital >= curve.end.requirement - loss)

    let cooldown = try CapitalRun(
      .cooldown(seconds: 14 * 86_400, window: 86_400), members: members, position: position, knownLoss: loss,
      every: 3_600,
      from: 0)
    #expect(abs(cooldown.transfer) <= 40 && cooldown.end.capital >= cooldown.end.requirement)
    // 105,000 are left, which is the requirement: nobody may leave before there is more.
    #expect(cooldown.departures.allSatisfy { $0.paid == nil })
    let open = try CapitalRun(
      .cooldown(seconds: 14 * 86_400, window: 86_400), members: members,
      position: CapitalPosition(capital: position.capital, supply: position.supply, requirement: 0), knownLoss: loss,
      every: 3_600, from: 0)
    let left = open.departures.compactMap(\.scaledPrice)
    #expect(left.count == 20 && left.allSatisfy { abs($0 - open.fairPrice) <= 1 })
    #expect(try abs(#require(open.stayersPrice) - open.fairPrice) <= 1 && abs(open.transfer) <= 40)
    #expect(open.departures[3].time == 14 * 86_400 + 3 * 3_600)
  }

  @Test(
    "STAKE-09 No exit leaves the capital below the requirement, whole or not at all; what leaves and what stays is all there was",
    arguments: [1, 2])
  func bounds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var (left, refused) = (0, 0)
    for round in 0..<60 {
      let requirement = Self.coin * Int128.random(in: 100_000...145_000, using: &generator)
      let position = try CapitalPosition(
        capital: 145_000 * Self.coin, supply: 6_700_000 * Self.coin, requirement: requirement)
      let members = (0..<12).map {
        CapitalRun.Member("m\($0)", shares: Int128.random(in: 1...(300_000 * Self.coin), using: &generator))
      }
      let loss = Int128.random(in: 0...position.capital, using: &generator)
      let exits: [CapitalRun.Exit] = [
        .ratchet(try RatchetMarketTests.market(cashRelease: 3_000 * Self.coin)), .bondingCurve(try BondingCurve()),
        .cooldown(seconds: 86_400, window: 3_600),
      ]
      for exit in exits {
        let run = try CapitalRun(
          exit, members: members, position: position, knownLoss: loss,
          every: Int64.random(in: 0...100_000, using: &generator), from: 0)
        let place = "seed \(seed), round \(round), \(exit)"
        var supply = position.supply
        for row in run.departures {
          #expect((row.paid == nil) != (row.refusal == nil), "\(place)")
          if row.paid != nil {
            #expect(row.position.capital >= requirement, "\(place)")
            supply -= row.member.shares
            left += 1
          } else {
            refused += 1
          }
          #expect(row.position.supply == supply, "\(place)")
        }
        let paid = run.departures.reduce(0) { $0 + ($1.paid ?? 0) }
        #expect(paid + run.end.capital + loss - run.uncovered == position.capital, "\(place)")
        if case .cooldown = exit {
          let leavers = run.departures.filter { $0.paid != nil }
          #expect(abs(run.transfer) <= Int128(2 * leavers.count + 2), "\(place)")
        }
      }
    }
    #expect(left > 300 && refused > 300, "seed \(seed): \(left), \(refused)")
  }

  @Test("Bad members and losses are typed errors")
  func errors() throws {
    let position = try CapitalPosition(capital: 1_000, supply: 100, requirement: 0)
    let exit = CapitalRun.Exit.cooldown(seconds: 10, window: 10)
    func run(_ members: [CapitalRun.Member], loss: Int128 = 0, every: Int64 = 1, _ exit: CapitalRun.Exit = exit) throws
    {
      _ = try CapitalRun(exit, members: members, position: position, knownLoss: loss, every: every, from: 0)
    }
    try run([])
    #expect(throws: StakeError.duplicate("member", name: "a")) {
      try run([.init("a", shares: 1), .init("a", shares: 1)])
    }
    #expect(throws: StakeError.insufficient("supply of shares", held: 100, required: 101)) {
      try run([.init("a", shares: 101)])
    }
    #expect(throws: StakeError.invalid("shares of a", value: 0, expected: "more than 0")) {
      try run([.init("a", shares: 0)])
    }
    #expect(throws: StakeError.unknown("member", name: "")) { try run([.init("", shares: 1)]) }
    #expect(throws: StakeError.invalid("known loss", value: 1_001, expected: "0 to 1000")) { try run([], loss: 1_001) }
    #expect(throws: StakeError.invalid("known loss", value: -1, expected: "0 to 1000")) { try run([], loss: -1) }
    #expect(throws: StakeError.self) { try run([], every: -1) }
    #expect(throws: StakeError.self) { try run([], .cooldown(seconds: -1, window: 10)) }
    #expect(throws: StakeError.self) { try run([.init("a", shares: .max), .init("b", shares: .max)]) }
  }
}
