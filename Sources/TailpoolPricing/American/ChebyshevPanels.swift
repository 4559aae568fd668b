import TailpoolLibc

/// A function on an interval as polynomials on equal panels, through their Chebyshev points.
struct ChebyshevPanels {
  private let low: Double
  private let width: Double
  private let panels: Int
  private let coefficients: [Double]

  /// Terms of a panel.
  private static let terms = 14
  /// Chebyshev polynomials at the points: j terms + k is cos(k θ_j), twice over the number of them.
  private static let transform: [Double] = (0..<terms * terms).map { index in
    let (j, k) = (Double(index / terms), Double(index % terms))
    let scale: Double = (k == 0 ? 1 : 2) / Double(terms)
    return scale * cos(k * Double.pi * (j + 0.5) / Double(terms))
  }

  /// Samples a function.
  init(low: Double, high: Double, panels: Int, _ function: (Double) -> Double) {
    self.low = low
    self.panels = panels
    width = (high - low) / Double(panels)
    let n = Self.terms
    var coefficients = [Double](repeating: 0, count: panels * n)
    for panel in 0..<panels {
      for j in 0..<n {
        let t = cos(Double.pi * (Double(j) + 0.5) / Double(n))
        let value = function(low + width * (Double(panel) + 0.5 * (1 + t)))
        for k in 0..<n { coefficients[panel * n + k] += value * Self.transform[j * n + k] }
      }
    }
    self.coefficients = coefficients
  }

  /// The value at a place; beyond the interval that at its nearer end.
  func value(_ x: Double) -> Double {
    let place = min(max((x - low) / width, 0), Double(panels))
    let panel = min(Int(place), panels - 1)
    let twice = 2 * (2 * (place - Double(panel)) - 1)
    var (b1, b2) = (0.0, 0.0)
    let start = panel * Self.terms
    for k in stride(from: Self.terms - 1, to: 0, by: -1) { (b1, b2) = (twice * b1 - b2 + coefficients[start + k], b1) }
    return 0.5 * twice * b1 - b2 + coefficients[start]
  }
}
