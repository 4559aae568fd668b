import CTailpoolKernels
import Testing
import _TailpoolTestSupport

@testable import TailpoolLinearAlgebra

@Suite("Linear combinations")
struct LinearCombinationsTests {
  /// Random weights of a shape, zero above the diagonal when triangular.
  func weights(_ rows: Int, _ columns: Int, triangular: Bool, _ random: inout SeededGenerator) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    for j in 0..<columns {
      for i in 0..<rows where !triangular || j <= i { matrix[i, j] = random.uniform(-1, 1) }
    }
    return matrix
  }

  @Test(
    "Are the products with the transposed weights, with the same bits for any rows and instruction set",
    arguments: [(1, 1), (3, 2), (8, 8), (9, 20), (23, 23), (2, 0), (5, 300), (9, 129), (140, 140)])
  func products(rows: Int, columns: Int) {
    var random = SeededGenerator(seed: UInt64(rows * 100 + columns))
    let matrix = weights(rows, columns, triangular: rows == columns, &random)
    let combinations = LinearCombinations(weights: matrix)
    let (count, stride) = (37, 37)
    let input = (0..<(stride * columns)).map { _ in random.uniform(-2, 2) }
    var results = [Double](repeating: .nan, count: 5 + 40 * rows)
    combinations.apply(to: input, stride: stride, rows: count, results: &results, offset: 5, resultStride: 40)
    for i in 0..<count {
      for o in 0..<rows {
        var expected = 0.0
        for k in 0..<columns { expected.addProduct(input[i + k * stride], matrix[o, k]) }
        #expect(results[5 + i + o * 40] == expected, "(\(i), \(o))")
      }
    }
    #expect(results.prefix(5).allSatisfy { $0.isNaN })
    let untouched = (0..<(rows - 1)).allSatisfy { results[5 + count + $0 * 40].isNaN }
    #expect(untouched)
    let sets = [tp_instruction_set_libm, tp_instruction_set_baseline, tp_instruction_set_avx2]
    for set in sets where set.rawValue <= tp_best_instruction_set().rawValue {
      var other = [Double](repeating: .nan, count: results.count)
      combinations.apply(
        to: input, stride: stride, rows: count, results: &other, offset: 5, resultStride: 40, on: set)
      let same = zip(other, results).allSatisfy { $0.bitPattern == $1.bitPattern }
      #expect(same, "set \(set.rawValue)")
    }
  }

  @Test("Leave out what a panel's rows share of zeros, wherever it stands")
  func zeros() {
    var random = SeededGenerator(seed: 5)
    var matrix = weights(24, 200, triangular: false, &random)
    for row in 8..<16 { for column in 0..<200 { matrix[row, column] = 0 } }
    for row in 16..<24 { for column in 0..<150 { matrix[row, column] = 0 } }
    let input = (0..<200).map { _ in random.uniform(-2, 2) }
    var results = [Double](repeating: .nan, count: 24)
    LinearCombinations(weights: matrix).apply(to: input, stride: 1, rows: 1, results: &results, resultStride: 1)
    for row in 0..<24 {
      let expected = (0..<200).reduce(0.0) { sum, column in sum.addingProduct(input[column], matrix[row, column]) }
      #expect(results[row] == expected, "row \(row)")
    }
  }

  /// Two outputs of three inputs on four rows: 3 · 4 elements in, and 5 + 4 + 4 out from the fifth on with a stride of 5.
  static func apply(input: Int = 12, results: Int = 14, stride: Int = 4, offset: Int = 5, resultStride: Int = 5) {
    let combinations = LinearCombinations(weights: Matrix(rows: [[1, 2, 3], [4, 5, 6]]))
    var found = [Double](repeating: 0, count: results)
    combinations.apply(
      to: [Double](repeating: 1, count: input), stride: stride, rows: 4, results: &found, offset: offset,
      resultStride: resultStride)
  }

  @Test("Do not touch what lies beyond their arrays")
  func bounds() async {
    Self.apply()
    await #expect(processExitsWith: .failure) { LinearCombinationsTests.apply(input: 11) }
    await #expect(processExitsWith: .failure) { LinearCombinationsTests.apply(stride: 3) }
    await #expect(processExitsWith: .failure) { LinearCombinationsTests.apply(results: 13) }
    await #expect(processExitsWith: .failure) { LinearCombinationsTests.apply(offset: -1) }
    await #expect(processExitsWith: .failure) { LinearCombinationsTests.apply(offset: 6) }
    await #expect(processExitsWith: .failure) { LinearCombinationsTests.apply(resultStride: 3) }
  }
}
