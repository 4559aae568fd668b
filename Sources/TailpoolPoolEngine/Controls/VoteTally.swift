import TailpoolLedger

/// Shares held over time, as a voter's balance changes.
package struct ShareHistory: Hashable, Sendable {
  /// The balance from each time on; times increase.
  private var steps: [(time: Int64, shares: Int128)] = []

  /// Creates an empty history.
  package init() {}

  /// Notes a balance.
  ///
  /// - Parameters:
  ///   - shares: The balance from then on, 0 … 2⁶³ − 1.
  ///   - time: The time in seconds; a second balance at one time replaces the first.
  /// - Throws: `ControlError.outOfOrder` for an earlier time, `.amount` for a balance out of its range.
  package mutating func set(_ shares: Int128, at time: Int64) throws(ControlError) {
    guard shares >= 0 else { throw .amount(.negative(shares)) }
    guard shares <= Int128(Int64.max) else { throw .amount(.overflow) }
    if let last = steps.last {
      guard time >= last.time else { throw .outOfOrder(time: time, latest: last.time) }
      if time == last.time { steps.removeLast() }
    }
    steps.append((time, shares))
  }

  /// Shares times seconds over an interval: what was held for no time weighs nothing.
  ///
  ///     weight = ∫ shares dt from `start` to `end`
  ///
  /// - Parameters:
  ///   - start: The start in seconds.
  ///   - end: The end in seconds; before the start gives zero.
  package func weight(from start: Int64, to end: Int64) -> Int128 {
    var weight: Int128 = 0
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? steps[index + 1].time : end
      let (from, to) = (max(step.time, start), min(next, end))
      if to > from { weight += step.shares * (Int128(to) - Int128(from)) }
    }
    return weight
  }

  /// Whether two histories have the same steps.
  package static func == (left: ShareHistory, right: ShareHistory) -> Bool {
    left.steps.elementsEqual(right.steps) { $0 == $1 }
  }

  /// Hashes the steps.
  package func hash(into hasher: inout Hasher) {
    for step in steps {
      hasher.combine(step.time)
      hasher.combine(step.shares)
    }
  }
}

/// The rules of a vote on a proposal.
package struct VoteRules: Hashable, Sendable {
  /// Seconds before the proposal over which holdings count, > 0.
  package let lookback: Int64
  /// The part of all weight that must vote, in basis points, 0 … 10 000.
  package let quorumBasisPoints: Int
  /// The part of yes and no that must be exceeded by yes, in basis points, 5 000 … 9 999.
  package let majorityBasisPoints: Int
  /// Seconds from the proposal to the end of voting, > 0.
  package let votingSeconds: Int64
  /// Seconds from the end of voting until it may be executed, ≥ 0.
  package let timelock: Int64
  /// Seconds during which it may then be executed, > 0.
  package let executionWindow: Int64

  /// Creates rules; see the properties for the meaning of each argument.
  ///
  /// - Throws: `ControlError.invalid` for a number out of its range.
  package init(
    lookback: Int64, quorumBasisPoints: Int, majorityBasisPoints: Int, votingSeconds: Int64, timelock: Int64,
    executionWindow: Int64
  ) throws(ControlError) {
    guard lookback > 0, votingSeconds > 0, timelock >= 0, executionWindow > 0 else { throw .invalid("duration") }
    guard (0...10_000).contains(quorumBasisPoints) else { throw .invalid("quorum") }
    guard (5_000...9_999).contains(majorityBasisPoints) else { throw .invalid("majority") }
    self.lookback = lookback
    self.quorumBasisPoints = quorumBasisPoints
    self.majorityBasisPoints = majorityBasisPoints
    self.votingSeconds = votingSeconds
    self.timelock = timelock
    self.executionWindow = executionWindow
  }
}

