import TailpoolLedger
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Numbers with eighteen places")
struct FixedDecimalTests {
  @Test("Texts are read to the last digit, and written without zeros at the end")
  func texts() {
    for (text, units) in [
      ("0", 0), ("1", 1_000_000_000_000_000_000), ("0.1", 100_000_000_000_000_000), ("-0.25", -250_000_000_000_000_000),
      ("0.000000000000000001", 1), ("12.5", 12_500_000_000_000_000_000),
    ] as [(String, Int128)] {
      #expect(FixedDecimal(text)?.units == units, "\(text)")
      #expect(FixedDecimal(units: units).text == text, "\(text)")
    }
    #expect(FixedDecimal("1.50")?.text == "1.5")
    for text in [
      "", "-", ".", "1.", "1..2", "1.2.3", "+1", "1e3", "1 ", "0x1", "nan", "inf", "0.0000000000000000001", "--1", "1-",
      "999999999999999999999999999999999999999", "200000000000000000000000000000000000000", "\u{661}",
    ] { #expect(FixedDecimal(text) == nil, "\(text)") }
  }

  @Test("Doubles are taken as they are printed, and what does not fit is none")
  func doubles() {
    for (value, text) in [
      (0.1, "0.1"), (-50.3, "-50.3"), (1e-5, "0.00001"), (1e16, "10000000000000000"), (1.5e-18, "0.000000000000000001"),
      (.leastNonzeroMagnitude, "0"), (-0.0, "0"), (1e20, "100000000000000000000"),
    ] { #expect(FixedDecimal(value)?.text == text, "\(value)") }
    for value in [Double.nan, .infinity, -.infinity, 1e21, -1e300, .greatestFiniteMagnitude] {
      #expect(FixedDecimal(value) == nil, "\(value)")
    }
    var random = SeededGenerator(seed: 1)
    for _ in 0..<1_000 {
      let value = random.uniform(-1e6, 1e6)
      #expect(abs((FixedDecimal(value)?.value ?? .nan) - value) <= 2 * value.ulp, "\(value)")
    }
  }

  @Test("Products and quotients drop what is beyond the last digit, toward zero")
  func arithmetic() throws {
    let third = try FixedDecimal.one.divided(by: FixedDecimal(whole: 3))
    #expect(third.units == 333_333_333_333_333_333)
    #expect(try FixedDecimal(whole: -1).divided(by: FixedDecimal(whole: 3)).units == -333_333_333_333_333_333)
    #expect(try third.multiplied(by: third).units == 111_111_111_111_111_110)
    #expect(try third.multiplied(by: FixedDecimal(units: -third.units)).units == -111_111_111_111_111_110)
    #expect(throws: LedgerError.divisionByZero) { try third.divided(by: .zero) }
    let great = FixedDecimal(units: .max)
    #expect(throws: LedgerError.overflow) { try great.adding(.one) }
    #expect(throws: LedgerError.overflow) { try great.multiplied(by: FixedDecimal(whole: 2)) }
    #expect(throws: LedgerError.overflow) { try FixedDecimal(units: .min).subtracting(.one) }
    #expect(FixedDecimal(units: .min).magnitude == great)
    #expect(FixedDecimal(units: .min).text == "-170141183460469231731.687303715884105728")
  }
}
