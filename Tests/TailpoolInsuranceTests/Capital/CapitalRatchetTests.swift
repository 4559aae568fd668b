import TailpoolInsurance
import Testing
import _TailpoolTestSupport

@Suite("The ratchet of the capital requirement")
struct CapitalRatchetTests {
  private let ratchet = CapitalRatchet.nexusMutual

  @Test("The requirement is the reference's")
  func reference() throws {
    let vectors = try ReferenceCase.cases("pools/20_nexus_capital", fn: "mcr")
    for vector in vectors {
      let requirement = try ratchet.requirement(
        stored: vector.units("stored"), desired: vector.units("desired"), elapsed: Int64(vector.int("elapsed")))
      #expect(requirement == vector.units("expected"), "\(vector)")
    }
    #expect(vectors.count == 5)
  }

  @Test(
    "POOL-129 The requirement never overshoots what it should be, and moves at most 1 % at once", arguments: [1, 2])
  func bounds(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      let stored = Int128.random(in: 0...(1 << 80), using: &generator)
      let desired = Int128.random(in: 0...(1 << 80), using: &generator)
      let elapsed = Int64.random(in: 0...(.max), using: &generator)
      let new = try ratchet.requirement(stored: stored, desired: desired, elapsed: elapsed)
      let inputs = "\(stored) to \(desired) after \(elapsed): \(new)"
      #expect(new >= min(stored - stored / 100 - 1, desired) && new <= max(stored + stored / 100, desired), "\(inputs)")
      #expect((min(stored, desired)...max(stored, desired)).contains(new), "\(inputs)")
    }
  }

  @Test("The requirement moves by 500 basis points a day, in full ones, at most 100 at once, rounded down both ways")
  func steps() throws {
    func next(_ stored: Int128, _ desired: Int128, _ seconds: Int64) throws -> Int128 {
      try ratchet.requirement(stored: stored, desired: desired, elapsed: seconds)
    }
    // An hour is 20.8 basis points; 4 hours 48 minutes are a hundred.
    for (seconds, up, down) in [
      (0, 1_000_003, 1_000_003), (172, 1_000_003, 1_000_003), (173, 1_000_103, 999_902), (3_600, 1_002_003, 998_002),
      (17_279, 1_009_903, 990_102), (17_280, 1_010_003, 990_002), (86_400, 1_010_003, 990_002),
      (1_000_000_000, 1_010_003, 990_002), (.max, 1_010_003, 990_002),
    ] as [(Int64, Int128, Int128)] {
      #expect(try next(1_000_003, 9_000_000, seconds) == up, "up after \(seconds) seconds")
      #expect(try next(1_000_003, 5, seconds) == down, "down after \(seconds) seconds")
    }
    #expect(try next(1_000_003, 1_005_000, 17_280) == 1_005_000 && next(1_000_003, 999_000, 17_280) == 999_000)
    #expect(
      try [0, 47, 48, 49, 479].map { try ratchet.desiredRequirement(activeCover: $0) } == [0, 9, 10, 10, 99])
    #expect(throws: InsuranceError.invalid("elapsed seconds", index: nil, value: -1, expected: "a number ≥ 0")) {
      try next(1, 1, -1)
    }
    #expect(throws: InsuranceError.amount(.negative(-2))) { try next(1, -2, 1) }
    #expect(throws: InsuranceError.amount(.negative(-3))) { try ratchet.desiredRequirement(activeCover: -3) }
  }

  @Test("Other parameters move otherwise, within hard bounds")
  func parameters() throws {
    // 10 % a day, at most 30 % at once: three and a half days are 30 %.
    let fast = try CapitalRatchet(dailyStep: 1_000, greatestStep: 3_000, gearing: 10_000)
    #expect(try fast.requirement(stored: 1_000, desired: 9_000, elapsed: 302_400) == 1_300)
    #expect(try fast.requirement(stored: 1_000, desired: 9_000, elapsed: 129_600) == 1_150)
    #expect(try fast.desiredRequirement(activeCover: 77) == 77)
    let fixed = try CapitalRatchet(dailyStep: 0, greatestStep: 0, gearing: 1)
    #expect(try fixed.requirement(stored: 5, desired: 9, elapsed: .max) == 5)
    for (daily, greatest, gearing) in [(-1, 0, 1), (10_001, 0, 1), (0, -1, 1), (0, 10_001, 1), (0, 0, 0), (0, 0, .max)]
    {
      #expect(throws: InsuranceError.self, "\(daily), \(greatest), \(gearing)") {
        try CapitalRatchet(dailyStep: daily, greatestStep: greatest, gearing: gearing)
      }
    }
  }
}
