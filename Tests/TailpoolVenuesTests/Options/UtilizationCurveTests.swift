import Foundation
import TailpoolMarket
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

@Suite("Utilization-level curves")
struct UtilizationCurveTests {
  @Test("Levels and their geometric means of the anchor's tests, to 1e-12")
  func levels() throws {
    let file = "pools/06_clevel_premia"
    func level(_ vector: ReferenceCase) -> UtilizationLevel {
      UtilizationLevel(
        steepness: vector.double("alpha"), least: vector.double("min"), most: vector.double("max"),
        decayPerHour: vector.double("decayPerHour"))
    }
    let single = try ReferenceCase.cases(file, fn: "cLevel")
    let means = try ReferenceCase.cases(file, fn: "cLevelGeoMean")
    #expect(single.count == 5 && means.count == 4)
    for vector in single {
      let found = level(vector).level(
        utilization: vector.double("utilisation"), hours: vector.double("hoursSinceTrade"))
      #expect(abs(found - vector.double("expected")) <= 1e-12, "\(found) \(vector)")
    }
    for vector in means {
      let assets = vector.double("totalAssets")
      let before = vector.double("totalLocked") / assets
      let found = level(vector).multiplier(
        before: before, after: before + vector.double("collateralAdded") / assets,
        hours: vector.double("hoursSinceTrade"))
      #expect(abs(found.value - vector.double("expected")) <= 1e-12, "\(found) \(vector)")
    }
  }

