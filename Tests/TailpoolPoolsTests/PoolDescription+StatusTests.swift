import TailpoolMarket
import TailpoolPricing
import Testing

@testable import TailpoolPools

@Suite("Pool status")
struct PoolDescriptionStatusTests {
  private let members = [Participant(id: "one", contribution: 600), Participant(id: "two", contribution: 400)]

  private func status(_ pool: PoolDescription, held: Double = 50, owed: Double = 200, stress: Double? = 300)
    -> PoolStatus
  {
    pool.status(
      optionAssets: held, optionLiabilities: owed, expectedShortfall97Point5: 250, valueAtRisk99: 240,
      worstStressLoss: stress)
  }

  @Test("With stated assets the capital is assets and options held, less options owed")
  func stated() throws {
    let status = status(try PoolDescription(unit: "USD", participants: members, assets: 1150))
    #expect(status.assets == 1150 && status.capital == 1000 && status.unit == "USD")
    #expect(status.optionAssets == 50 && status.optionLiabilities == 200)
    #expect(status.utilization == 200.0 / 1200 && status.expectedShortfallOverCapital == 0.25)
    #expect(status.participants.map(\.share) == [0.6, 0.4])
    #expect(status.participants.map(\.value) == [600, 400])
    #expect(status.participants.map(\.expectedShortfall) == [150, 100])
    #expect(status.limits.isEmpty)
  }

  @Test("A pool of less than one coin has the ratios of a greater one")
  func small() throws {
    let limits = PoolDescription.Limits(
      maximumUtilization: 0.3, maximumExpectedShortfallOverCapital: 0.3, maximumValueAtRiskOverCapital: 0.3,
      maximumStressLossOverCapital: 0.3)
    let pool = try PoolDescription(
      unit: "BTC", participants: [Participant(id: "one", contribution: 0.25)], assets: 0.375, limits: limits)
    let status = pool.status(
      optionAssets: 0.125, optionLiabilities: 0.25, expectedShortfall97Point5: 0.03125, valueAtRisk99: 0.0625,
      worstStressLoss: 0.25)
    #expect(status.capital == 0.25 && status.utilization == 0.5 && status.expectedShortfallOverCapital == 0.125)
    #expect(status.limits.map(\.value) == [0.5, 0.125, 0.25, 1] && status.participants[0].value == 0.25)
    #expect(status.limits.map(\.isBroken) == [true, false, false, true])
    // Without stated assets: contributions and what is owed less what is held.
    let assumed = try PoolDescription(unit: "BTC", participants: [Participant(id: "one", contribution: 0.25)]).status(
      optionAssets: 0.125, optionLiabilities: 0.25, expectedShortfall97Point5: 0, valueAtRisk99: 0,
      worstStressLoss: nil)
    #expect(assumed.assets == 0.375 && assumed.capital == 0.25 && assumed.utilization == 0.5, "\(assumed)")
  }

  @Test("Without stated assets the capital is what was contributed")
  func assumedAssets() throws {
    let status = status(try PoolDescription(unit: "USD", participants: members))
    #expect(status.assets == 1150 && status.capital == 1000 && status.utilization == 200.0 / 1200)
    // Held options worth more than all that was contributed: they are what there is, and nothing was borrowed.
    let long = self.status(try PoolDescription(unit: "USD", participants: members), held: 5000, owed: 10)
    #expect(long.assets == 0 && long.capital == 4990 && long.utilization == 10.0 / 5000)
  }

  @Test("Assets of other kinds are worth their spot in the pool's unit; without one every limit they enter is broken")
  func kinds() throws {
    let limits = PoolDescription.Limits(maximumExpectedShortfallOverCapital: 10)
    let pool = try PoolDescription(
      unit: "BTC", participants: members, assets: Holdings(["USD": 100_000, "BTC": 40, "ETH": 100]), limits: limits)
    func status(_ spots: [Underlying: Double]) -> PoolStatus {
      pool.status(
        optionAssets: 5, optionLiabilities: 10, expectedShortfall97Point5: 1, valueAtRisk99: 1, worstStressLoss: nil,
        spots: spots)
    }
    // 100,000 / 50,000 + 40 + 100 · 2,000 / 50,000 = 46 coins.
    let known = status(["BTC": 50_000, "ETH": 2_000])
    #expect(abs(known.assets - 46) < 1e-12 && abs(known.capital - 41) < 1e-12 && known.unit == .coin("BTC"))
    #expect(known.limits.map(\.isBroken) == [false])
    #expect(status(["BTC": 50_000]).assets.isNaN && status([:]).limits.map(\.isBroken) == [true])
  }

  @Test("The parts of the members add up to the pool's")
  func parts() throws {
    let thirds = (0..<3).map { Participant(id: "\($0)", contribution: 1 / 3.0) }
    let status = status(try PoolDescription(unit: "USD", participants: thirds, assets: 777))
    #expect(abs(status.participants.reduce(0) { $0 + $1.value } - status.capital) <= 1e-12 * status.capital)
    #expect(abs(status.participants.reduce(0) { $0 + $1.expectedShortfall } - 250) <= 1e-12 * 250)
  }

