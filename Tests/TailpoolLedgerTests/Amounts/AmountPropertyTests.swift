import TailpoolLedger
import Testing
import _TailpoolTestSupport

/// Laws of amounts, beside those of `AmountTests`.
@Suite("Amount, properties")
struct AmountPropertyTests {
  private func asset(_ random: inout SeededGenerator) -> Asset? {
    try? Asset(["USDC", "ETH", "JPY"][Int(random.next() % 3)], decimals: Int(random.next() % 19))
  }

  @Test("LEDGER-091: adding associates where every sum fits", arguments: seeds)
  func associates(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let (a, b, c) = (
        Amount(units: random.signedEdgy() / 4, of: asset), Amount(units: random.signedEdgy() / 4, of: asset),
        Amount(units: random.signedEdgy() / 4, of: asset)
      )
      let (left, right) = (try? a.adding(b).adding(c), try? a.adding(b.adding(c)))
      return left != nil && left == right ? nil : "\(a), \(b), \(c)"
    }
  }

  @Test("LEDGER-092: a sum throws exactly when the integers overflow, and is theirs when not", arguments: seeds)
  func overflows(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let (a, b) = (random.signedEdgy(), random.signedEdgy())
      let (sum, overflow) = a.addingReportingOverflow(b)
      let result = outcome { () throws(LedgerError) in
        try Amount(units: a, of: asset).adding(Amount(units: b, of: asset)).units
      }
      return result == (overflow ? .failure(.overflow) : .success(sum)) ? nil : "\(a) + \(b): \(result)"
    }
  }

  @Test("LEDGER-093: subtracting is adding what is negated", arguments: seeds)
  func subtracts(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let (a, b) = (Amount(units: random.signedEdgy(), of: asset), Amount(units: random.signedEdgy() / 2, of: asset))
      let (difference, sum) = (try? a.subtracting(b), try? a.adding(b.negated()))
      return difference == sum ? nil : "\(a) - \(b)"
    }
  }

  @Test("LEDGER-094: one amount is below another exactly when the integers say so", arguments: seeds)
  func order(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let a = random.signedEdgy()
      let b = random.next() % 4 == 0 ? a : random.signedEdgy()
      let isLess = try? Amount(units: a, of: asset).isLess(than: Amount(units: b, of: asset))
      return isLess == (a < b) ? nil : "\(a), \(b)"
    }
  }

  @Test("LEDGER-095: amounts of two assets never meet, whatever differs", arguments: seeds)
  func mismatch(seed: UInt64) {
    expectHolds(seed: seed) { random in
      guard let first = asset(&random), let second = asset(&random) else { return "no asset" }
      let (a, b) = (
        Amount(units: random.signedEdgy() / 2, of: first), Amount(units: random.signedEdgy() / 2, of: second)
      )
      let isSame = first.symbol == second.symbol && first.decimals == second.decimals
      let expected: LedgerError? = isSame ? nil : .assetMismatch(expected: first, found: second)
      let results = [
        outcome { () throws(LedgerError) in _ = try a.adding(b) },
        outcome { () throws(LedgerError) in _ = try a.subtracting(b) },
        outcome { () throws(LedgerError) in _ = try a.isLess(than: b) },
      ]
      for result in results {
        if case .failure(let error) = result, error != expected { return "\(a), \(b): \(error)" }
        if case .success = result, !isSame { return "\(a) met \(b)" }
      }
      return nil
    }
  }

  @Test("LEDGER-096: n over n leaves an amount as it is", arguments: seeds)
  func whole(seed: UInt64) throws {
    let asset = try coin()
    expectHolds(seed: seed) { random in
      let (a, n) = (Amount(units: random.signedEdgy(), of: asset), random.signedEdgy() | 1)
      return Rounding.allCases.allSatisfy { (try? a.scaled(by: n, over: n, rounding: $0)) == a } ? nil : "\(a), \(n)"
    }
  }

  @Test("LEDGER-097: a fraction up is at least the fraction down, by at most one unit", arguments: seeds)
  func fractions(seed: UInt64) throws {
    let asset = try coin()
    expectHolds(seed: seed) { random in
      let a = Amount(units: random.signedEdgy() / 4, of: asset)
      let (n, d) = (Int128(random.edgy(bits: 60)), Int128(random.edgy(bits: 60) | 1 << 60))
      guard let up = try? a.scaled(by: n, over: d, rounding: .up).units,
        let down = try? a.scaled(by: n, over: d, rounding: .down).units
      else { return "threw" }
      return (0...1).contains(up - down) ? nil : "\(a) * \(n) / \(d)"
    }
  }

  @Test("LEDGER-098: the parts of a negative amount are the negated parts of its magnitude", arguments: seeds)
  func negativeSplit(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let a = Amount(units: Int128(random.edgy(bits: 127)), of: asset)
      let weights = [random.edgy(bits: 100), 1, random.edgy(bits: 100)]
      let (parts, minus) = (try? a.split(by: weights), try? a.negated().split(by: weights))
      return parts != nil && parts?.map { -$0.units } == minus?.map(\.units) ? nil : "\(a) by \(weights)"
    }
  }

  @Test("LEDGER-099: fewer digits after the point mean the same as zeros there", arguments: seeds)
  func trailingZeros(seed: UInt64) {
    expectHolds(seed: seed) { random in
      guard let asset = asset(&random), asset.decimals > 0 else { return nil }
      let whole = random.edgy(bits: 40)
      let digits = Int(random.next() % UInt64(asset.decimals)) + 1
      let fraction = String(String(random.next()).prefix(digits))
      let padded = fraction + String(repeating: "0", count: asset.decimals - fraction.count)
      let (short, long) = (
        try? Amount("\(whole).\(fraction)", of: asset), try? Amount("\(whole).\(padded)", of: asset)
      )
      return short != nil && short == long && long?.decimalText == "\(whole).\(padded)" ? nil : "\(whole).\(fraction)"
    }
  }

  @Test("LEDGER-100: a text is refused, or is the number it shows", arguments: seeds)
  func texts(seed: UInt64) throws {
    let asset = try Asset("X", decimals: 3)
    let alphabet = Array("0123456789.-+ e٣")
    expectHolds(seed: seed) { random in
      var text = ""
      for _ in 0..<(random.next() % 8) { text.append(alphabet[Int(random.next() % UInt64(alphabet.count))]) }
      guard let amount = try? Amount(text, of: asset) else { return nil }
      // What was taken shows again as the same number: the same digits without leading zeros, padded to the decimals.
      let shown = amount.decimalText
      return (try? Amount(shown, of: asset)) == amount && Double(shown) == Double(text) ? nil : "\(text): \(shown)"
    }
  }

  @Test("LEDGER-101: money from a number grows with the number", arguments: seeds)
  func monotoneDouble(seed: UInt64) throws {
    let asset = try coin()
    expectHolds(seed: seed) { random in
      let value = Double(bitPattern: random.next() >> 2) * 0x1p20
      let party = FavoredParty.allCases[Int(random.next() % 2)]
      guard let low = try? Amount(value, of: asset, moving: .intoPool, favoring: party).units,
        let high = try? Amount(value.nextUp, of: asset, moving: .intoPool, favoring: party).units
      else { return "\(value) threw" }
      return low <= high ? nil : "\(value)"
    }
  }

  @Test("LEDGER-102: the favored party is never worse off than the other, by at most one unit", arguments: seeds)
  func favors(seed: UInt64) throws {
    let asset = try coin()
    expectHolds(seed: seed) { random in
      let value = Double(bitPattern: random.next() >> 2) * 0x1p30
      var units: [Int128] = []
      for flow in Flow.allCases {
        for party in FavoredParty.allCases {
          guard let amount = try? Amount(value, of: asset, moving: flow, favoring: party) else { return "threw" }
          units.append(amount.units)
        }
      }
      let (intoPool, intoOther, outPool, outOther) = (units[0], units[1], units[2], units[3])
      return intoPool == outOther && intoOther == outPool && (0...1).contains(intoPool - intoOther) ? nil : "\(value)"
    }
  }

  @Test("LEDGER-103: a number that is no finite amount ≥ 0 is refused with itself", arguments: seeds)
  func refusedNumbers(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let value = Double(bitPattern: random.next() | 1 << 63)
      let result = outcome { () throws(LedgerError) in
        try Amount(value, of: asset, moving: Flow.allCases[Int(random.next() % 2)], favoring: .pool).units
      }
      if value == 0 { return result == .success(0) ? nil : "\(value)" }
      guard case .failure(.invalidNumber(let named)) = result else { return "\(value): \(result)" }
      return named.bitPattern == value.bitPattern || named.isNaN && value.isNaN ? nil : "\(value): \(named)"
    }
  }

  @Test("LEDGER-104: binary fractions become exactly what integer arithmetic makes of them", arguments: seeds)
  func binaryFractions(seed: UInt64) throws {
    let asset = try dollar()
    expectHolds(seed: seed) { random in
      let (numerator, shift) = (random.next() >> 12, UInt128(random.next() % 60))
      let value = Double(numerator) / Double(UInt64(1) << UInt64(shift))
      let scaled = UInt128(numerator) * 1_000_000
      let (floor, isWhole) = (scaled >> shift, scaled & ((1 << shift) - 1) == 0)
      let down = try? Amount(value, of: asset, moving: .outOfPool, favoring: .pool).units
      let up = try? Amount(value, of: asset, moving: .intoPool, favoring: .pool).units
      return down == Int128(floor) && up == Int128(floor) + (isWhole ? 0 : 1) ? nil : "\(numerator) / 2^\(shift)"
    }
  }
}
