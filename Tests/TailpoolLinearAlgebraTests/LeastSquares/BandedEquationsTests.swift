import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra

/// Beside dense matrices and by hand.
@Suite("Banded equations and their steps")
struct BandedEquationsTests {
  @Test("A factor solves with the whole band, of any width", arguments: [(1, 0), (4, 1), (5, 2), (6, 5), (3, 4)])
  func factor(order: Int, width: Int) throws {
    var dense = Matrix(rows: order, columns: order)
    var rows = [Double](repeating: .nan, count: order * (width + 1))
    for i in 0..<order {
      for j in max(0, i - width)...i {
        let element = i == j ? 6 + Double(i) : 1 / Double(2 + i + j)
        (dense[i, j], dense[j, i]) = (element, element)
        rows[i * (width + 1) + width - (i - j)] = element
      }
    }
    // What stands left of the first column is not read, but must be finite.
    for index in rows.indices where rows[index].isNaN { rows[index] = 0 }
    var band = BandedCholesky(order: order, width: width, rows: rows)
    let right = (0..<order).map { Double($0 * $0) - 2 }
    let isDefinite = band.factor()
    #expect(isDefinite)
    let x = band.solve(right)
    for i in 0..<order {
      let product = (0..<order).reduce(0) { $0 + dense[i, $1] * x[$1] }
      #expect(abs(product - right[i]) < 1e-13, "\(order), \(width), \(i): \(x)")
    }
  }

  @Test("No equations have an empty solution")
  func empty() {
    var band = BandedCholesky(order: 0, width: 0, rows: [])
    let isDefinite = band.factor()
    #expect(isDefinite && band.solve([]).isEmpty)
    #expect(BandedNormalEquations(order: 0, width: 3).step(damping: 1) == [])
  }

  @Test("A matrix that is not positive definite has no factor")
  func indefinite() {
    for (order, width, rows) in [(2, 1, [0, 1, 2, 1]), (1, 0, [.infinity])] {
      var band = BandedCholesky(order: order, width: width, rows: rows)
      let isDefinite = band.factor()
      #expect(!isDefinite, "\(rows)")
    }
  }

  @Test("Residuals add their gradients, and a step solves with a raised diagonal", arguments: [0, 0.5, 20])
  func step(damping: Double) throws {
    var equations = BandedNormalEquations(order: 3, width: 1)
    // Only the first elements of a gradient count.
    equations.add([1, 2, 99], count: 2, at: 0, force: 3, curvature: 1)
    equations.add([-1, 4], count: 2, at: 1, force: 0.5, curvature: 2)
    equations.add([0, 5], count: 2, at: 0, force: 1, curvature: 0.1)
    equations.addDiagonal(2, force: -2, curvature: 7)
    // Σ curvature g gᵀ and Σ force g.
    let matrix = Matrix(rows: [[1, 2, 0], [2, 4 + 2 + 2.5, -8], [0, -8, 32 + 7]])
    let right = [3, 6 - 0.5 + 5, 2 - 2.0]
    let move = try #require(equations.step(damping: damping))
    for i in 0..<3 {
      var product = damping * (matrix[i, i] + 1e-3) * move[i]
      for j in 0..<3 { product += matrix[i, j] * move[j] }
      #expect(abs(product - right[i]) < 1e-12, "\(i): \(move)")
    }
    equations.cost = 4
    equations.reset()
    #expect(equations.cost == 0 && equations.step(damping: 1) == [0, 0, 0])
  }

  /// (x − target)², written down each time it is asked for.
  private struct Parabola: BandedLeastSquares {
    private(set) var asked: [Double] = []
    let target: Double
    /// What the curvature is told to be, in units of the true one, by how often it was asked for.
    let told: @Sendable (Int) -> Double
    var order: Int { 1 }
    var width: Int { 0 }

    init(target: Double, told: @escaping @Sendable (Int) -> Double = { _ in 1 }) {
      (self.target, self.told) = (target, told)
    }

    mutating func evaluate(_ x: [Double], into equations: inout BandedNormalEquations) {
      asked.append(x[0])
      equations.cost += (x[0] - target) * (x[0] - target)
      equations.addDiagonal(0, force: x[0] - target, curvature: told(asked.count))
    }

    func bounded(_ value: Double, parameter: Int) -> Double { value }
  }

