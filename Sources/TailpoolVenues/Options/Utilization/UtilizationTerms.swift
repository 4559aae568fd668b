import TailpoolEvents

/// What a utilization-level curve is set to.
struct UtilizationTerms: Hashable, Sendable {
  var steepness = FixedDecimal(whole: 3)
  var least = FixedDecimal.one
  var most = FixedDecimal(units: 1_200_000_000_000_000_000)
  var decayPerHour = FixedDecimal(units: 5_000_000_000_000_000)
  var mintingFee = FixedDecimal(units: 3_000_000_000_000_000)
  var leastSeconds: Int64 = 0
  var mostSeconds: Int64 = 31_536_000
  var leastDelta = FixedDecimal(units: 100_000_000_000_000_000)
  var mostDelta = FixedDecimal(units: 700_000_000_000_000_000)

  var level: UtilizationLevel {
    UtilizationLevel(
      steepness: steepness.value, least: least.value, most: most.value, decayPerHour: decayPerHour.value)
  }

  static let fields = [
    VenueField("steepness", "a number from -100 to 100, 0 for a line; usually 3", isOptional: true),
    VenueField("least", "the level of a pool not in use, 1 or more"),
    VenueField("most", "the level of a pool in use whole, not below the least"),
    VenueField("decayPerHour", "what the level falls by in an hour, 0 or more; usually 0.005", isOptional: true),
    VenueField("mintingFee", "a fraction of the collateral, 0 or more; usually 0.003", isOptional: true),
    VenueField("leastSeconds", "the least time to expiry that is sold, in seconds"),
    VenueField("mostSeconds", "the greatest time to expiry that is sold, in seconds"),
    VenueField("leastDelta", "the least magnitude of delta that is sold, above 0"),
    VenueField("mostDelta", "the greatest magnitude of delta that is sold"),
  ]
}

extension UtilizationTerms: EventRecord {
  static var blank: UtilizationTerms { UtilizationTerms() }

  static func coded<Coder: EventFieldCoder>(
    _ terms: UtilizationTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> UtilizationTerms {
    let usual = UtilizationTerms()
    var read = terms
    let steepness = try coder.field("steepness", terms.steepness, unless: usual.steepness)
    read.steepness = try coder.made("steepness", steepness) {
      steepness.magnitude <= FixedDecimal(whole: 100) ? steepness : nil
    }
    // Below 1 a taker would buy under the fair price at which it can sell back.
    (read.least, read.most) = try coder.bounds(
      "least", "most", (terms.least, terms.most))
    let least = read.least
    read.least = try coder.made("least", least) { least >= .one ? least : nil }
    read.decayPerHour = try coder.amount("decayPerHour", terms.decayPerHour, unless: usual.decayPerHour)
    read.mintingFee = try coder.amount("mintingFee", terms.mintingFee, unless: usual.mintingFee)
    (read.leastSeconds, read.mostSeconds) = try coder.terms(
      "leastSeconds", "mostSeconds", (terms.leastSeconds, terms.mostSeconds))
    (read.leastDelta, read.mostDelta) = try coder.bounds(
      "leastDelta", "mostDelta", (terms.leastDelta, terms.mostDelta))
    return read
  }
}
