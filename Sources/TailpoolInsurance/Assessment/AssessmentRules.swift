import TailpoolPoolEngine

/// The rules by which claims are assessed; each number has its hard bounds.
public struct AssessmentRules: Hashable, Sendable {
  /// Seconds of voting in each round, 1 hour to 30 days.
  public let votingSeconds: Int64
  /// Seconds after the first round in which an appeal may be lodged, 0 to 30 days.
  public let coolDownSeconds: Int64
  /// The part of all weight that must vote, in basis points, 1 to 10 000.
  public let quorumBasisPoints: Int
  /// The same on appeal, not less.
  public let appealQuorumBasisPoints: Int
  /// The part of accept and deny that accept must exceed, in basis points, 5 000 to 9 999.
  public let majorityBasisPoints: Int
  /// What an appeal must put up, in base units, 0 to 2¹⁰⁰.
  public let appealBond: Int128
  /// A vote that turns the verdict lets voting go on for at least so many seconds, 0 to the time of voting.
  public let swingSeconds: Int64
  /// Seconds by which voting may go on in all, 0 to 30 days.
  public let greatestExtension: Int64

  /// Creates rules; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `StakeError.invalid` for a number out of its range.
  public init(
    votingSeconds: Int64 = 3 * 86_400, coolDownSeconds: Int64 = 86_400, quorumBasisPoints: Int = 1_500,
    appealQuorumBasisPoints: Int = 3_000, majorityBasisPoints: Int = 5_000, appealBond: Int128,
    swingSeconds: Int64 = 12 * 3_600, greatestExtension: Int64 = 3 * 86_400
  ) throws(StakeError) {
    try StakeError.check("time of voting", votingSeconds, in: 3_600...(30 * 86_400))
    try StakeError.check("cool-down", coolDownSeconds, in: 0...(30 * 86_400))
    try StakeError.check("quorum", quorumBasisPoints, in: 1...10_000)
    try StakeError.check("quorum on appeal", appealQuorumBasisPoints, in: quorumBasisPoints...10_000)
    try StakeError.check("majority", majorityBasisPoints, in: 5_000...9_999)
    try StakeError.check("bond of an appeal", appealBond, in: 0...StakeLadder.maximumStake)
    try StakeError.check("time after a swing", swingSeconds, in: 0...votingSeconds)
    try StakeError.check("extension of voting", greatestExtension, in: 0...(30 * 86_400))
    self.votingSeconds = votingSeconds
    self.coolDownSeconds = coolDownSeconds
    self.quorumBasisPoints = quorumBasisPoints
    self.appealQuorumBasisPoints = appealQuorumBasisPoints
    self.majorityBasisPoints = majorityBasisPoints
    self.appealBond = appealBond
    self.swingSeconds = swingSeconds
    self.greatestExtension = greatestExtension
  }

  /// The rules of a tally of one round.
  func tallyRules(quorum: Int) throws(StakeError) -> VoteRules {
    do {
      return try VoteRules(
        lookback: 1, quorumBasisPoints: quorum, majorityBasisPoints: majorityBasisPoints, votingSeconds: votingSeconds,
        timelock: 0, executionWindow: 1)
    } catch { throw .invalid("rules of the vote", value: Int128(quorum), expected: "rules of a tally") }
  }
}
