import CTailpoolKernels
import TailpoolMarket

/// A liquidity position with the spots of its tokens: worth what its owner would take out, fees owed included.
///
/// It does not depend on volatility or time: what its curvature loses to arbitrage shows as the spot moves, and no fees are
/// counted before they are earned.
package struct LiquidityPositionRepricer: Repricer {
  /// The position.
  package let contract: LiquidityPositionContract
  /// Spot of the base token, > 0.
  package let baseSpot: Double
  /// Spot of the quote token, > 0; nil where it is the quote currency.
  package let quoteSpot: Double?
  /// What one unit of liquidity is owed.
  package let feesOwed: ContractState.FeesOwed
  private let range: PriceRange

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(
    _ contract: LiquidityPositionContract, baseSpot: Double, quoteSpot: Double?, feesOwed: ContractState.FeesOwed
  ) {
    self.contract = contract
    self.baseSpot = baseSpot
    self.quoteSpot = quoteSpot
    self.feesOwed = feesOwed
    range = PriceRange(contract)
  }

  /// The spots, the base token's first.
  package var inputs: [PricingInput] {
    zip(contract.underlyings, [baseSpot, quoteSpot ?? 1]).map { underlying, spot in
      PricingInput(
        underlying: underlying, spot: spot, forward: spot, volatility: 0, volatilitySource: nil, strike: nil, years: 0)
    }
  }

  /// Value and Greeks of some units of liquidity in dollars: the tokens held are the deltas.
  package func greeks(units: Double) -> ContractGreeks {
    let other = quoteSpot ?? 1
    let price = baseSpot / other
    let held = LiquidityPosition.holdings(spot: price, lower: contract.lower, upper: contract.upper)
    let (base, quote) = (held.base + feesOwed.base, held.quote + feesOwed.quote)
    let curvature = units * LiquidityPosition.gamma(spot: price, lower: contract.lower, upper: contract.upper) / other
    var (first, second) = (NetGreeks(), NetGreeks())
    first.value = units * (base * baseSpot + quote * other)
    first.delta = units * base
    first.gamma = curvature
    guard quoteSpot != nil else { return ContractGreeks(first) }
    // The value is homogeneous in both spots.
    second.delta = units * quote
    second.gamma = price * price * curvature
    return ContractGreeks(byInput: [first, second], crossGamma: -price * curvature)
  }

  /// The dollar value of one unit of liquidity after a move.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    value(
      base: baseSpot * moves.inputs[0].spotFactors[row], quote: quoteSpot.map { $0 * moves.inputs[1].spotFactors[row] })
  }

  /// Adds the value of some units of liquidity in each of many moves.
  ///
  /// - Complexity: A root a move, and a division in a range of less than 4 %, by the widest vectors that the machine has.
  package func addValues(units: Double, under moves: MarketColumns, elapsedYears: Double, to values: inout [Double]) {
    precondition(moves.count == values.count, "\(moves.count) moves of \(values.count) values")
    guard quoteSpot == nil else {
      for row in values.indices { values[row] += units * value(at: row, of: moves, elapsedYears: elapsedYears) }
      return
    }
    range.addValues(
      units: units, spot: baseSpot, factors: moves.inputs[0].spotFactors, owed: feesOwed, to: &values)
  }

  private func value(base: Double, quote: Double?) -> Double {
    let other = quote ?? 1
    return range.value(base / other) * other + feesOwed.base * base + feesOwed.quote * other
  }

  /// What is counted and what is not.
  package var assumption: String? {
    "Liquidity positions are worth what their owners would take out at the spot, with the fees that they are owed; what they earn "
      + "over the horizon is not counted."
  }

  /// The range, the spots and what is owed.
  package var numbers: [Double] {
    [contract.lower, contract.upper.isFinite ? contract.upper : -1, contract.liquidity, baseSpot, quoteSpot ?? 0]
      + [feesOwed.base, feesOwed.quote]
  }
}

/// A range with its roots, for many prices.
private struct PriceRange: Hashable, Sendable {
  let lower, upper, rootLower, rootUpper, inverse: Double
  /// Base tokens of one unit below the range, and quote tokens above it.
  let below, above: Double
  /// Whether the ends are so far apart that differences of roots keep their digits.
  let isWide: Bool

  init(_ contract: LiquidityPositionContract) {
    (lower, upper) = (contract.lower, contract.upper)
    (rootLower, rootUpper) = (lower.squareRoot(), upper.squareRoot())
    inverse = 1 / rootUpper
    (below, above) = (1 / rootLower - inverse, rootUpper - rootLower)
    isWide = rootUpper >= 1.02 * rootLower
  }

  /// As `LiquidityPosition.value`, to 1e-14, by the same text as the kernel.
  ///
  /// With r the root of the spot, a and b those of the ends: 2 r − a − S/b within the range, which needs no quotient; in a narrow
  /// one, with p the spot held to it, ((b² − p)/b · S (r + a) + (p − a²)(b + r) r) / ((b + r) r (r + a)).
  func value(_ spot: Double) -> Double {
    if isWide {
      return spot > upper
        ? above : spot < lower ? below * spot : 2 * spot.squareRoot() - rootLower - spot * inverse
    }
    let capped = spot > upper ? upper : spot
    let price = capped < lower ? lower : capped
    let root = price.squareRoot()
    let (low, gained, high) = (root + rootLower, price - lower, (root + rootUpper) * root)
    return ((upper - price) * inverse * spot * low + gained * high) / (high * low)
  }

  /// Adds the value of some units, with what they are owed, at many spots: the same bits as one by one.
  func addValues(
    units: Double, spot: Double, factors: [Double], owed: ContractState.FeesOwed, to values: inout [Double]
  ) {
    precondition(factors.count == values.count, "\(factors.count) spots of \(values.count) values")
    var range = tp_liquidity_range(
      lower: lower, upper: upper, root_lower: rootLower, root_upper: rootUpper, inverse: inverse, below: below,
      above: above, is_wide: isWide ? 1 : 0)
    _ = unsafe tp_liquidity_add_values(
      tp_best_instruction_set(), values.count, factors, spot, &range, units, owed.base, owed.quote, &values)
  }
}

extension LiquidityPositionContract: PriceableContract {
  /// Takes the spots of its tokens, and the fees owed from the state.
  ///
  /// - Throws: `PricingProblem.market` where there is no market of a token, `.state` for fees that are negative or not finite.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let owed = state.feesOwed
    guard isFiniteNonnegative(owed.base), isFiniteNonnegative(owed.quote) else {
      throw .state(expected: "fees owed that are finite and 0 or more")
    }
    let base = try market.underlying(self.base).spot
    var quoteSpot: Double?
    if let quote { quoteSpot = try market.underlying(quote).spot }
    let repricer = LiquidityPositionRepricer(
      self, baseSpot: base, quoteSpot: quoteSpot,
      feesOwed: ContractState.FeesOwed(base: owed.base / liquidity, quote: owed.quote / liquidity))
    guard repricer.greeks(units: liquidity).value.isFinite else { throw .price }
    return repricer
  }
}
