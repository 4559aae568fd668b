import TailpoolInsurance
import Testing
import _TailpoolTestSupport

/// How the price of cover falls with time and rises with purchases: by hand, to the basis point and second.
@Suite("Decay of a cover's price")
struct CoverPriceTests {
  @Test("The price falls by 200 basis points a day, in whole ones that are full, and no lower than its target")
  func decay() throws {
    let price = try CoverPrice(target: 260, bumped: 1_000, bumpedAt: 50, rule: .nexusMutual)
    for (seconds, expected) in [
      (0, 1_000), (431, 1_000), (432, 999), (863, 999), (864, 998), (43_200, 900), (86_399, 801), (86_400, 800),
      (86_832, 799), (259_200, 400), (319_679, 261), (319_680, 260), (320_112, 260), (1_000_000_000, 260),
    ] as [(Int64, Int)] {
      #expect(try price.basisPoints(at: 50 + seconds) == expected, "after \(seconds) seconds")
    }
    // From the highest price it takes 4,999 days to fall to a target of two percent.
    let high = try CoverPrice(target: 200, bumped: 1_000_000, bumpedAt: 0, rule: .nexusMutual)
    for (days, expected) in [(100, 980_000), (200, 960_000), (4_998, 400), (4_999, 200), (20_000, 200)]
      as [(Int64, Int)]
    {
      #expect(try high.basisPoints(at: days * 86_400) == expected, "after \(days) days")
    }
    #expect(throws: InsuranceError.outOfOrder(time: 49, latest: 50)) { try price.basisPoints(at: 49) }
  }

