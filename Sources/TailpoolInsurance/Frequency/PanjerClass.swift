import TailpoolLibc
import TailpoolNumerics

/// The constants of a law of counts whose probabilities follow each other by a ratio.
///
///     p(n) = (a + b / n) p(n − 1),   n ≥ 1 in the class (a, b, 0), n ≥ 2 in the class (a, b, 1)
///
/// - Source: H. Panjer, ASTIN Bulletin 12 (1981) 22; B. Sundt, W. Jewell, ASTIN Bulletin 12 (1981) 27.
public struct PanjerClass: Hashable, Sendable {
  /// a, less than 1.
  public let a: Double
  /// b.
  public let b: Double
  /// log p(0), −∞ when there is always a claim.
  public let logarithmOfZero: Double
  /// p(1) − (a + b) p(0): zero in the class (a, b, 0).
  public let excessOfOne: Double

  /// Creates the constants.
  ///
  /// - Parameters:
  ///   - a: a < 1.
  ///   - b: b, with a + b > 0 in the class (a, b, 0).
  ///   - logarithmOfZero: log p(0).
  ///   - excessOfOne: p(1) − (a + b) p(0).
  public init(a: Double, b: Double, logarithmOfZero: Double, excessOfOne: Double = 0) {
    self.a = a
    self.b = b
    self.logarithmOfZero = logarithmOfZero
    self.excessOfOne = excessOfOne
  }

  /// The probabilities of 0, 1, …, `count` − 1 in the class (a, b, 0), the last one that is not zero being of `greatest`.
  func probabilities(_ count: Int, greatest: Int = .max) -> [Double] {
    guard count > 0 else { return [] }
    var values = ScaledValues(first: 1, logarithmOfScale: logarithmOfZero)
    for n in 1..<max(count, 1) { values.append(n > greatest ? 0 : max((a + b / Double(n)) * values.last, 0)) }
    return values.unscaled
  }
}

/// Values that stand for e^scale times them, so that a recursion may start at e^−10000.
struct ScaledValues {
  private(set) var values: [Double]
  private(set) var logarithmOfScale: Double

  private static let greatest = 0x1p500

  /// Creates a list of one value.
  init(first: Double, logarithmOfScale: Double) {
    values = [first]
    self.logarithmOfScale = logarithmOfScale
  }

  /// The value that came last.
  var last: Double { values[values.count - 1] }

  /// Appends a value; when it is very large, all become smaller and the scale larger.
  mutating func append(_ value: Double) {
    values.append(value)
    guard abs(value) > Self.greatest else { return }
    for index in values.indices { values[index] *= 1 / Self.greatest }
    logarithmOfScale += 500 * 0.693_147_180_559_945_309_42
  }

  /// The values themselves.
  var unscaled: [Double] {
    // By two factors, of which neither vanishes before the product does.
    let factor = exp(0.5 * logarithmOfScale)
    return values.map { $0 * factor * factor }
  }
}
