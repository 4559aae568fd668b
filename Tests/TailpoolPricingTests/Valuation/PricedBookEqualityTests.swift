import TailpoolMarket
import TailpoolPricing
import Testing

/// Priced positions and books are equal by what they hold and what that is priced from.
@Suite("Equality of priced books")
struct PricedBookEqualityTests {
  private static let asOf = Timestamp(secondsSinceEpoch: 1_700_000_000)

  private static func position(id: String = "a", quantity: Double = 2, volatility: Double = 0.5) throws
    -> PricedPosition
  {
    let contract = try OptionContract(
      underlying: "COIN", type: .call, strike: 100, expiry: asOf.advanced(bySeconds: 86_400 * 73), settlement: .cash)
    return PricedPosition(
      Position(id: id, contract: contract, quantity: quantity),
      EuropeanRepricer(
        contract, spot: 100, forward: 101, discountFactor: 0.99, years: 0.2, volatility: volatility,
        volatilitySource: .venue))
  }

  @Test("Positions are equal where position and pricing are, and one of each is kept in a set")
  func positions() throws {
    let own = try Self.position()
    let others = [
      try Self.position(id: "b"), try Self.position(quantity: 3), try Self.position(volatility: 0.6),
    ]
    let same = try Self.position()
    #expect(own == same && own.hashValue == same.hashValue)
    for other in others { #expect(own != other, "\(other.position)") }
    #expect(Set(others + [own, same]).count == 4)
    #expect(own.hashValue != others[0].hashValue)
  }

  @Test("Books are equal where their time and their positions in order are")
  func books() throws {
    let (a, b) = (try Self.position(), try Self.position(id: "b"))
    let own = PricedBook(asOf: Self.asOf, positions: [a, b])
    #expect(own == PricedBook(asOf: Self.asOf, positions: [a, b]))
    let others = [
      PricedBook(asOf: Self.asOf.advanced(bySeconds: 1), positions: [a, b]),
      PricedBook(asOf: Self.asOf, positions: [b, a]), PricedBook(asOf: Self.asOf, positions: [a]),
      PricedBook(asOf: Self.asOf, positions: [a, try Self.position(id: "b", volatility: 0.6)]),
    ]
    for other in others { #expect(own != other, "\(other.asOf) \(other.positions.map(\.position.id))") }
    #expect(Set(others + [own, own]).count == 5)
    #expect(own.hashValue != others[0].hashValue && own.hashValue != others[2].hashValue)
  }

  @Test("The Greeks of a contract are those of its first underlying; without one they are zero")
  func firstUnderlying() {
    var (first, second) = (NetGreeks(), NetGreeks())
    (first.value, first.delta, first.gamma, first.vega, first.theta) = (2, 3, 5, 7, 11)
    (second.delta, second.gamma, second.vega) = (13, 17, 19)
    let greeks = ContractGreeks(byInput: [first, second])
    #expect([greeks.value, greeks.delta, greeks.gamma, greeks.vega, greeks.theta] == [2, 3, 5, 7, 11])
    let none = ContractGreeks(byInput: [])
    #expect([none.value, none.delta, none.gamma, none.vega, none.theta] == [0, 0, 0, 0, 0])
  }
}
