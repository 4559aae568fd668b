import TailpoolLibc
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolQuoting

@Suite("What a maker charges, against its own problem solved by other means")
struct IndifferenceTests {
  private static func rows(_ what: String) throws -> [ReferenceTable.Row] {
    try References.table("indifference_quotes.csv").rows.filter { $0[text: "what"] == what }
  }

  private func cost(_ row: ReferenceTable.Row) throws -> InventoryCost {
    let step = row["step"] > 0 ? row["step"] : 1
    let hedge = try #require(HedgeCost(proportional: row["cost"], fundingRate: 0))
    let policy = try policy(riskAversion: row["riskAversion"], years: row["years"], step: step)
    return InventoryCost(policy, hedge, MoveVariance(spot: row["variance"], level: row["variance"]))
  }

  private func policy(riskAversion: Double, years: Double, step: Double) throws -> QuotingPolicy {
    let good = try QuotingMarket.policy()
    return try #require(
      QuotingPolicy(
        riskAversion: riskAversion, holdingYears: years, rehedgingYears: step, hedgeCosts: [:], hurdle: 0,
        fills: good.fills, validity: good.validity, bounds: good.bounds))
  }

  private func exposure(gamma: Double = 0, levelVega: Double = 0) -> QuotedExposure {
    QuotedExposure(underlying: "BTC", delta: 0, gamma: gamma, vega: 0, levelVega: levelVega)
  }

  @Test("The half spread is the markup at which the expected utility of a fill is greatest")
  func halfSpreads() throws {
    let rows = try Self.rows("halfSpread")
    #expect(rows.count == 12)
    for row in rows {
      let fills = try #require(FillIntensity(arrivals: 7, decay: row["decay"]))
      let found = fills.halfSpread(vega: -row["vega"], riskAversion: row["riskAversion"])
      #expect(abs(found - row["value"]) <= 1e-8 * row["value"], "\(found): \(row)")
      // Without aversion it is the mean markup that fills are worth.
      #expect(fills.halfSpread(vega: row["vega"], riskAversion: 0) == row["vega"] / row["decay"])
    }
    let fills = try #require(FillIntensity(arrivals: 7, decay: 1))
    #expect(fills.halfSpread(vega: .nan, riskAversion: 1).isNaN)
  }

  @Test("The charge for vega is the difference of certainty equivalents of a normal gain")
  func vega() throws {
    let rows = try Self.rows("vega")
    #expect(rows.count == 8)
    for row in rows {
      let held = VolatilityInventory(gamma: 0, levelVega: row["held"])
      let found = try cost(row).inventory(held, adding: exposure(levelVega: 0.5 * row["change"]), times: 2)
      #expect(abs(found - row["value"]) <= 1e-9 * abs(row["value"]), "\(found): \(row)")
    }
  }

  @Test("The charge for gamma is the same for squared returns, to third order in aversion times gamma times variance")
  func gamma() throws {
    let rows = try Self.rows("gamma")
    #expect(rows.count == 8)
    for row in rows {
      let held = VolatilityInventory(gamma: row["held"], levelVega: 0)
      let found = try cost(row).inventory(held, adding: exposure(gamma: row["change"] / 4), times: 4)
      #expect(abs(found - row["value"]) <= 2e-3 * abs(row["value"]), "\(found): \(row)")
    }
  }

  @Test("Gamma is charged the hedges that it will ask for, and less gamma is credited them")
  func rehedging() throws {
    let rows = try Self.rows("rehedging")
    #expect(rows.count == 8)
    for row in rows {
      let held = VolatilityInventory(gamma: row["held"], levelVega: 0)
      let found = try cost(row).hedge(held, adding: exposure(gamma: -row["change"]), times: -1)
      #expect(abs(found - row["value"]) <= 1e-9 * abs(row["value"]), "\(found): \(row)")
    }
  }

  @Test(
    "The horizon of a maker that quotes forever moves its bid from inventory to inventory as the stationary problem does"
  )
  func stationary() throws {
    let rows = try Self.rows("slope")
    #expect(rows.count == 3)
    for row in rows {
      let fills = try #require(FillIntensity(arrivals: row["arrivals"], decay: row["decay"]))
      let (aversion, variance) = (row["riskAversion"], row["variance"])
      let years = try #require(
        fills.stationaryHolding(of: [(vega: 1, levelVega: 1)], levelVariance: variance, riskAversion: aversion))
      // The closed form expands the problem at zero: half a percent at these slopes.
      let slope = years * aversion * variance
      #expect(abs(slope - row["value"]) <= 5e-3 * row["value"], "\(slope): \(row)")
      // Twice the contracts are held for less time, by the root of two.
      let both = try #require(
        fills.stationaryHolding(
          of: [(vega: 1, levelVega: 1), (vega: -1, levelVega: -1)], levelVariance: variance, riskAversion: aversion))
      #expect(abs(both * 2.0.squareRoot() - years) <= 1e-12 * years)
    }
    let fills = try #require(FillIntensity(arrivals: 1, decay: 1))
    for (vega, variance, aversion) in [(0.0, 1.0, 1.0), (1, 0, 1), (1, 1, 0), (.nan, 1, 1), (1, .nan, 1), (1, 1, .nan)]
    {
      #expect(
        fills.stationaryHolding(of: [(vega, vega)], levelVariance: variance, riskAversion: aversion) == nil,
        "\(vega) \(variance) \(aversion)")
    }
  }

  @Test("One contract's charge and half spread are the ask and bid of Avellaneda and Stoikov")
  func avellanedaStoikov() throws {
    // Their own example: γ = 0.1, σ = 2, k = 1.5, with a time left of 0.3 and inventory 3.
    let (aversion, variance, decay, years, held) = (0.1, 4.0, 1.5, 0.3, 3.0)
    let fee = try #require(FillIntensity(arrivals: 140, decay: decay)).halfSpread(vega: 1, riskAversion: aversion)
    let cost = InventoryCost(
      try policy(riskAversion: aversion, years: years, step: 1),
      try #require(HedgeCost(proportional: 0, fundingRate: 0)),
      MoveVariance(spot: 0, level: variance))
    let inventory = VolatilityInventory(gamma: 0, levelVega: held)
    let ask = cost.inventory(inventory, adding: exposure(levelVega: 1), times: -1) + fee
    let bid = -cost.inventory(inventory, adding: exposure(levelVega: 1), times: 1) - fee
    let reservation = -held * aversion * variance * years
    let spread = aversion * variance * years + 2 / aversion * log(1 + aversion / decay)
    #expect(abs((ask + bid) / 2 - reservation) < 1e-12)
    #expect(abs(ask - bid - spread) < 1e-12)
  }

  @Test("A number out of its range makes no policy")
  func ranges() throws {
    for bad in [0, -1, .nan, .infinity] {
      #expect(FillIntensity(arrivals: bad, decay: 1) == nil && FillIntensity(arrivals: 1, decay: bad) == nil, "\(bad)")
    }
    for bad in [-1, .nan, .infinity] {
      #expect(QuoteValidity(seconds: 1, spot: 0, volatility: bad) == nil, "\(bad)")
      #expect(QuoteValidity(seconds: 1, spot: bad, volatility: 0) == nil, "\(bad)")
    }
    for seconds in [0, -1, Int64.max] { #expect(QuoteValidity(seconds: seconds, spot: 0, volatility: 0) == nil) }
    #expect(QuotingBounds(delta: -1...1, secondsToExpiry: 0...1, greatestMarketAge: 0) == nil)
    #expect(QuotingBounds(delta: 0...(.infinity), secondsToExpiry: 0...1, greatestMarketAge: 0) == nil)
    #expect(QuotingBounds(delta: 0...1, secondsToExpiry: -1...1, greatestMarketAge: 0) == nil)
    #expect(QuotingBounds(delta: 0...1, secondsToExpiry: 0...1, greatestMarketAge: -1) == nil)
    let good = try QuotingMarket.policy()
    func made(_ aversion: Double, _ holding: Double, _ step: Double, _ hurdle: Double) -> QuotingPolicy? {
      QuotingPolicy(
        riskAversion: aversion, holdingYears: holding, rehedgingYears: step, hedgeCosts: [:], hurdle: hurdle,
        fills: good.fills, validity: good.validity, bounds: good.bounds)
    }
    #expect(made(0, 1, 1, 0) != nil)
    for bad in [-1, .nan, .infinity] {
      #expect(made(bad, 1, 1, 0) == nil && made(0, bad, 1, 0) == nil, "\(bad)")
      #expect(made(0, 1, bad, 0) == nil && made(0, 1, 1, bad) == nil, "\(bad)")
    }
    #expect(made(0, 0, 1, 0) == nil && made(0, 1, 0, 0) == nil)
  }
}
