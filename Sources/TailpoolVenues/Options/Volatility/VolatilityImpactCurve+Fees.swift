import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension VolatilityImpactCurve {
  /// The fees of a trade, in the currency of the strike.
  ///
  /// Who sells is charged no more than the premium: what is beyond is cut from the last fees.
  func fees(
    _ option: QuotedOption, premium: Double, size: FixedDecimal, after: Level, average: Double,
    usage: (before: FixedDecimal, after: FixedDecimal)?, in market: CurveMarket
  ) throws(CurveRefusal) -> [CurveFee] {
    let fees = terms.fees
    let units = size.magnitude
    let (cost, spot) = (try exact(premium, "premium"), try exact(option.spot, "spot"))
    func weighted(_ coefficient: FixedDecimal) throws(LedgerError) -> FixedDecimal {
      try OptionFees.timeWeighted(
        coefficient, secondsLeft: option.secondsLeft, flat: fees.flatSeconds, double: fees.doubleSeconds)
    }
    var parts: [(name: String, amount: FixedDecimal)] = []
    if !fees.option.isZero {
      parts.append(
        ("option price", try counted { () throws(LedgerError) in try weighted(fees.option).multiplied(by: cost) }))
    }
    if !fees.spot.isZero {
      let amount = try counted { () throws(LedgerError) in
        try weighted(fees.spot).multiplied(by: spot).multiplied(by: units)
      }
      parts.append(("spot price", amount))
    }
    if let usage {
      let amount = try OptionFees.vegaUtilization(
        fees.vega, volatility: after.volatility, before: usage.before, after: usage.after,
        netAssetValue: exact(market.netAssetValue / option.unit, "net asset value"), amount: units)
      parts.append(("vega utilization", amount))
    }
    if !fees.variance.coefficient.isZero {
      let vega = try exact(option.greeks(after.value).vega, "vega")
      let distance = try exact(abs(after.base.value - average), "variance")
      let amount = try counted { () throws(LedgerError) in
        try fees.variance.amount(vega: vega, skew: after.skew, distance: distance, amount: units)
      }
      parts.append(("variance", amount))
    }
    var left = size < .zero ? cost.value : .infinity
    return parts.map { part in
      let amount = min(part.amount.value, left)
      left -= amount
      return CurveFee(part.name, amount)
    }
  }

  /// The pool's standard vega before a trade and after it, in the currency of the strikes, at the averages of their volatilities.
  ///
  ///     Σ sold × vega √(30 / max(whole days to expiry, 7)) / 100
  func vegaInUse(
    _ place: Place, size: FixedDecimal, in market: CurveMarket
  ) throws(CurveRefusal) -> (before: FixedDecimal, after: FixedDecimal) {
    var before = FixedDecimal.zero
    // Sums of whole numbers: any order gives the same.
    for (strike, skew) in skews {
      let vega = try standardVega(strike, in: market)
      before = try counted { () throws(LedgerError) in try before.adding(skew.sold.multiplied(by: vega)) }
    }
    let vega = try standardVega(place, in: market)
    return (before, try counted { () throws(LedgerError) in try before.adding(size.multiplied(by: vega)) })
  }

  private func standardVega(_ place: Place, in market: CurveMarket) throws(CurveRefusal) -> FixedDecimal {
    guard let option = QuotedOption(callAt: place.strike, expiry: place.expiry, in: market) else { return .zero }
    let volatility = average(try state(strike: place.strike, expiry: place.expiry, in: market), at: market.time)
    let days = max(option.secondsLeft / DayCount.secondsPerDay, 7)
    return try exact(option.greeks(volatility).vega * (30 / Double(days)).squareRoot() / 100, "vega")
  }

  private func exact(_ value: Double, _ name: String) throws(CurveRefusal) -> FixedDecimal {
    guard let exact = FixedDecimal(value) else { throw .invalid(field: name, value: value) }
    return exact
  }
}
