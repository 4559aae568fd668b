import TailpoolMarket
import Testing

@testable import TailpoolPoolEngine

@Suite("Mutual pool")
struct PoolDescriptionTests {
  private func pool(_ contributions: [(String, Double)], assets: Double? = nil) throws(PoolError) -> PoolDescription {
    try PoolDescription(
      unit: "USD", participants: contributions.map { Participant(id: $0.0, contribution: $0.1) },
      assets: assets.map { Holdings([.dollars: $0]) })
  }

  @Test("A pool keeps what it was given, a member without contribution too")
  func valid() throws {
    let pool = try pool([("b", 0), ("a", 5)], assets: 7)
    #expect(pool.participants.map(\.id) == ["b", "a"] && pool.assets == Holdings([.dollars: 7]))
  }

  @Test("Bad members and amounts are typed errors")
  func errors() {
    #expect(throws: PoolError.noParticipants) { try pool([]) }
    #expect(throws: PoolError.duplicateParticipant(id: "a")) { try pool([("a", 1), ("b", 1), ("a", 1)]) }
    #expect(throws: PoolError.invalidContribution(id: "b", contribution: -1)) { try pool([("a", 1), ("b", -1)]) }
    #expect(throws: PoolError.invalidContribution(id: "a", contribution: .infinity)) { try pool([("a", .infinity)]) }
    #expect(throws: PoolError.noCapital) { try pool([("a", 0), ("b", 0)]) }
    #expect(throws: PoolError.noCapital) {
      try pool([("a", .greatestFiniteMagnitude), ("b", .greatestFiniteMagnitude)])
    }
    #expect(throws: PoolError.invalidAssets(of: .dollars, amount: -1)) { try pool([("a", 1)], assets: -1) }
    #expect(throws: PoolError.invalidAssets(of: .dollars, amount: .infinity)) {
      try pool([("a", 1)], assets: .infinity)
    }
  }

  @Test("A pool counts in its unit, and holds amounts by kind; the first that is wrong is named")
  func kinds() throws {
    let member = [Participant(id: "a", contribution: 5)]
    let plain = try PoolDescription(unit: "BTC", participants: member, assets: 7)
    #expect(plain.unit == .coin("BTC") && plain.assets == Holdings(["BTC": 7]))
    let mixed = Holdings(["ETH": -1, "BTC": 2, "USD": 3])
    #expect(throws: PoolError.invalidAssets(of: .coin("ETH"), amount: -1)) {
      try PoolDescription(unit: "USD", participants: member, assets: mixed)
    }
  }

  @Test("A contribution or assets that are NaN are errors")
  func notANumber() {
    #expect(throws: PoolError.self) { try pool([("a", .nan)]) }
    #expect(throws: PoolError.self) { try pool([("a", 1)], assets: .nan) }
  }
}
