import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// Laws of prices, beside those of `PriceTests`.
@Suite("Price, properties")
struct PricePropertyTests {
  /// A random price of a coin in dollars.
  private func price(_ random: inout SeededGenerator, _ base: Asset, _ quote: Asset) -> Price? {
    try? Price(Int128(random.edgy(bits: 40)) + 1, scale: Int(random.next() % 10), of: base, in: quote)
  }

  /// Runs a check on random prices and amounts of the base.
  private func expectPrices(seed: UInt64, _ check: (Price, Amount, inout SeededGenerator) -> Bool) throws {
    let (base, quote) = (try coin(), try dollar())
    expectHolds(seed: seed) { random in
      guard let price = price(&random, base, quote) else { return "no price" }
      let amount = Amount(units: random.signedEdgy() >> 50, of: base)
      return check(price, amount, &random) ? nil : "\(amount) at \(price.mantissa)e-\(price.scale)"
    }
  }

  @Test("LEDGER-105: the value grows with the amount", arguments: seeds)
  func monotone(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, random in
      let more = Amount(units: amount.units + Int128(random.edgy(bits: 30)), of: amount.asset)
      guard let low = try? price.value(of: amount, rounding: .down),
        let high = try? price.value(of: more, rounding: .down)
      else { return false }
      return low.units <= high.units
    }
  }

  @Test("LEDGER-106: the value of a positive amount grows with the price", arguments: seeds)
  func monotonePrice(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, _ in
      let held = Amount(units: Int128(amount.units.magnitude), of: amount.asset)
      guard let dearer = try? Price(price.mantissa + 1, scale: price.scale, of: price.base, in: price.quote),
        let low = try? price.value(of: held, rounding: .up), let high = try? dearer.value(of: held, rounding: .up)
      else { return false }
      return low.units <= high.units
    }
  }

  @Test("LEDGER-107: the value up is the value down, or one unit more", arguments: seeds)
  func neighbors(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, _ in
      guard let up = try? price.value(of: amount, rounding: .up),
        let down = try? price.value(of: amount, rounding: .down)
      else { return false }
      return up.asset == price.quote && (0...1).contains(up.units - down.units)
    }
  }

  @Test("LEDGER-108: what is owed is valued against the debtor as what is held against the holder", arguments: seeds)
  func signs(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, _ in
      guard let owed = try? price.value(of: amount.negated(), rounding: .down),
        let held = try? price.value(of: amount, rounding: .up)
      else { return false }
      return owed.units == -held.units
    }
  }

  @Test("LEDGER-109: valued in two parts rounded down is at most valued whole, by at most one unit", arguments: seeds)
  func parts(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, random in
      let first = Amount(units: random.signedEdgy() >> 60, of: amount.asset)
      guard let rest = try? amount.subtracting(first), let whole = try? price.value(of: amount, rounding: .down),
        let a = try? price.value(of: first, rounding: .down), let b = try? price.value(of: rest, rounding: .down)
      else { return false }
      return (0...1).contains(whole.units - a.units - b.units)
    }
  }

  @Test("LEDGER-110: to the quote rounded up and back rounded up never loses", arguments: seeds)
  func never(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, _ in
      guard let value = try? price.value(of: amount, rounding: .up),
        let back = try? price.amount(worth: value, rounding: .up)
      else { return false }
      return back.asset == price.base && back.units >= amount.units
    }
  }

  @Test("LEDGER-111: the value is that of integer arithmetic on decimals", arguments: seeds)
  func integers(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, _ in
      // units of 10^-18 coin at mantissa * 10^-scale dollars, in units of 10^-6 dollar: divide by 10^(12 + scale).
      let small = Amount(units: amount.units >> 20, of: amount.asset)
      let divisor = (0..<(12 + price.scale)).reduce(Int128(1)) { product, _ in product * 10 }
      let (product, overflow) = small.units.multipliedReportingOverflow(by: price.mantissa)
      if overflow { return true }
      let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
      let floor = rest < 0 ? quotient - 1 : quotient
      return (try? price.value(of: small, rounding: .down).units) == floor
    }
  }

  @Test("LEDGER-112: neither side of a price takes an amount of the other", arguments: seeds)
  func sides(seed: UInt64) throws {
    try expectPrices(seed: seed) { price, amount, _ in
      let wrong = Amount(units: amount.units, of: price.quote)
      return outcome { () throws(LedgerError) in try price.value(of: wrong, rounding: .down) }
        == .failure(.assetMismatch(expected: price.base, found: price.quote))
        && outcome { () throws(LedgerError) in try price.amount(worth: amount, rounding: .down) }
          == .failure(.assetMismatch(expected: price.quote, found: price.base))
    }
  }
}
