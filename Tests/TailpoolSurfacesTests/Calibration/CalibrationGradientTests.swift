import Foundation
import TailpoolNumerics
import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra
@testable import TailpoolSurfaces

/// The analytic gradients beside differences of the costs.
@Suite("Gradients of the calibrations' costs")
struct CalibrationGradientTests {
  private static func check(
    _ name: String, _ problem: some BandedLeastSquares, _ parameters: [Double], tolerance: Double = 1e-6
  ) {
    var problem = problem
    func equations(_ parameters: [Double]) -> BandedNormalEquations {
      var equations = BandedNormalEquations(order: problem.order, width: problem.width)
      problem.evaluate(parameters, into: &equations)
      return equations
    }
    let here = equations(parameters)
    let scale = here.right.map { abs($0) }.max() ?? 0
    #expect(here.cost.isFinite && scale > 0, "\(name): \(here)")
    for index in parameters.indices {
      var moved = parameters
      let expected = slope(at: 0, step: 1e-5) { step in
        moved[index] = parameters[index] + step
        return 0.5 * equations(moved).cost
      }
      #expect(abs(here.right[index] - expected) < tolerance * scale, "\(name), \(index): \(here.right), \(expected)")
    }
  }

  /// Quotes a little and far from where the parameters put them.
  private static func columns(_ target: (Double) -> Double, halfSpread: Double) -> QuoteColumns {
    var columns = QuoteColumns()
    for (index, k) in [-0.4, -0.25, -0.1, -0.02, 0.03, 0.12, 0.3].enumerated() {
      columns.logMoneyness.append(k)
      columns.target.append(target(k) + halfSpread * [0.3, -2.5, 1.4, -0.6, 3.2, 0.2, -1.8][index])
      columns.inverseHalf.append(1 / halfSpread)
    }
    return columns
  }

  @Test("Of mixtures, with later prices below earlier ones")
  func mixture() {
    let parameters: [[Double]] = [
      [0.1, 0.02, -2.3, -0.7, -0.05, -1.6], [0.2, 0.01, -2.4, -0.5, -0.06, -1.9, -1.1, 0.1, -1.5],
      [-0.1, 0.03, -2.2, -0.4, -0.02, -1.7],
    ]
    let slices = parameters.map { own in
      let mixture = MixtureParameters.mixture(own[...], floor: 0.03)
      return MixtureProblem.Slice(
        quotes: Self.columns({ exp(mixture.logPrice($0)) }, halfSpread: 0.002), parts: own.count / 3, floor: 0.03)
    }
    let all = parameters.flatMap(\.self)
    var problem = MixtureProblem(slices: slices, parameters: all.map { $0 + 0.01 })
    Self.check("alone", problem, all)
    problem.setCalendar(weight: 30, points: [-0.5, -0.2, 0, 0.1, 0.35], parameters: all)
    Self.check("together", problem, all)
  }

  @Test("Of SVI smiles, plain and with splines, with butterflies, steep wings and falls in time")
  func smiles() throws {
    let basis = try #require(CubicSplineBasis(knots: (0..<7).map { -0.45 + 0.15 * Double($0) }))
    let plain = [-0.6, 0.4, -0.3, 0.2, -0.2]
    let splined = [-0.9, 0.5, 0.2, -0.3, -0.6, 0.03, -0.05, 0.02]
    let steep = [0.3, 2.4, 0.4, 0.1, -0.5]
    for softness in [1.0, 2.5] {
      for (name, own, count) in [("plain", plain, 0), ("splined", splined, 3), ("steep", steep, 0)] {
        let slice = Self.slice(own, basis: count > 0 ? basis : nil)
        var problem = SmileProblem(slices: [slice], parameters: own.map { $0 - 0.02 }, butterflyWeight: 30)
        problem.softness = softness
        Self.check("\(name), \(softness)", problem, own)
      }
    }
    let slices = [Self.slice(splined, basis: basis), Self.slice(plain, basis: nil), Self.slice(splined, basis: basis)]
    var problem = SmileProblem(slices: slices, parameters: splined + plain + splined, butterflyWeight: 0)
    problem.setCalendar(weight: 40, points: [-0.6, -0.3, -0.05, 0, 0.2, 0.5])
    let moved = (splined + plain + splined.map { $0 - 0.05 }).enumerated().map {
      $0.element + 0.01 * sin(Double($0.offset))
    }
    Self.check("together", problem, moved)
  }

  private static func slice(_ parameters: [Double], basis: CubicSplineBasis?) -> SmileProblem.Slice {
    let core = SVICore(parameters, 0, 0.2)
    return SmileProblem.Slice(
      width: 0.2, quotes: columns({ core.totalVariance($0) }, halfSpread: 0.003), basis: basis,
      checkPoints: [-1.2, -0.5, -0.2, 0.01, 0.25, 0.6, 1.4])
  }

  @Test("Of eSSVI, through the bounds that neighbors leave")
  func extended() {
    let parameters = [-0.4, -3.5, 0.3, -0.3, -2.6, -0.4, -0.1, -3.1, 0.8]
    let values = ExtendedSSVIParameters.values(parameters)
    let slices = zip([0.1, 0.4, 1], values).map { years, values in
      let smile = ExtendedSSVI.Expiry(years: years, theta: values.theta, psi: values.psi, rho: values.rho)
      return Self.columns({ smile.totalVariance(at: $0) }, halfSpread: 0.004)
    }
    Self.check("eSSVI", ExtendedSSVIProblem(slices: slices), parameters)
  }
}
