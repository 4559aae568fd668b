import TailpoolNumerics
import TailpoolRisk

extension CombinedLoss {
  /// The capital required by a measure.
  ///
  /// - Parameter measure: Value at risk or expected shortfall, at a level.
  /// - Returns: The requirement; triggered claims are a part where there are any.
  /// - Throws: `InsuranceError.tooCoarse` when the quantile lies beyond the grid of the claims.
  /// - Accuracy: Contributions add up to 1e-12 of the greatest loss.
  /// - Complexity: O(scenarios), about 500 times, and O(losses).
  /// - Source: D. Tasche, "Risk contributions and performance measurement" (1999).
  public func capital(_ measure: TailMeasure) throws(InsuranceError) -> CapitalRequirement {
    let tail = try whole.tail(measure.level)
    let claimsAlone = try claims.measured(measure)
    var parts = [
      CapitalRequirement.Part(
        name: "independent claims", mean: claims.mean, standalone: claimsAlone, standardError: 0,
        contribution: tail.gridMean)
    ]
    var allClaims = claimsAlone
    if triggeredClaims.contains(where: { $0 > 0 }) {
      parts.append(try part("triggered claims", triggeredClaims, measure, tail))
      allClaims = try convolved(claims, triggeredClaims).measured(measure).value
    }
    parts.append(try part("assets", assets.profitAndLoss.map { -$0 }, measure, tail))
    return CapitalRequirement(
      measure: measure, mean: mean, valueAtRisk: try valueAtRisk(measure.level),
      expectedShortfall: tail.expectedShortfall, parts: parts, claims: allClaims)
  }

  /// By how much more capital is required than if the triggered claims were independent of the assets.
  ///
  /// The triggered claims are spread over the grid of the independent ones, each between two points so that its mean stays.
  ///
  /// - Parameter measure: Value at risk or expected shortfall, at a level.
  /// - Returns: The charge for claims that come when assets fall; negative when they come when assets rise.
  /// - Throws: `InsuranceError.tooCoarse` as `capital(_:)`; `.invalid` when the grid would have more than 2²² losses.
  /// - Complexity: O(losses · different triggered claims in steps).
  public func wrongWayCharge(_ measure: TailMeasure) throws(InsuranceError) -> Double {
    let apart = convolved(try claimsTogether(), assets.profitAndLoss.map { -$0 })
    return try whole.measured(measure).value - apart.measured(measure).value
  }

  /// The law of independent and triggered claims on the grid.
  private func claimsTogether() throws(InsuranceError) -> LossDistribution {
    let size = (triggeredClaims.max() ?? 0) / claims.step + Double(claims.probabilities.count) + 1
    guard size <= 0x1p22 else {
      throw .invalid("losses of the grid of all claims", index: nil, value: size, expected: "at most \(1 << 22)")
    }
    var masses = [Double](repeating: 0, count: Int(size) - claims.probabilities.count + 1)
    for (claim, probability) in zip(triggeredClaims, probabilities) {
      let place = claim / claims.step
      let part = place - place.rounded(.down)
      masses[Int(place)] += probability * (1 - part)
      masses[Int(place) + 1] += probability * part
    }
    var sums = [Double](repeating: 0, count: masses.count + claims.probabilities.count - 1)
    for (index, mass) in masses.enumerated() where mass > 0 {
      for (offset, probability) in claims.probabilities.enumerated() { sums[index + offset] += mass * probability }
    }
    return LossDistribution(unchecked: sums, step: claims.step, beyond: claims.beyond)
  }

  private func part(
    _ name: String, _ losses: [Double], _ measure: TailMeasure, _ tail: ConvolvedLoss.Tail
  ) throws(InsuranceError) -> CapitalRequirement.Part {
    let alone = convolved(LossDistribution(unchecked: [1], step: claims.step, beyond: 0), losses)
    let (value, error) = try alone.measured(measure)
    let contribution = CompensatedSum(zip(tail.weights, losses).lazy.map { $0 * $1 }).value
    return CapitalRequirement.Part(
      name: name, mean: alone.mean(losses), standalone: value, standardError: error, contribution: contribution)
  }

  private func convolved(_ law: LossDistribution, _ amounts: [Double]) -> ConvolvedLoss {
    ConvolvedLoss(law, amounts: amounts, probabilities: probabilities)
  }
}
