import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Properties of quoting curves on random trades; failures print the trade and its market.
@Suite("Properties of option curves")
struct OptionCurvePropertyTests {
  private static let calls = isLongRun ? 32_000 : 500

  @Test(
    "CURVE-001: a quote is what the trade then costs, a refusal changes nothing, and every sum of money is finite and not below zero",
    arguments: CurveSample.allCases, [1, 2, 3, 4] as [UInt64])
  func laws(sample: CurveSample, seed: UInt64) throws {
    func run<Curve: OptionCurve>(_ first: Curve) throws {
      var (curve, traffic) = (first, CurveTraffic(seed: seed))
      var (taken, refused) = (0, 0)
      for _ in 0..<Self.calls {
        let (trade, market) = traffic.order(sample)
        let before = curve
        let quoted = Result { try before.quote(trade, in: market) }
        #expect(curve == before)
        do {
          let quote = try curve.take(trade, in: market)
          #expect(try quoted.get() == quote, "\(trade) \(market)")
          taken += 1
          traffic.locked += trade.collateral
          for number in [quote.fair, quote.premium, quote.before, quote.after, quote.fee] + quote.fees.map(\.amount) {
            #expect(number >= 0 && number < .infinity, "\(quote): \(trade) \(market)")
          }
          // Who buys pays the fair price at least, who sells gets no more than it.
          let fair = trade.size > 0 ? quote.premium >= quote.fair : quote.premium <= quote.fair
          #expect(fair, "\(quote): \(trade) \(market)")
          if trade.size < 0 { #expect(quote.fee <= quote.premium * (1 + 1e-15), "\(quote): \(trade) \(market)") }
        } catch {
          refused += 1
          #expect(curve == before, "\(error): \(trade) \(market)")
          #expect(throws: CurveRefusal.self, "\(trade) \(market)") { _ = try quoted.get() }
        }
      }
      #expect(taken > Self.calls / 8 && refused > Self.calls / 40, "\(taken) \(refused)")
      #expect(try Curve(parameters: curve.parameters) == first)
    }
    try run(sample.curve())
  }

  @Test(
    "CURVE-002: more in the same direction never costs less and never pays less, in each unit no less than the first part",
    arguments: CurveSample.allCases, [5, 6, 7, 8] as [UInt64])
  func monotone(sample: CurveSample, seed: UInt64) throws {
    func run<Curve: OptionCurve>(_ first: Curve) throws {
      var (curve, traffic, pairs) = (first, CurveTraffic(seed: seed), 0)
      for _ in 0..<Self.calls {
        let (market, contract, size) = (traffic.market(), traffic.contract(sample), traffic.size())
        let less = size * traffic.random.uniform(0.01, 0.99)
        let (trade, part) = (traffic.trade(contract, size: size), traffic.trade(contract, size: less))
        if let whole = try? curve.quote(trade, in: market), let part = try? curve.quote(part, in: market) {
          pairs += 1
          #expect(whole.premium >= part.premium, "\(whole) \(part): \(trade) \(less) \(market)")
          let (each, first) = (whole.premium / size, part.premium / less)
          // The last options sold are the dearest, the last bought the cheapest; a hair for the roundings against the taker, and for
          // what of a size is beyond eighteen places.
          let hair = 1e-12 + 2e-18 / abs(less)
          #expect(
            size > 0 ? each >= first * (1 - hair) : -each <= -first * (1 + hair),
            "\(each) \(first): \(trade) \(less) \(market)")
        }
        if (try? curve.take(trade, in: market)) != nil { traffic.locked += trade.collateral }
      }
      #expect(pairs > Self.calls / 8, "\(pairs)")
    }
    try run(sample.curve())
  }

