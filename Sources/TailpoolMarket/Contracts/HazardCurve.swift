/// How likely an event is by time: a rate a year, constant between given years.
///
/// The event happens in the next instant dt with probability λ(t) dt, as long as it has not happened before; times count from the
/// valuation. It does not happen up to t with probability exp(−∫ λ).
public struct HazardCurve: Hashable, Sendable {
  /// The rate a year of each piece, finite and ≥ 0; at least one.
  public let rates: [Double]
  /// Where each piece but the last ends, in years from the valuation, > 0 and increasing; the last never ends.
  public let ends: [Double]

  /// Creates a curve of several pieces; see the properties.
  ///
  /// - Throws: `MarketError.invalidTerms` with the first rate or end that is out of its range, or with the number of ends when
  ///   it is not that of the rates less one.
  public init(rates: [Double], ends: [Double]) throws(MarketError) {
    self.rates = rates
    self.ends = ends
    guard ends.count == rates.count - 1 else { throw Self.problem("hazard.ends", Double(ends.count)) }
    if let rate = rates.first(where: { !($0 >= 0 && $0.isFinite) }) { throw Self.problem("hazard.rates", rate) }
    var last = 0.0
    for end in ends {
      guard end > last, end.isFinite else { throw Self.problem("hazard.ends", end) }
      last = end
    }
  }

  /// Creates a curve of one rate.
  ///
  /// - Parameter rate: Events a year, finite and ≥ 0.
  /// - Throws: `MarketError.invalidTerms` for another rate.
  public init(rate: Double) throws(MarketError) { try self.init(rates: [rate], ends: []) }

  private static func problem(_ field: String, _ value: Double) -> MarketError {
    .invalidTerms(contract: "hazard curve", field: field, value: value)
  }

  /// A piece of time with one rate.
  package struct Piece: Sendable {
    /// Where it starts and ends, in years from the valuation.
    package let start, end: Double
    /// Its rate a year.
    package let rate: Double
  }

  /// The pieces between two times, none where the second is not after the first.
  package func pieces(from start: Double, to end: Double) -> [Piece] {
    var pieces: [Piece] = []
    var from = start
    for (index, rate) in rates.enumerated() where from < end {
      let to = index < ends.count ? min(ends[index], end) : end
      guard to > from else { continue }
      pieces.append(Piece(start: from, end: to, rate: rate))
      from = to
    }
    return pieces
  }
}
