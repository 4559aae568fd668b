import TailpoolLibc
import TailpoolMarket

/// An option on a basket with the market of its assets.
///
/// Each asset has the volatility of its smile at the money at the option's expiry. The rate is that of the first asset; the others' yields are
/// what keeps their forwards. A move may add to the correlation of the first two assets, as far as the matrix remains one.
package struct BasketRepricer: Repricer {
  /// The option.
  package let contract: BasketContract
  /// Spots, yields, volatilities, correlations, rate and time.
  package let market: BasketOption.Market
  private let source: VolatilitySource?

  /// Creates a repricer; see the properties for the meaning of each argument.
  package init(_ contract: BasketContract, _ market: BasketOption.Market, source: VolatilitySource? = nil) {
    self.contract = contract
    self.market = market
    self.source = source
  }

  /// The assets, at the money.
  package var inputs: [PricingInput] {
    contract.underlyings.enumerated().map { index, underlying in
      PricingInput(
        underlying: underlying, spot: market.spots[index], forward: market.spots[index],
        volatility: market.volatilities[index], volatilitySource: source, strike: nil, years: market.years)
    }
  }

  /// Value and Greeks of some units in dollars; the cross gamma and the sensitivity to the correlation are of the first two assets.
  package func greeks(units: Double) -> ContractGreeks {
    let unit = BasketOption.valuation(contract.type, strike: contract.strike, in: market)
    var inputs = contract.underlyings.indices.map { k in
      var greeks = NetGreeks()
      greeks.delta = units * unit.deltas[k]
      greeks.gamma = units * unit.gammas[k][k]
      greeks.vega = units * unit.vegas[k]
      return greeks
    }
    inputs[0].value = units * unit.price
    inputs[0].theta = units * unit.theta
    let cross = units * unit.gammas[0][1]
    let spread = market.spots[0] * market.spots[1] * market.volatilities[0] * market.volatilities[1]
    return ContractGreeks(
      byInput: inputs, crossGamma: cross, correlationSensitivity: cross == 0 ? 0 : cross * spread * market.years)
  }

  /// The dollar value of one unit after a move; each asset's forward moves with its own rate and yield.
  package func value(at row: Int, of moves: MarketColumns, elapsedYears: Double) -> Double {
    var moved = market
    let shift = moves.rateShift(0, at: row)
    moved.rate += shift
    moved.years = max(market.years - elapsedYears, 0)
    for k in moved.spots.indices {
      moved.spots[k] *= moves.inputs[k].spotFactors[row]
      moved.volatilities[k] = moves.inputs[k].volatilities[row]
      moved.dividendYields[k] += shift - moves.rateShift(k, at: row) + moves.carryShift(k, at: row)
    }
    let correlationShift = moves.correlationShift(at: row)
    if correlationShift != 0 { moved.correlations = shifted(by: correlationShift) }
    return BasketOption.price(contract.type, strike: contract.strike, in: moved)
  }

  /// The correlations with that of the first two assets moved, as far towards the shift as the matrix remains one.
  private func shifted(by shift: Double) -> AssetCorrelations {
    func correlations(_ part: Double) -> AssetCorrelations? {
      var rows = market.correlations.rows
      let value = min(max(rows[0][1] + part * shift, -1), 1)
      (rows[0][1], rows[1][0]) = (value, value)
      return try? AssetCorrelations(rows)
    }
    if let whole = correlations(1) { return whole }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = 0.5 * (low + high)
      if correlations(middle) == nil { high = middle } else { low = middle }
    }
    return correlations(low) ?? market.correlations
  }

  /// What the volatilities are.
  package var assumption: String? {
    "Options on baskets take the volatilities of the assets at the money, with the correlations that are given, and are priced by quadrature "
      + "to 1e-5 of the largest spot."
  }

  /// The terms and the market.
  package var numbers: [Double] {
    [contract.type.sign, contract.strike, market.rate, market.years] + market.spots + market.weights
      + market.volatilities + market.dividendYields + market.correlations.rows.flatMap { $0 }
  }
}

extension BasketContract: PriceableContract {
  /// Volatilities at the money and yields of the assets at the option's maturity, the first asset's rate, and the correlations given.
  ///
  /// - Throws: `PricingProblem.correlation` for a pair without one, `PricingProblem.other` when the correlations are no correlation matrix, with
  ///   the least eigenvalue.
  public func repricer(in market: PricingMarket, state: ContractState) throws(PricingProblem) -> any Repricer {
    let years = try market.years(to: expiry)
    let rate = try market.rates(of: components[0].underlying, years: years).rate
    var assets = BasketOption.Market(
      spots: [], weights: components.map(\.weight), volatilities: [], dividendYields: [],
      correlations: try correlations(in: market), rate: rate, years: years)
    for underlying in underlyings {
      let own = try market.rates(of: underlying, years: years)
      assets.spots.append(try market.underlying(underlying).spot)
      assets.volatilities.append(try market.volatility(of: underlying, strike: nil, years: years))
      assets.dividendYields.append(rate - (own.rate - own.dividendYield))
    }
    let repricer = BasketRepricer(self, assets, source: .interpolated)
    guard repricer.greeks(units: 1).value.isFinite else { throw .price }
    return repricer
  }

  private func correlations(in market: PricingMarket) throws(PricingProblem) -> AssetCorrelations {
    var rows = [[Double]](repeating: [Double](repeating: 1, count: components.count), count: components.count)
    for i in components.indices {
      for j in 0..<i {
        let value = try market.correlation(underlyings[i], underlyings[j])
        (rows[i][j], rows[j][i]) = (value, value)
      }
    }
    do throws(CorrelationProblem) {
      return try AssetCorrelations(rows)
    } catch {
      let names = underlyings.map(\.name).joined(separator: ", ")
      guard case .notPositiveSemidefinite(let least) = error else {
        throw .other("the correlations of \(names) are no correlation matrix")
      }
      throw .other("the correlations of \(names) are no correlation matrix: its least eigenvalue is \(least)")
    }
  }
}
