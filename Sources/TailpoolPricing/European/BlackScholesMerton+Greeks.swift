import TailpoolMarket

extension BlackScholesMerton {
  /// Price and nineteen sensitivities of a Black–Scholes–Merton option, to third order.
  ///
  /// All are mathematical derivatives: per 1.00 of volatility, rate and yield, and per year of calendar time. With V the
  /// price, S spot, K strike, σ volatility, r rate, q yield and T the time to expiry, the names mean what stands beside them.
  ///
  /// At the kink, where σ√T = 0 and the forward equals the strike, the Greeks are the limits for σ√T falling to 0 there:
  /// delta, dualDelta, rho and epsilon are half of their step, gamma and dualGamma +∞, vega φ(0) S exp(−qT) √T, vanna half
  /// of that per unit of spot, volga 0, theta −∞ when T = 0 and σ > 0. The others are NaN, for they differ by direction.
  public struct Greeks: Hashable, Sendable {
    /// V.
    public var price: Double
    /// dV/dS.
    public var delta = 0.0
    /// d²V/dS².
    public var gamma = 0.0
    /// dV/dσ.
    public var vega = 0.0
    /// −dV/dT.
    public var theta = 0.0
    /// dV/dr at fixed q.
    public var rho = 0.0
    /// dV/dq, the dividend rho.
    public var epsilon = 0.0
    /// dV/dK.
    public var dualDelta = 0.0
    /// d²V/dK².
    public var dualGamma = 0.0
    /// d²V/dS dσ.
    public var vanna = 0.0
    /// d²V/dσ².
    public var volga = 0.0
    /// −d²V/dS dT.
    public var charm = 0.0
    /// −d²V/dσ dT.
    public var veta = 0.0
    /// d²V/dr dσ.
    public var vera = 0.0
    /// d³V/dS³.
    public var speed = 0.0
    /// d³V/dS² dσ.
    public var zomma = 0.0
    /// −d³V/dS² dT.
    public var color = 0.0
    /// d³V/dσ³.
    public var ultima = 0.0
    /// d³V/dS dσ².
    public var dVannaDVol = 0.0
    /// d³V/dS dT².
    public var parmicharma = 0.0

    init(price: Double) {
      self.price = price
    }

    /// NaN throughout.
    static var invalid: BlackScholesMerton.Greeks {
      var greeks = BlackScholesMerton.Greeks(price: .nan)
      greeks.setFirstOrder(.nan)
      greeks.setHigherOrder(.nan)
      return greeks
    }

    private mutating func setFirstOrder(_ value: Double) {
      (delta, gamma, vega, theta, rho, epsilon) = (value, value, value, value, value, value)
      (dualDelta, dualGamma) = (value, value)
    }

    private mutating func setHigherOrder(_ value: Double) {
      (vanna, volga, charm, veta, vera, speed) = (value, value, value, value, value, value)
      (zomma, color, ultima, dVannaDVol, parmicharma) = (value, value, value, value, value)
    }

    /// The parts that come from the probabilities of exercise.
    mutating func addProbabilities(
      _ type: OptionType, terms: LognormalTerms, growth: Double, discount: Double, receive: Double, pay: Double,
      years: Double, rate: Double, dividendYield: Double
    ) {
      let sign = type.sign
      let first = sign * (type == .call ? terms.above1 : terms.below1)
      let second = sign * (type == .call ? terms.above2 : terms.below2)
      delta = growth * first
      dualDelta = -discount * second
      rho = years * pay * second
      epsilon = -years * receive * first
      theta = dividendYield * receive * first - rate * pay * second
      charm = dividendYield * delta
      parmicharma = dividendYield * charm
    }

    /// The parts that come from the density: `scale` is S exp(−qT) φ(d₁) = K exp(−rT) φ(d₂).
    mutating func addDensity(
      terms: LognormalTerms, scale: Double, moneyness: Double, deviation s: Double, spot: Double, strike: Double,
      years: Double, volatility: Double, rate: Double, dividendYield: Double
    ) {
      let (d1, d2) = (terms.d1, terms.d2)
      let carry = (rate - dividendYield) * years
      let product = d1 * d2
      let perSpot = scale / spot
      // d₁ as a function of T is L / (σ√T) + (b/σ + σ/2) √T, with L = log(S/K) and b = r − q.
      let halfVariance = 0.5 * s * s
      let d1Slope = (carry - moneyness + halfVariance) / (2 * years) / s
      let d1Curvature = (3 * moneyness - carry - halfVariance) / (4 * years) / years / s

      gamma = perSpot / spot / s
      dualGamma = scale / strike / strike / s
      vega = scale * years.squareRoot()
      theta -= 0.5 * scale * s / years
      vanna = -perSpot * d2 / volatility
      volga = vega * product / volatility
      charm -= perSpot * d1Slope
      veta = vega * (dividendYield + d1 * d1Slope - 0.5 / years)
      vera = -scale * years * d1 / volatility
      speed = -gamma / spot * (d1 / s + 1)
      zomma = gamma * (product - 1) / volatility
      color = gamma * (dividendYield + d1 * d1Slope + 0.5 / years)
      ultima = -vega * (product * (1 - product) + d1 * d1 + d2 * d2) / volatility / volatility
      dVannaDVol = perSpot * (d1 + d2 - product * d2) / volatility / volatility
      parmicharma += perSpot * (d1Curvature - 2 * dividendYield * d1Slope - d1 * d1Slope * d1Slope)
    }

    /// The limits at the kink.
    mutating func addKink(receive: Double, years: Double, volatility: Double, spot: Double) {
      guard spot > 0 else { return }
      setHigherOrder(.nan)
      gamma = .infinity
      dualGamma = .infinity
      vega = 0.3989422804014327 * receive * years.squareRoot()
      vanna = 0.5 * vega / spot
      volga = 0
      if years == 0, volatility > 0 { theta = -.infinity }
    }
  }
}
