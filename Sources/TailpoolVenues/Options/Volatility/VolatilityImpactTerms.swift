import TailpoolEvents
import TailpoolLedger

/// What a volatility-impact curve is set to.
struct VolatilityImpactTerms: Hashable, Sendable {
  /// What a trade that moves the volatility pays.
  enum Premium: String, EventPart {
    /// The integral of the price along the move.
    case pathIndependent
    /// The price at the volatility after the trade: the anchor's.
    case postTrade

    static var blank: Premium { .pathIndependent }
  }

  /// How far the move of a base volatility reaches.
  enum Reach: String, EventPart {
    /// The strike that is traded.
    case strike
    /// Every strike of the expiry: the anchor's.
    case expiry

    static var blank: Reach { .strike }
  }

  var premium = Premium.pathIndependent
  var reach = Reach.strike
  /// Where base volatilities start; nil to start where the oracle is at the first trade.
  var volatility: FixedDecimal?
  var skew = FixedDecimal.one
  var impact = VolatilityImpact(standardSize: .one, skewFactor: .one)
  var bounds = Bounds()
  var cutoffSeconds: Int64 = 0
  var averageSeconds: Int64 = 43_200
  var fees = Fees()

  /// Within what the curve trades.
  struct Bounds: Hashable, Sendable {
    var leastBase = FixedDecimal(units: 50_000_000_000_000_000)
    var mostBase = FixedDecimal(whole: 5)
    var leastSkew = FixedDecimal(units: 200_000_000_000_000_000)
    var mostSkew = FixedDecimal(whole: 5)
    var leastVolatility = FixedDecimal(units: 50_000_000_000_000_000)
    var mostVolatility = FixedDecimal(whole: 5)
    /// The delta of a call is from this to 1 less this.
    var leastDelta = FixedDecimal.zero
  }

  /// What a trade pays besides the premium.
  struct Fees: Hashable, Sendable {
    var option = FixedDecimal.zero
    var spot = FixedDecimal.zero
    /// Seconds to expiry up to which both stand, and at which they have doubled.
    var flatSeconds: Int64 = 31_536_000
    var doubleSeconds: Int64 = 63_072_000
    var vega = FixedDecimal.zero
    var variance = VarianceFee()
  }
}

extension VolatilityImpactTerms: EventRecord {
  static var blank: VolatilityImpactTerms { VolatilityImpactTerms() }

