import TailpoolMarket
import Testing

@Suite("Terms of options on paths")
struct PathContractTests {
  private static let expiry = Timestamp(secondsSinceEpoch: 1_779_955_200)

  private static func before(_ seconds: Int64) -> Timestamp { expiry.advanced(bySeconds: -seconds) }

  private static func average(
    strike: Double? = 71_000, times: [Timestamp]? = nil, size: Double = 1
  ) throws -> AverageContract {
    try AverageContract(
      underlying: "BTC", average: .arithmetic, type: .call, strike: strike,
      fixingTimes: times ?? [before(7_200), before(3_600), expiry], expiry: expiry, contractSize: size)
  }

  private static func lookback(strike: Double? = nil, size: Double = 1) throws -> LookbackContract {
    try LookbackContract(underlying: "BTC", type: .put, strike: strike, expiry: expiry, contractSize: size)
  }

  private static func forwardStart(
    moneyness: Double = 1.1, start: Timestamp = before(3_600), payoff: ForwardStartPayoff = .gain
  ) throws -> ForwardStartContract {
    try ForwardStartContract(
      underlying: "BTC", payoff: payoff, type: .call, moneyness: moneyness, start: start, expiry: expiry)
  }

  @Test("Names, settlement and expiry")
  func names() throws {
    let contracts: [(Contract, String)] = try [
      (Contract(Self.average()), "BTC-ARITHMETIC-AVERAGE-28MAY26-71000-C"),
      (Contract(Self.average(strike: nil)), "BTC-ARITHMETIC-AVERAGE-28MAY26-FLOATING-C"),
      (Contract(Self.lookback()), "BTC-LOOKBACK-28MAY26-FLOATING-P"),
      (Contract(Self.lookback(strike: 0.5)), "BTC-LOOKBACK-28MAY26-0d5-P"),
      (Contract(Self.forwardStart()), "BTC-FORWARD-START-28MAY26-1d1-C"),
      (Contract(Self.forwardStart(payoff: .performance)), "BTC-FORWARD-START-28MAY26-1d1-C-PERFORMANCE"),
    ]
    for (contract, name) in contracts {
      #expect(contract.name == name && contract.underlyings == ["BTC"] && contract.settlement == .cash)
      #expect(contract.expiry == Self.expiry && contract.contractSize == 1)
    }
    #expect(Set(contracts.map(\.0)).count == contracts.count)
    let lowest = try [
      Self.lookback(strike: 1), LookbackContract(underlying: "X", type: .call, strike: nil, expiry: Self.expiry),
    ]
    #expect(lowest.map(\.countsLowest) == [true, true])
    #expect(try !Self.lookback().countsLowest)
  }

  @Test("Numbers out of their range are named")
  func ranges() {
    let many = (0...AverageContract.mostFixings).map { Self.before(20_000 - Int64($0)) }
    let bad: [(String, () throws -> Void)] = [
      ("strike", { _ = try Self.average(strike: 0) }), ("strike", { _ = try Self.average(strike: .nan) }),
      ("contractSize", { _ = try Self.average(size: -1) }), ("fixingTimes", { _ = try Self.average(times: []) }),
      ("fixingTimes", { _ = try Self.average(times: [Self.expiry, Self.before(1)]) }),
      ("fixingTimes", { _ = try Self.average(times: [Self.before(1), Self.before(1)]) }),
      ("fixingTimes", { _ = try Self.average(times: [Self.before(-1)]) }),
      ("fixingTimes", { _ = try Self.average(times: many) }), ("strike", { _ = try Self.lookback(strike: -3) }),
      ("contractSize", { _ = try Self.lookback(size: .infinity) }),
      ("moneyness", { _ = try Self.forwardStart(moneyness: 0) }),
      ("start", { _ = try Self.forwardStart(start: Self.expiry) }),
    ]
    for (field, make) in bad {
      do {
        try make()
        Issue.record("\(field) was taken")
      } catch MarketError.invalidTerms(_, let found, _) {
        #expect(found == field)
      } catch {
        Issue.record("\(error)")
      }
    }
  }
}