  @Test(
    "CURVE-003: a trade costs what its parts cost, to 1e-12, and leaves the curve where they do",
    arguments: CurveSample.allCases.filter(\.isPathIndependent), [9, 10, 11, 12] as [UInt64])
  func parts(sample: CurveSample, seed: UInt64) throws {
    func run<Curve: OptionCurve>(_ first: Curve) throws {
      var (curve, traffic, splits) = (first, CurveTraffic(seed: seed), 0)
      for _ in 0..<Self.calls / 4 {
        let (market, contract) = (traffic.market(), traffic.contract(sample))
        // Parts of either direction, as whole numbers of millionths, so that they sum without a rounding.
        let sizes = (0..<4).map { _ in (traffic.size() * 1e6).rounded(.awayFromZero) }
        let trade = traffic.trade(contract, size: sizes.reduce(0, +) / 1e6)
        let parts = sizes.map { traffic.trade(contract, size: $0 / 1e6) }
        guard let whole = try? curve.quote(trade, in: market) else { continue }
        var (split, paid, scale) = (curve, trade.size > 0 ? -whole.premium : whole.premium, whole.premium)
        let taken: Void? = try? parts.forEach { part in
          let quote = try split.take(part, in: market)
          paid += part.size > 0 ? quote.premium : -quote.premium
          scale += quote.premium
        }
        _ = try curve.take(trade, in: market)
        guard taken != nil else { continue }
        splits += 1
        #expect(abs(paid) <= 1e-12 * scale, "\(paid / scale): \(parts) \(market)")
        #expect(split == curve, "\(parts) \(market)")
      }
      #expect(splits > Self.calls / 30, "\(splits)")
    }
    try run(sample.curve())
  }

  @Test(
    "CURVE-004: no cycle of trades in one market pays the taker, not by a rounding",
    arguments: CurveSample.allCases.filter(\.paysNoCycle), [13, 14, 15, 16] as [UInt64])
  func cycles(sample: CurveSample, seed: UInt64) throws {
    func run<Curve: OptionCurve>(_ first: Curve) throws {
      var (curve, traffic, cycles) = (first, CurveTraffic(seed: seed), 0)
      for _ in 0..<Self.calls / 8 {
        // Somebody else trades; then the taker goes out by some trades and comes back by others, in another order.
        let (other, otherMarket) = traffic.order(sample)
        if (try? curve.take(other, in: otherMarket)) != nil { traffic.locked += other.collateral }
        var market = traffic.market()
        var (held, flows): ([PoolContract: Double], [Double]) = ([:], [])
        func trade(_ contract: PoolContract, _ size: Double) -> Bool {
          market.locked = max(0, traffic.locked)
          guard let quote = try? curve.take(traffic.trade(contract, size: size), in: market) else { return false }
          traffic.locked += size
          held[contract, default: 0] += size
          flows.append(size > 0 ? quote.premium : -quote.premium)
          flows += quote.fees.map(\.amount)
          return true
        }
        for _ in 0..<6 { _ = trade(traffic.contract(sample), (traffic.size() * 64).rounded(.awayFromZero) / 64) }
        for (contract, size) in held.sorted(by: { $0.key.id > $1.key.id }) where size != 0 {
          let part = (size * 32).rounded(.towardZero) / 64
          if part != 0 { _ = trade(contract, -part) }
        }
        for (contract, size) in held.sorted(by: { $0.key.id < $1.key.id }) where size != 0 {
          _ = trade(contract, -size)
        }
        guard !flows.isEmpty, held.values.allSatisfy({ $0 == 0 }) else { continue }
        cycles += 1
        // The exact sum, by pairs whose rounding is known.
        let cost = exactSum(flows)
        #expect(cost >= 0, "\(cost) of \(flows): \(market)")
      }
      if sample != .flat { #expect(cycles > Self.calls / 40, "\(cycles)") }
    }
    try run(sample.curve())
  }

  @Test(
    "Where a base volatility is the whole expiry's, a cycle over two strikes can pay: the limit that `reach` strike lifts"
  )
  func cycleOverStrikes() throws {
    func gain(_ reach: String) throws -> Double {
      var curve = try VolatilityImpactCurve(["standardSize": "5", "reach": reach, "skewFactor": "0"])
      let market = CurveCase.market(volatility: 0.6)
      let (near, far) = (CurveCase.option(days: 28), CurveCase.option(strike: 4_200, days: 28))
      var gain = 0.0
      for (contract, size) in [(near, 100.0), (far, 100), (near, -100), (far, -100)] {
        let quote = try curve.take(CurveTrade(contract, size: size), in: market)
        gain += size > 0 ? -quote.premium : quote.premium
      }
      return gain
    }
    let reverse = try gain("expiry")
    #expect(try gain("strike") <= 0)
    #expect(abs(reverse) > 100, "\(reverse)")
  }

  /// A sum whose error is below a rounding of it.
  private func exactSum(_ values: [Double]) -> Double {
    var parts: [Double] = []
    for value in values {
      var (rest, kept) = (value, [Double]())
      for part in parts {
        let (large, small) = abs(rest) >= abs(part) ? (rest, part) : (part, rest)
        let sum = large + small
        let low = small - (sum - large)
        if low != 0 { kept.append(low) }
        rest = sum
      }
      parts = kept + [rest]
    }
    return parts.reduce(0, +)
  }
}
