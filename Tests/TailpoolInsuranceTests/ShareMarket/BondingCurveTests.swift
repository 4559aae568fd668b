import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Bonding curve of shares")
struct BondingCurveTests {
  static let coin: Int128 = 1_000_000_000_000_000_000

  /// ∫ dV / (A + V⁴ / (C m³)) by its closed form, as an independent route.
  private static func closedForm(from low: Double, to high: Double, requirement m: Double) -> Double {
    let (a, c) = (0.01028, 5_800_000.0)
    let scale = pow(a * c * m * m * m, 0.25)
    func primitive(_ v: Double) -> Double {
      let (u, r) = (v / scale, 2.0.squareRoot())
      return log((u * u + r * u + 1) / (u * u - r * u + 1)) / (4 * r) + (atan(r * u + 1) + atan(r * u - 1)) / (2 * r)
    }
    return scale / a * (primitive(high) - primitive(low))
  }

  @Test("The price at the margin is the reference's")
  func vectors() throws {
    let curve = try BondingCurve()
    for vector in try ReferenceCase.cases("pools/20_nexus_capital", fn: "bondingCurve") {
      let price = curve.price(requirement: vector.double("mcr"), ratio: vector.double("ratio"))
      #expect(abs(price - vector.double("price")) <= 1e-12 * vector.double("price"), "\(vector)")
    }
  }

  @Test("Shares for a move of the capital are the closed form of the integral")
  func integral() throws {
    let curve = try BondingCurve()
    for requirement in [1_000, 7_000, 162_424.73] {
      for (low, high) in [(0, 1), (0.5, 1), (1, 1.3), (1, 4), (0, 20), (1.2, 1.9)] as [(Double, Double)] {
        let (from, to) = (low * requirement, high * requirement)
        let shares = curve.shares(from: from, width: to - from, requirement: requirement)
        let exact = Self.closedForm(from: from, to: to, requirement: requirement)
        #expect(abs(shares - exact) <= 2e-12 * exact, "\(requirement) \(low) \(high): \(shares), \(exact)")
        let back = curve.shares(from: to, width: from - to, requirement: requirement)
        #expect(abs(back - shares) <= 1e-14 * shares, "\(requirement) \(low) \(high): \(back), \(shares)")
      }
    }
  }

  @Test("An order costs what its parts cost, and a round trip loses the spread")
  func parts() throws {
    let curve = try BondingCurve()
    let start = try CapitalPosition(
      capital: 180_000 * Self.coin, supply: 6_000_000 * Self.coin, requirement: 150_000 * Self.coin)
    let whole = try curve.buy(with: 1_000 * Self.coin, position: start)
    var (position, shares): (CapitalPosition, Int128) = (start, 0)
    for _ in 0..<10 {
      let part = try curve.buy(with: 100 * Self.coin, position: position)
      (position, shares) = (part.position, shares + part.shares)
    }
    #expect(abs(Double(shares - whole.shares)) <= 1e-12 * Double(whole.shares))
    #expect(position.capital == whole.position.capital)
    let back = try curve.sell(whole.shares, position: whole.position)
    #expect(abs(Double(back.cash) / Double(975 * Self.coin) - 1) < 1e-11)
    #expect(back.position.supply == start.supply && back.position.capital > start.capital)
    let even = try BondingCurve(sellSpreadBasisPoints: 0)
    #expect(abs(Double(try even.sell(whole.shares, position: whole.position).cash) / 1e21 - 1) < 1e-11)
  }

  @Test("Decimals are but a scale: the orders are those of eighteen, to a unit of the coarser one")
  func decimals() throws {
    let start = try CapitalPosition(
      capital: 180_000_000_000, supply: 6_000_000 * 1_000_000_000, requirement: 150_000_000_000)
    let fine = try CapitalPosition(
      capital: 180_000 * Self.coin, supply: 6_000_000 * Self.coin, requirement: 150_000 * Self.coin)
    let curve = try BondingCurve(cashDecimals: 6, shareDecimals: 9)
    let bought = try curve.buy(with: 1_000_000_000, position: start)
    #expect(
      try abs(bought.shares - BondingCurve().buy(with: 1_000 * Self.coin, position: fine).shares / 1_000_000_000) <= 1)
    let sold = try curve.sell(1_000_000_000_000, position: start)
    #expect(try abs(sold.cash - BondingCurve().sell(1_000 * Self.coin, position: fine).cash / 1_000_000_000_000) <= 1)
    let (price, whole) = (try #require(curve.scaledPrice(of: start)), curve.price(requirement: 150_000, ratio: 1.2))
    // A whole share has nine decimals of eighteen, a whole unit of cash six.
    #expect(abs(Double(price) / 1e15 - whole) < 1e-12 * whole)
    #expect(try curve.scaledPrice(of: CapitalPosition(capital: 1, supply: 1, requirement: 0)) == nil)
    for decimals in [-1, 37] {
      #expect(throws: InsuranceError.self) { try BondingCurve(cashDecimals: decimals) }
      #expect(throws: InsuranceError.self) { try BondingCurve(shareDecimals: decimals) }
    }
  }

