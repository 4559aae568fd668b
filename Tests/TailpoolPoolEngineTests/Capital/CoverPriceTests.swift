import Testing

@testable import TailpoolPoolEngine

/// How the price of cover falls with time, and how the requirement follows: by hand, to the basis point and second.
@Suite("Decay of a cover's price")
struct CoverPriceTests {
  @Test("The price falls by 200 basis points a day, in whole ones that are full, and no lower than its target")
  func decay() throws {
    let price = try CoverPrice(target: 260, bumped: 1_000, bumpedAt: 50)
    for (seconds, expected) in [
      (0, 1_000), (431, 1_000), (432, 999), (863, 999), (864, 998), (43_200, 900), (86_399, 801), (86_400, 800),
      (86_832, 799), (259_200, 400), (319_679, 261), (319_680, 260), (320_112, 260), (1_000_000_000, 260),
    ] as [(Int64, Int)] {
      #expect(try price.basisPoints(at: 50 + seconds) == expected, "after \(seconds) seconds")
    }
    // From the highest price it takes 4,999 days to fall to a target of two percent.
    let high = try CoverPrice(target: 200, bumped: 1_000_000, bumpedAt: 0)
    for (days, expected) in [(100, 980_000), (200, 960_000), (4_998, 400), (4_999, 200), (20_000, 200)]
      as [(Int64, Int)]
    {
      #expect(try high.basisPoints(at: days * 86_400) == expected, "after \(days) days")
    }
    #expect(throws: ControlError.outOfOrder(time: 49, latest: 50)) { try price.basisPoints(at: 49) }
  }

  @Test("Each purchase pays the fallen price and lifts it; the next falls from there")
  func purchases() throws {
    var price = try CoverPrice(target: 200, bumped: 300, bumpedAt: 0)
    // Six hours on the price is 250: 1,000,000,007 · 250 · 73 days / (10,000 · 365 days) = 5,000,000.035.
    #expect(try price.buy(cover: 1_000_000_007, capacity: 3_333_333_357, period: 6_307_200, at: 21_600) == 5_000_000)
    // 500 · 0.29999… = 149.9…: 250 + 149.
    #expect(price.bumped == 399 && price.bumpedAt == 21_600)
    // Half a day later 299: 90 · 299 · 365 days / 10,000 of a year = 2.691; half the capacity lifts by 250.
    #expect(try price.buy(cover: 90, capacity: 180, period: 31_536_000, at: 64_800) == 2)
    #expect(price.bumped == 549 && price.bumpedAt == 64_800)
    #expect(try price.basisPoints(at: 64_800 + 86_400) == 349)
    // All of the capacity lifts by 500, and the price has an upper end.
    var high = try CoverPrice(target: 200, bumped: 999_600, bumpedAt: 0)
    _ = try high.buy(cover: 5, capacity: 5, period: 1, at: 0)
    #expect(high.bumped == 1_000_000)
    var low = try CoverPrice(target: 0, bumped: 100, bumpedAt: 0)
    _ = try low.buy(cover: 5, capacity: 5, period: 1, at: 1_000_000)
    #expect(low.bumped == 500)
    for (cover, capacity, period) in [(-1, 5, 1), (6, 5, 1), (0, 0, 1), (1, 5, -1)] as [(Int128, Int128, Int64)] {
      let before = low
      #expect(throws: ControlError.self) {
        try low.buy(cover: cover, capacity: capacity, period: period, at: 1_000_000)
      }
      #expect(low == before)
    }
  }

  @Test("The requirement moves by 500 basis points a day, in full ones, at most 100 at once, rounded down both ways")
  func requirement() throws {
    func next(_ stored: Int128, _ desired: Int128, _ seconds: Int64) throws -> Int128 {
      try CoverCapital.requirement(stored: stored, desired: desired, elapsed: seconds)
    }
    // An hour is 20.8 basis points; 4 hours 48 minutes are a hundred.
    for (seconds, up, down) in [
      (0, 1_000_003, 1_000_003), (172, 1_000_003, 1_000_003), (173, 1_000_103, 999_902), (3_600, 1_002_003, 998_002),
      (17_279, 1_009_903, 990_102), (17_280, 1_010_003, 990_002), (86_400, 1_010_003, 990_002),
      (1_000_000_000, 1_010_003, 990_002),
    ] as [(Int64, Int128, Int128)] {
      #expect(try next(1_000_003, 9_000_000, seconds) == up, "up after \(seconds) seconds")
      #expect(try next(1_000_003, 5, seconds) == down, "down after \(seconds) seconds")
    }
    #expect(try next(1_000_003, 1_005_000, 17_280) == 1_005_000 && next(1_000_003, 999_000, 17_280) == 999_000)
    #expect(
      try [0, 47, 48, 49, 479].map { try CoverCapital.desiredRequirement(activeCover: $0) } == [0, 9, 10, 10, 99])
    #expect(throws: ControlError.invalid("elapsed time")) { try next(1, 1, -1) }
    #expect(throws: ControlError.amount(.negative(-2))) { try next(1, -2, 1) }
  }
}
