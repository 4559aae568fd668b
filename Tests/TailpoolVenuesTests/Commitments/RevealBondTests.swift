import TailpoolLibc
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Bonds of sealed orders")
struct RevealBondTests {
  private static let calls = isLongRun ? 32_000 : 1_000

  /// The mean of what walking away gains, by Simpson's rule over the normal density.
  private func mean(_ bond: RevealBond, _ gain: (Double) -> Double) -> Double {
    let deviation = bond.volatility * bond.years.squareRoot()
    let (steps, span) = (4_000, 18.0)
    var sum = 0.0
    for step in 0...steps {
      let z = -9 + span * Double(step) / Double(steps)
      let price = bond.price * exp(deviation * z - deviation * deviation / 2)
      let weight = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4 : 2
      sum += weight * exp(-z * z / 2) * gain(price)
    }
    return sum * span / Double(steps) / 3 / (2 * Double.pi).squareRoot()
  }

  @Test("The option not to reveal is a put for a buy, a call for a sell, and both together a straddle")
  func values() throws {
    let buy = try RevealBond(.buy, price: 100, strike: 101, years: 1.0 / 365, volatility: 0.8)
    let sell = try RevealBond(.sell, price: 100, strike: 101, years: 1.0 / 365, volatility: 0.8)
    for bond in [0, 0.5, 2, 10] {
      let expectedBuy = mean(buy) { max(101 - bond - $0, 0) }
      let expectedSell = mean(sell) { max($0 - 101 - bond, 0) }
      #expect(abs(buy.residualValue(bond: bond) - expectedBuy) < 1e-4, "\(bond)")
      #expect(abs(sell.residualValue(bond: bond) - expectedSell) < 1e-4, "\(bond)")
    }
    #expect(abs(buy.optionValue + sell.optionValue - mean(buy) { abs($0 - 101) }) < 1e-4)
    #expect(buy.residualValue(bond: 101) == 0 && buy.residualValue(bond: .infinity) == 0)
    #expect(sell.residualValue(bond: .infinity) == 0)
    #expect(buy.residualValue(bond: -1).isNaN && buy.residualValue(bond: .nan).isNaN)
    let atOnce = try RevealBond(.buy, price: 100, strike: 101, years: 0, volatility: 0.8)
    #expect(atOnce.optionValue == 1 && atOnce.gain(walkingAwayBeyond: 100.5, bond: 0.25) == 0.75)
    #expect(atOnce.gain(walkingAwayBeyond: 99, bond: 0) == 0)
  }

  @Test("What a strategy gains, and the threshold that gains most")
  func thresholds() throws {
    for side in OrderSide.allCases {
      let bond = try RevealBond(side, price: 100, strike: 99, years: 0.02, volatility: 0.6)
      for threshold in [80.0, 96, 99, 104, 130] {
        let gain = mean(bond) {
          side == .buy
            ? ($0 < threshold ? 99 - 1.5 - $0 : 0) : ($0 > threshold ? $0 - 99 - 1.5 : 0)
        }
        // The rule of integration meets a step, which it places to a part of its width.
        #expect(abs(bond.gain(walkingAwayBeyond: threshold, bond: 1.5) - gain) < 0.05, "\(side) \(threshold)")
      }
      let best = side == .buy ? 97.5 : 100.5
      #expect(abs(bond.gain(walkingAwayBeyond: best, bond: 1.5) - bond.residualValue(bond: 1.5)) < 1e-12)
      let far = try RevealBond(side, price: 1e308, strike: 1e-308, years: 1e300, volatility: 1e300)
      #expect(!far.gain(walkingAwayBeyond: 1e-308, bond: 0).isNaN, "\(side)")
      #expect(bond.gain(walkingAwayBeyond: .nan, bond: 1).isNaN && bond.gain(walkingAwayBeyond: 1, bond: -1).isNaN)
    }
  }

  @Test("Terms out of range are refused by name")
  func refusals() {
    for (price, strike, years, volatility, field) in [
      (0, 1, 1, 1, "price"), (.nan, 1, 1, 1, "price"), (1, -1, 1, 1, "strike"), (1, .infinity, 1, 1, "strike"),
      (1, 1, -1, 1, "years"), (1, 1, 1, .nan, "volatility"),
    ] as [(Double, Double, Double, Double, String)] {
      #expect(throws: AuctionRefusal.invalidTerms(field: field)) {
        try RevealBond(.buy, price: price, strike: strike, years: years, volatility: volatility)
      }
    }
  }

  @Test(
    "VENUE-036: under a bond of the option's value and a fee of what is left of it, no threshold of not revealing pays, and both fall as they must",
    arguments: [1, 2, 3, 4] as [UInt64])
  func noStrategyPays(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<Self.calls {
      let price = exp(random.uniform(-5, 12))
      let bond = try RevealBond(
        Bool.random(using: &random) ? .buy : .sell, price: price, strike: price * random.uniform(0.9, 1.1),
        years: random.uniform(1e-8, 0.02), volatility: random.uniform(0.05, 3))
      let (value, threshold) = (bond.optionValue, price * random.uniform(0.7, 1.4))
      let fee = bond.residualValue(bond: value)
      let gain = bond.gain(walkingAwayBeyond: threshold, bond: value) - fee
      #expect(gain <= 1e-12 * price, "\(bond) \(threshold): \(gain)")
      #expect(fee <= value && value >= 0, "\(bond): \(fee) \(value)")
      #expect(bond.residualValue(bond: 2 * value) <= fee, "\(bond)")
    }
  }
}
