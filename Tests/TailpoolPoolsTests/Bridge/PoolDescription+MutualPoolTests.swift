import TailpoolLedger
import TailpoolMarket
import Testing

@testable import TailpoolPools

/// What a report shows of a pool that keeps books, where every number of it is another one.
@Suite("A pool's books as a description")
struct PoolDescriptionOfBooksTests {
  /// Two members with 600,000 and 400,000, a reserve of 50,000, assessments of a quarter, and five calls that lost 50.
  private func pool(budget: Int? = nil, assessment: Int = 2_500) throws -> MutualPool {
    var terms = PoolTerms(asset: try Asset("USDC", decimals: 2), opening: BridgePool.opening)
    terms.limits.shortfallBasisPoints = budget
    terms.controls.assessmentBasisPoints = assessment
    var open = try BridgePool()
    open.pool = try MutualPool(terms)
    for (name, units) in [("one", 60_000_000), ("two", 40_000_000)] as [(String, UInt128)] {
      try open.pool.apply(
        PoolEvent(at: BridgePool.opening, .deposit(participant: name, assets: units, minimumShares: 0)))
    }
    try open.pool.apply(PoolEvent(at: BridgePool.opening, .fundReserve(from: "sponsor", assets: 5_000_000)))
    // Bought at 20 each and worth 10 at the bid.
    try open.open(BridgePool.contract(.call, strike: 84_000, id: "C"), 5)
    return open.pool
  }

  private func status(_ pool: MutualPool) throws -> PoolStatus {
    try PoolDescription(of: pool, at: pool.time).status(
      optionAssets: 1e9, optionLiabilities: 3, expectedShortfall97Point5: 500, valueAtRisk99: 400,
      worstStressLoss: nil)
  }

  @Test(
    "The budget of the terms is the limit of expected shortfall, a hundredth of a percent a basis point",
    arguments: [(1, 0.0001), (250, 0.025), (10_000, 1), (12_345, 1.2345)])
  func budget(basisPoints: Int, limit: Double) throws {
    let pool = try pool(budget: basisPoints)
    let limits = try PoolDescription(of: pool, at: pool.time).limits
    #expect(limits == PoolDescription.Limits(maximumExpectedShortfallOverCapital: limit), "\(limits)")
    // Of capital: 999,950 dollars at the low side.
    let check = try #require(try status(pool).limits.first)
    #expect(check.name == "expected shortfall over capital" && abs(check.value - 500 / 999_950.0) < 1e-15, "\(check)")
    #expect(check.isBroken == (limit < 500 / 999_950.0))
  }

  @Test("Without a budget there is no limit, and limits that are given stand before the terms'")
  func otherLimits() throws {
    let without = try pool()
    #expect(try PoolDescription(of: without, at: without.time).limits == PoolDescription.Limits())
    let pool = try pool(budget: 250)
    let given = PoolDescription.Limits(maximumUtilization: 0.5)
    #expect(try PoolDescription(of: pool, at: pool.time, limits: given).limits == given)
  }

  @Test("A member has contributed what it paid in, and its value is its claim")
  func contributionAndValue() throws {
    let pool = try pool()
    let members = try status(pool).participants
    #expect(members.map(\.participant.id) == ["one", "two"])
    #expect(members.map(\.participant.contribution) == [600_000, 400_000])
    #expect(members.map(\.value) == [599_970, 399_980], "\(members)")
    let books = try BookedCapital(of: pool, at: pool.time)
    #expect(books.members.map(\.paidIn) == [60_000_000, 40_000_000])
    #expect(books.members.map(\.claim) == [59_997_000, 39_998_000] && books.units == 99_995_000, "\(books)")
  }

  @Test("A layer bears its capacity; the loss that empties it is the sum of those before it and its own")
  func layers() throws {
    let pool = try pool()
    let layers = try status(pool).layers
    #expect(layers.map(\.name) == ["reserve", "capital", "assessments"])
    // A quarter of what was paid in may be asked for.
    #expect(layers.map(\.capacity) == [50_000, 999_950, 250_000], "\(layers)")
    #expect(layers.map(\.exhaustingLoss) == [50_000, 1_049_950, 1_299_950], "\(layers)")
    // A layer that bears nothing is not shown.
    #expect(try status(self.pool(assessment: 0)).layers.map(\.name) == ["reserve", "capital"])
  }
}
