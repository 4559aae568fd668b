/// A measure of the tail at a level: the key by which results are kept and the one place that names them.
public enum TailMeasure: Hashable, Sendable {
  /// The value at risk.
  case valueAtRisk(ConfidenceLevel)
  /// The expected shortfall.
  case expectedShortfall(ConfidenceLevel)

  /// The level.
  public var level: ConfidenceLevel {
    switch self {
    case .valueAtRisk(let level), .expectedShortfall(let level): level
    }
  }

  /// The name with the level: `VaR 99%`, `ES 97.5%`.
  public var label: String {
    switch self {
    case .valueAtRisk(let level): "VaR \(level.label)"
    case .expectedShortfall(let level): "ES \(level.label)"
    }
  }
}

extension ConfidenceLevel {
  /// The level in percent: `97.5%`, with the fewest digits that read back to it.
  public var label: String { Self.percentText(fraction) }

  /// What lies beyond the level, in percent: `2.5%` at 97.5 %.
  public var tailLabel: String { Self.percentText(1 - fraction) }

  /// Most digits after the point of the percentage, but for levels that need more to be told from 0 and 100 %.
  private static let unitsOfPercent = 1e10

  /// A level is a decimal to its user, and 100 times its fraction is not: 0.57 × 100 is 56.99999999999999.
  private static func percentText(_ fraction: Double) -> String {
    let units = (fraction * 100 * unitsOfPercent).rounded()
    let isTold = units > 0 && units < 100 * unitsOfPercent
    let text = "\(isTold ? units / unitsOfPercent : fraction * 100)"
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
  }
}

extension ValueAtRisk {
  /// What this is: `VaR 99%`.
  public var label: String { TailMeasure.valueAtRisk(level).label }
}

extension ExpectedShortfall {
  /// What this is: `ES 97.5%`.
  public var label: String { TailMeasure.expectedShortfall(level).label }
}