/// A vote, each voter weighing what it held over the time before the proposal, so that a flash loan weighs nothing.
package struct VoteTally: Hashable, Sendable {
  /// What a voter says.
  package enum Choice: Hashable, Sendable {
    /// For the proposal.
    case yes
    /// Against it.
    case no
    /// Present only: counts for the quorum.
    case abstain
  }

  /// Where a proposal stands.
  package enum Outcome: Hashable, Sendable {
    /// Votes are still taken.
    case voting(until: Int64)
    /// Too little weight has voted.
    case noQuorum
    /// The majority was not exceeded; a tie rejects.
    case rejected
    /// The guardian has stopped it.
    case vetoed
    /// Passed, and waits.
    case waiting(until: Int64)
    /// Passed, and may be executed.
    case executable(until: Int64)
    /// Passed, and not executed in time.
    case expired
  }

  /// The rules.
  package let rules: VoteRules
  /// When the proposal was made, in seconds.
  package let proposedAt: Int64
  /// What each voter held over the time before the proposal, in shares times seconds.
  package let weights: [String: Int128]
  /// What each voter has said last.
  package private(set) var choices: [String: Choice] = [:]
  /// When voting ends, in seconds.
  package private(set) var closesAt: Int64
  /// Whether the guardian has stopped the proposal.
  package private(set) var isVetoed = false

  /// Opens a vote.
  ///
  /// - Parameters:
  ///   - histories: The holdings of every holder.
  ///   - proposedAt: When the proposal is made, in seconds: later changes of holdings do not count.
  ///   - rules: The rules.
  /// - Throws: `ControlError.amount` when the weights overflow.
  package init(histories: [String: ShareHistory], proposedAt: Int64, rules: VoteRules) throws(ControlError) {
    let start = proposedAt.addingClamped(-rules.lookback)
    try self.init(
      weights: histories.mapValues { $0.weight(from: start, to: proposedAt) }, proposedAt: proposedAt, rules: rules)
  }

  /// Opens a vote with weights that are known.
  ///
  /// - Parameters:
  ///   - weights: The weight of every voter, ≥ 0.
  ///   - proposedAt: When the proposal is made, in seconds.
  ///   - rules: The rules; their time before the proposal is not used.
  /// - Throws: `ControlError.amount` for a weight below zero, or when the weights overflow.
  package init(weights: [String: Int128], proposedAt: Int64, rules: VoteRules) throws(ControlError) {
    for weight in weights.values where weight < 0 { throw .amount(.negative(weight)) }
    // A multiple of ten thousand of the sum must fit, for the comparisons in basis points.
    _ = try ControlError.wrapping { () throws(LedgerError) in
      try checkedProduct(checkedSum(weights.values), 10_000)
    }
    self.weights = weights
    self.proposedAt = proposedAt
    self.rules = rules
    closesAt = proposedAt.addingClamped(rules.votingSeconds)
  }

  /// Lets voting end later; an earlier end changes nothing.
  ///
  /// - Parameter end: When voting ends, in seconds.
  package mutating func extend(until end: Int64) { closesAt = max(closesAt, end) }

  /// Takes a vote; a later one replaces it.
  ///
  /// - Throws: `ControlError.unknown` for who holds nothing, `.outOfOrder` outside the time of voting.
  package mutating func vote(_ choice: Choice, by voter: String, at now: Int64) throws(ControlError) {
    guard weights[voter] != nil else { throw .unknown(voter) }
    guard now >= proposedAt, now < closesAt else { throw .outOfOrder(time: now, latest: closesAt) }
    choices[voter] = choice
  }

  /// Stops the proposal by the guardian's decision, for good.
  package mutating func veto() { isVetoed = true }

  /// The weight of a choice.
  package func weight(of choice: Choice) -> Int128 {
    choices.reduce(0) { $1.value == choice ? $0 + (weights[$1.key] ?? 0) : $0 }
  }

  /// Where the proposal stands, in whole numbers throughout.
  package func outcome(at now: Int64) -> Outcome {
    if isVetoed { return .vetoed }
    if now < closesAt { return .voting(until: closesAt) }
    let (yes, no) = (weight(of: .yes), weight(of: .no))
    let all = weights.values.reduce(0, +)
    let cast = yes + no + weight(of: .abstain)
    guard cast > 0, cast * 10_000 >= all * Int128(rules.quorumBasisPoints) else { return .noQuorum }
    guard yes * 10_000 > (yes + no) * Int128(rules.majorityBasisPoints) else { return .rejected }
    let opens = closesAt.addingClamped(rules.timelock)
    if now < opens { return .waiting(until: opens) }
    let closes = opens.addingClamped(rules.executionWindow)
    return now < closes ? .executable(until: closes) : .expired
  }
}
