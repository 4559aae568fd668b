import TailpoolNumerics

/// Why a price grid could not be made or repaired.
package enum PriceGridError: Error, Sendable, Equatable {
  /// There is no expiry, or an expiry has no strike.
  case empty
  /// Expiries are not in ascending order of years, or one is not finite and positive.
  case unorderedExpiries(index: Int)
  /// An expiry has as many prices, or weights, as this instead of one a strike.
  case countMismatch(expiry: Int, strikes: Int, found: Int)
  /// A strike is not finite, positive, and above the one before.
  case invalidStrike(expiry: Int, index: Int, value: Double)
  /// A price is not finite.
  case invalidPrice(expiry: Int, index: Int, value: Double)
  /// A weight is not finite and positive.
  case invalidWeight(expiry: Int, index: Int, value: Double)
  /// The repair did not end within its steps.
  case notConverged
}

/// Call prices of some expiries on strikes of their own, in units of the forward and undiscounted.
package struct PriceGrid: Hashable, Sendable {
  /// The prices of one expiry.
  package struct Expiry: Hashable, Sendable {
    /// Years to expiry.
    package let years: Double
    /// Strikes over the forward, ascending, > 0.
    package let strikes: [Double]
    /// A call's price at each, in units of the forward.
    package internal(set) var prices: [Double]

    /// Creates the prices of one expiry; see the properties.
    package init(years: Double, strikes: [Double], prices: [Double]) {
      self.years = years
      self.strikes = strikes
      self.prices = prices
    }
  }

  /// The expiries, earliest first.
  package internal(set) var expiries: [Expiry]

  /// Creates a grid.
  ///
  /// - Parameter expiries: Earliest first, each with at least one strike.
  /// - Throws: `PriceGridError` that names the first place that is wrong. Prices may allow arbitrage, or be negative.
  package init(expiries: [Expiry]) throws(PriceGridError) {
    guard !expiries.isEmpty else { throw .empty }
    var before = 0.0
    for (number, expiry) in expiries.enumerated() {
      guard expiry.years > before, expiry.years < .infinity else { throw .unorderedExpiries(index: number) }
      before = expiry.years
      guard !expiry.strikes.isEmpty else { throw .empty }
      guard expiry.prices.count == expiry.strikes.count else {
        throw .countMismatch(expiry: number, strikes: expiry.strikes.count, found: expiry.prices.count)
      }
      var strikeBefore = 0.0
      for (index, strike) in expiry.strikes.enumerated() {
        guard strike > strikeBefore, strike < .infinity else {
          throw .invalidStrike(expiry: number, index: index, value: strike)
        }
        strikeBefore = strike
        guard expiry.prices[index].isFinite else {
          throw .invalidPrice(expiry: number, index: index, value: expiry.prices[index])
        }
      }
    }
    self.expiries = expiries
  }
}

extension PriceGrid {
  /// What a grid without arbitrage fulfills at each place.
  package enum Rule: String, Hashable, Sendable, CaseIterable {
    /// The first price is at least 1 − strike: the option is worth its intrinsic value.
    case intrinsic
    /// A price is at most the chord between its neighbors', the option struck at zero (worth 1) being the first.
    case convexity
    /// The last price is not above the one before; the price of a single strike is at most 1.
    case falling
    /// The last price is not negative.
    case positive
    /// A price is not below that of the expiry before at the same strike over the forward, straight between strikes.
    case calendar
  }

  /// A place where the grid allows arbitrage.
  package struct Violation: Hashable, Sendable {
    /// The rule.
    package let rule: Rule
    /// Index of the expiry; of two that are compared the later one.
    package let expiry: Int
    /// Strike over the forward.
    package let strike: Double
    /// By how much the rule fails, > 0, in units of the forward: what the arbitrage earns.
    package let amount: Double
  }

  /// The places where the prices allow arbitrage.
  ///
  /// Between strikes prices are straight, from the option struck at zero on, and after the last strike they stay; so a grid
  /// without violations is a surface of prices without arbitrage at every strike. Where two expiries have different strikes, a
  /// later price below a straight line between earlier ones counts although other prices between those might avoid it.
  ///
  /// - Parameter tolerance: Failures of no more than this, in units of the forward, do not count.
  /// - Returns: By expiry, rule and strike.
  /// - Complexity: O(n m) for n prices and m strikes an expiry.
  package func violations(tolerance: Double = 1e-12) -> [Violation] {
    let prices = expiries.flatMap(\.prices)
    return conditions.compactMap { condition in
      let amount = -condition.formula.slack(prices)
      return amount > tolerance
        ? Violation(rule: condition.rule, expiry: condition.expiry, strike: condition.strike, amount: amount) : nil
    }
  }

