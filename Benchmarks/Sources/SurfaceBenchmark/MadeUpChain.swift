import Foundation
import Tailpool

/// Quotes of a chain that does not exist, with strikes and spreads as a coin exchange has them.
enum MadeUpChain {
  /// Two currencies of twelve expiries.
  static func quotes() throws -> [SurfaceQuotes] {
    let days = [1.0, 2, 3, 7, 14, 21, 35, 63, 98, 126, 217, 308]
    let counts = [12, 14, 16, 24, 26, 26, 36, 38, 38, 36, 40, 36]
    return try ["BTC", "ETH"].enumerated().map { index, name in
      SurfaceQuotes(
        underlying: Underlying(name), root: name, settlement: .coin,
        expiries: try zip(days, counts).enumerated().map { place, expiry in
          try slice(years: expiry.0 / 365, quotes: expiry.1, seed: UInt64(100 * index + place))
        })
    }
  }

  /// One expiry: strikes within three and a half deviations, spreads of one volatility point and more in the wings, and
  /// mids up to a third of a half-spread from the truth.
  static func slice(years: Double, quotes count: Int, seed: UInt64) throws -> SmileQuotes {
    let expiry = Timestamp(secondsSinceEpoch: 1_780_000_000 + Int64(years * 31_536_000))
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let width = 0.55 * years.squareRoot()
    let quotes = try (0..<count).map { index in
      let k = width * (-3.5 + 7 * Double(index) / Double(count - 1))
      let volatility = (totalVariance(k, years) / years).squareRoot()
      let half = 0.005 * (1 + 0.3 * abs(k) / width)
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let middle = volatility + half * (Double(state >> 11) * 0x1p-53 - 0.5) * 0.66
      func price(_ volatility: Double) -> Double {
        exp(0.5 * k) * NormalizedBlack.price(x: k, s: max(volatility, 0.01) * years.squareRoot())
      }
      return SurfaceQuotes.Quote(
        contract: try OptionContract(
          underlying: "BTC", type: k >= 0 ? .call : .put, strike: 50_000 * exp(k), expiry: expiry, settlement: .coin),
        logMoneyness: k, bid: price(middle - half), ask: price(middle + half))
    }
    return SmileQuotes(expiry: expiry, years: years, forward: 50_000, quotes: quotes)
  }

  /// SVI whose parameters grow with time, free of arbitrage.
  private static func totalVariance(_ k: Double, _ years: Double) -> Double {
    let root = years.squareRoot()
    let (b, sigma) = (0.25 * root, 0.25 * root)
    return 0.2 * years + b * (-0.2 * k + (k * k + sigma * sigma).squareRoot())
  }
}
