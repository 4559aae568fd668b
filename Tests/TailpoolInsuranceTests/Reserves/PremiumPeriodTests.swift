import TailpoolInsurance
import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Unearned premium and reserves")
struct PremiumPeriodTests {
  @Test("Unearned and earned premium are the reference's to the unit")
  func reference() throws {
    let vectors = try ReferenceCase.cases(PremiumReferences.pricing, fn: "unearnedPremium")
    for vector in vectors {
      let (period, remaining) = (Int64(vector.int("periodSeconds")), Int64(vector.int("remainingSeconds")))
      let premium = try PremiumPeriod(premium: vector.units("premium"), start: 1_000, period: period)
      let now = 1_000 + period - remaining
      #expect(try premium.unearned(at: now) == vector.units("unearned"), "\(vector)")
      #expect(try premium.earned(at: now) == vector.units("earned"), "\(vector)")
    }
    #expect(vectors.count == 6)
  }

  @Test("Earned and unearned make the premium at any time, and never go back", arguments: [1, 2])
  func monotone(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let premium = try PremiumPeriod(
        premium: Int128.random(in: 0...(1 << 100), using: &generator),
        start: Int64.random(in: .min ... .max, using: &generator),
        period: Int64.random(in: 1 ... .max, using: &generator))
      var times = (0..<5).map { _ in Int64.random(in: .min ... .max, using: &generator) }
      times += [premium.start, .min, .max]
      times.sort()
      var last = premium.premium
      for time in times {
        let unearned = try premium.unearned(at: time)
        #expect(unearned >= 0 && unearned <= last, "\(premium) at \(time)")
        #expect(try premium.earned(at: time) + unearned == premium.premium, "\(premium) at \(time)")
        if time <= premium.start { #expect(unearned == premium.premium, "\(premium) at \(time)") }
        last = unearned
      }
    }
  }

  @Test("Reserves add up, and what cannot be is refused")
  func reserves() throws {
    let premium = try PremiumPeriod(premium: 100, start: 0, period: 3)
    let claims = [try ReportedClaim(incurred: 50, paid: 20), try ReportedClaim(incurred: 7, paid: 7)]
    let reserves = try TechnicalReserves(
      premiums: [premium, premium], claims: claims, incurredButNotReported: 11, at: 1)
    #expect(reserves.unearnedPremium == 134 && reserves.outstandingClaims == 30 && reserves.total == 175)
    #expect(throws: InsuranceError.amount(.negative(-1))) { try ReportedClaim(incurred: 5, paid: 6) }
    #expect(throws: InsuranceError.amount(.negative(-2))) { try ReportedClaim(incurred: 5, paid: -2) }
    #expect(throws: InsuranceError.amount(.negative(-9))) {
      try TechnicalReserves(premiums: [], claims: [], incurredButNotReported: -9, at: 0)
    }
    let most = try ReportedClaim(incurred: .max, paid: 0)
    #expect(throws: InsuranceError.amount(.overflow)) {
      try TechnicalReserves(premiums: [], claims: [most, most], incurredButNotReported: 0, at: 0)
    }
    #expect(throws: InsuranceError.amount(.overflow)) {
      try TechnicalReserves(premiums: [premium], claims: [most], incurredButNotReported: 0, at: 0)
    }
    #expect(throws: InsuranceError.amount(.negative(-1))) { try PremiumPeriod(premium: -1, start: 0, period: 1) }
    #expect(throws: InsuranceError.self) { try PremiumPeriod(premium: 1, start: 0, period: 0) }
  }
}
