/// A number per year by time to expiry: linear between its points, flat beyond the first and the last.
struct TermCurve {
  private let points: [(years: Double, value: Double)]

  /// Creates a curve, or nil when there is no point.
  ///
  /// - Parameter points: Times in years and finite values, in any order; of two points at one time the first counts.
  init?(_ points: [(years: Double, value: Double)]) {
    guard !points.isEmpty else { return nil }
    self.points = points.sorted { $0.years < $1.years }
  }

  /// The value at a time.
  ///
  /// - Parameter years: Time to expiry in years.
  func value(at years: Double) -> Double {
    guard let next = points.firstIndex(where: { $0.years >= years }) else { return points[points.count - 1].value }
    guard next > 0 else { return points[0].value }
    let (left, right) = (points[next - 1], points[next])
    return left.value + (right.value - left.value) * (years - left.years) / (right.years - left.years)
  }
}