  @Test("A level is a line at steepness 0, nears it, is what the printed formula gives, and stays within its ends")
  func steepness() {
    func level(_ steepness: Double, _ u: Double) -> Double {
      UtilizationLevel(steepness: steepness, least: 1, most: 1.5, decayPerHour: 0).level(utilization: u, hours: 0)
    }
    for u in [0.0, 1e-9, 0.25, 0.5, 0.9, 1] {
      #expect(level(0, u) == 1 + 0.5 * u)
      for steepness in [1e-12, -1e-12] { #expect(abs(level(steepness, u) - level(0, u)) < 1e-12, "\(u)") }
      for a in [-5.0, -0.3, 0.15, 3, 20] {
        let (p, k) = (exp(a * (1 - u)), a * (exp(a) - 1.5) / (exp(a) - 1))
        let printed = (k * p + 1.5 * a - k) / (a * p)
        #expect(abs(level(a, u) - printed) < 1e-12, "\(a) \(u): \(level(a, u)) \(printed)")
      }
      for a in [-800.0, 800] { #expect((1...1.5).contains(level(a, u)), "\(a) \(u)") }
    }
    for u in [-1e-9, 1 + 1e-9, .nan, .infinity] { #expect(level(3, u).isNaN, "\(u)") }
  }

  /// A curve whose last trade was a dust three hours before the start.
  private static func curve(_ contract: OptionType = .call) throws -> UtilizationCurve {
    var curve = try UtilizationCurve(["least": "1.05", "leastDelta": "0.01", "mostDelta": "0.99"])
    _ = try curve.take(
      CurveTrade(CurveCase.option(strike: 1_000, settlement: .coin, id: "first"), size: 1e-12, collateral: 1e-12),
      in: CurveCase.market(hours: -3, spot: 1_000, assets: 5))
    return curve
  }

  @Test("The vault's quote of the anchor's test: fair premium, level, spread, minting fee and sum")
  func vaultQuote() throws {
    let vector = try #require(try ReferenceCase.cases("pools/07_quote_premia").first)
    let contract = CurveCase.option(
      strike: UInt128(vector.int("K")), settlement: .coin, days: Int64(vector.int("secondsToExpiry") / 86_400))
    let market = CurveCase.market(
      spot: vector.double("S"), rate: vector.double("r"), volatility: vector.double("vol"),
      assets: vector.double("deposit"))
    let size = vector.double("size")
    let quote = try Self.curve().quote(CurveTrade(contract, size: size, collateral: size), in: market)
    func expect(_ name: String, _ actual: Double, _ expected: Double, _ tolerance: Tolerance) {
      let failure = mismatch(name, actual, expected, within: tolerance, inputs: "\(vector)")
      #expect(failure == nil, "\(failure ?? "")")
    }
    expect("fair", quote.fair, vector.double("fairPremium"), .relative(1e-12))
    expect("level", quote.premium / quote.fair, vector.double("cLevel"), .relative(1e-12))
    expect("spread", quote.premium - quote.fair, vector.double("spread"), .relative(1e-11))
    expect("minting", quote.fee, vector.double("mintingFee"), .relative(1e-12))
    expect("sum", quote.premium + quote.fee, vector.double("quote_formula"), .relative(1e-12))
    expect("anchor", quote.premium + quote.fee, vector.double("quote_anchor"), .absolute(vector.double("tol")))
    #expect(quote.fees.map(\.name) == ["minting"])
  }

  @Test("What is bought back costs the lesser of what was received and the fair price, and no more than was sold is")
  func buyBack() throws {
    var curve = try Self.curve()
    let contract = CurveCase.option(strike: 1_100, settlement: .coin)
    let market = CurveCase.market(spot: 1_000, volatility: 1, assets: 100)
    let dear = try curve.take(CurveTrade(contract, size: 3, collateral: 3), in: market)
    var cheap = market
    cheap.volatility = 0.5
    let second = try curve.take(CurveTrade(contract, size: 5, collateral: 5), in: cheap)
    let average = (dear.premium + second.premium) / 8
    // The fair price is above the average at the first volatility, below it at the second.
    for (market, isFair) in [(market, false), (cheap, true)] {
      let quote = try curve.quote(CurveTrade(contract, size: -2, collateral: -2), in: market)
      let expected = isFair ? quote.fair : 2 * average
      #expect(abs(quote.premium - expected) <= 1e-14 * expected && quote.premium <= expected, "\(quote)")
      #expect(quote.fees.isEmpty)
    }
    let before = curve
    #expect(throws: CurveRefusal.notFilled(available: 8, asked: 8.5)) {
      _ = try curve.take(CurveTrade(contract, size: -8.5, collateral: -8.5), in: market)
    }
    #expect(curve == before)
    // Deltas and terms are bounds of what is sold alone.
    _ = try curve.take(CurveTrade(contract, size: -8, collateral: -8), in: CurveCase.market(spot: 4_000, assets: 100))
    #expect(curve.positions[contract.id] == nil)
  }

  @Test("Bounds: utilization, delta, term, oracle, assets, collateral")
  func bounds() throws {
    var curve = try UtilizationCurve(["leastSeconds": "259200", "mostSeconds": "2592000"])
    let contract = CurveCase.option(strike: 3_000, settlement: .coin)
    func refusal(_ trade: CurveTrade, _ market: CurveMarket) -> CurveRefusal? {
      let before = curve
      do throws(CurveRefusal) {
        _ = try curve.take(trade, in: market)
        return nil
      } catch {
        #expect(curve == before)
        return error
      }
    }
    let market = CurveCase.market(assets: 10, locked: 8)
    #expect(refusal(CurveTrade(contract, size: 3, collateral: 3), market) == .utilization(after: 1.1, most: 1))
    let far = CurveCase.option(strike: 9_000, settlement: .coin)
    guard case .delta(let delta, 0.1, 0.7) = refusal(CurveTrade(far, size: 1, collateral: 1), market) else {
      Issue.record("no delta is refused")
      return
    }
    #expect(delta < 0.1)
    for days in [2, 31] as [Int64] {
      let contract = CurveCase.option(strike: 3_000, settlement: .coin, days: days)
      #expect(
        refusal(CurveTrade(contract, size: 1, collateral: 1), market)
          == .outsideOfTerm(seconds: days * 86_400, least: 259_200, most: 2_592_000))
    }
    for volatility in [nil, 0, -1, .nan, .infinity] as [Double?] {
      guard
        case .invalid("volatility", _) = refusal(
          CurveTrade(contract, size: 1, collateral: 1), CurveCase.market(volatility: volatility))
      else {
        Issue.record("\(String(describing: volatility)) is taken")
        return
      }
    }
    #expect(
      refusal(CurveTrade(contract, size: 1, collateral: 1), CurveCase.market(assets: 0))
        == .invalid(field: "assets", value: 0))
    #expect(
      refusal(CurveTrade(contract, size: 1, collateral: -1), market) == .invalid(field: "collateral", value: -1))
    #expect(
      refusal(CurveTrade(contract, size: -1, collateral: -1), market) == .notFilled(available: 0, asked: 1))
  }
}