  @Test("Redemptions are closed below the requirement and up to it, and bad orders are typed errors")
  func refusals() throws {
    let curve = try BondingCurve()
    let (capital, requirement) = (150_001 * Self.coin, 150_000 * Self.coin)
    let position = try CapitalPosition(capital: capital, supply: 6_000_000 * Self.coin, requirement: requirement)
    let share = try curve.sell(Self.coin, position: position)
    #expect(share.cash > 0 && share.position.capital >= requirement)
    #expect(throws: StakeError.belowRequirement(capital: requirement - 1, requirement: requirement)) {
      try curve.sell(100 * Self.coin, position: position)
    }
    let short = try CapitalPosition(capital: requirement - 7, supply: 6_000_000 * Self.coin, requirement: requirement)
    #expect(throws: StakeError.belowRequirement(capital: requirement - 7, requirement: requirement)) {
      try curve.sell(1, position: short)
    }
    #expect(throws: StakeError.insufficient("supply of shares", held: 5, required: 6)) {
      try curve.sell(6, position: CapitalPosition(capital: capital, supply: 5, requirement: requirement))
    }
    #expect(throws: StakeError.invalid("cash", value: 0, expected: "more than 0")) {
      try curve.buy(with: 0, position: position)
    }
    #expect(throws: StakeError.invalid("shares", value: -1, expected: "more than 0")) {
      try curve.sell(-1, position: position)
    }
    #expect(throws: StakeError.invalid("capital requirement", value: 0, expected: "more than 0")) {
      try curve.buy(with: 5, position: CapitalPosition(capital: 5, supply: 5, requirement: 0))
    }
    #expect(throws: StakeError.self) { try curve.buy(with: 100, minimumShares: 1 << 100, position: position) }
    #expect(throws: StakeError.self) { try curve.sell(Self.coin, minimumCash: 1 << 100, position: position) }
    #expect(throws: StakeError.amount(.negative(-1))) { try CapitalPosition(capital: -1, supply: 0, requirement: 0) }
    // Extreme positions come to an end and to a typed answer.
    for units in [1, 1_000, 1 << 126] as [Int128] {
      let extreme = try CapitalPosition(capital: units, supply: units, requirement: max(units / 2, 1))
      _ = try? curve.buy(with: units, position: extreme)
      _ = try? curve.sell(units, position: extreme)
    }
    for bad in [(0, 1, 0), (.nan, 1, 0), (1, .infinity, 0), (1, -1, 0), (1, 1, 5_001)] as [(Double, Double, Int)] {
      #expect(throws: InsuranceError.self, "\(bad)") {
        try BondingCurve(floor: bad.0, divisor: bad.1, sellSpreadBasisPoints: bad.2)
      }
    }
  }

  @Test("No way there and back pays, without a spread as well", arguments: 0..<8 as Range<UInt64>)
  func cycles(part: UInt64) throws {
    let curve = try BondingCurve(sellSpreadBasisPoints: 0)
    for seed in 250 * part..<250 * (part + 1) {
      var generator = SeededGenerator(seed: seed)
      func units(_ low: Double, _ high: Double) -> Int128 {
        Int128(pow(10, Double.random(in: low...high, using: &generator)) * 1e18)
      }
      let position = try CapitalPosition(capital: units(-3, 7), supply: units(0, 8), requirement: units(-3, 6))
      guard let bought = try? curve.buy(with: units(-16, 5), position: position),
        let sold = try? curve.sell(bought.shares, position: bought.position)
      else { continue }
      #expect(sold.cash <= bought.cash, "\(seed): \(sold.cash - bought.cash) more than \(bought.cash)")
    }
  }
}
