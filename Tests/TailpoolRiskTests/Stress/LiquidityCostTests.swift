import TailpoolMarket
import TailpoolPricing
import Testing
import _TailpoolTestSupport

@testable import TailpoolRisk

@Suite("Cost of closing a book")
struct LiquidityCostTests {
  private func cost(_ rows: [StressPosition], multiple: Double = 1) throws -> LiquidityCost {
    let (snapshot, valuation) = try StressPosition.market(rows)
    return try LiquidityCost(
      valuation, marks: snapshot.volatilityMarks(), spreadMultiple: multiple)
  }

  @Test("What is held is sold at the bid, what is owed bought at the ask, in dollars")
  func quoted() throws {
    var long = StressPosition(quantity: 3, contractSize: 2)
    long.bid = long.black - 0.5
    long.ask = long.black + 0.9
    var short = StressPosition(strike: 110, quantity: -4)
    short.bid = short.black - 0.2
    short.ask = short.black + 0.3
    let cost = try cost([long, short])
    #expect(abs(cost.lines[0].cost - 3) < 1e-12 && abs(cost.lines[1].cost - 1.2) < 1e-12)
    #expect(abs(cost.total - 4.2) < 1e-12 && cost.part(.quoted).positions == 2)
    let twice = try self.cost([long, short], multiple: 2)
    #expect(abs(twice.total - 8.4) < 1e-12)
    #expect(try self.cost([long, short], multiple: 0).total == 0)
  }

  @Test("Prices in coin are worth their number of coins")
  func coin() throws {
    var row = StressPosition(
      forward: 102, spot: 100, quantity: -2, discountFactor: 100 / 102.0, settlement: .coin)
    row.ask = row.black / 102 + 0.01
    // A hundredth of a coin more, for two options, at a spot of 100.
    #expect(abs(try cost([row]).total - 2) < 1e-12)
  }

  @Test("Without a bid an option is worth its intrinsic value; a bid never falls below it")
  func missingBid() throws {
    let inside = StressPosition(strike: 90, quantity: 2)
    let cost = try cost([inside])
    #expect(cost.lines[0].side == .noBid && abs(cost.total - 2 * (inside.black - 10)) < 1e-12)
    var quoted = inside
    quoted.bid = inside.black - 0.01
    #expect(abs(try self.cost([quoted], multiple: 1e6).total - 2 * (inside.black - 10)) < 1e-12)
  }

  @Test("Without an ask an owed option costs its price at the widest ask volatility of its expiry")
  func missingAsk() throws {
    var neighbor = StressPosition(strike: 105, quantity: 0)
    neighbor.ask = Black76.price(.call, forward: 100, strike: 105, years: neighbor.years, volatility: 0.7)
    var near = StressPosition(strike: 95, quantity: 0)
    near.ask = Black76.price(.call, forward: 100, strike: 95, years: near.years, volatility: 0.64)
    let owed = StressPosition(strike: 110, quantity: -3)
    let cost = try cost([neighbor, near, owed])
    let line = cost.lines[2]
    let expected =
      3 * (Black76.price(.call, forward: 100, strike: 110, years: owed.years, volatility: 0.7) - owed.black)
    #expect(line.side == .noAsk && abs(line.cost - expected) < 1e-9, "\(line) \(expected)")
    #expect(cost.part(.noAsk).positions == 1)
    // Another expiry lends its width; without any, half of the volatility is added.
    var far = owed
    far.days = 60
    let lent = try self.cost([neighbor, near, far]).lines[2].cost
    let at = { (v: Double) in Black76.price(.call, forward: 100, strike: 110, years: far.years, volatility: v) }
    #expect(abs(lent - 3 * (at(0.7) - at(0.6))) < 1e-9)
    #expect(abs(try self.cost([far]).total - 3 * (at(0.9) - at(0.6))) < 1e-9)
  }

  @Test("One stray ask does not price all others: a volatility is at most doubled, and that is told")
  func strayAsk() throws {
    var stray = StressPosition(strike: 50, quantity: 0)
    stray.ask = Black76.price(.call, forward: 100, strike: 50, years: stray.years, volatility: 3)
    let owed = StressPosition(strike: 110, quantity: -3)
    let at = { (v: Double) in Black76.price(.call, forward: 100, strike: 110, years: owed.years, volatility: v) }
    for (multiple, volatility) in [(1.0, 1.2), (2, 1.8)] {
      let line = try cost([stray, owed], multiple: multiple).lines[1]
      #expect(abs(line.cost - 3 * (at(volatility) - at(0.6))) < 1e-9 && line.isWideningBounded, "\(line)")
    }
    // A distance within the volatility is as it was, and so is the half of it where nothing is known.
    var near = stray
    near.ask = Black76.price(.call, forward: 100, strike: 50, years: near.years, volatility: 1.19)
    #expect(try !cost([near, owed]).lines[1].isWideningBounded)
    #expect(try !cost([owed]).lines[0].isWideningBounded)
  }

  @Test("A quote better than the mark costs nothing, does not pay for others, and is told")
  func betterThanMark() throws {
    var long = StressPosition(quantity: 3)
    long.bid = long.black + 0.5
    long.ask = long.black + 0.9
    var short = StressPosition(strike: 110, quantity: -4)
    short.bid = short.black - 0.4
    short.ask = short.black - 0.1
    var fair = StressPosition(strike: 120, quantity: -1)
    fair.ask = fair.black + 0.2
    let cost = try cost([long, short, fair])
    #expect(cost.lines.map(\.side) == [.quoted, .quoted, .quoted])
    #expect(cost.lines[0].cost == 0 && cost.lines[1].cost == 0 && abs(cost.total - 0.2) < 1e-12)
    #expect(abs(cost.lines[0].gainNotCounted - 1.5) < 1e-12 && abs(cost.lines[1].gainNotCounted - 0.4) < 1e-12)
    #expect(cost.lines[2].gainNotCounted == 0)
  }

  @Test("A multiple out of range is a typed error")
  func errors() {
    #expect(throws: RiskError.invalidParameter(name: "spreadMultiple", value: -1)) {
      try cost([StressPosition()], multiple: -1)
    }
  }
}