  /// A rule at a place, as an inequality of the prices of all expiries in turn.
  struct PlacedCondition {
    let rule: Rule
    let expiry: Int
    let strike: Double
    let formula: NearestPoint.Condition
  }

  /// All rules at all places.
  var conditions: [PlacedCondition] {
    var result: [PlacedCondition] = []
    var offset = 0
    for (number, expiry) in expiries.enumerated() {
      result += Self.conditions(within: expiry, number, offset)
      if number > 0 {
        let before = expiries[number - 1]
        result += Self.conditions(
          between: before, offset - before.strikes.count, and: expiry, offset, number: number)
      }
      offset += expiry.strikes.count
    }
    return result
  }

  private static func conditions(within expiry: Expiry, _ number: Int, _ offset: Int) -> [PlacedCondition] {
    typealias Term = NearestPoint.Condition.Term
    let strikes = expiry.strikes
    let last = strikes.count - 1
    var result: [PlacedCondition] = []
    func add(_ rule: Rule, _ index: Int, _ terms: [Term], atLeast bound: Double) {
      result.append(
        PlacedCondition(
          rule: rule, expiry: number, strike: strikes[index], formula: NearestPoint.Condition(terms, atLeast: bound)))
    }
    add(.intrinsic, 0, [Term(offset, 1)], atLeast: 1 - strikes[0])
    for i in 0..<last {
      let left = i == 0 ? 0 : strikes[i - 1]
      let share = (strikes[i] - left) / (strikes[i + 1] - left)
      let own = [Term(offset + i, -1), Term(offset + i + 1, share)]
      if i == 0 {
        add(.convexity, i, own, atLeast: share - 1)
      } else {
        add(.convexity, i, own + [Term(offset + i - 1, 1 - share)], atLeast: 0)
      }
    }
    if last == 0 {
      add(.falling, 0, [Term(offset, -1)], atLeast: -1)
    } else {
      add(.falling, last, [Term(offset + last - 1, 1), Term(offset + last, -1)], atLeast: 0)
    }
    add(.positive, last, [Term(offset + last, 1)], atLeast: 0)
    return result
  }

  private static func conditions(
    between before: Expiry, _ beforeOffset: Int, and after: Expiry, _ offset: Int, number: Int
  ) -> [PlacedCondition] {
    typealias Term = NearestPoint.Condition.Term
    var result: [PlacedCondition] = []
    func add(_ strike: Double, _ terms: [Term], atLeast bound: Double) {
      result.append(
        PlacedCondition(
          rule: .calendar, expiry: number, strike: strike, formula: NearestPoint.Condition(terms, atLeast: bound)))
    }
    for (index, strike) in after.strikes.enumerated() {
      // Beyond the earlier expiry's last strike its prices may fall to anything.
      guard let line = before.line(at: strike, offset: beforeOffset), strike <= before.strikes[before.strikes.count - 1]
      else { continue }
      add(
        strike, [Term(offset + index, 1)] + line.terms.map { Term($0.index, -$0.coefficient) }, atLeast: line.constant)
    }
    let common = Set(after.strikes)
    for (index, strike) in before.strikes.enumerated() where !common.contains(strike) {
      guard let line = after.line(at: strike, offset: offset) else { continue }
      add(strike, line.terms + [Term(beforeOffset + index, -1)], atLeast: -line.constant)
    }
    return result
  }
}

extension PriceGrid.Expiry {
  /// The price at a strike as a combination of the prices at strikes: straight from the option struck at zero on, level after
  /// the last.
  fileprivate func line(
    at strike: Double, offset: Int
  ) -> (terms: [NearestPoint.Condition.Term], constant: Double)? {
    typealias Term = NearestPoint.Condition.Term
    guard let right = strikes.firstIndex(where: { $0 >= strike }) else {
      return ([Term(offset + strikes.count - 1, 1)], 0)
    }
    if strikes[right] == strike { return ([Term(offset + right, 1)], 0) }
    if right == 0 { return ([Term(offset, strike / strikes[0])], 1 - strike / strikes[0]) }
    let share = (strike - strikes[right - 1]) / (strikes[right] - strikes[right - 1])
    return ([Term(offset + right - 1, 1 - share), Term(offset + right, share)], 0)
  }
}
