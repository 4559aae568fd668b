import TailpoolMarket

/// The units in which Greeks are quoted, as parts of the units of their mathematical derivatives.
///
/// A derivative is multiplied by the unit once for each time it is taken: volga by the square of `volatilityUnit`, veta by
/// `volatilityUnit · timeUnit`. Deltas, gammas and speed keep their units.
public struct GreekScaling: Hashable, Sendable {
  /// The step of time that theta, charm, veta and color are quoted for, in years.
  public let timeUnit: Double
  /// The step of volatility that vega and the like are quoted for; 0.01 is one point.
  public let volatilityUnit: Double
  /// The step of rate or yield that rho and the like are quoted for; 0.01 is one point.
  public let rateUnit: Double

  /// Creates a scaling.
  ///
  /// - Parameters:
  ///   - timeUnit: Years, > 0.
  ///   - volatilityUnit: Volatility, > 0; for the Bachelier model price units per √year.
  ///   - rateUnit: Rate per year, > 0.
  public init(timeUnit: Double, volatilityUnit: Double, rateUnit: Double) {
    self.timeUnit = timeUnit
    self.volatilityUnit = volatilityUnit
    self.rateUnit = rateUnit
  }

  /// Per year and per 1.00: the derivatives themselves.
  public static let mathematical = GreekScaling(timeUnit: 1, volatilityUnit: 1, rateUnit: 1)
  /// Per calendar day of 1/365 year, per point of volatility and of rate.
  public static let perCalendarDay = GreekScaling(
    timeUnit: 1.0 / DayCount.daysPerYear, volatilityUnit: 0.01, rateUnit: 0.01)
  /// Per trading day of 1/252 year, per point of volatility and of rate.
  public static let perTradingDay = GreekScaling(timeUnit: 1.0 / 252, volatilityUnit: 0.01, rateUnit: 0.01)
  /// What venues of digital assets show: the same as `perCalendarDay`.
  public static let marketConvention = perCalendarDay
}

extension BlackScholesMerton.Greeks {
  /// The Greeks in other units; from mathematical units only.
  ///
  /// - Parameter scaling: The units of the result.
  /// - Returns: Price, deltas, gammas and speed as they are, the rest multiplied by their units.
  public func scaled(to scaling: GreekScaling) -> BlackScholesMerton.Greeks {
    let (time, volatility, rate) = (scaling.timeUnit, scaling.volatilityUnit, scaling.rateUnit)
    var result = self
    result.vega *= volatility
    result.theta *= time
    result.rho *= rate
    result.epsilon *= rate
    result.vanna *= volatility
    result.volga *= volatility * volatility
    result.charm *= time
    result.veta *= volatility * time
    result.vera *= volatility * rate
    result.zomma *= volatility
    result.color *= time
    result.ultima *= volatility * volatility * volatility
    result.dVannaDVol *= volatility * volatility
    result.parmicharma *= time * time
    return result
  }
}

extension ForwardGreeks {
  /// The Greeks in other units; from mathematical units only.
  ///
  /// - Parameter scaling: The units of the result; `volatilityUnit` in price units per √year for the Bachelier model.
  /// - Returns: Price, deltas and gammas as they are, the rest multiplied by their units.
  public func scaled(to scaling: GreekScaling) -> ForwardGreeks {
    var result = self
    result.vega *= scaling.volatilityUnit
    result.theta *= scaling.timeUnit
    result.vanna *= scaling.volatilityUnit
    result.volga *= scaling.volatilityUnit * scaling.volatilityUnit
    return result
  }
}

extension DigitalOption.Greeks {
  /// The Greeks in other units; from mathematical units only.
  ///
  /// - Parameter scaling: The units of the result.
  /// - Returns: Price, delta and gamma as they are, the rest multiplied by their units.
  public func scaled(to scaling: GreekScaling) -> DigitalOption.Greeks {
    var result = self
    result.vega *= scaling.volatilityUnit
    result.theta *= scaling.timeUnit
    result.rho *= scaling.rateUnit
    result.vanna *= scaling.volatilityUnit
    result.volga *= scaling.volatilityUnit * scaling.volatilityUnit
    return result
  }
}

extension InverseOption.Greeks {
  /// The Greeks in other units; from mathematical units only.
  ///
  /// - Parameter scaling: The units of the result.
  /// - Returns: Prices, deltas and gammas as they are, the rest multiplied by their units.
  public func scaled(to scaling: GreekScaling) -> InverseOption.Greeks {
    var result = self
    result.dollarVega *= scaling.volatilityUnit
    result.coinVega *= scaling.volatilityUnit
    result.dollarTheta *= scaling.timeUnit
    result.coinTheta *= scaling.timeUnit
    return result
  }
}
