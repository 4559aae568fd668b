import TailpoolLibc
import TailpoolMarket

/// What a quoted delta is a share of: which hedge is bought, and whether the premium is part of it.
///
/// With F = S exp((r − q) T), sign ±1 for call and put:
///
/// | convention | delta |
/// |---|---|
/// | `spot` | ± exp(−qT) N(±d₁) |
/// | `forward` | ± N(±d₁) |
/// | `spotPremiumAdjusted` | ± exp(−qT) (K/F) N(±d₂) |
/// | `forwardPremiumAdjusted` | ± (K/F) N(±d₂) |
///
/// Source: D. Reiswich and U. Wystup, "A guide to FX options quoting conventions", Journal of Derivatives 18 (2010) 58.
public enum DeltaConvention: String, Hashable, Sendable, CaseIterable {
  /// Units of the underlying, bought at spot.
  case spot
  /// Units of a forward contract on the underlying.
  case forward
  /// Units of the underlying, less the premium where that is paid in the underlying: the coin delta of inverse options.
  case spotPremiumAdjusted
  /// Units of a forward contract, less the premium paid in the underlying and carried to expiry.
  case forwardPremiumAdjusted
}

extension BlackScholesMerton {
  /// The delta of a European option under a quoting convention.
  ///
  /// The premium-adjusted deltas need no subtraction: by definition delta − price / S is the strike leg over S.
  ///
  /// - Parameters:
  ///   - type: Call or put.
  ///   - convention: What the delta is a share of.
  ///   - spot: Spot price, finite and ≥ 0; > 0 for the premium-adjusted conventions.
  ///   - strike: Strike, finite and ≥ 0.
  ///   - years: Time to expiry in years, finite and ≥ 0.
  ///   - volatility: Annual lognormal volatility, ≥ 0.
  ///   - rate: Continuously compounded rate per year, finite.
  ///   - dividendYield: Continuously compounded yield per year, finite.
  /// - Returns: The delta, with the sign of the option; limits as in `greeks`. An argument out of its range, or NaN,
  ///   gives NaN.
  /// - Complexity: O(1), no allocation.
  public static func delta(
    _ type: OptionType, _ convention: DeltaConvention, spot: Double, strike: Double, years: Double, volatility: Double,
    rate: Double, dividendYield: Double
  ) -> Double {
    guard isInDomain(spot, strike, years, volatility, rate, dividendYield) else { return .nan }
    let terms = LognormalTerms(
      logMoneyness: logMoneyness(forward: spot, strike: strike) + (rate - dividendYield) * years,
      deviation: deviation(volatility: volatility, years: years))
    let assetProbability = type.sign * (type == .call ? terms.above1 : terms.below1)
    let strikeProbability = type.sign * (type == .call ? terms.above2 : terms.below2)
    switch convention {
    case .spot: return exp(-dividendYield * years) * assetProbability
    case .forward: return assetProbability
    case .spotPremiumAdjusted:
      return spot > 0 ? strike / spot * exp(-rate * years) * strikeProbability : .nan
    case .forwardPremiumAdjusted:
      return spot > 0 ? strike / spot * exp((dividendYield - rate) * years) * strikeProbability : .nan
    }
  }
}