  static func coded<Coder: EventFieldCoder>(
    _ terms: VolatilityImpactTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> VolatilityImpactTerms {
    var read = terms
    let usual = VolatilityImpactTerms()
    read.premium = try coder.field("premium", terms.premium, unless: usual.premium)
    read.reach = try coder.field("reach", terms.reach, unless: usual.reach)
    if let volatility = try coder.field("volatility", optional: terms.volatility) {
      read.volatility = try coder.positive("volatility", volatility)
    }
    read.skew = try coder.positive("skew", coder.field("skew", terms.skew, unless: usual.skew))
    read.impact = VolatilityImpact(
      standardSize: try coder.positive("standardSize", coder.field("standardSize", terms.impact.standardSize)),
      skewFactor: try coder.amount("skewFactor", terms.impact.skewFactor, unless: usual.impact.skewFactor))
    read.bounds = try Bounds.coded(terms.bounds, by: &coder)
    read.cutoffSeconds = try coder.seconds("cutoffSeconds", terms.cutoffSeconds)
    read.averageSeconds = try coder.window("averageSeconds", terms.averageSeconds, unless: usual.averageSeconds)
    read.fees = try Fees.coded(terms.fees, by: &coder)
    return read
  }

  static let fields: [VenueField] =
    [
      VenueField("premium", "pathIndependent (usual) or postTrade", isOptional: true),
      VenueField("reach", "strike (usual) or expiry: which volatilities a trade moves", isOptional: true),
      VenueField(
        "volatility", "a volatility above 0, such as 0.8; without it the oracle's at the first trade", isOptional: true),
      VenueField("skew", "a number above 0; usually 1", isOptional: true),
      VenueField("standardSize", "options that move the base volatility by 0.01, above 0"),
      VenueField("skewFactor", "how many times as far the skew moves, 0 or more; usually 1", isOptional: true),
      VenueField("leastBase", "the least base volatility, above 0"),
      VenueField("mostBase", "the greatest base volatility"),
      VenueField("leastSkew", "the least skew, above 0"),
      VenueField("mostSkew", "the greatest skew"),
      VenueField("leastVolatility", "the least volatility, above 0"),
      VenueField("mostVolatility", "the greatest volatility"),
      VenueField("leastDelta", "the least delta of a call, and of 1 less it, from 0 to 0.5"),
      VenueField("cutoffSeconds", "seconds before expiry at which trading stops"),
      VenueField(
        "averageSeconds", "seconds above 0 that volatilities are averaged over; usually 43200", isOptional: true),
      VenueField("optionFee", "a fraction of the premium, 0 or more; usually 0", isOptional: true),
      VenueField("spotFee", "a fraction of the spot, 0 or more; usually 0", isOptional: true),
      VenueField("flatSeconds", "seconds to expiry up to which these two stand; usually 31536000", isOptional: true),
      VenueField("doubleSeconds", "seconds to expiry at which they have doubled; usually 63072000", isOptional: true),
      VenueField("vegaFee", "the coefficient of the fee for vega in use, 0 or more; usually 0", isOptional: true),
      VenueField("varianceFee", "the coefficient of the variance fee, 0 or more; usually 0", isOptional: true),
    ]
    + [
      "varianceVega", "varianceLeastVega", "varianceSkew", "varianceLeastSkew", "varianceDistance",
      "varianceLeastDistance",
    ]
    .map { VenueField($0, "a number, 0 or more; usually 0", isOptional: true) }
    + [VenueField("varianceReferenceSkew", "a number, 0 or more; usually 1", isOptional: true)]
}

extension VolatilityImpactTerms.Bounds {
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ bounds: VolatilityImpactTerms.Bounds, by coder: inout Coder
  ) throws(Coder.Failure) -> VolatilityImpactTerms.Bounds {
    var read = bounds
    (read.leastBase, read.mostBase) = try coder.bounds(
      "leastBase", "mostBase", (bounds.leastBase, bounds.mostBase))
    (read.leastSkew, read.mostSkew) = try coder.bounds(
      "leastSkew", "mostSkew", (bounds.leastSkew, bounds.mostSkew))
    (read.leastVolatility, read.mostVolatility) = try coder.bounds(
      "leastVolatility", "mostVolatility", (bounds.leastVolatility, bounds.mostVolatility))
    read.leastDelta = try coder.amount("leastDelta", bounds.leastDelta)
    let delta = read.leastDelta
    read.leastDelta = try coder.made("leastDelta", delta) { delta.units <= FixedDecimal.scale / 2 ? delta : nil }
    return read
  }
}

extension VolatilityImpactTerms.Fees {
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ fees: VolatilityImpactTerms.Fees, by coder: inout Coder
  ) throws(Coder.Failure) -> VolatilityImpactTerms.Fees {
    let usual = VolatilityImpactTerms.Fees()
    var read = fees
    read.option = try coder.amount("optionFee", fees.option, unless: usual.option)
    read.spot = try coder.amount("spotFee", fees.spot, unless: usual.spot)
    read.flatSeconds = try coder.seconds("flatSeconds", fees.flatSeconds, unless: usual.flatSeconds)
    let double = try coder.seconds("doubleSeconds", fees.doubleSeconds, unless: usual.doubleSeconds)
    let flat = read.flatSeconds
    read.doubleSeconds = try coder.made("doubleSeconds", double) { double > flat ? double : nil }
    read.vega = try coder.amount("vegaFee", fees.vega, unless: usual.vega)
    let plain = usual.variance
    var variance = fees.variance
    variance.coefficient = try coder.amount("varianceFee", variance.coefficient, unless: plain.coefficient)
    variance.vegaCoefficient = try coder.amount("varianceVega", variance.vegaCoefficient, unless: plain.vegaCoefficient)
    variance.leastVega = try coder.amount("varianceLeastVega", variance.leastVega, unless: plain.leastVega)
    variance.skewCoefficient = try coder.amount("varianceSkew", variance.skewCoefficient, unless: plain.skewCoefficient)
    variance.leastSkew = try coder.amount("varianceLeastSkew", variance.leastSkew, unless: plain.leastSkew)
    variance.distanceCoefficient = try coder.amount(
      "varianceDistance", variance.distanceCoefficient, unless: plain.distanceCoefficient)
    variance.leastDistance = try coder.amount(
      "varianceLeastDistance", variance.leastDistance, unless: plain.leastDistance)
    variance.referenceSkew = try coder.amount(
      "varianceReferenceSkew", variance.referenceSkew, unless: plain.referenceSkew)
    read.variance = variance
    return read
  }
}
