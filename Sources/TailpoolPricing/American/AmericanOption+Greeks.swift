import TailpoolLibc
import TailpoolMarket

extension AmericanOption {
  /// Price and sensitivities of an American option.
  public struct Greeks: Hashable, Sendable {
    /// Price of one unit.
    public var price: Double
    /// dV/dS.
    public var delta = 0.0
    /// d²V/dS².
    public var gamma = 0.0
    /// dV/dσ, per 1.00 of volatility.
    public var vega = 0.0
    /// −dV/dT, per year of calendar time.
    public var theta = 0.0
    /// dV/dr at fixed q, per 1.00 of rate.
    public var rho = 0.0
    /// dV/dq, per 1.00 of dividend yield.
    public var epsilon = 0.0
  }

  /// The price and its derivatives.
  ///
  /// The integral of the premium is differentiated, and with it the boundary: a derivative of the boundary solves the linear
  /// equations of the last step of Newton's method. Theta follows from the Black–Scholes equation. An option that is exercised now
  /// has the derivatives of its payoff; gamma jumps at the boundary.
  ///
  /// - Parameters: As of `price`.
  /// - Returns: The price of `accuracy` and its derivatives. At the limits that `price` names they are those of the limit:
  ///   of the payment at the best fixed instant, or of the European option where that is worth more. An argument out of its range,
  ///   or NaN, gives NaN throughout.
  /// - Accuracy: `high` is within 1e-7 of the spot of central differences of its prices on the rows of References/Tables/american.csv.
  ///   `standard` takes 24 nodes here: 1e-7 of the strike for delta, 1e-6 for gamma times the spot and for vega, 1e-5 for rho and epsilon; `fast`
  ///   has two digits less.
  /// - Complexity: One boundary with its derivatives: half a millisecond at `standard`, 3 ms at `high`.
  public static func greeks(
    _ type: OptionType, spot: Double, strike: Double, years: Double, volatility: Double, rate: Double,
    dividendYield: Double, accuracy: AmericanAccuracy = .standard
  ) -> AmericanOption.Greeks {
    let terms = AmericanTerms(
      type: type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
      dividendYield: dividendYield)
    guard terms.isInDomain else { return .invalid }
    guard terms.hasBoundary else { return terms.limitGreeks }
    var solver = AmericanSolver(accuracy: accuracy)
    if accuracy == .standard { solver.scheme = .standardGreeks }
    return terms.greeks(solver.premiums(of: [terms], derivatives: 2)[0])
  }
}

extension AmericanOption.Greeks {
  static var invalid: AmericanOption.Greeks {
    AmericanOption.Greeks(
      price: .nan, delta: .nan, gamma: .nan, vega: .nan, theta: .nan, rho: .nan, epsilon: .nan)
  }

  fileprivate init(_ greeks: BlackScholesMerton.Greeks) {
    self.init(
      price: greeks.price, delta: greeks.delta, gamma: greeks.gamma, vega: greeks.vega, theta: greeks.theta,
      rho: greeks.rho, epsilon: greeks.epsilon)
  }
}

extension AmericanTerms {
  private var europeanGreeks: AmericanOption.Greeks {
    AmericanOption.Greeks(
      BlackScholesMerton.greeks(
        type, spot: spot, strike: strike, years: years, volatility: volatility, rate: rate,
        dividendYield: dividendYield))
  }

  /// The Greeks with a premium that has its derivatives.
  func greeks(_ premium: AmericanPremium) -> AmericanOption.Greeks {
    if premium.isExercised { return AmericanOption.Greeks(price: intrinsic, delta: type.sign) }
    var greeks = europeanGreeks
    guard market.regime != .never else { return greeks }
    greeks.price = price(premium)
    if type == .put {
      greeks.delta += unit / spot * premium.slope
      greeks.gamma += unit / (spot * spot) * (premium.curvature - premium.slope)
      greeks.rho += unit * premium.rho
      greeks.epsilon += unit * premium.epsilon
    } else {
      // S p(log(K / S)) with rate and yield exchanged.
      greeks.delta += premium.value - premium.slope
      greeks.gamma += (premium.curvature - premium.slope) / spot
      greeks.rho += unit * premium.epsilon
      greeks.epsilon += unit * premium.rho
    }
    greeks.vega += unit * premium.vega
    greeks.theta =
      rate * greeks.price - (rate - dividendYield) * spot * greeks.delta
      - 0.5 * volatility * volatility * spot * spot * greeks.gamma
    return greeks
  }

  /// The Greeks where no boundary decides the price.
  var limitGreeks: AmericanOption.Greeks {
    if volatility == .infinity, years > 0 { return greeksOfMaximum }
    let fixed = bestTime
    return european > fixed.value ? europeanGreeks : greeks(ofPaymentAt: fixed)
  }

  private var greeksOfMaximum: AmericanOption.Greeks {
    var greeks = AmericanOption.Greeks(price: maximum)
    let decay = type == .call ? dividendYield : rate
    let change = decay < 0 ? -years * maximum : 0
    if type == .call {
      (greeks.delta, greeks.epsilon) = (max(1, exp(-dividendYield * years)), change)
    } else {
      greeks.rho = change
    }
    greeks.theta = decay < 0 ? decay * maximum : 0
    return greeks
  }

  private func greeks(ofPaymentAt fixed: BestTimeOfExercise) -> AmericanOption.Greeks {
    var greeks = AmericanOption.Greeks(price: fixed.value)
    guard fixed.value > 0 else { return greeks }
    let (growth, discount) = (exp(-dividendYield * fixed.years), exp(-rate * fixed.years))
    greeks.delta = type.sign * growth
    greeks.rho = type.sign * fixed.years * strike * discount
    greeks.epsilon = -type.sign * fixed.years * spot * growth
    if fixed.isBetween {
      // The instant moves with the spot: d(years)/dS = 1 / (S (q − r)).
      greeks.gamma = -type.sign * dividendYield * growth / (spot * (dividendYield - rate))
    } else if fixed.years > 0 {
      greeks.theta = type.sign * (dividendYield * spot * growth - rate * strike * discount)
    }
    return greeks
  }
}
