import CTailpoolKernels

/// Sums of numbers with fixed weights, many rows at a time: the product of rows × inputs with the transpose of a matrix.
///
///     result(i, o) = Σ_k weights(o, k) · input(i, k)
///
/// The terms are added in the order of k by fused operations, so that a row's bits depend neither on the other rows nor
/// on the machine, and no BLAS is called. Leading and trailing zeros shared by 8 rows of the weights cost nothing: a
/// triangular matrix takes half the work.
public struct LinearCombinations: Hashable, Sendable {
  /// Number of results in a row.
  public let outputs: Int
  /// Number of inputs in a row.
  public let inputs: Int
  private let firsts: [Int]
  private let counts: [Int]
  private let panels: [Double]

  /// Creates the combinations.
  ///
  /// - Parameter weights: Outputs × inputs.
  public init(weights: Matrix) {
    (outputs, inputs) = (weights.rows, weights.columns)
    let height = Int(TP_PANEL_ROWS)
    var (firsts, counts, panels): ([Int], [Int], [Double]) = ([], [], [])
    for start in stride(from: 0, to: weights.rows, by: height) {
      let rows = start..<min(start + height, weights.rows)
      let used = (0..<weights.columns).filter { column in rows.contains { weights[$0, column] != 0 } }
      let columns = (used.first ?? 0)..<((used.last ?? -1) + 1)
      firsts.append(columns.lowerBound)
      counts.append(columns.count)
      for column in columns {
        for row in start..<(start + height) { panels.append(row < weights.rows ? weights[row, column] : 0) }
      }
    }
    (self.firsts, self.counts, self.panels) = (firsts, counts, panels)
  }

  /// Writes the combinations of some rows.
  ///
  /// - Parameters:
  ///   - input: Element (i, k) is at `i + k * stride`.
  ///   - stride: Distance of two columns of the input.
  ///   - rows: Number of rows.
  ///   - results: Element (i, o) is written at `offset + i + o * resultStride`.
  ///   - offset: Where the first result stands.
  ///   - resultStride: Distance of two columns of the results.
  /// - Precondition: All elements are within their arrays.
  /// - Complexity: 2 × rows × weights that are not left out, flops; no allocation.
  public func apply(
    to input: [Double], stride: Int, rows: Int, results: inout [Double], offset: Int = 0, resultStride: Int
  ) {
    apply(
      to: input, stride: stride, rows: rows, results: &results, offset: offset, resultStride: resultStride,
      on: tp_best_instruction_set())
  }

  func apply(
    to input: [Double], stride: Int, rows: Int, results: inout [Double], offset: Int, resultStride: Int,
    on set: tp_instruction_set
  ) {
    guard rows > 0, outputs > 0 else { return }
    precondition(
      inputs == 0 || stride >= rows && input.count >= (inputs - 1) * stride + rows,
      "\(rows) × \(inputs) inputs with stride \(stride) in \(input.count) elements")
    precondition(
      offset >= 0 && resultStride >= rows && results.count >= offset + (outputs - 1) * resultStride + rows,
      "\(rows) × \(outputs) results at \(offset) with stride \(resultStride) in \(results.count) elements")
    unsafe results.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      unsafe tp_multiply_panels(
        set, rows, input, stride, outputs, firsts, counts, panels, base + offset,
        resultStride)
    }
  }
}
