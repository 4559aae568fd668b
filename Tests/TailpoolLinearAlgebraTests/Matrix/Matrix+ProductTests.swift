import CTailpoolLAPACK
import Foundation
import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra
import TailpoolNumerics

@Suite("Matrix products")
struct MatrixProductTests {
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    return Matrix(rows: rows, columns: columns, storage: (0..<(rows * columns)).map { _ in generator.uniform(-1, 1) })
  }

  /// The sums as written.
  static func naive(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = Matrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for j in 0..<b.columns {
        result[i, j] = CompensatedSum((0..<a.columns).map { a[i, $0] * b[$0, j] }).value
      }
    }
    return result
  }

  @Test("Agree with the sums as written", arguments: [(2, 3, 4), (32, 32, 32), (33, 5, 1), (70, 40, 50), (0, 2, 3)])
  func products(shape: (Int, Int, Int)) {
    let a = Self.random(shape.0, shape.1, seed: 1)
    let b = Self.random(shape.1, shape.2, seed: 2)
    #expect(mismatches(a.multiplied(by: b), Self.naive(a, b), relative: 1e-14).isEmpty)
    #expect(mismatches(a.transposed.transposedMultiplied(by: b), Self.naive(a, b), relative: 1e-14).isEmpty)
    #expect(mismatches(a.outerGram(), Self.naive(a, a.transposed), relative: 1e-14).isEmpty)
    #expect(a.transposed.transposed == a)
  }

  @Test("Take the place of what stood there, whatever it was", arguments: [7, Double.nan])
  func results(before: Double) {
    let (a, b): ([Double], [Double]) = ([1, 2, 3, 4, 5, 6], [1, -1, 2, 0.5, 0, 3])
    let filled = [before, before, before, before]
    var (product, transposed, outer, nothing) = (filled, filled, filled, filled)
    unsafe tp_gemm(0, 2, 2, 3, a, b, &product)
    unsafe tp_gemm(1, 2, 2, 3, a, b, &transposed)
    unsafe tp_syrk_rows(2, 3, 1, a, 0, &outer)
    // Of no rows nothing is summed, and what stood there is left out all the same.
    var empty = filled
    unsafe tp_syrk(0, 2, 1, a, 0, &empty)
    #expect(empty[0] == 0 && empty[1] == 0 && empty[3] == 0)
    unsafe tp_gemm(0, 2, 2, 0, a, b, &nothing)
    #expect(nothing == [0, 0, 0, 0])
    #expect(product == [8, 10, 15.5, 19])
    #expect(transposed == [5, 11, 9.5, 20])
    #expect(outer[0] == 35 && outer[1] == 44 && outer[3] == 56)
  }

  @Test("Solve what was multiplied", arguments: [1, 4, 32, 33, 64])
  func solving(order: Int) throws {
    let matrix = Self.random(3 * order, order, seed: 5).gram()
    let x = Self.random(order, 3, seed: 6)
    let factor = try CholeskyFactor(of: matrix)
    #expect(mismatches(factor.solve(matrix.multiplied(by: x)), x, relative: 1e-11).isEmpty)
    let logarithms = try matrix.symmetricEigenvalues().map { log($0) }
    #expect(Tolerance.absolute(1e-10 * Double(order)).accepts(factor.logDeterminant, logarithms.reduce(0, +)))
  }

  @Test(
    "The gram matrix in blocks equals the whole", arguments: [(10, 3), (255, 32), (256, 40), (700, 33), (1_025, 4)])
  func grams(shape: (Int, Int)) {
    let x = Self.random(shape.0, shape.1, seed: 9)
    let centers = (0..<shape.1).map { 0.01 * Double($0) }
    var centered = x
    for j in 0..<x.columns {
      for i in 0..<x.rows { centered[i, j] -= centers[j] }
    }
    let expected = Self.naive(centered.transposed, centered)
    #expect(mismatches(x.gram(centeredAt: centers), expected, relative: 1e-14).isEmpty)
    #expect(mismatches(centered.gram(scale: 2), expected.scaled(by: 2), relative: 1e-14).isEmpty)
    let halves = [Double](repeating: 0.5, count: shape.0)
    #expect(
      mismatches(x.gram(centeredAt: centers, rootWeights: halves), expected.scaled(by: 0.25), relative: 1e-14).isEmpty)
    // A weight of its own for each row, in every block.
    let weights = (0..<shape.0).map { 0.5 + 0.001 * Double($0) }
    var weighted = centered
    for j in 0..<x.columns {
      for i in 0..<x.rows { weighted[i, j] *= weights[i] }
    }
    #expect(
      mismatches(
        x.gram(centeredAt: centers, rootWeights: weights), Self.naive(weighted.transposed, weighted), relative: 1e-13
      ).isEmpty)
    var plain = Matrix(rows: shape.1, columns: shape.1)
    plain.addPlainGram(of: centered.storage, rows: shape.0, scale: 1)
    plain.mirrorLower()
    #expect(mismatches(plain, expected, relative: 1e-14).isEmpty)
  }
}

extension Matrix {
  fileprivate func scaled(by factor: Double) -> Matrix {
    Matrix(rows: rows, columns: columns, storage: storage.map { $0 * factor })
  }
}
