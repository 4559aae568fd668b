import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing

/// What a venue margins together: options, perpetuals and units of one underlying, and cash.
package struct MarginAccount: Hashable, Sendable {
  /// An option position.
  package struct Option: Hashable, Sendable {
    /// Call or put.
    package let type: OptionType
    /// Strike, > 0.
    package let strike: Double
    /// Days to expiry, ≥ 0.
    package let days: Double
    /// Forward price of the expiry, > 0.
    package let forward: Double
    /// Annual volatility, ≥ 0.
    package let volatility: Double
    /// Continuously compounded rate to the expiry.
    package let rate: Double
    /// Units of the underlying, negative for a short position.
    package let amount: Double

    /// Creates a position; see the properties for the meaning of each argument.
    package init(
      type: OptionType, strike: Double, days: Double, forward: Double, volatility: Double, rate: Double = 0,
      amount: Double
    ) {
      self.type = type
      self.strike = strike
      self.days = days
      self.forward = forward
      self.volatility = volatility
      self.rate = rate
      self.amount = amount
    }

    /// Time to expiry in years of 365 days.
    package var years: Double { days / DayCount.daysPerYear }

    /// The undiscounted value of the position with a factor on its forward and its volatility.
    ///
    /// In the last 30 minutes the part of the settlement average that has passed no longer moves.
    func value(forwardFactor: Double = 1, volatilityFactor: Double = 1) -> Double {
      value(forwardFactor: forwardFactor, volatility: volatility * volatilityFactor)
    }

    /// The same at another volatility.
    func value(forwardFactor: Double, volatility: Double) -> Double {
      let fixed = forward * min(max(1 - days * 48, 0), 1)
      return amount
        * Black76.price(
          type, forward: (forward - fixed) * forwardFactor + fixed, strike: strike, years: years,
          volatility: volatility)
    }
  }

  /// Spot price, > 0.
  package let spot: Double
  /// The options.
  package let options: [Option]
  /// Units of the underlying held in perpetuals, signed.
  package let perpetuals: Double
  /// Price of the perpetual, > 0.
  package let perpetualPrice: Double
  /// Units of the underlying itself, ≥ 0.
  package let base: Double
  /// Cash, signed.
  package let cash: Double

  /// Creates an account.
  ///
  /// - Parameters: see the properties.
  /// - Throws: `RiskError.invalidParameter` for a number out of its range.
  package init(
    spot: Double, options: [Option], perpetuals: Double = 0, perpetualPrice: Double? = nil, base: Double = 0,
    cash: Double = 0
  ) throws(RiskError) {
    let perpetualPrice = perpetualPrice ?? spot
    for (name, value) in [("spot", spot), ("perpetualPrice", perpetualPrice)] where !(value > 0 && value.isFinite) {
      throw .invalidParameter(name: name, value: value)
    }
    guard base >= 0, base.isFinite else { throw .invalidParameter(name: "base", value: base) }
    for (name, value) in [("perpetuals", perpetuals), ("cash", cash)] where !value.isFinite {
      throw .invalidParameter(name: name, value: value)
    }
    for option in options {
      for (name, value) in [("strike", option.strike), ("forward", option.forward)]
      where !(value > 0 && value.isFinite) { throw .invalidParameter(name: name, value: value) }
      for (name, value) in [("days", option.days), ("volatility", option.volatility)]
      where !(value >= 0 && value.isFinite) { throw .invalidParameter(name: name, value: value) }
      for (name, value) in [("rate", option.rate), ("amount", option.amount)] where !value.isFinite {
        throw .invalidParameter(name: name, value: value)
      }
    }
    self.spot = spot
    self.options = options
    self.perpetuals = perpetuals
    self.perpetualPrice = perpetualPrice
    self.base = base
    self.cash = cash
  }

  /// The options with the same expiry, nearest first, each with its forward's day count.
  var expiries: [[Option]] {
    Dictionary(grouping: options, by: \.days).sorted { $0.key < $1.key }.map(\.value)
  }

  /// Units that are short after options of the same strike and expiry are netted, calls against puts too.
  package var nakedShorts: Double {
    struct Key: Hashable { let (days, strike): (Double, Double) }
    var net: [Key: (call: Double, put: Double)] = [:]
    for option in options {
      let key = Key(days: option.days, strike: option.strike)
      if option.type == .call {
        net[key, default: (0, 0)].call += option.amount
      } else {
        net[key, default: (0, 0)].put += option.amount
      }
    }
    return CompensatedSum(
      net.values.map { call, put in
        let (short, long) = (min(call, 0) + min(put, 0), max(call, 0) + max(put, 0))
        return max(-(short + long), 0)
      }.sorted()
    ).value
  }

  /// Value of options (discounted), base and nothing else: perpetuals are settled in cash.
  package var markToMarket: Double {
    CompensatedSum(options.lazy.map { $0.value() / exponential($0.rate * $0.years) }).value + base * spot
  }
}
