/// A straight map from values to positions.
struct LinearScale {
  /// The values shown.
  let domain: ClosedRange<Double>
  /// Position of the lower end of the domain.
  let start: Double
  /// Position of the upper end of the domain; may be less than `start`.
  let end: Double

  /// Creates a scale.
  ///
  /// - Parameters:
  ///   - domain: The values shown, finite.
  ///   - start: Position of its lower end.
  ///   - end: Position of its upper end.
  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The position of a value; the middle when the domain is a point.
  func callAsFunction(_ value: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0 else { return 0.5 * (start + end) }
    return start + (end - start) * ((value - domain.lowerBound) / span)
  }

  /// Whether a value is shown.
  func contains(_ value: Double) -> Bool { domain.contains(value) }

  /// Round values inside the domain.
  func ticks(_ count: Int) -> [Double] { Ticks.values(in: domain, count: count) }

  /// The smallest range of finite values that holds zero and all of `values`, widened on each side that has values by a
  /// fraction of its length.
  static func domain(around values: [Double], padding: Double = 0.08) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let low = min(0, finite.min() ?? 0)
    let high = max(0, finite.max() ?? 0)
    guard high - low > 0, (high - low).isFinite else { return 0...1 }
    let margin = padding * (high - low)
    return (low < 0 ? low - margin : 0)...(high > 0 ? high + margin : 0)
  }
}
