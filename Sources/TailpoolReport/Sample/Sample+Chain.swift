import TailpoolLibc
import TailpoolMarket
import TailpoolPricing

extension Sample {
  /// The sample option chain: two coin-settled underlyings, six expiries each, from one day to eight months.
  ///
  /// Volatilities come from the SSVI surface of Gatheral and Jacquier (2014), with
  /// `w(k) = θ/2 · (1 + ρφk + √((φk + ρ)² + 1 − ρ²))`, `φ = η/√θ`, which is free of arbitrage for the parameters used.
  /// Marks are Black-76 prices in coin; bids and asks stand around them and are missing in some wings; the venue's
  /// forward is missing for one BTC expiry, so that it has to be solved for.
  ///
  /// - Returns: The rows by underlying, expiry and strike, calls before puts.
  /// - Throws: Nothing for the sample as it is; the errors are those of `OptionContract`.
  public static func chain() throws(MarketError) -> OptionChain {
    var quotes: [OptionChain.Quote] = []
    for (index, entry) in spots.enumerated() {
      var generator = SampleGenerator(seed: seed, stream: UInt64(index) + 1)
      for expiry in expiries {
        let smile = SampleSmile(entry.underlying, spot: entry.spot, expiry: expiry)
        for strike in smile.strikes {
          for type in [OptionType.call, .put] {
            quotes.append(try quote(smile, type, strike, &generator))
          }
        }
      }
    }
    return OptionChain(asOf: asOf, quotes: quotes)
  }

  /// The expiries, at 08:00 UTC: 1, 7, 14, 42, 161 and 252 days after the snapshot's date.
  static let expiries = [1, 7, 14, 42, 161, 252].map { Timestamp(asOf.date.advanced(byDays: $0), hour: 8) }

  /// The BTC expiry whose forward the venue does not give: the fourth.
  static let expiryWithoutForward = Timestamp(asOf.date.advanced(byDays: 42), hour: 8)

  static func quote(
    _ smile: SampleSmile, _ type: OptionType, _ strike: Double, _ generator: inout SampleGenerator
  ) throws(MarketError) -> OptionChain.Quote {
    let contract = try OptionContract(
      underlying: smile.underlying, type: type, strike: strike, expiry: smile.expiry, settlement: .coin)
    let distance = smile.standardizedDistance(strike)
    let volatility = (smile.volatility(strike) * 1e4).rounded() / 1e4
    let mark = InverseOption.price(
      type, forward: smile.forward, strike: strike, years: smile.years, volatility: volatility)
    let halfSpread = 0.0002 + 0.012 * mark.squareRoot() * (0.25 + 0.1 * distance * distance) * generator.uniform()
    let bid = tick(mark - halfSpread, .down)
    let ask = tick(mark + halfSpread, .up)
    let isFar = abs(distance) > 1.8
    let interest = (400 * exp(-0.5 * distance * distance) * generator.uniform() * 10).rounded() / 10
    let hasNoAsk = isFar && generator.uniform() < 0.3
    let hasNoForward = smile.underlying == "BTC" && smile.expiry == expiryWithoutForward
    return OptionChain.Quote(
      contract: contract, bid: bid > 0 ? bid : nil, ask: hasNoAsk ? nil : ask, mark: (mark * 1e8).rounded() / 1e8,
      markVolatility: volatility, forward: hasNoForward ? nil : smile.forward, spot: smile.spot,
      openInterest: interest)
  }

  /// A price on the venue's grid: 0.0005 coin from 0.005 on, 0.0001 below.
  private static func tick(_ price: Double, _ rule: FloatingPointRoundingRule) -> Double {
    let perUnit: Double = price >= 0.005 ? 2_000 : 10_000
    return (price * perUnit).rounded(rule) / perUnit
  }
}

/// The volatilities of one sample expiry.
struct SampleSmile {
  let underlying: Underlying
  let spot: Double
  let expiry: Timestamp
  let years: Double
  let forward: Double

  /// Total variance at the money.
  private let theta: Double
  private let rho = -0.28
  private let eta = 0.85

  /// The smile of an expiry at an instant; nil takes the level of the sample snapshot.
  init(_ underlying: Underlying, spot: Double, expiry: Timestamp, asOf: Timestamp = Sample.asOf, level: Double? = nil) {
    self.underlying = underlying
    self.spot = spot
    self.expiry = expiry
    years = DayCount.actual365Fixed.years(from: asOf, to: expiry)
    forward = (spot * exp(0.055 * years) * 100).rounded() / 100
    let level = level ?? (underlying == "BTC" ? 0.44 : 0.66)
    let front = underlying == "BTC" ? 0.07 : 0.12
    let volatility = level + front * exp(-12 * years)
    theta = volatility * volatility * years
  }

  /// SSVI volatility of a strike.
  func volatility(_ strike: Double) -> Double {
    let k = log(strike / forward)
    let phi = eta / theta.squareRoot()
    let shifted = phi * k + rho
    let variance = 0.5 * theta * (1 + rho * phi * k + (shifted * shifted + 1 - rho * rho).squareRoot())
    return (variance / years).squareRoot()
  }

  /// Log-moneyness in standard deviations at the money.
  func standardizedDistance(_ strike: Double) -> Double { log(strike / forward) / theta.squareRoot() }

  /// Strikes on a round grid, from 2.6 standard deviations below the forward to 2.6 above.
  var strikes: [Double] {
    let reach = 2.6 * theta.squareRoot()
    let low = forward * exp(-reach)
    let high = forward * exp(reach)
    let step = Ticks.niceStep(span: high - low, count: 32)
    let first = Int((low / step).rounded(.up))
    let last = Int((high / step).rounded(.down))
    return (first...max(first, last)).map { Double($0) * step }
  }
}
