import TailpoolPoolEngine

/// The assessment of one claim: votes by weight, a cool-down in which it may be appealed once, a verdict that is written once.
///
///     accepted:  accept > majority · (accept + deny),  of votes that reach the quorum
///
/// A tie denies, and so does a first round without quorum; an appeal without quorum leaves the first verdict as it was. A vote
/// that turns the verdict shortly before the close lets voting go on. Nobody votes twice in a round, nobody whose stake is
/// leaving votes, and nothing is taken after the close. Whole numbers throughout; times are seconds.
///
/// - Source: after NexusMutual/smart-contracts, `Assessment`; the rules are ours. Docs/Methods/Assessment.md.
public struct Assessment: Hashable, Sendable {
  /// What an assessor says.
  public enum Vote: Hashable, Sendable {
    /// The claim is to be paid.
    case accept
    /// It is not.
    case deny
    /// Present only: counts for the quorum.
    case abstain
  }

  /// What was decided.
  public enum Verdict: Hashable, Sendable {
    /// The claim is paid.
    case accepted
    /// It is not.
    case denied
  }

  /// An appeal against the first round.
  public struct Appeal: Hashable, Sendable {
    /// Who lodged it.
    public let appellant: String
    /// What was put up, in base units.
    public let bond: Int128
    /// When, in seconds.
    public let time: Int64
  }

  /// The verdict, with what it rests on.
  public struct Ruling: Hashable, Sendable {
    /// What was decided.
    public let verdict: Verdict
    /// Whether the round that decided had its quorum.
    public let hasQuorum: Bool
    /// Whether an appeal turned the first verdict; its bond is returned then, and forfeited otherwise.
    public let isOverturned: Bool
    /// When it was written, in seconds.
    public let time: Int64
  }

  /// Where an assessment stands.
  public enum Standing: Hashable, Sendable {
    /// Votes are taken.
    case voting(until: Int64)
    /// The first round is over and may be appealed.
    case appealable(Verdict, until: Int64)
    /// The verdict may be written.
    case decidable(Verdict)
    /// The verdict is written.
    case decided(Ruling)
  }

  /// The claim.
  public let claim: String
  /// The rules.
  public let rules: AssessmentRules
  /// The appeal, where there is one.
  public private(set) var appeal: Appeal?
  /// The verdict, once it is written.
  public private(set) var ruling: Ruling?
  /// The time of the last change, in seconds.
  public private(set) var time: Int64

  private var tally: VoteTally
  private var firstRound: VoteTally?
  private var leaving: Set<String>

  /// Opens the assessment of a claim.
  ///
  /// - Parameters:
  ///   - claim: The claim.
  ///   - weights: The weight of every assessor, ≥ 0, as ``AssessorRegister/weights(of:)`` gives it.
  ///   - leaving: Those whose stake is in exit: they do not vote, and do not count for the quorum.
  ///   - time: The time in seconds.
  ///   - rules: The rules.
  /// - Throws: `StakeError.amount` for a negative weight or a sum that overflows.
  public init(
    claim: String, weights: [String: Int128], leaving: Set<String> = [], at time: Int64, rules: AssessmentRules
  ) throws(StakeError) {
    self.claim = claim
    self.rules = rules
    self.time = time
    self.leaving = leaving
    tally = try Assessment.tally(weights, leaving, at: time, rules, quorum: rules.quorumBasisPoints)
  }

  /// When the voting of this round ends, in seconds.
  public var closesAt: Int64 { tally.closesAt }

  /// The weight of those who said so in this round.
  public func weight(of vote: Vote) -> Int128 { tally.weight(of: vote.choice) }

  /// What everyone said, in the last round in which each voted.
  public var votes: [String: Vote] {
    (firstRound?.choices ?? [:]).merging(tally.choices) { $1 }.mapValues(Vote.init)
  }

  /// Takes a vote.
  ///
  /// - Parameters:
  ///   - vote: What is said.
  ///   - assessor: By whom.
  ///   - now: The time in seconds, not before the last change.
  /// - Throws: `StakeError.tooLate` after the close, `.duplicate` for a second vote in a round, `.inExit`, `.unknown` for who has
  ///   no weight, `.alreadyDecided`, `.outOfOrder`.
  public mutating func vote(_ vote: Vote, by assessor: String, at now: Int64) throws(StakeError) {
    try checkOpen(at: now)
    guard now < tally.closesAt else { throw .tooLate(since: tally.closesAt) }
    guard !leaving.contains(assessor) else { throw .inExit(assessor) }
    guard (tally.weights[assessor] ?? 0) > 0 else { throw .unknown("assessor", name: assessor) }
    guard tally.choices[assessor] == nil else { throw .duplicate("vote of", name: assessor) }
    var next = tally
    do { try next.vote(vote.choice, by: assessor, at: now) } catch { throw .unknown("assessor", name: assessor) }
    if Assessment.isAccepted(next) != Assessment.isAccepted(tally) {
      let latest = next.proposedAt.addingClamped(rules.votingSeconds).addingClamped(rules.greatestExtension)
      next.extend(until: min(now.addingClamped(rules.swingSeconds), latest))
    }
    (tally, time) = (next, now)
  }

