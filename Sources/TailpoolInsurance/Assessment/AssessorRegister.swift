import TailpoolLedger

/// What each assessor's votes have been worth: how often they agreed with verdicts, and the weight that gives.
///
///     reliability = (α + agreements) / (α + β + agreements + disagreements)
///     weight      = ⌊stake · reliability⌋
///
/// That is the posterior mean of the probability of agreeing, with a Beta(α, β) prior. It is bounded by the stake and exact in
/// whole numbers, which the logarithm of the odds, the best weight of independent votes of known reliability, is not. A new name
/// has α / (α + β): who drops a bad record for a new name gets no more than that, and splitting a stake over names gains nothing.
///
/// - Source: the Beta-binomial model; S. Nitzan, J. Paroush, Optimal decision rules in uncertain dichotomous choice situations,
///   International Economic Review 23 (1982).
public struct AssessorRegister: Hashable, Sendable {
  /// How often one's votes agreed with verdicts.
  public struct Record: Hashable, Sendable {
    /// Votes for what was decided.
    public internal(set) var agreements = 0
    /// Votes against it.
    public internal(set) var disagreements = 0
  }

  /// α of the prior, 1 to 1 000.
  public let priorAgreements: Int
  /// β of the prior, 1 to 1 000.
  public let priorDisagreements: Int
  /// The record of each assessor who has one.
  public private(set) var records: [String: Record] = [:]
  private var counted: Set<String> = []

  /// Creates a register without records; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a number out of its range.
  public init(priorAgreements: Int = 1, priorDisagreements: Int = 1) throws(StakeError) {
    try StakeError.check("agreements of the prior", priorAgreements, in: 1...1_000)
    try StakeError.check("disagreements of the prior", priorDisagreements, in: 1...1_000)
    self.priorAgreements = priorAgreements
    self.priorDisagreements = priorDisagreements
  }

  /// The posterior mean of the probability that an assessor agrees with a verdict, in (0, 1).
  public func reliability(of assessor: String) -> Double {
    let (numerator, denominator) = fraction(assessor)
    return Double(numerator) / Double(denominator)
  }

  /// The weights that stakes give.
  ///
  /// - Parameter stakes: The stake of each assessor in base units, ≥ 0.
  /// - Throws: `StakeError.amount` for a negative stake.
  public func weights(of stakes: [String: Int128]) throws(StakeError) -> [String: Int128] {
    var weights: [String: Int128] = [:]
    for (assessor, stake) in stakes {
      let (numerator, denominator) = fraction(assessor)
      weights[assessor] = try StakeError.wrapping { () throws(LedgerError) in
        try mulDiv(checkedAmount(stake), numerator, denominator, rounding: .down)
      }
    }
    return weights
  }

  /// Counts the votes of an assessment that is decided, once; one that had no quorum, and who abstained, count for nothing.
  ///
  /// - Parameter assessment: One whose verdict is written.
  /// - Throws: `StakeError.tooEarly` before the verdict, `.duplicate` for a claim that was counted.
  public mutating func count(_ assessment: Assessment) throws(StakeError) {
    guard let ruling = assessment.ruling else { throw .tooEarly(until: assessment.closesAt) }
    guard counted.insert(assessment.claim).inserted else {
      throw .duplicate("count of the claim", name: assessment.claim)
    }
    guard ruling.hasQuorum else { return }
    let agreeing: Assessment.Vote = ruling.verdict == .accepted ? .accept : .deny
    for (assessor, vote) in assessment.votes where vote != .abstain {
      if vote == agreeing {
        records[assessor, default: Record()].agreements += 1
      } else {
        records[assessor, default: Record()].disagreements += 1
      }
    }
  }

  private func fraction(_ assessor: String) -> (numerator: Int128, denominator: Int128) {
    let record = records[assessor] ?? Record()
    let agreements = Int128(priorAgreements) + Int128(record.agreements)
    return (agreements, agreements + Int128(priorDisagreements) + Int128(record.disagreements))
  }
}
