import TailpoolLibc
import TailpoolNumerics

/// The mean of a function of a standard normal variable over an interval, for functions that bend sharply at known places.
///
/// Panels of 20 Gauss–Legendre nodes are at most `widest` wide, and beside a bend of a width δ they are δ wide and double away from it,
/// which a function that is smooth but for bends smoothed over δ is a polynomial of few terms on.
struct StateIntegral {
  /// A place where the function bends, and over which width.
  struct Bend {
    let place, width: Double
  }

  private let ends: [Double]

  /// - Parameters:
  ///   - lower: Start of the interval; −∞ is allowed.
  ///   - upper: End of the interval; +∞ is allowed.
  ///   - shift: Up to where, from 0, the mean of what the function grows by may lie.
  ///   - bends: Where the function bends. Widths below 1e-9 count as that.
  ///   - widest: No panel is wider.
  init(from lower: Double, to upper: Double, shift: Double, bends: [Bend], widest: Double = 2) {
    // Beyond 9.5 from the means the normal density is below 1e-19 of its largest value, or falls as steeply from an end.
    let low = BarrierIntegral.reach(from: lower, to: upper, mean: min(0, shift), direction: -1)
    let high = BarrierIntegral.reach(from: lower, to: upper, mean: max(0, shift), direction: 1)
    let (start, end) = (max(lower, low), min(upper, high))
    guard start < end, end - start < 1e3 else {
      ends = []
      return
    }
    var marks = [start, end]
    for bend in bends where bend.place > start - 40 && bend.place < end + 40 {
      marks.append(bend.place)
      var distance = max(bend.width, 1e-9)
      while distance < end - start {
        marks += [bend.place - distance, bend.place + distance]
        distance *= 2
      }
    }
    var ends: [Double] = []
    for mark in marks.filter({ $0 >= start && $0 <= end }).sorted() {
      if let last = ends.last {
        guard mark > last else { continue }
        let count = min(((mark - last) / widest).rounded(.up), 1e3)
        var part = 1.0
        while part < count {
          ends.append(last + (mark - last) * part / count)
          part += 1
        }
      }
      ends.append(mark)
    }
    self.ends = ends
  }

  /// ∫ φ(z) f(z) dz.
  func mean(_ function: (Double) -> Double) -> Double {
    means { SIMD4(function($0), 0, 0, 0) }.x
  }

  /// The same of several functions.
  func means(_ function: (Double) -> SIMD4<Double>) -> SIMD4<Double> {
    var total = SIMD4<Double>(repeating: 0)
    for (low, high) in zip(ends, ends.dropFirst()) {
      let (center, half) = (0.5 * (low + high), 0.5 * (high - low))
      total +=
        half
        * GaussLegendre.twenty.sum { (node: Double) -> SIMD4<Double> in
          let z = center + half * node
          return NormalDistribution.density(z) * function(z)
        }
    }
    return total
  }
}
