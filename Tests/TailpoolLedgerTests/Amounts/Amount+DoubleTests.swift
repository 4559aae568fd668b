import TailpoolLedger
import Testing
import _TailpoolTestSupport

@Suite("Double to money")
struct AmountDoubleTests {
  @Test("LEDGER-043: a NaN, an infinity and a negative number never become money")
  func refuses() throws {
    let asset = try dollar()
    for value in [-Double.leastNonzeroMagnitude, -1, .infinity, -.infinity] {
      for flow in Flow.allCases {
        for party in FavoredParty.allCases {
          #expect(throws: LedgerError.invalidNumber(value)) {
            try Amount(value, of: asset, moving: flow, favoring: party)
          }
        }
      }
    }
    #expect(throws: LedgerError.self) { try Amount(.nan, of: asset, moving: .intoPool, favoring: .pool) }
    #expect(throws: LedgerError.self) { try Amount(.signalingNaN, of: asset, moving: .intoPool, favoring: .pool) }
  }

  @Test("LEDGER-044: the pool is favored by receiving more and paying less")
  func favors() throws {
    let asset = try dollar()
    let third = 1.0 / 3
    #expect(try Amount(third, of: asset, moving: .intoPool, favoring: .pool).units == 333_334)
    #expect(try Amount(third, of: asset, moving: .outOfPool, favoring: .pool).units == 333_333)
    #expect(try Amount(third, of: asset, moving: .intoPool, favoring: .counterparty).units == 333_333)
    #expect(try Amount(third, of: asset, moving: .outOfPool, favoring: .counterparty).units == 333_334)
  }

  @Test("LEDGER-045: whole units come through unchanged whichever way is favored", arguments: seeds)
  func whole(seed: UInt64) throws {
    let asset = try Asset("UNIT", decimals: 0)
    let wrong = failures(seed: seed) { random in
      let units = random.next() >> 11
      for flow in Flow.allCases {
        for party in FavoredParty.allCases
        where (try? Amount(Double(units), of: asset, moving: flow, favoring: party))?.units != Int128(units) {
          return "\(units)"
        }
      }
      return nil
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-046: both roundings are within one unit, and lie on both sides of the number", arguments: seeds)
  func brackets(seed: UInt64) throws {
    let asset = try Asset("UNIT", decimals: 0)
    let wrong = failures(seed: seed) { random in
      let value = Double(bitPattern: random.next() >> 2)  // positive, below 2
      let scaled = value * 0x1p60
      guard let down = try? Amount(scaled, of: asset, moving: .outOfPool, favoring: .pool).units,
        let up = try? Amount(scaled, of: asset, moving: .intoPool, favoring: .pool).units
      else { return "\(value) threw" }
      let isWhole = scaled.rounded(.down) == scaled
      let matches = down == Int128(scaled.rounded(.down)) && up == Int128(scaled.rounded(.up))
      return matches && (up - down == (isWhole ? 0 : 1)) ? nil : "\(scaled): \(down), \(up)"
    }
    #expect(wrong.isEmpty, "\(wrong)")
  }

  @Test("LEDGER-047: decimals are applied exactly, not in floating point")
  func exactScale() throws {
    // 0.1 as a Double is 0.1000000000000000055511151231257827, so 18 decimals see the excess and 6 do not.
    #expect(try Amount(0.1, of: coin(), moving: .outOfPool, favoring: .pool).units == 100_000_000_000_000_005)
    #expect(try Amount(0.1, of: coin(), moving: .intoPool, favoring: .pool).units == 100_000_000_000_000_006)
    #expect(try Amount(0.1, of: dollar(), moving: .outOfPool, favoring: .pool).units == 100_000)
  }

  @Test("LEDGER-048: the least positive number is one unit or none")
  func least() throws {
    for value in [Double.leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p-200] {
      #expect(try Amount(value, of: coin(), moving: .intoPool, favoring: .pool).units == 1)
      #expect(try Amount(value, of: coin(), moving: .outOfPool, favoring: .pool).units == 0)
    }
    #expect(try Amount(0, of: coin(), moving: .intoPool, favoring: .pool).units == 0)
  }

  @Test("LEDGER-049: numbers beyond the type overflow", arguments: [0x1p127, 0x1p128, 1e300, .greatestFiniteMagnitude])
  func tooGreat(value: Double) throws {
    let asset = try Asset("UNIT", decimals: 0)
    #expect(throws: LedgerError.overflow) { try Amount(value, of: asset, moving: .intoPool, favoring: .pool) }
    #expect(try Amount(0x1p126, of: asset, moving: .intoPool, favoring: .pool).units == 1 << 126)
  }
}
