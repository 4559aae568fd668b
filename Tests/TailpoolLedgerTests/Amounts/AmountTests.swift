import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Amount")
struct AmountTests {
  @Test("LEDGER-030: amounts of two assets do not meet")
  func assets() throws {
    let (a, b) = (Amount(units: 1, of: try dollar()), Amount(units: 1, of: try coin()))
    let mismatch = LedgerError.assetMismatch(expected: try dollar(), found: try coin())
    #expect(throws: mismatch) { try a.adding(b) }
    #expect(throws: mismatch) { try a.subtracting(b) }
    #expect(throws: mismatch) { try a.isLess(than: b) }
  }

  @Test("LEDGER-031: the same name with other decimals is another asset")
  func decimals() throws {
    let upgraded = try Asset("USDC", decimals: 18)
    #expect(throws: LedgerError.assetMismatch(expected: try dollar(), found: upgraded)) {
      try Amount(units: 1, of: try dollar()).adding(Amount(units: 1, of: upgraded))
    }
  }

  @Test("LEDGER-032: a sum that does not fit throws, at both ends")
  func sumOverflow() throws {
    let asset = try dollar()
    let (greatest, least) = (Amount(units: .max, of: asset), Amount(units: .min, of: asset))
    #expect(throws: LedgerError.overflow) { try greatest.adding(Amount(units: 1, of: asset)) }
    #expect(throws: LedgerError.overflow) { try least.subtracting(Amount(units: 1, of: asset)) }
    #expect(throws: LedgerError.overflow) { try least.negated() }
  }

  @Test("LEDGER-033: adding and subtracting are inverse", arguments: seeds)
  func inverse(seed: UInt64) throws {
    let asset = try dollar()
    let wrong = failures(seed: seed) { random in
      let (a, b) = (Amount(units: random.signedEdgy(), of: asset), Amount(units: random.signedEdgy(), of: asset))
      guard let sum = try? a.adding(b) else { return nil }
      return (try? sum.subtracting(b)) == a ? nil : "\(a) + \(b)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-034: adding commutes and has a zero", arguments: seeds)
  func commutes(seed: UInt64) throws {
    let asset = try dollar()
    let wrong = failures(seed: seed) { random in
      let (a, b) = (Amount(units: random.signedEdgy(), of: asset), Amount(units: random.signedEdgy(), of: asset))
      let same = (try? a.adding(b)) == (try? b.adding(a))
      return same && (try? a.adding(.zero(asset))) == a ? nil : "\(a), \(b)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-035: a negated amount sums to zero with itself", arguments: seeds)
  func negation(seed: UInt64) throws {
    let asset = try dollar()
    let wrong = failures(seed: seed) { random in
      let a = Amount(units: random.signedEdgy(), of: asset)
      guard let minus = try? a.negated() else { return a.units == .min ? nil : "\(a)" }
      return (try? a.adding(minus)) == .zero(asset) ? nil : "\(a)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-036: the split of an amount of either sign sums to it", arguments: seeds)
  func splits(seed: UInt64) throws {
    let asset = try dollar()
    let wrong = failures(seed: seed) { random in
      let a = Amount(units: random.signedEdgy() | 1, of: asset)
      guard let parts = try? a.split(by: [random.edgy(bits: 90), random.edgy(bits: 90), 1]) else { return "\(a) threw" }
      // Parts are of the amount's sign, so that no partial sum leaves the range.
      let sum = parts.reduce(Int128(0)) { $0 + $1.units }
      return sum == a.units && parts.allSatisfy { $0.units == 0 || ($0.units < 0) == (a.units < 0) }
        ? nil : "\(a): \(parts)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-037: a fraction down and its complement up make the whole", arguments: seeds)
  func complements(seed: UInt64) throws {
    let asset = try dollar()
    let wrong = failures(seed: seed) { random in
      let a = Amount(units: random.signedEdgy(), of: asset)
      let denominator = Int128(random.edgy(bits: 60)) + 1
      let numerator = Int128(random.edgy(bits: 60)) % denominator
      guard let part = try? a.scaled(by: numerator, over: denominator, rounding: .down),
        let rest = try? a.scaled(by: denominator - numerator, over: denominator, rounding: .up)
      else { return "threw" }
      return (try? part.adding(rest)) == a ? nil : "\(a) * \(numerator)/\(denominator)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-038: an asset has a name and 0 to 18 decimals")
  func invalidAssets() {
    #expect(throws: LedgerError.invalidAsset(symbol: "", decimals: 6)) { try Asset("", decimals: 6) }
    #expect(throws: LedgerError.invalidAsset(symbol: "X", decimals: 19)) { try Asset("X", decimals: 19) }
    #expect(throws: LedgerError.invalidAsset(symbol: "X", decimals: -1)) { try Asset("X", decimals: -1) }
  }
}

@Suite("Amount as text")
struct AmountTextTests {
  @Test("LEDGER-039: text and back is the same amount", arguments: seeds)
  func roundTrip(seed: UInt64) throws {
    for asset in [try dollar(), try coin(), try Asset("JPY", decimals: 0)] {
      let wrong = failures(seed: seed, count: 500) { random in
        let a = Amount(units: random.signedEdgy(), of: asset)
        return (try? Amount(a.decimalText, of: asset)) == a ? nil : "\(a.units): \(a.decimalText)"
      }
      #expect(wrong.isEmpty, "\(wrong)")
    }
  }

  @Test("LEDGER-040: small amounts keep their zeros and their sign")
  func small() throws {
    #expect(Amount(units: 0, of: try dollar()).description == "0.000000 USDC")
    #expect(Amount(units: 1, of: try dollar()).description == "0.000001 USDC")
    #expect(Amount(units: -1_250_000, of: try dollar()).description == "-1.250000 USDC")
    #expect(Amount(units: -1, of: try Asset("JPY", decimals: 0)).description == "-1 JPY")
  }

  @Test(
    "LEDGER-041: a text that is no number of that asset is refused",
    arguments: ["", "-", ".", "1.", ".5", "1.2345678", "1e3", "+1", " 1", "1,000", "1.2.3", "٣", "0x1", "--1"])
  func refuses(text: String) throws {
    #expect(throws: LedgerError.invalidText(text)) { try Amount(text, of: try dollar()) }
  }

  @Test("LEDGER-042: a text too great for the type is an overflow")
  func tooGreat() throws {
    #expect(throws: LedgerError.overflow) {
      try Amount(String(repeating: "9", count: 60), of: try dollar())
    }
    #expect(throws: LedgerError.overflow) { try Amount("170141183460469231731687303715884.105728", of: try dollar()) }
    #expect(try Amount("-170141183460469231731687303715884.105728", of: try dollar()).units == .min)
  }
}