  @Test("Each stated limit is checked; a value at the limit keeps it")
  func limits() throws {
    let limits = PoolDescription.Limits(
      maximumUtilization: 0.1, maximumExpectedShortfallOverCapital: 0.25, maximumValueAtRiskOverCapital: 0.2,
      maximumParticipantShare: 0.5, maximumStressLossOverCapital: 0.3)
    let status = status(try PoolDescription(unit: "USD", participants: members, assets: 1150, limits: limits))
    #expect(
      status.limits == [
        PoolStatus.LimitCheck(name: "utilization", limit: 0.1, value: 200.0 / 1200),
        PoolStatus.LimitCheck(name: "expected shortfall over capital", limit: 0.25, value: 0.25),
        PoolStatus.LimitCheck(name: "value at risk over capital", limit: 0.2, value: 0.24),
        PoolStatus.LimitCheck(name: "participant share", limit: 0.5, value: 0.6),
        PoolStatus.LimitCheck(name: "stress loss over capital", limit: 0.3, value: 0.3),
      ])
    #expect(status.limits.map(\.isBroken) == [true, false, true, true, false])
  }

  @Test("A limit that is not stated, or has no value, is not checked")
  func unstated() throws {
    let limits = PoolDescription.Limits(maximumParticipantShare: 0.9, maximumStressLossOverCapital: 0.3)
    let pool = try PoolDescription(unit: "USD", participants: members, limits: limits)
    #expect(
      status(pool, stress: nil).limits == [PoolStatus.LimitCheck(name: "participant share", limit: 0.9, value: 0.6)])
  }

  @Test("Without capital every ratio over it is infinite and every such limit broken")
  func ruined() throws {
    let limits = PoolDescription.Limits(
      maximumUtilization: 10, maximumExpectedShortfallOverCapital: 10, maximumValueAtRiskOverCapital: 10,
      maximumStressLossOverCapital: 10)
    let status = status(try PoolDescription(unit: "USD", participants: members, assets: 100, limits: limits), owed: 150)
    #expect(status.capital == 0 && status.expectedShortfallOverCapital == .infinity && status.utilization == 1)
    #expect(status.limits.map(\.isBroken) == [false, true, true, true])
    let empty = self.status(try PoolDescription(unit: "USD", participants: members, assets: 0), held: 0, owed: 150)
    #expect(empty.utilization == .infinity && empty.capital == -150)
    let idle = self.status(try PoolDescription(unit: "USD", participants: members, assets: 0), held: 0, owed: 0)
    #expect(idle.utilization == 0)
  }

  @Test("A NaN breaks the limits that it enters")
  func notANumber() throws {
    let limits = PoolDescription.Limits(maximumUtilization: 10, maximumExpectedShortfallOverCapital: 10)
    let pool = try PoolDescription(unit: "USD", participants: members, assets: 100, limits: limits)
    #expect(status(pool, owed: .nan).limits.map(\.isBroken) == [true, true])
  }

  @Test("A position is held or owed by the sign of its value, whichever way it was traded; in coin at the coin's price")
  func byValue() throws {
    // A future sold that has gained, one bought that has lost, and options bought and sold.
    let book = try valuation([(-2, 120), (3, -30), (1, 20), (-1, -80), (-5, 7), (4, -9)])
    let pool = try PoolDescription(unit: "USD", participants: members, assets: 1150)
    let dollars = pool.status(
      valuation: book, expectedShortfall97Point5: 250, valueAtRisk99: 240, worstStressLoss: 300)
    #expect(dollars.optionAssets == 147 && dollars.optionLiabilities == 119 && dollars.capital == 1178)
    #expect(dollars.utilization == 119.0 / 1297)
    let coins = try PoolDescription(unit: "BTC", participants: members, assets: 2).status(
      valuation: book, expectedShortfall97Point5: 1, valueAtRisk99: 1, worstStressLoss: nil, spots: ["BTC": 64])
    #expect(coins.optionAssets == 147.0 / 64 && coins.optionLiabilities == 119.0 / 64)
    #expect(abs(coins.capital - (2 + 28.0 / 64)) < 1e-15)
  }

  @Test("Positions bought that are worth something are held, those sold that cost something are owed")
  func valuation() throws {
    let pool = try PoolDescription(unit: "USD", participants: members, assets: 1150)
    let book = try valuation([(3, 30), (-2, -120), (1, 20), (-1, -80), (0, 0)])
    let status = pool.status(
      valuation: book, expectedShortfall97Point5: 250, valueAtRisk99: 240, worstStressLoss: 300)
    #expect(status == self.status(pool))
  }

  private func valuation(_ values: [(quantity: Double, value: Double)]) throws -> PricedBook {
    let expiry = Timestamp(secondsSinceEpoch: 1_780_041_600)
    let contract = try OptionContract(underlying: "BTC", type: .call, strike: 71000, expiry: expiry)
    let positions = values.enumerated().map { index, entry in
      PricedPosition(
        Position(id: "\(index)", contract: contract, quantity: entry.quantity),
        FixedRepricer(price: entry.quantity == 0 ? entry.value : entry.value / entry.quantity))
    }
    return PricedBook(asOf: expiry, positions: positions)
  }
}

/// A price that nothing moves.
private struct FixedRepricer: Repricer {
  let price: Double

  var inputs: [PricingInput] { [] }

  func greeks(units: Double) -> ContractGreeks {
    var greeks = NetGreeks()
    greeks.value = units * price
    return ContractGreeks(greeks)
  }

  func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double { price }
}
