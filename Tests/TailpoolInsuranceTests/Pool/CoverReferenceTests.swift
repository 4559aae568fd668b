import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

/// The reference vectors of capital, price, burn and slash, seen through the events of a pool.
@Suite("Cover pool against its references")
struct CoverReferenceTests {
  @Test("The requirement moves as the reference's")
  func requirement() throws {
    let vectors = try ReferenceCase.cases("pools/20_nexus_capital", fn: "mcr")
    for vector in vectors {
      let (stored, desired) = (vector.units("stored"), vector.units("desired"))
      let elapsed = Int64(vector.int("elapsed"))
      // The least cover whose desired requirement is the vector's: at 4.8 to one.
      let cover = (desired * 48_000 + 9_999) / 10_000
      var pool = try CoverPool(
        CoverFixture.terms(openingRequirement: UInt128(stored), leastRequirement: 1))
      try pool.run(0, .deposit(member: "ann", fund: "capital", assets: UInt128(cover), minimumShares: 0))
      try pool.run(0, .openProduct(CoverFixture.product()))
      try pool.run(
        0, .buy(holder: "eve", product: "custody", amount: UInt128(cover), seconds: 8_640_000, maximumPremium: .max))
      try pool.run(elapsed, .advance)
      #expect(pool.totals.requirement == vector.units("expected"), "\(vector)")
    }
    #expect(vectors.count == 5)
  }

  @Test("Premium and price after it are the reference's")
  func premium() throws {
    let vectors = try ReferenceCase.cases("pools/20_nexus_capital", fn: "premium")
    for vector in vectors {
      let unit: UInt128 = 10_000_000_000_000_000
      let capacity = UInt128(vector.units("capacityUnits")) * unit
      let (opened, now) = (Int64(vector.int("bumpedAt")), Int64(vector.int("now")))
      var pool = try CoverPool(CoverFixture.terms())
      // At a ratio of two half the capacity is paid in.
      try pool.run(0, .deposit(member: "ann", fund: "capital", assets: capacity / 2, minimumShares: 0))
      try pool.run(
        opened,
        .openProduct(
          CoverFixture.product(
            target: vector.int("targetPriceBps"), opening: vector.int("bumpedPriceBps"))))
      try pool.run(
        now,
        .buy(
          holder: "eve", product: "custody", amount: UInt128(vector.units("coverUnits")) * unit,
          seconds: Int64(vector.int("period")), maximumPremium: .max))
      #expect(pool.totals.written == vector.units("premiumWei"), "\(vector)")
      #expect(pool.products[0].price.bumped == vector.int("newBumpedPriceBps"), "\(vector)")
    }
    #expect(vectors.count == 3)
  }

  @Test("A claim burns the stakes and a staker as the reference's; the deployed rule half as much")
  func burn() throws {
    let vectors = try ReferenceCase.cases("pools/20_nexus_capital", fn: "burnAllocation")
    for vector in vectors {
      for (burn, part) in [(.documented, 1), (.deployed, 2)] as [(CoverTerms.Burn, Int128)] {
        var pool = try CoverPool(CoverFixture.terms(backing: .stakes, burn: burn))
        try pool.run(0, .deposit(member: "ann", fund: "capital", assets: 10_000_000, minimumShares: 0))
        try pool.run(0, .openProduct(CoverFixture.product(kind: .parametric, target: 0, opening: 10_000)))
        let capacities = vector.unitsList("poolCapacity")
        let staked = vector.units("stakerStake")
        for (place, capacity) in capacities.enumerated() {
          try pool.run(0, .openFund(name: "pool \(place)"))
          // The first pool's stake is the vector's; one of its stakers has a tenth.
          let own = place == 0 ? staked : 0
          if own > 0 {
            try pool.run(0, .deposit(member: "sam", fund: "pool 0", assets: UInt128(own), minimumShares: 0))
          }
          try pool.run(
            0, .deposit(member: "tom", fund: "pool \(place)", assets: UInt128(capacity - own), minimumShares: 0))
        }
        let total = UInt128(capacities.reduce(0, +))
        // No premium is earned at once, so that the stakes lose the burn and nothing else moves them.
        try pool.run(
          0, .buy(holder: "eve", product: "custody", amount: total, seconds: 8_640_000, maximumPremium: .max))
        let payout = UInt128(vector.units("payout"))
        try pool.run(
          0, .declareIncident(product: "custody", occurred: CoverFixture.at(0), severityBasisPoints: 10_000))
        try pool.run(0, .fileClaim(holder: "eve", cover: 1, amount: payout, occurred: CoverFixture.at(0)))
        try pool.run(0, .pay(claim: 1, amount: payout))
        for (place, expected) in vector.unitsList("poolBurn").enumerated() {
          let left = try pool.assets(of: "pool \(place)", at: pool.time)
          #expect(left == capacities[place] - expected / part, "\(vector) \(burn) \(place)")
        }
        let statements = try pool.memberStatements(at: pool.time)
        let sam = try #require(statements.first { $0.member == "sam" })
        #expect(-sam.result == vector.units("stakerBurn") / part, "\(vector) \(burn)")
        #expect(pool.audit().isEmpty)
      }
    }
    #expect(vectors.count == 1)
  }

  @Test("A first-loss stake is slashed, covers and pays its fee as the reference's")
  func slash() throws {
    let vectors = try ReferenceCase.cases("pools/45_slash_umbrella")
    for vector in vectors {
      let deficit = UInt128(vector.units("deficit"))
      let stake = vector.units("stakeAssets")
      var pool = try CoverPool(
        CoverFixture.terms(backing: .stakes, slashFee: vector.int("feeBps"), residue: 1_000_000))
      try pool.run(0, .deposit(member: "ann", fund: "capital", assets: 100_000_000_000_000, minimumShares: 0))
      try pool.run(0, .openFund(name: "stake"))
      // Cover needs a stake of half of it; what is above the vector's stake is slashed away before the claim.
      let backing = max(stake, Int128(deficit))
      try pool.run(0, .deposit(member: "sam", fund: "stake", assets: UInt128(backing), minimumShares: 0))
      try pool.run(0, .openProduct(CoverFixture.product(kind: .parametric, target: 0, opening: 10_000)))
      try pool.run(
        0, .buy(holder: "eve", product: "custody", amount: deficit, seconds: 8_640_000, maximumPremium: .max))
      if backing > stake {
        try pool.run(0, .slash(fund: "stake", amount: UInt128(backing - stake), reason: "to the vector's"))
      }
      try pool.run(0, .declareIncident(product: "custody", occurred: CoverFixture.at(0), severityBasisPoints: 10_000))
      try pool.run(0, .fileClaim(holder: "eve", cover: 1, amount: deficit, occurred: CoverFixture.at(0)))
      let capital = try pool.assets(of: "capital", at: pool.time)
      try pool.run(0, .pay(claim: 1, amount: deficit))
      let expected = vector.object("expected")
      let (slashed, covered) = (expected.units("slashed"), expected.units("covered"))
      #expect(try stake - pool.assets(of: "stake", at: pool.time) == slashed, "\(vector)")
      #expect(try capital - pool.assets(of: "capital", at: pool.time) == Int128(deficit) - covered, "\(vector)")
      #expect(pool.totals.slashFees == expected.units("fee"), "\(vector)")
      #expect(pool.audit().isEmpty)
    }
    #expect(vectors.count == 4)
  }
}
