import TailpoolNumerics
import TailpoolRisk
import TailpoolScenarios

/// The chance of losing at least an amount.
public struct LossChance: Hashable, Sendable {
  /// What a chance is from.
  public enum Source: String, Hashable, Sendable {
    /// The share of the simulated scenarios that lose at least so much.
    case simulated
    /// Φ(−d), with d the distance of the nearest move that loses so much, where no simulated scenario does.
    case distance
  }

  /// The chance, from 0 to 1.
  public let value: Double
  /// One standard error of a simulated share; nil for a chance by distance.
  public let standardError: Double?

  /// What it is from.
  public var source: Source { standardError == nil ? .distance : .simulated }

  /// Counts the scenarios that lose at least an amount.
  ///
  ///     share = 1/n Σ w 1{loss ≥ amount},   standard error = √((1/n Σ w² 1{loss ≥ amount} − share²) / n)
  ///
  /// - Parameters:
  ///   - loss: The amount.
  ///   - profitAndLoss: Profit and loss by scenario, loss negative.
  ///   - likelihoodRatios: The weights w, one a scenario; nil where all are 1.
  ///   - days: The past days that the scenarios are made of, whose number the error goes by; nil where they are not.
  /// - Returns: The share, or nil where no scenario loses so much.
  /// - Complexity: O(n).
  init?(ofLosing loss: Double, profitAndLoss: [Double], likelihoodRatios: [Double]?, of days: PastDays? = nil) {
    if let days, likelihoodRatios == nil, let distribution = try? ProfitAndLossDistribution(profitAndLoss) {
      let share = PastDayTail(distribution, of: days).probability(ofLosing: loss)
      guard share.value > 0 else { return nil }
      (value, standardError) = share
      return
    }
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for (index, profit) in profitAndLoss.enumerated() where -profit >= loss {
      let weight = likelihoodRatios?[index] ?? 1
      sum.add(weight)
      squares.add(weight * weight)
    }
    let n = Double(profitAndLoss.count)
    guard sum.value > 0 else { return nil }
    value = sum.value / n
    standardError = (max(squares.value / n - value * value, 0) / n).squareRoot()
  }

  /// The chance that the distance of a move tells.
  init(_ result: ReverseStress) {
    value = result.probability
    standardError = nil
  }
}