  @Test("Each purchase pays the fallen price and lifts it; the next falls from there")
  func purchases() throws {
    var price = try CoverPrice(target: 200, bumped: 300, bumpedAt: 0, rule: .nexusMutual)
    // Six hours on the price is 250: 1,000,000,007 · 250 · 73 days / (10,000 · 365 days) = 5,000,000.035.
    #expect(
      try price.buy(cover: 1_000_000_007, capacity: 3_333_333_357, period: 6_307_200, at: 21_600).premium == 5_000_000)
    // 500 · 0.29999… = 149.9…: 250 + 149.
    #expect(price.bumped == 399 && price.bumpedAt == 21_600)
    // Half a day later 299: 90 · 299 · 365 days / 10,000 of a year = 2.691; half the capacity lifts by 250.
    #expect(try price.buy(cover: 90, capacity: 180, period: 31_536_000, at: 64_800).premium == 2)
    #expect(price.bumped == 549 && price.bumpedAt == 64_800)
    #expect(try price.basisPoints(at: 64_800 + 86_400) == 349)
    // All of the capacity lifts by 500, and the price has an upper end.
    var high = try CoverPrice(target: 200, bumped: 999_600, bumpedAt: 0, rule: .nexusMutual)
    _ = try high.buy(cover: 5, capacity: 5, period: 1, at: 0)
    #expect(high.bumped == 1_000_000)
    var low = try CoverPrice(target: 0, bumped: 100, bumpedAt: 0, rule: .nexusMutual)
    _ = try low.buy(cover: 5, capacity: 5, period: 1, at: 1_000_000)
    #expect(low.bumped == 500)
    #expect(throws: InsuranceError.capacityExceeded(cover: 6, capacity: 5)) {
      try low.buy(cover: 6, capacity: 5, period: 1, at: 1_000_000)
    }
    for (cover, capacity, period) in [(-1, 5, 1), (6, 5, 1), (0, 0, 1), (1, 5, -1)] as [(Int128, Int128, Int64)] {
      let before = low
      #expect(throws: InsuranceError.self) {
        try low.buy(cover: cover, capacity: capacity, period: period, at: 1_000_000)
      }
      #expect(low == before)
    }
  }

  @Test("The premiums and the prices after them are the reference's")
  func reference() throws {
    let vectors = try ReferenceCase.cases("pools/20_nexus_capital", fn: "premium")
    for vector in vectors {
      var price = try CoverPrice(
        target: vector.int("targetPriceBps"), bumped: vector.int("bumpedPriceBps"),
        bumpedAt: Int64(vector.int("bumpedAt")), rule: .nexusMutual)
      let unit: Int128 = 10_000_000_000_000_000
      let quote = try price.buy(
        cover: vector.units("coverUnits") * unit, capacity: vector.units("capacityUnits") * unit,
        period: Int64(vector.int("period")), at: Int64(vector.int("now")))
      #expect(quote.premium == vector.units("premiumWei"), "\(vector)")
      #expect(price.bumped == vector.int("newBumpedPriceBps"), "\(vector)")
    }
    #expect(vectors.count == 3)
  }

  @Test("A floor is asked where the curve is below it, in proportion to cover and time, rounded up")
  func floor() throws {
    // 3 a year for a cover of 100: 100 for a third of a year is 1 exactly, 100 for a second a unit.
    let floor = try CoverPriceFloor(premium: 3, for: 100)
    #expect(try floor.premium(cover: 100, period: 10_512_000) == 1)
    #expect(try floor.premium(cover: 101, period: 10_512_000) == 2)
    #expect(try floor.premium(cover: 100, period: 1) == 1 && floor.premium(cover: 0, period: 1) == 0)
    // The curve at 2 % asks 2 of 100 for a year, the floor 3; at 5 % the curve asks 5.
    var price = try CoverPrice(target: 200, bumped: 200, bumpedAt: 0, rule: .nexusMutual, floor: floor)
    let quote = try price.quote(cover: 100, capacity: 100, period: 31_536_000, at: 5)
    #expect(quote == (try price.buy(cover: 100, capacity: 100, period: 31_536_000, at: 5)))
    #expect(quote.curvePremium == 2 && quote.floorPremium == 3 && quote.premium == 3 && quote.basisPoints == 200)
    #expect(price.bumped == 700 && quote.basisPointsAfter == 700)
    #expect(try price.quote(cover: 100, capacity: 100, period: 31_536_000, at: 5).premium == 7)
    price.floor = nil
    #expect(try price.quote(cover: 100, capacity: 100, period: 31_536_000, at: 5).floorPremium == 0)
    #expect(throws: InsuranceError.amount(.negative(-1))) { try CoverPriceFloor(premium: -1, for: 1) }
    #expect(throws: InsuranceError.amount(.divisionByZero)) { try CoverPriceFloor(premium: 1, for: 0) }
    #expect(throws: InsuranceError.amount(.negative(-5))) { try floor.premium(cover: 1, period: -5) }
    #expect(throws: InsuranceError.amount(.overflow)) {
      try CoverPriceFloor(premium: .max, for: 1).premium(cover: 1, period: 2)
    }
  }

  @Test("No purchase costs less than the floor of its cover, and parts cost no less than the whole", arguments: [1, 2])
  func parts(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let floor = try CoverPriceFloor(
        premium: Int128.random(in: 0...1_000_000, using: &generator),
        for: Int128.random(in: 1...1_000_000, using: &generator))
      let (a, b) = (Int128.random(in: 0...5_000, using: &generator), Int128.random(in: 0...5_000, using: &generator))
      let period = Int64.random(in: 0...40_000_000, using: &generator)
      let parts = try floor.premium(cover: a, period: period) + floor.premium(cover: b, period: period)
      let whole = try floor.premium(cover: a + b, period: period)
      #expect(parts >= whole && parts <= whole + 1, "\(floor), \(a), \(b), \(period)")
      // The exact premium is between the whole one less a unit and it.
      let exact = Int128(period) * floor.premium * (a + b)
      let divisor = floor.cover * 31_536_000
      #expect(whole * divisor >= exact && (whole - 1) * divisor < exact, "\(floor), \(a + b), \(period)")
      var price = try CoverPrice(target: 10, bumped: 10, bumpedAt: 0, rule: .nexusMutual, floor: floor)
      #expect(
        try price.buy(cover: a, capacity: 5_000, period: period, at: 0).premium
          >= floor.premium(cover: a, period: period))
    }
  }

  @Test("Rules have hard bounds, and say where a premium is rounded")
  func rules() throws {
    for (decay, bump, greatest) in [(-1, 0, 1), (10_001, 0, 1), (0, -1, 1), (0, 10_001, 1), (0, 0, 0), (0, 0, .max)] {
      #expect(throws: InsuranceError.self, "\(decay), \(bump), \(greatest)") {
        try CoverPriceRule(dailyDecay: decay, bump: bump, greatest: greatest, rounding: .up)
      }
    }
    let rule = try CoverPriceRule(dailyDecay: 50, bump: 1_000, greatest: 900, rounding: .up)
    var price = try CoverPrice(target: 100, bumped: 300, bumpedAt: 0, rule: rule)
    #expect(try price.basisPoints(at: 86_400) == 250)
    // 90 · 250 / 10 000 of a year = 2.25, rounded up; half the capacity lifts by 500.
    #expect(try price.buy(cover: 90, capacity: 180, period: 31_536_000, at: 86_400).premium == 3)
    #expect(price.bumped == 750)
    _ = try price.buy(cover: 180, capacity: 180, period: 1, at: 86_400)
    #expect(price.bumped == 900)
    for (target, bumped) in [(-1, 0), (901, 0), (0, -1), (0, 901)] {
      #expect(throws: InsuranceError.self) {
        try CoverPrice(target: target, bumped: bumped, bumpedAt: 0, rule: rule)
      }
    }
    // Times may lie as far apart as there are.
    let old = try CoverPrice(target: 1, bumped: 900, bumpedAt: .min, rule: rule)
    #expect(try old.basisPoints(at: .max) == 1)
  }
}
