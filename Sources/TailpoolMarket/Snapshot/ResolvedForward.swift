import TailpoolLibc

/// The forward and discount factor of an expiry, with where the forward came from.
struct ResolvedForward {
  /// Forward price, > 0.
  let forward: Double
  /// Discount factor of the quote currency, > 0.
  let discountFactor: Double
  /// Where the forward came from.
  let source: ExpiryMarket.ForwardSource

  /// Finds the forward of every expiry of one underlying and settlement.
  ///
  /// Quoted forwards come first, then put–call parity, then the carry `log(F/S)/T` of the neighbouring expiries.
  ///
  /// - Parameters:
  ///   - groups: The expiries, in any order.
  ///   - settlement: What the options pay in.
  ///   - spot: Spot price, > 0.
  /// - Returns: One result for each group; nil where no forward can be found.
  static func resolve(_ groups: [ExpiryGroup], settlement: Settlement, spot: Double) -> [ResolvedForward?] {
    switch settlement {
    case .coin: coinSettled(groups, spot: spot)
    case .cash: cashSettled(groups, spot: spot)
    }
  }

  private typealias Found = (forward: Double, source: ExpiryMarket.ForwardSource)

  private static func coinSettled(_ groups: [ExpiryGroup], spot: Double) -> [ResolvedForward?] {
    let found = groups.map { group -> Found? in
      if let forward = group.quotedForward { return (forward, .quoted) }
      return ParityPairs.coinForward(ParityPairs.nearestTheMoney(group.quotes)).map { ($0, .parity) }
    }
    return withCarry(found, groups, spot: spot).map { found in
      guard let found, let discount = positive(spot / found.forward) else { return nil }
      return ResolvedForward(forward: found.forward, discountFactor: discount, source: found.source)
    }
  }

  private static func cashSettled(_ groups: [ExpiryGroup], spot: Double) -> [ResolvedForward?] {
    let fits = groups.map { CashParityFit(ParityPairs.nearestTheMoney($0.quotes)) }
    let discounts = discountFactors(groups, fits)
    let found = groups.indices.map { index -> Found? in
      if let forward = groups[index].quotedForward { return (forward, .quoted) }
      return fits[index]?.forward(discountFactor: discounts[index]).map { ($0, .parity) }
    }
    return zip(withCarry(found, groups, spot: spot), discounts).map { found, discount in
      found.map { ResolvedForward(forward: $0.forward, discountFactor: discount, source: $0.source) }
    }
  }

  /// Fills the gaps with the carry of the neighbouring expiries.
  private static func withCarry(_ found: [Found?], _ groups: [ExpiryGroup], spot: Double) -> [Found?] {
    let known = zip(groups, found).compactMap { group, found in
      found.map { (years: group.years, value: log($0.forward / spot) / group.years) }
    }
    guard let carry = TermCurve(known.filter { $0.value.isFinite }) else { return found }
    return zip(groups, found).map { group, found in
      if let found { return found }
      return positive(spot * exp(carry.value(at: group.years) * group.years)).map { ($0, .carry) }
    }
  }

  /// The standard error of a rate up to which an expiry's own parity tells its discount factor: 0.1 % a year.
  private static let rateErrorBound = 0.001

  /// The discount factor of each cash-settled expiry: its own where parity tells it, else from the rates of those
  /// that do, linear in time and flat beyond the ends; 1 where no expiry tells.
  private static func discountFactors(_ groups: [ExpiryGroup], _ fits: [CashParityFit?]) -> [Double] {
    let rateErrors = zip(groups, fits).map { group, fit -> Double in
      guard let fit, let discount = fit.discountFactor else { return .infinity }
      return fit.standardError / (discount * group.years)
    }
    // The best expiry always counts, so that a chain of one wide expiry still has a discount factor.
    let bound = max(rateErrorBound, rateErrors.min() ?? 0)
    let own = groups.indices.map { rateErrors[$0] <= bound ? fits[$0]?.discountFactor : nil }
    let rates = TermCurve(
      zip(groups, own).compactMap { group, discount in
        discount.map { (years: group.years, value: -log($0) / group.years) }
      })
    return zip(groups, own).map { group, discount in
      discount ?? rates.flatMap { positive(exp(-$0.value(at: group.years) * group.years)) } ?? 1
    }
  }
}
