import CTailpoolKernels
import TailpoolLibc

/// The discrete Fourier transform of real numbers, a power of two of them, and its inverse.
///
///     X(k) = Σ(j) x(j) exp(−2πi jk / n),   k = 0 … n/2
///
/// Made once a length and used for as many columns as there are: it holds the factors.
///
/// - Accuracy: the root of the sum of squared errors, there and back, is below 5e-16 of that of the numbers at n = 2¹⁶.
/// - Complexity: O(n log n).
package struct RealTransform: Sendable {
  /// How many real numbers are transformed.
  package let count: Int
  private let turns: [Double]

  /// The greatest length: its columns are of 2 GiB.
  private static let greatestCount = 1 << 28

  /// Creates a transform.
  ///
  /// - Parameter count: A power of two from 4 to 2²⁸.
  /// - Precondition: The count is such a number.
  package init(count: Int) {
    precondition(
      count >= 4 && count <= Self.greatestCount && count & (count - 1) == 0, "a transform of \(count) numbers")
    self.count = count
    let circle = Circle(count)
    var turns: [Double] = []
    turns.reserveCapacity(2 * count + 4)
    var size = count / 2
    while size >= 4 {
      for power in 1...3 { circle.append(to: &turns, size / 4, every: power * (count / size)) }
      size /= 4
    }
    circle.append(to: &turns, count / 4 + 1, every: 1)
    self.turns = turns
  }

  /// Cosines and sines of whole parts of a turn, from those of the first eighth, whose angles are the smallest.
  private struct Circle {
    private let count: Int
    private let cosines: [Double]
    private let sines: [Double]

    init(_ count: Int) {
      self.count = count
      let angles = (0...(count / 8)).map { 2 * Double.pi * (Double($0) / Double(count)) }
      cosines = angles.map { cos($0) }
      sines = angles.map { sin($0) }
    }

    /// Adds cos and then sin of −2π p stride / count for p from 0; fewer than a turn.
    func append(to turns: inout [Double], _ places: Int, every stride: Int) {
      let start = turns.count
      turns.append(contentsOf: repeatElement(0, count: 2 * places))
      for place in 0..<places {
        let (cosine, sine) = value(place * stride)
        turns[start + place] = cosine
        turns[start + places + place] = -sine
      }
    }

    /// cos and sin of 2π part / count: by quarters, in each of which the second half goes back.
    private func value(_ part: Int) -> (Double, Double) {
      let quarter = count / 4
      let rest = part & (quarter - 1)
      let isBack = 2 * rest > quarter
      let place = isBack ? quarter - rest : rest
      // A quarter of a turn has no eighth in the middle when there are four numbers.
      let (first, second) = place < cosines.count ? (cosines[place], sines[place]) : (0, 1)
      let (cosine, sine) = isBack ? (second, first) : (first, second)
      switch part >> quarter.trailingZeroBitCount & 3 {
      case 0: return (cosine, sine)
      case 1: return (-sine, cosine)
      case 2: return (-cosine, -sine)
      default: return (sine, -cosine)
      }
    }
  }

  /// Memory that a transform works in: one a thread.
  package struct Workspace {
    fileprivate var numbers: [Double]

    /// Creates the workspace of transforms of that length or less.
    package init(count: Int) { numbers = [Double](repeating: 0, count: 2 * count) }
  }

  /// The transform.
  ///
  /// - Parameters:
  ///   - input: `count` numbers.
  ///   - output: Becomes n/2 + 1 complex numbers.
  ///   - workspace: Memory to work in, of `count` or more.
  /// - Precondition: The shapes are as said.
  package func transform(_ input: [Double], into output: inout ComplexColumn, using workspace: inout Workspace) {
    precondition(input.count == count, "\(input.count) numbers for a transform of \(count)")
    precondition(workspace.numbers.count >= 2 * count, "a workspace of \(workspace.numbers.count / 2)")
    Self.shape(&output, count / 2 + 1)
    unsafe output.real.withUnsafeMutableBufferPointer { real in
      unsafe output.imaginary.withUnsafeMutableBufferPointer { imaginary in
        unsafe workspace.numbers.withUnsafeMutableBufferPointer { work in
          _ = unsafe tp_real_transform(
            tp_best_instruction_set(), count, turns, input, real.baseAddress, imaginary.baseAddress, work.baseAddress)
        }
      }
    }
  }

  /// The real numbers whose transform is given.
  ///
  /// - Parameters:
  ///   - input: n/2 + 1 complex numbers; the imaginary parts of the first and last do not count.
  ///   - output: Becomes `count` numbers.
  ///   - workspace: Memory to work in, of `count` or more.
  /// - Precondition: The shapes are as said.
  package func inverse(_ input: ComplexColumn, into output: inout [Double], using workspace: inout Workspace) {
    precondition(input.count == count / 2 + 1, "\(input.count) numbers for an inverse transform of \(count)")
    precondition(workspace.numbers.count >= 2 * count, "a workspace of \(workspace.numbers.count / 2)")
    if output.count != count { output = [Double](repeating: 0, count: count) }
    unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe workspace.numbers.withUnsafeMutableBufferPointer { work in
        _ = unsafe tp_real_transform_inverse(
          tp_best_instruction_set(), count, turns, input.real, input.imaginary, output.baseAddress, work.baseAddress)
      }
    }
  }

  private static func shape(_ column: inout ComplexColumn, _ count: Int) {
    if column.real.count != count { column.real = [Double](repeating: 0, count: count) }
    if column.imaginary.count != count { column.imaginary = [Double](repeating: 0, count: count) }
  }
}