  @Test("No step is longer than the limit, and each that gains lowers the damping to a fifth")
  func limit() {
    var problem = Parabola(target: 3.25)
    var x = [0.0]
    let cost = LevenbergMarquardt(steps: 3, damping: 1e-2).minimize(&problem, &x)
    #expect(problem.asked == [0, 1, 2, 3] && cost == 0.0625 && x == [3], "\(problem.asked)")
    var free = Parabola(target: 3.25)
    x = [0]
    LevenbergMarquardt(steps: 2, damping: 1, stepLimit: 10).minimize(&free, &x)
    // 3.25 / (1 + 1 · 1.001), then what is left over (1 + 0.2 · 1.001).
    let first = 3.25 / 2.001
    #expect(abs(free.asked[1] - first) < 1e-12, "\(free.asked)")
    #expect(abs(free.asked[2] - first - (3.25 - first) / 1.2002) < 1e-12, "\(free.asked)")
  }

  @Test("A step that gains nothing is not taken, and raises the damping six times")
  func losses() {
    // Told a tenth of the curvature, a step goes ten times too far.
    var problem = Parabola(target: 1) { _ in 0.1 }
    var x = [0.0]
    LevenbergMarquardt(steps: 3, damping: 1, stepLimit: 100).minimize(&problem, &x)
    let (lost, gained) = (1 / (0.1 + 1 * 0.101), 1 / (0.1 + 6 * 0.101))
    // After the gain the damping is a fifth of six, and the next step loses again.
    let third = gained - (gained - 1) / (0.1 + 1.2 * 0.101)
    #expect(problem.asked.count == 4 && x == [problem.asked[2]], "\(problem.asked)")
    for (asked, expected) in zip(problem.asked, [0, lost, gained, third]) {
      #expect(abs(asked - expected) < 1e-12, "\(problem.asked)")
    }
  }

  @Test("Small gains in a row are the end, and a large one begins the count anew", arguments: [1, 2, 4])
  func end(count: Int) {
    func asked(_ told: @escaping @Sendable (Int) -> Double) -> Int {
      var problem = Parabola(target: 1, told: told)
      var x = [0.0]
      LevenbergMarquardt(steps: 9, tolerance: 0.01, smallGains: count, damping: 0).minimize(&problem, &x)
      return problem.asked.count
    }
    // Each step goes a thousandth of the way, and gains two thousandths of the cost.
    #expect(asked { _ in 1_000 } == 1 + count)
    // A tenth of the way gains a fifth of the cost.
    #expect(asked { _ in 10 } == 10)
    let mixed = asked { $0.isMultiple(of: 3) ? 10 : 1_000 }
    #expect(mixed == (count > 2 ? 10 : 1 + count), "\(mixed)")
  }

  @Test("The pivots of a semidefinite matrix end at the tolerance")
  func pivots() throws {
    let matrix = Matrix(rows: [[0.5, 0, 0, 0], [0, 4, 0, 0], [0, 0, 1, 0], [0, 0, 0, 2]])
    for (tolerance, rank) in [(0.4, 4), (0.6, 3), (1.5, 2), (3, 1)] {
      let factor = try PivotedCholeskyFactor(of: matrix, tolerance: tolerance)
      #expect(factor.rank == rank && factor.lower.columns == rank, "\(tolerance): \(factor)")
      #expect(Array(factor.pivots.prefix(rank)) == Array([1, 3, 2, 0].prefix(rank)), "\(tolerance): \(factor)")
      for (column, pivot) in [4.0, 2, 1, 0.5].prefix(rank).enumerated() {
        #expect(abs(factor.lower[column, column] - pivot.squareRoot()) < 1e-15, "\(tolerance): \(factor)")
      }
    }
    #expect(try PivotedCholeskyFactor(of: matrix, tolerance: -7).rank == 4)
  }

  static func add(_ gradient: [Double] = [1, 2], count: Int = 2, at offset: Int = 1) {
    var equations = BandedNormalEquations(order: 3, width: 1)
    equations.add(gradient, count: count, at: offset, force: 1, curvature: 1)
  }

  @Test("A residual beyond the equations or the band is not added")
  func bounds() async {
    Self.add()
    Self.add(count: 0, at: 3)
    await #expect(processExitsWith: .failure) { BandedEquationsTests.add(at: 2) }
    await #expect(processExitsWith: .failure) { BandedEquationsTests.add(at: -1) }
    await #expect(processExitsWith: .failure) { BandedEquationsTests.add(count: -1) }
    await #expect(processExitsWith: .failure) { BandedEquationsTests.add([1, 2, 3], count: 3, at: 0) }
    await #expect(processExitsWith: .failure) { BandedEquationsTests.add([1], count: 2) }
  }
}
