import CTailpoolKernels
import TailpoolLibc

/// The greatest of many numbers, summed while they move along a line: what an expected shortfall is as a position grows.
///
///     S(q) = the sum of the `mass` greatest of base + q · change, the last with its fraction
///          = min over t of  mass · t + sum of max(base + q · change − t, 0)
///
/// The minimum is found by Newton steps for an exponential tail and then by cutting planes, which end at the vertex: the
/// function of t is convex and made of lines. Nothing is sorted, and each step is one pass of a kernel.
///
/// - Source: the minimum is that of R. T. Rockafellar and S. Uryasev, Journal of Risk 2 (2000) 21.
package struct MovingTail: Sendable {
  private let base: [Double]
  private let change: [Double]
  private let mass: Double

  /// The sum, with a threshold at which the minimum is taken: numbers that are no greater add nothing to it.
  package struct Sum: Hashable, Sendable {
    /// S(q).
    package let value: Double
    /// Where the minimum was found.
    package let threshold: Double

    /// Creates a sum.
    package init(value: Double, threshold: Double) { (self.value, self.threshold) = (value, threshold) }
  }

  /// Most steps of a search; it takes about five.
  private static let greatestSteps = 200

  /// Creates a tail.
  ///
  /// - Parameters:
  ///   - base: The numbers where q is zero, finite.
  ///   - change: As many changes, finite.
  ///   - mass: How many numbers the sum is of, > 0 and less than there are; it need not be whole.
  /// - Precondition: The shapes and the mass are as said.
  package init(base: [Double], change: [Double], mass: Double) {
    precondition(base.count == change.count, "\(base.count) numbers and \(change.count) changes")
    precondition(mass > 0 && mass < Double(base.count), "a mass of \(mass) of \(base.count) numbers")
    self.base = base
    self.change = change
    self.mass = mass
  }

  /// The sum.
  ///
  /// - Parameters:
  ///   - size: q, finite.
  ///   - guess: Near the threshold, such as that of a size beside it: fewer steps, and the same sum but for rounding.
  /// - Returns: The sum, to some units in the last place of its terms.
  /// - Complexity: About five passes over the numbers.
  package func sum(at size: Double, near guess: Double) -> Sum {
    var (low, high): (Line?, Line?) = (nil, nil)
    var (threshold, stride, growth) = (guess, 0.0, 1.0)
    for _ in 0..<Self.greatestSteps where threshold.isFinite {
      let line = line(at: threshold, size: size)
      if line.slope == 0 { return line.sum }
      if line.slope < 0 { low = line } else { high = line }
      if let low, let high {
        let (best, other) = low.value < high.value ? (low, high) : (high, low)
        // A line from far away is known too roughly to cross it.
        guard other.rounding <= 16 * best.rounding else {
          threshold = low.at + (high.at - low.at) / 2
          continue
        }
        let crossing = low.crossing(high)
        guard crossing.at > low.at, crossing.at < high.at, best.value - crossing.value > best.rounding else {
          return best.sum
        }
        threshold = crossing.at
      } else {
        // A step that stays on one side was short: the next goes further, and where nothing is beyond, twice as far.
        stride = max(growth * line.stride, line.stride > 0 ? 0 : 2 * stride, threshold.ulp)
        growth *= 2
        threshold += line.slope < 0 ? stride : -stride
      }
    }
    return sorted(at: size)
  }

  /// How many numbers are greater than a threshold.
  ///
  /// - Complexity: One pass.
  package static func count(base: [Double], change: [Double], size: Double, above threshold: Double) -> Int {
    precondition(base.count == change.count, "\(base.count) numbers and \(change.count) changes")
    var (excess, count) = (0.0, 0)
    _ = unsafe tp_tail_excess(
      tp_best_instruction_set(), base.count, base, change, size, threshold, &excess, &count)
    return count
  }

  /// The convex function of t at a point, with the line that touches it there.
  private struct Line {
    let at: Double
    let value: Double
    let slope: Double
    /// What rounding makes of the value.
    let rounding: Double
    /// How far the threshold is where the numbers have an exponential tail.
    let stride: Double

    var sum: Sum { Sum(value: value, threshold: at) }

    /// Where two lines cross, which is nowhere above the function.
    func crossing(_ other: Line) -> (at: Double, value: Double) {
      let step = (other.value - value - other.slope * (other.at - at)) / (slope - other.slope)
      return (at: at + step, value: value + slope * step)
    }
  }

  private func line(at threshold: Double, size: Double) -> Line {
    var (excess, count) = (0.0, 0)
    _ = unsafe tp_tail_excess(
      tp_best_instruction_set(), base.count, base, change, size, threshold, &excess, &count)
    let beyond = Double(count)
    return Line(
      at: threshold, value: mass * threshold + excess, slope: mass - beyond,
      rounding: 8 * (mass * abs(threshold) + excess).ulp,
      stride: count > 0 ? excess / beyond * abs(log(beyond / mass)) : 0)
  }

  /// The same by sorting, for numbers that no search of steps finds.
  private func sorted(at size: Double) -> Sum {
    let numbers = zip(base, change).map { $0 + size * $1 }.sorted(by: >)
    let whole = Int(mass)
    let threshold = numbers[whole]
    return Sum(
      value: numbers[..<whole].reduce(0, +) + (mass - Double(whole)) * threshold, threshold: threshold)
  }
}
