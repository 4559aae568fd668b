extension NetGreeks {
  /// Value and sensitivities of some units of an option that is priced by `BlackScholesMerton`.
  ///
  /// Contracts that are sums of such options add them up with `+=`.
  public init(_ option: BlackScholesMerton.Greeks, units: Double) {
    self.init()
    value = units * option.price
    delta = units * option.delta
    gamma = units * option.gamma
    vega = units * option.vega
    theta = units * option.theta
  }
}