  /// Appeals against the first round, which opens the second and last one.
  ///
  /// - Parameters:
  ///   - appellant: Who appeals.
  ///   - bond: What is put up, in base units, no less than the rules say.
  ///   - weights: The weight of every assessor now.
  ///   - leaving: Those whose stake is in exit now.
  ///   - now: The time in seconds, within the cool-down.
  /// - Throws: `StakeError.tooEarly` while votes are taken, `.tooLate` after the cool-down, `.duplicate` for a second appeal,
  ///   `.insufficient` for too small a bond, `.alreadyDecided`, `.outOfOrder`, `.amount`.
  public mutating func appeal(
    by appellant: String, bond: Int128, weights: [String: Int128], leaving: Set<String> = [], at now: Int64
  ) throws(StakeError) {
    try checkOpen(at: now)
    if let appeal { throw .duplicate("appeal of", name: appeal.appellant) }
    guard now >= tally.closesAt else { throw .tooEarly(until: tally.closesAt) }
    let end = tally.closesAt.addingClamped(rules.coolDownSeconds)
    guard now < end else { throw .tooLate(since: end) }
    guard bond >= rules.appealBond else { throw .insufficient("bond", held: bond, required: rules.appealBond) }
    let second = try Assessment.tally(weights, leaving, at: now, rules, quorum: rules.appealQuorumBasisPoints)
    appeal = Appeal(appellant: appellant, bond: bond, time: now)
    (firstRound, tally, self.leaving, time) = (tally, second, leaving, now)
  }

  /// Writes the verdict, once.
  ///
  /// - Parameter now: The time in seconds, when voting and any cool-down are over.
  /// - Throws: `StakeError.tooEarly`, `.alreadyDecided`, `.outOfOrder`.
  @discardableResult
  public mutating func decide(at now: Int64) throws(StakeError) -> Ruling {
    try checkOpen(at: now)
    switch standing(at: now) {
    case .voting(let until), .appealable(_, let until): throw .tooEarly(until: until)
    case .decided: throw .alreadyDecided
    case .decidable(let verdict):
      let first = firstRound.map(Assessment.outcome)
      let written = Ruling(
        verdict: verdict, hasQuorum: outcome.hasQuorum, isOverturned: first.map { $0.verdict != verdict } ?? false,
        time: now)
      (ruling, time) = (written, now)
      return written
    }
  }

  /// Where the assessment stands at a time, if nothing more happens until then.
  ///
  /// - Parameter now: The time in seconds.
  public func standing(at now: Int64) -> Standing {
    if let ruling { return .decided(ruling) }
    if now < tally.closesAt { return .voting(until: tally.closesAt) }
    let end = tally.closesAt.addingClamped(rules.coolDownSeconds)
    return appeal == nil && now < end ? .appealable(outcome.verdict, until: end) : .decidable(outcome.verdict)
  }

  /// What the votes say once they are closed: those of the appeal, where it has its quorum.
  private var outcome: (verdict: Verdict, hasQuorum: Bool) {
    let last = Assessment.outcome(tally)
    guard let firstRound, !last.hasQuorum else { return last }
    return Assessment.outcome(firstRound)
  }

  private func checkOpen(at now: Int64) throws(StakeError) {
    if ruling != nil { throw .alreadyDecided }
    guard now >= time else { throw .outOfOrder(time: now, latest: time) }
  }

  private static func tally(
    _ weights: [String: Int128], _ leaving: Set<String>, at time: Int64, _ rules: AssessmentRules, quorum: Int
  ) throws(StakeError) -> VoteTally {
    let rules = try rules.tallyRules(quorum: quorum)
    do {
      return try VoteTally(weights: weights.filter { !leaving.contains($0.key) }, proposedAt: time, rules: rules)
    } catch {
      if case .amount(let reason) = error { throw .amount(reason) }
      throw .amount(.overflow)
    }
  }

  private static func outcome(_ tally: VoteTally) -> (verdict: Verdict, hasQuorum: Bool) {
    switch tally.outcome(at: tally.closesAt) {
    case .noQuorum, .voting, .vetoed: (.denied, false)
    case .rejected: (.denied, true)
    case .waiting, .executable, .expired: (.accepted, true)
    }
  }

  /// Whether the votes so far accept, quorum or not.
  private static func isAccepted(_ tally: VoteTally) -> Bool {
    let (yes, no) = (tally.weight(of: .yes), tally.weight(of: .no))
    return yes * 10_000 > (yes + no) * Int128(tally.rules.majorityBasisPoints)
  }
}

extension Assessment.Vote {
  var choice: VoteTally.Choice {
    switch self {
    case .accept: .yes
    case .deny: .no
    case .abstain: .abstain
    }
  }

  init(_ choice: VoteTally.Choice) {
    switch choice {
    case .yes: self = .accept
    case .no: self = .deny
    case .abstain: self = .abstain
    }
  }
}
