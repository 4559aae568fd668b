import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolPoolEngine

@Suite("Contracts of a pool")
struct PoolContractTests {
  private static func terms(_ row: ReferenceTable.Row) throws -> PoolContract.Terms {
    func units(_ column: String) throws -> UInt128 { try #require(UInt128(row[text: column]), "\(column): \(row)") }
    let type: OptionType = row[text: "type"] == "call" ? .call : .put
    let form = row[text: "form"]
    switch row[text: "kind"] {
    case "european": return .european(type, strike: try units("strike"), settlement: form == "coin" ? .coin : .cash)
    case "digital": return .digital(form == "cash" ? .cash : .asset, type, strike: try units("strike"))
    case "barrier":
      return .barrier(
        try #require(BarrierKind(rawValue: form)), type, strike: try units("strike"), barrier: try units("level"),
        rebate: try units("rebate"))
    default: return .exchange(delivering: "ETH", ratio: try units("ratio"))
    }
  }

  @Test("POOL-301: every payoff is that of rational numbers, rounded once, down and up")
  func payoffs() throws {
    let table = try References.table("pool_payoffs.csv")
    #expect(table.rows.count == 400)
    for row in table.rows {
      let contract = PoolContract(
        id: "C", underlying: "BTC", expiry: PoolFixture.expiry, terms: try Self.terms(row),
        size: try #require(UInt128(row[text: "size"])), collateral: 1)
      let fixing = PoolFixing(
        price: try #require(UInt128(row[text: "price"])), deliveredPrice: UInt128(row[text: "delivered"]),
        isBarrierHit: row[text: "hit"].isEmpty ? nil : row[text: "hit"] == "true")
      let quantity = try #require(UInt128(row[text: "quantity"]))
      for (rounding, column) in [(Rounding.down, "down"), (.up, "up")] {
        let paid = try contract.payoff(of: quantity, at: fixing, rounding: rounding)
        #expect(paid == UInt128(row[text: column]), "\(column): \(row)")
      }
    }
  }

  static let kinds: [PoolContract.Terms] = [
    .european(.put, strike: 5, settlement: .coin), .digital(.asset, .put, strike: 6),
    .barrier(.downAndOut, .call, strike: 7, barrier: 8, rebate: 0), .exchange(delivering: "ETH", ratio: 9),
    .everlasting(.call, strike: 10, fundingSeconds: 86_400, .discrete),
    .power(power: -200_000_000, fundingSeconds: 600, .continuous), .perpetualAmerican(.put, strike: 11), .valued,
  ]

  @Test("Every kind goes to a journal line and back; an option is written as it was before there were other kinds")
  func format() throws {
    for terms in Self.kinds {
      for expiry in [PoolFixture.expiry, nil] where (terms.expires ?? (expiry != nil)) == (expiry != nil) {
        let contract = PoolContract(
          id: "C", underlying: "BTC", expiry: expiry, terms: terms, size: 12, collateral: 13)
        #expect(try PoolContract(contract.eventValue) == contract, "\(terms)")
      }
    }
    let option = PoolContract(
      id: "P", underlying: "BTC", expiry: PoolFixture.expiry,
      terms: .european(.put, strike: 10_000_000_000, settlement: .cash), size: 1_000_000, collateral: 100_000_000)
    #expect(
      option.eventValue.canonicalJSON
        == #"{"id":"P","underlying":"BTC","expiry":"1701000000","payoff":"linearPut","strike":"10000000000","#
        + #""size":"1000000","collateral":"100000000"}"#, "\(option.eventValue.canonicalJSON)")
  }

  @Test("A field of another kind, a missing one and an unknown kind are refused by name")
  func badFields() throws {
    func fields(_ change: (inout [EventField]) -> Void) -> EventValue {
      let digital = PoolContract(
        id: "D", underlying: "BTC", expiry: PoolFixture.expiry, terms: .digital(.cash, .call, strike: 4), size: 1,
        collateral: 1)
      guard case .fields(var fields) = digital.eventValue else { return .text("") }
      change(&fields)
      return .fields(fields)
    }
    #expect(throws: EventFormatError.unknown(field: "barrier")) {
      try PoolContract(fields { $0.append(EventField("barrier", 5)) })
    }
    #expect(throws: EventFormatError.missing(field: "strike")) {
      try PoolContract(fields { $0.removeAll { $0.name == "strike" } })
    }
    #expect(throws: EventFormatError.invalid(field: "kind")) {
      try PoolContract(
        fields { fields in
          fields.removeAll { $0.name == "kind" }
          fields.append(EventField("kind", "asian"))
        })
    }
    #expect(throws: EventFormatError.missing(field: "expiry")) {
      try PoolContract(fields { $0.removeAll { $0.name == "expiry" } })
    }
  }

  @Test("Numbers out of range, an expiry too many or too few, and an asset that delivers itself are not listed")
  func invalid() throws {
    func contract(
      _ terms: PoolContract.Terms, expiry: Timestamp? = PoolFixture.expiry, size: UInt128 = 1
    ) -> PoolContract {
      PoolContract(id: "C", underlying: "BTC", expiry: expiry, terms: terms, size: size, collateral: 1)
    }
    let wrong = [
      contract(.european(.put, strike: 0, settlement: .cash)), contract(.digital(.cash, .call, strike: 1 << 64)),
      contract(.barrier(.upAndIn, .call, strike: 1, barrier: 0, rebate: 0)),
      contract(.barrier(.upAndIn, .call, strike: 1, barrier: 1, rebate: 1 << 64)),
      contract(.exchange(delivering: "BTC", ratio: 1)), contract(.exchange(delivering: "", ratio: 1)),
      contract(.exchange(delivering: "ETH", ratio: 0)), contract(.digital(.cash, .call, strike: 1), expiry: nil),
      contract(.perpetualAmerican(.put, strike: 1)), contract(.valued, size: 0),
      contract(.everlasting(.call, strike: 1, fundingSeconds: 0, .discrete), expiry: nil),
      contract(.power(power: 0, fundingSeconds: 1, .discrete), expiry: nil),
    ]
    for contract in wrong {
      var pool = try PoolFixture.pool()
      let before = pool
      #expect(throws: PoolRefusal.invalidContract("C"), "\(contract)") { try pool.run(1, .list(contract)) }
      #expect(pool == before)
    }
  }
}
