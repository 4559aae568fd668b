/// Treaties in stages: those of a stage share what the stages before it left.
///
///     ceded₁ + … + cededₙ + retained = gross,   for every loss
///
/// A quota share followed by layers of what is kept is two stages; layers on top of one another are one. What a treaty pays and
/// what is retained never fall when the loss grows: all of them are comonotone.
public struct ReinsuranceProgram: Hashable, Sendable {
  /// The treaties, stage by stage.
  public let stages: [[ReinsuranceTreaty]]

  /// Creates a program.
  ///
  /// - Parameter stages: The treaties; names unique, and the shares of a stage that meet at a loss at most one together.
  /// - Throws: `InsuranceError.duplicate` for a name that stands twice, `.invalid` where shares add up to more than one within
  ///   1e-12, at the treaty that does it.
  /// - Complexity: O(treaties²).
  public init(stages: [[ReinsuranceTreaty]]) throws(InsuranceError) {
    var names = Set<String>()
    for stage in stages {
      for (index, treaty) in stage.enumerated() {
        guard names.insert(treaty.name).inserted else { throw .duplicate("treaty", name: treaty.name) }
        // Shares grow only where a layer begins.
        let shares = stage.filter { $0.attachment <= treaty.attachment && treaty.attachment < $0.detachment }
          .reduce(0) { $0 + $1.share }
        guard shares <= 1 + 1e-12 else {
          throw .invalid("sum of shares at treaty", index: index, value: shares, expected: "at most 1")
        }
      }
    }
    self.stages = stages
  }

  /// No treaties: all is kept.
  public static let none = ReinsuranceProgram()

  private init() { stages = [] }

  /// What each treaty pays of one loss, and what is kept.
  ///
  /// - Parameter loss: Units of money, ≥ 0.
  /// - Returns: One recovery a treaty, stage by stage, and the rest.
  /// - Complexity: O(treaties).
  public func split(_ loss: Double) -> (ceded: [Double], retained: Double) {
    var (ceded, left): ([Double], Double) = ([], loss)
    for stage in stages {
      let recoveries = stage.map { $0.recovery(of: left) }
      ceded += recoveries
      left = max(recoveries.reduce(left, -), 0)
    }
    return (ceded, left)
  }

  /// What each treaty and the pool bear of a law of losses: of a year's, or of one claim.
  ///
  /// Means and variances are of the amounts themselves. A law stands on a grid whose step is the part that is borne of the
  /// first step of the loss, or of a step in a layer; an amount between two of its points is spread over both so that the mean stays, by which the variance of
  /// the law, not the one stated, grows by at most a quarter of a squared step.
  ///
  /// - Parameter law: The law; what lies beyond its grid counts as its greatest loss in means and variances, and stays
  ///   beyond the grid in laws, but for a layer that it exhausts.
  /// - Throws: `InsuranceError.invalid` when the greatest loss of the grid is infinite.
  /// - Complexity: O(treaties · losses).
  public func outcome(of law: LossDistribution) throws(InsuranceError) -> ReinsuranceOutcome {
    guard law.greatest.isFinite else {
      throw .invalid("greatest loss", index: nil, value: law.greatest, expected: "a finite number")
    }
    var ceded: [BorneLoss] = []
    var subject = BorneAmounts(
      values: law.probabilities.indices.map { Double($0) * law.step }, step: law.step, isFinal: false)
    for stage in stages {
      let recoveries = stage.map(subject.recovery(by:))
      ceded += zip(stage, recoveries).map { BorneLoss(name: $0.name, $1, of: law) }
      subject = subject.rest(after: recoveries, by: stage)
    }
    let retained = BorneLoss(name: "retained", subject, of: law)
    return ReinsuranceOutcome(grossMean: law.mean, grossVariance: law.variance, ceded: ceded, retained: retained)
  }
}

/// What a program does to a law of losses.
public struct ReinsuranceOutcome: Hashable, Sendable {
  /// The mean loss before reinsurance; the ceded means and the retained one add up to it.
  public let grossMean: Double
  /// The variance of the loss before reinsurance.
  public let grossVariance: Double
  /// What each treaty pays, stage by stage.
  public let ceded: [BorneLoss]
  /// What the pool keeps.
  public let retained: BorneLoss
}

/// What is borne of each loss of a grid.
struct BorneAmounts {
  /// One amount a loss, never falling.
  let values: [Double]
  /// The step of a grid for the amounts.
  let step: Double
  /// Whether every greater loss has the last amount.
  let isFinal: Bool

  private var last: Double { values[values.count - 1] }

  func recovery(by treaty: ReinsuranceTreaty) -> BorneAmounts {
    // A share of the least numbers there are would be none.
    let part = treaty.share * step
    return BorneAmounts(
      values: values.map(treaty.recovery(of:)), step: part.isNormal ? part : step,
      isFinal: isFinal || last >= treaty.detachment)
  }

  func rest(after recoveries: [BorneAmounts], by stage: [ReinsuranceTreaty]) -> BorneAmounts {
    let rest = values.indices.map { index in
      max(recoveries.reduce(values[index]) { $0 - $1.values[index] }, 0)
    }
    // All further loss is ceded: every layer is exhausted but those without a limit, which take it whole together.
    let open = zip(stage, recoveries).filter { !$1.isFinal }.map(\.0)
    let takesAll =
      open.allSatisfy { $0.limit == .infinity && last >= $0.attachment }
      && open.reduce(0) { $0 + $1.share } >= 1 - 1e-12
    // The first amount is the step, unless the grid would be four times as long.
    let first = rest.count > 1 ? rest[1] : 0
    let isFine = first > 0 && rest[rest.count - 1] <= 4 * Double(rest.count) * first
    return BorneAmounts(values: rest, step: isFine ? first : step, isFinal: isFinal || takesAll)
  }
}
