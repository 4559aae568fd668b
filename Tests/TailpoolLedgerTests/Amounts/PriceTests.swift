import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Price")
struct PriceTests {
  @Test("LEDGER-050: the decimals of both sides count")
  func decimals() throws {
    let price = try Price(3_000_50, scale: 2, of: coin(), in: dollar())  // 3,000.50 dollars a coin
    let half = try Amount("0.5", of: coin())
    #expect(try price.value(of: half, rounding: .down).description == "1500.250000 USDC")
    #expect(try price.amount(worth: Amount("3000.50", of: dollar()), rounding: .down).description.hasPrefix("1.0000"))
  }

  @Test(
    "LEDGER-125: the quote may have more decimals than the base, as many, or fewer",
    arguments: [(2, 18, "500.000000000000000000"), (6, 8, "500.00000000"), (8, 6, "500.000000"), (18, 0, "500")])
  func decimalsOfTheQuote(base: Int, quote: Int, expected: String) throws {
    let (base, quote) = (try Asset("BASE", decimals: base), try Asset("QUOTE", decimals: quote))
    let price = try Price(250, scale: 2, of: base, in: quote)  // 2.50
    let value = try price.value(of: Amount("200", of: base), rounding: .down)
    #expect(value.decimalText == expected)
    #expect(try price.amount(worth: value, rounding: .down) == Amount("200", of: base))
  }

  @Test("What does not come out even goes where it is told, both ways")
  func roundings() throws {
    let (base, quote) = (try Asset("BASE", decimals: 2), try Asset("QUOTE", decimals: 2))
    let three = try Price(3, scale: 0, of: base, in: quote)
    let third = try Price(333_333, scale: 6, of: base, in: quote)
    for (units, rounding, expected) in [
      (100, .down, 33), (100, .up, 34), (100, .nearestOrEven, 33), (101, .nearestOrEven, 34), (102, .up, 34),
    ] as [(Int128, Rounding, Int128)] {
      #expect(try three.amount(worth: Amount(units: units, of: quote), rounding: rounding).units == expected)
    }
    for (rounding, expected) in [(.down, 3), (.up, 4), (.nearestOrEven, 3)] as [(Rounding, Int128)] {
      #expect(try third.value(of: Amount(units: 10, of: base), rounding: rounding).units == expected)
    }
  }

  @Test("LEDGER-051: an amount of another asset is refused, also the other way round")
  func wrongAsset() throws {
    let price = try Price(3000, scale: 0, of: coin(), in: dollar())
    let (coins, dollars) = (Amount(units: 1, of: try coin()), Amount(units: 1, of: try dollar()))
    #expect(throws: LedgerError.assetMismatch(expected: coins.asset, found: dollars.asset)) {
      try price.value(of: dollars, rounding: .down)
    }
    #expect(throws: LedgerError.assetMismatch(expected: dollars.asset, found: coins.asset)) {
      try price.amount(worth: coins, rounding: .down)
    }
  }

  @Test("LEDGER-052: base to quote and back rounded down never gains", arguments: seeds)
  func roundTrip(seed: UInt64) throws {
    let (base, quote) = (try coin(), try dollar())
    let wrong = failures(seed: seed) { random in
      let amount = Amount(units: Int128(random.edgy(bits: 80)), of: base)
      guard
        let price = try? Price(Int128(random.edgy(bits: 40)) + 1, scale: Int(random.next() % 10), of: base, in: quote),
        let value = try? price.value(of: amount, rounding: .down),
        let back = try? price.amount(worth: value, rounding: .down)
      else { return "threw" }
      return back.units <= amount.units ? nil : "\(amount): \(back)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-053: a price written with more digits is the same price", arguments: seeds)
  func scale(seed: UInt64) throws {
    let (base, quote) = (try coin(), try dollar())
    let wrong = failures(seed: seed) { random in
      let amount = Amount(units: random.signedEdgy() >> 50, of: base)
      let mantissa = Int128(random.edgy(bits: 40)) + 1
      let values = (try? Price(mantissa, scale: 3, of: base, in: quote))
        .flatMap { try? $0.value(of: amount, rounding: .nearestOrEven) }
      let again = (try? Price(mantissa * 1000, scale: 6, of: base, in: quote))
        .flatMap { try? $0.value(of: amount, rounding: .nearestOrEven) }
      return values == again ? nil : "\(amount) at \(mantissa)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-054: a price is positive, has two sides, and a scale of 0 to 18")
  func invalid() throws {
    let (base, quote) = (try coin(), try dollar())
    for mantissa in [Int128(0), -1, .min] {
      #expect(throws: LedgerError.invalidPrice) { try Price(mantissa, scale: 0, of: base, in: quote) }
    }
    for scale in [-1, 19, .max] {
      #expect(throws: LedgerError.invalidPrice) { try Price(1, scale: scale, of: base, in: quote) }
    }
    #expect(throws: LedgerError.invalidPrice) { try Price(1, scale: 0, of: base, in: base) }
  }

  @Test("LEDGER-055: a value that does not fit is an overflow, not a wrap")
  func overflow() throws {
    let price = try Price(.max, scale: 0, of: dollar(), in: coin())
    #expect(throws: LedgerError.overflow) { try price.value(of: Amount(units: .max, of: dollar()), rounding: .down) }
  }
}
