import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

/// Quotes in coin while forward, spot and the discounted forward are three different numbers.
@Suite("Cost of closing a book that is quoted in coin")
struct LiquidityCostCoinTests {
  /// Forward 108 and a discount factor of 0.9: a coin's price counts 97.2 dollars, neither the spot of 100 nor the forward.
  private func row(
    _ type: OptionType, _ strike: Double, _ quantity: Double, underlying: Underlying = "A", days: Double = 30,
    size: Double = 0.5
  ) -> StressPosition {
    StressPosition(
      underlying: underlying, type: type, strike: strike, days: days, forward: 108, spot: 100, volatility: 0.6,
      quantity: quantity, contractSize: size, discountFactor: 0.9, settlement: .coin)
  }

  private func cost(_ rows: [StressPosition], multiple: Double = 1) throws -> LiquidityCost {
    let (snapshot, valuation) = try StressPosition.market(rows)
    return try LiquidityCost(valuation, marks: snapshot.volatilityMarks(), spreadMultiple: multiple)
  }

  private func isNear(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) < 1e-9 * (1 + expected) }

  @Test("A bid and an ask in coin are as many dollars from the mark as the book's value has dollars a coin")
  func quoted() throws {
    var held = row(.put, 120, 6)
    held.bid = held.black / 108 - 0.004
    held.ask = held.black / 108 + 0.05
    var owed = row(.call, 95, -8)
    owed.bid = owed.black / 108 - 0.06
    owed.ask = owed.black / 108 + 0.007
    for multiple in [1.0, 2.5] {
      let cost = try cost([held, owed], multiple: multiple)
      #expect(cost.lines.map(\.side) == [.quoted, .quoted])
      #expect(isNear(cost.lines[0].cost, multiple * 3 * 0.004 * 97.2), "\(cost.lines[0])")
      #expect(isNear(cost.lines[1].cost, multiple * 4 * 0.007 * 97.2), "\(cost.lines[1])")
      #expect(cost.lines.allSatisfy { $0.gainNotCounted == 0 && !$0.isWideningBounded })
    }
  }

  @Test("Without a bid what is held is worth its discounted intrinsic value at the forward, not at the spot")
  func missingBid() throws {
    // Put 120: 0.9 (120 − 108); call 90: 0.9 (108 − 90); call 130 and put 70: nothing.
    for (type, strike, intrinsic) in [
      (OptionType.put, 120.0, 10.8), (.call, 90, 16.2), (.call, 130, 0), (.put, 70, 0), (.call, 104, 3.6),
      (.put, 104, 0),
    ] {
      var one = row(type, strike, 6)
      let expected = 3 * (0.9 * one.black - intrinsic)
      let cost = try cost([one])
      #expect(cost.lines[0].side == .noBid && isNear(cost.total, expected), "\(type) \(strike): \(cost.total)")
      #expect(cost.part(.noBid).positions == 1 && cost.part(.quoted).positions == 0)
      // A multiple does not widen what nobody quotes, and no bid falls below the intrinsic value.
      #expect(try isNear(self.cost([one], multiple: 5).total, expected))
      one.bid = one.black / 108 - 0.001
      #expect(try isNear(self.cost([one], multiple: 1e6).total, expected), "\(type) \(strike)")
    }
  }

  @Test("Without an ask what is owed is bought back at a higher volatility, discounted at its forward")
  func missingAsk() throws {
    let owed = row(.put, 100, -8)
    func value(_ volatility: Double) -> Double {
      4 * 0.9 * Black76.price(.put, forward: 108, strike: 100, years: owed.years, volatility: volatility)
    }
    var neighbor = row(.call, 112, 0)
    neighbor.ask = Black76.price(.call, forward: 108, strike: 112, years: owed.years, volatility: 0.73) / 108
    // Wider, but of another underlying or of another expiry: not lent while the own expiry has an ask.
    var stranger = row(.call, 112, 0, underlying: "B")
    stranger.ask = Black76.price(.call, forward: 108, strike: 112, years: owed.years, volatility: 0.9) / 108
    var later = row(.call, 112, 0, days: 60)
    later.ask = Black76.price(.call, forward: 108, strike: 112, years: later.years, volatility: 0.85) / 108
    // Half a spread counts as a whole one where nobody quotes; twice and more as so many.
    for (multiple, volatility) in [(0.5, 0.73), (1, 0.73), (2, 0.86)] {
      let cost = try cost([neighbor, stranger, later, owed], multiple: multiple)
      let line = try #require(cost.lines.last)
      #expect(line.side == .noAsk && isNear(line.cost, value(volatility) - value(0.6)), "\(multiple): \(line)")
    }
    let lent = try #require(try cost([stranger, later, owed]).lines.last)
    #expect(isNear(lent.cost, value(0.85) - value(0.6)), "\(lent)")
    let assumed = try #require(try cost([stranger, owed]).lines.last)
    #expect(isNear(assumed.cost, value(0.9) - value(0.6)) && !assumed.isWideningBounded, "\(assumed)")
  }

  @Test("An ask below the mark lends no width, and a quote better than the mark is told in dollars")
  func better() throws {
    let owed = row(.put, 100, -8)
    var cheap = row(.call, 112, -6)
    cheap.ask = Black76.price(.call, forward: 108, strike: 112, years: owed.years, volatility: 0.5) / 108
    let cost = try cost([cheap, owed])
    let gain = 3 * (0.9 * cheap.black - 97.2 * (cheap.ask ?? 0))
    #expect(cost.lines[0].cost == 0 && isNear(cost.lines[0].gainNotCounted, gain), "\(cost.lines[0])")
    let at = { (v: Double) in 4 * 0.9 * Black76.price(.put, forward: 108, strike: 100, years: owed.years, volatility: v)
    }
    #expect(isNear(cost.lines[1].cost, at(0.9) - at(0.6)), "\(cost.lines[1])")
    #expect(isNear(cost.total, at(0.9) - at(0.6)))
  }
}
