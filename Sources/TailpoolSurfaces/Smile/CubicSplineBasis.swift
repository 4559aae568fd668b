/// Cubic B-splines on ascending knots, each zero outside of its four intervals and smooth to the second derivative.
package struct CubicSplineBasis: Hashable, Sendable {
  /// The knots, four more than functions.
  package let knots: [Double]

  /// Number of functions.
  package var count: Int { knots.count - 4 }

  /// - Parameter knots: Distinct, ascending and finite, at least 5.
  /// - Returns: nil for other knots.
  package init?(knots: [Double]) {
    guard knots.count >= 5, knots.allSatisfy(\.isFinite) else { return nil }
    for i in 1..<knots.count where knots[i] <= knots[i - 1] { return nil }
    self.knots = knots
  }

  /// The first of the up to four functions that are not zero at a point, and the values of four from it on; those beyond
  /// the last are zero.
  package struct Row: Sendable {
    package var first = 0
    package var value = SIMD4<Double>(repeating: 0)
    package var slope = SIMD4<Double>(repeating: 0)
    package var curvature = SIMD4<Double>(repeating: 0)
  }

  /// The functions at points.
  package func rows(at points: [Double]) -> [Row] { points.map { row(at: $0) } }

  /// The functions at a point.
  package func row(at x: Double) -> Row {
    var row = Row()
    guard x > knots[0], x < knots[knots.count - 1] else { return row }
    var interval = 0
    while knots[interval + 1] <= x { interval += 1 }
    row.first = max(interval - 3, 0)
    for i in 0..<4 where row.first + i < count {
      (row.value[i], row.slope[i], row.curvature[i]) = function(row.first + i, x)
    }
    return row
  }

  /// One function with its derivatives, by the recursion of Cox and de Boor.
  private func function(_ j: Int, _ x: Double) -> (Double, Double, Double) {
    func t(_ i: Int) -> Double { knots[j + i] }
    var order1 = SIMD4<Double>(repeating: 0)
    for i in 0..<4 where x >= t(i) && x < t(i + 1) { order1[i] = 1 }
    func raised(_ lower: SIMD4<Double>, _ degree: Int) -> SIMD4<Double> {
      var result = SIMD4<Double>(repeating: 0)
      for i in 0..<(4 - degree) {
        result[i] =
          (x - t(i)) / (t(i + degree) - t(i)) * lower[i]
          + (t(i + degree + 1) - x) / (t(i + degree + 1) - t(i + 1)) * lower[i + 1]
      }
      return result
    }
    func difference(_ lower: SIMD4<Double>, _ degree: Int, _ i: Int) -> Double {
      Double(degree) * (lower[i] / (t(i + degree) - t(i)) - lower[i + 1] / (t(i + degree + 1) - t(i + 1)))
    }
    let order2 = raised(order1, 1)
    let order3 = raised(order2, 2)
    let slopes = SIMD4(difference(order2, 2, 0), difference(order2, 2, 1), 0, 0)
    return (raised(order3, 3)[0], difference(order3, 3, 0), difference(slopes, 3, 0))
  }
}
