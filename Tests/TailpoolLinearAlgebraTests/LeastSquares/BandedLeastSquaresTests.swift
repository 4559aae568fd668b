import TailpoolLinearAlgebra
import Testing

@Suite("Levenberg–Marquardt on banded equations")
struct BandedLeastSquaresTests {
  /// Rosenbrock's valley through several variables: residuals 10 (xᵢ₊₁ − xᵢ²) and 1 − xᵢ.
  private struct Valley: BandedLeastSquares {
    let order: Int
    let bound: Double
    var width: Int { 1 }

    func evaluate(_ x: [Double], into equations: inout BandedNormalEquations) {
      for i in 0..<(order - 1) {
        let (step, rest) = (10 * (x[i + 1] - x[i] * x[i]), 1 - x[i])
        equations.cost += step * step + rest * rest
        equations.add([-20 * x[i], 10], count: 2, at: i, force: step, curvature: 1)
        equations.add([-1], count: 1, at: i, force: rest, curvature: 1)
      }
    }

    func bounded(_ value: Double, parameter: Int) -> Double { min(value, bound) }
  }

  @Test("The valley's end is found", arguments: [2, 3, 7])
  func valley(order: Int) {
    var problem = Valley(order: order, bound: .infinity)
    var x = [Double](repeating: -1.2, count: order)
    let cost = LevenbergMarquardt(steps: 500, tolerance: 1e-12).minimize(&problem, &x)
    #expect(cost < 1e-12, "cost \(cost) at \(x)")
    #expect(x.allSatisfy { abs($0 - 1) < 1e-5 }, "\(x)")
  }

  @Test("Parameters stay within their bounds")
  func bounds() {
    var problem = Valley(order: 2, bound: 0.5)
    var x = [-1.2, 0.0]
    let cost = LevenbergMarquardt(steps: 500, tolerance: 1e-12).minimize(&problem, &x)
    #expect(x.allSatisfy { $0 <= 0.5 }, "\(x)")
    #expect(cost.isFinite && cost < 1, "cost \(cost) at \(x)")
  }

  @Test("Equations that are not positive definite give no step")
  func indefinite() {
    var equations = BandedNormalEquations(order: 2, width: 1)
    equations.add([1, 1], count: 2, at: 0, force: 1, curvature: -10)
    #expect(equations.step(damping: 0) == nil)
  }
}
