import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension VolatilityImpactCurve {
  /// Where the numbers of a strike stand, and where they are kept.
  struct State {
    let basePlace: Place
    let place: Place
    var base: Coordinate
    var skew: Coordinate
  }

  /// What a trade costs, and where it leaves the curve.
  struct Move {
    let quote: CurveQuote
    let basePlace: Place
    let place: Place
    var base: Coordinate
    var skew: Coordinate
  }

  /// Base volatility, skew and their product, before a trade or after it.
  struct Level {
    let base: FixedDecimal
    let skew: FixedDecimal
    let volatility: FixedDecimal

    /// The product, which is what options are priced at.
    var value: Double { base.value * skew.value }
  }

  func base(_ base: Coordinate) throws(CurveRefusal) -> FixedDecimal {
    try terms.impact.base(base.start, sold: base.sold)
  }

  func skew(_ skew: Coordinate) throws(CurveRefusal) -> FixedDecimal {
    try terms.impact.skew(skew.start, sold: skew.sold)
  }

  func level(_ base: Coordinate, _ skew: Coordinate) throws(CurveRefusal) -> Level {
    let (base, skew) = (try self.base(base), try self.skew(skew))
    return Level(
      base: base, skew: skew,
      volatility: try counted { () throws(LedgerError) in try base.multiplied(by: skew) })
  }

  /// Where a strike stands: as it was left, or as it begins.
  func state(of option: QuotedOption, in market: CurveMarket) throws(CurveRefusal) -> State {
    try state(strike: option.strikeUnits, expiry: option.expiry, in: market)
  }

  func state(strike: UInt128, expiry: Timestamp, in market: CurveMarket) throws(CurveRefusal) -> State {
    let place = Place(expiry: expiry, strike: strike)
    let basePlace = terms.reach == .strike ? place : Place(expiry: expiry, strike: 0)
    let skew = skews[place] ?? fresh(terms.skew, market.time)
    if let base = bases[basePlace] { return State(basePlace: basePlace, place: place, base: base, skew: skew) }
    return State(
      basePlace: basePlace, place: place, base: fresh(try startingBase(in: market), market.time), skew: skew)
  }

  private func startingBase(in market: CurveMarket) throws(CurveRefusal) -> FixedDecimal {
    if let volatility = terms.volatility { return volatility }
    let oracle = try market.oracleVolatility()
    guard let start = FixedDecimal(oracle), start > .zero else { throw .invalid(field: "volatility", value: oracle) }
    return start
  }

  /// A number that has stood where it begins for as long as it is averaged over, so that the first trade does not replace it.
  private func fresh(_ start: FixedDecimal, _ now: Timestamp) -> Coordinate {
    Coordinate(start: start, sold: .zero, average: GeometricTimeAverage(start.value, at: windowStart(now)))
  }

  /// The product of the averages of base volatility and skew up to now.
  func average(_ state: State, at now: Timestamp) -> Double {
    average(state.base, at: now) * average(state.skew, at: now)
  }

  func average(_ coordinate: Coordinate, at now: Timestamp) -> Double {
    coordinate.average.average(from: windowStart(now), to: now)
  }

  private func windowStart(_ now: Timestamp) -> Timestamp { now.windowStart(of: terms.averageSeconds) }

  func move(_ trade: CurveTrade, in market: CurveMarket) throws(CurveRefusal) -> Move {
    let size = try trade.exactSize()
    let cutoff = trade.isForced ? 1 : max(terms.cutoffSeconds, 1)
    let option = try QuotedOption(trade.contract, in: market, term: cutoff...Int64.max)
    try market.check(since: lastTime)
    let state = try state(of: option, in: market)
    var (base, skew) = (try state.base.moved(by: size), try state.skew.moved(by: size))
    let (before, after) = (try level(state.base, state.skew), try level(base, skew))
    if !trade.isForced {
      try check(after, isSale: size > .zero)
      try check(deltaOf: option, at: after.value)
    }
    let (premium, error, volatility) = premium(option, from: before, to: after, size: size)
    let fees = try fees(
      option, premium: premium, size: size, after: after, average: average(state.base, at: market.time),
      usage: terms.fees.vega.isZero ? nil : vegaInUse(state.place, size: size, in: market), in: market)
    let quote = CurveQuote(
      fair: size.magnitude.value * option.price(before.value) * option.unit,
      premium: againstTaker(premium, error: error, isSale: size > .zero) * option.unit,
      fees: fees.map { CurveFee($0.name, $0.amount * option.unit) }, volatility: volatility, before: before.value,
      after: after.value)
    base.average.observe(after.base.value, at: market.time, keeping: terms.averageSeconds)
    // The anchor's bounds: a skew beyond them does not enter its average.
    skew.average.observe(min(max(after.skew.value, 0.5), 2), at: market.time, keeping: terms.averageSeconds)
    return Move(quote: try quote.checked(), basePlace: state.basePlace, place: state.place, base: base, skew: skew)
  }

  /// Holds a volatility to its bounds: the upper ones where the pool sells, the lower ones where it buys.
  private func check(_ level: Level, isSale: Bool) throws(CurveRefusal) {
    func isBeyond(_ value: FixedDecimal, _ least: FixedDecimal, _ most: FixedDecimal) -> Bool {
      isSale ? value > most : value < least
    }
    let bounds = terms.bounds
    if isBeyond(level.base, bounds.leastBase, bounds.mostBase) {
      throw .volatility(after: level.base.value, least: bounds.leastBase.value, most: bounds.mostBase.value)
    }
    if isBeyond(level.skew, bounds.leastSkew, bounds.mostSkew) {
      throw .skew(after: level.skew.value, least: bounds.leastSkew.value, most: bounds.mostSkew.value)
    }
    if isBeyond(level.volatility, bounds.leastVolatility, bounds.mostVolatility) {
      throw .volatility(
        after: level.volatility.value, least: bounds.leastVolatility.value, most: bounds.mostVolatility.value)
    }
  }

  private func check(deltaOf option: QuotedOption, at volatility: Double) throws(CurveRefusal) {
    let least = terms.bounds.leastDelta.value
    guard least > 0 else { return }
    let own = option.greeks(volatility).delta
    let delta = option.type == .call ? own : 1 + own
    guard delta >= least, delta <= 1 - least else { throw .delta(delta, least: least, most: 1 - least) }
  }

  /// The premium in the currency of the strike, what it is known to within, and the volatility that it is of.
  private func premium(
    _ option: QuotedOption, from before: Level, to after: Level, size: FixedDecimal
  ) -> (amount: Double, error: Double, volatility: Double) {
    let units = size.magnitude.value
    if terms.premium == .postTrade { return (units * option.price(after.value), 0, after.value) }
    // From the lower end up, so that a trade back has the bits of the trade there.
    let low = size > .zero ? before : after
    let (base, skew) = terms.impact.slopes
    let path = VolatilityPath.product(
      base: low.base.value, baseSlope: base, skew: low.skew.value, skewSlope: skew)
    let premium = ImpactPremium(
      option.type, spot: option.spot, strike: option.strike, years: option.years, rate: option.rate, along: path,
      sold: 0,
      size: units)
    // The mean of a product of two lines, by Simpson's rule, which is exact for it.
    let mean = (before.value + 4 * path.volatility(at: 0.5 * units) + after.value) / 6
    return (premium.amount, premium.errorBound, mean)
  }
}
