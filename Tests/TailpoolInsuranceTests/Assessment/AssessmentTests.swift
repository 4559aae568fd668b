import Testing
import _TailpoolTestSupport

@testable import TailpoolInsurance

@Suite("Assessment of claims")
struct AssessmentTests {
  static let day: Int64 = 86_400

  static func rules(bond: Int128 = 100) throws -> AssessmentRules { try AssessmentRules(appealBond: bond) }

  static func assessment(
    _ weights: [String: Int128] = ["a": 60, "b": 50, "c": 40, "d": 850], leaving: Set<String> = []
  ) throws -> Assessment {
    try Assessment(claim: "x", weights: weights, leaving: leaving, at: 0, rules: rules())
  }

  @Test("A claim is accepted when accept exceeds the majority of votes that reach the quorum; a tie and no quorum deny")
  func verdicts() throws {
    // 15 % of 1,000 is 150.
    for (votes, verdict, quorum) in [
      (["a": .accept, "b": .deny, "c": .accept], .accepted, true),
      (["a": .deny, "b": .accept, "c": .deny], .denied, true),
      (["a": .accept, "b": .accept], .denied, false),
      (["a": .accept, "b": .abstain, "c": .abstain], .accepted, true),
      (["a": .abstain, "b": .abstain, "c": .abstain], .denied, true),
      ([:], .denied, false),
    ] as [([String: Assessment.Vote], Assessment.Verdict, Bool)] {
      var assessment = try Self.assessment()
      for (name, vote) in votes.sorted(by: { $0.key < $1.key }) { try assessment.vote(vote, by: name, at: 5) }
      #expect(assessment.votes == votes)
      #expect(throws: StakeError.tooEarly(until: 3 * Self.day)) { try assessment.decide(at: 3 * Self.day - 1) }
      #expect(throws: StakeError.tooEarly(until: 4 * Self.day)) { try assessment.decide(at: 4 * Self.day - 1) }
      let ruling = try assessment.decide(at: 4 * Self.day)
      #expect(ruling.verdict == verdict && ruling.hasQuorum == quorum && !ruling.isOverturned, "\(votes)")
    }
    var tie = try Self.assessment(["a": 50, "b": 50])
    try tie.vote(.accept, by: "a", at: 0)
    try tie.vote(.deny, by: "b", at: 0)
    #expect(try tie.decide(at: 9 * Self.day).verdict == .denied)
  }

  @Test("Nobody votes twice, after the close, without weight or while leaving; what is decided is decided once")
  func refusals() throws {
    var assessment = try Self.assessment(["a": 60, "b": 50, "z": 0], leaving: ["b"])
    try assessment.vote(.deny, by: "a", at: 10)
    let before = assessment
    let attempts: [(StakeError, (inout Assessment) throws -> Void)] = [
      (.duplicate("vote of", name: "a"), { try $0.vote(.accept, by: "a", at: 11) }),
      (.inExit("b"), { try $0.vote(.accept, by: "b", at: 11) }),
      (.unknown("assessor", name: "q"), { try $0.vote(.accept, by: "q", at: 11) }),
      (.unknown("assessor", name: "z"), { try $0.vote(.accept, by: "z", at: 11) }),
      (.outOfOrder(time: 9, latest: 10), { try $0.vote(.accept, by: "b", at: 9) }),
      (.tooLate(since: 3 * Self.day), { try $0.vote(.accept, by: "b", at: 3 * Self.day) }),
      (.tooEarly(until: 3 * Self.day), { try $0.appeal(by: "b", bond: 100, weights: ["a": 1], at: 3 * Self.day - 1) }),
      (
        .insufficient("bond", held: 99, required: 100),
        { try $0.appeal(by: "b", bond: 99, weights: [:], at: 3 * Self.day) }
      ),
      (.tooLate(since: 4 * Self.day), { try $0.appeal(by: "b", bond: 100, weights: [:], at: 4 * Self.day) }),
      (.amount(.negative(-1)), { try $0.appeal(by: "b", bond: 100, weights: ["a": -1], at: 3 * Self.day) }),
      (.amount(.overflow), { try $0.appeal(by: "b", bond: 100, weights: ["a": .max], at: 3 * Self.day) }),
    ]
    for (error, attempt) in attempts {
      #expect(throws: error) { try attempt(&assessment) }
      #expect(assessment == before, "\(error)")
    }
    let ruling = try assessment.decide(at: 4 * Self.day)
    let decided = assessment
    #expect(throws: StakeError.alreadyDecided) { try assessment.decide(at: 5 * Self.day) }
    #expect(throws: StakeError.alreadyDecided) { try assessment.vote(.deny, by: "a", at: 5 * Self.day) }
    #expect(throws: StakeError.alreadyDecided) {
      try assessment.appeal(by: "a", bond: 100, weights: ["a": 1], at: 5 * Self.day)
    }
    #expect(assessment == decided && assessment.standing(at: 0) == .decided(ruling))
    #expect(throws: StakeError.self) { try Self.assessment(["a": -1]) }
    #expect(throws: StakeError.self) { try Self.assessment(["a": .max, "b": .max]) }
    for bad in [
      (60, 1_500, 3_000, 5_000), (7_200, 0, 3_000, 5_000), (7_200, 1_500, 1_499, 5_000), (7_200, 1, 1, 4_999),
    ]
      as [(Int64, Int, Int, Int)]
    {
      #expect(throws: StakeError.self, "\(bad)") {
        try AssessmentRules(
          votingSeconds: bad.0, quorumBasisPoints: bad.1, appealQuorumBasisPoints: bad.2, majorityBasisPoints: bad.3,
          appealBond: 0, swingSeconds: 0)
      }
    }
    #expect(throws: StakeError.self) { try Self.rules(bond: -1) }
  }

  @Test("An appeal needs its greater quorum to turn the verdict, and comes once")
  func appeals() throws {
    let weights: [String: Int128] = ["a": 60, "b": 50, "c": 40, "d": 850]
    func appealed() throws -> Assessment {
      var assessment = try Self.assessment(weights)
      for name in ["a", "b", "c"] { try assessment.vote(.deny, by: name, at: 1) }
      #expect(assessment.standing(at: 3 * Self.day) == .appealable(.denied, until: 4 * Self.day))
      try assessment.appeal(by: "e", bond: 100, weights: weights, at: 3 * Self.day + 1)
      #expect(throws: StakeError.duplicate("appeal of", name: "e")) {
        try assessment.appeal(by: "a", bond: 100, weights: weights, at: 3 * Self.day + 1)
      }
      return assessment
    }
    var small = try appealed()
    for name in ["a", "b", "c"] { try small.vote(.accept, by: name, at: 4 * Self.day) }
    let kept = try small.decide(at: 7 * Self.day)
    #expect(kept.verdict == .denied && kept.hasQuorum && !kept.isOverturned)
    var great = try appealed()
    try great.vote(.accept, by: "d", at: 4 * Self.day)
    try great.vote(.deny, by: "a", at: 4 * Self.day)
    #expect(throws: StakeError.tooEarly(until: great.closesAt)) { try great.decide(at: great.closesAt - 1) }
    let turned = try great.decide(at: great.closesAt)
    #expect(turned.verdict == .accepted && turned.isOverturned)
    #expect(great.votes == ["a": .deny, "b": .deny, "c": .deny, "d": .accept])
    #expect(great.appeal == Assessment.Appeal(appellant: "e", bond: 100, time: 3 * Self.day + 1))
  }

  @Test("A vote that turns the verdict late lets voting go on, up to the greatest extension")
  func swings() throws {
    var assessment = try Self.assessment(["a": 10, "b": 20, "c": 40, "d": 80, "e": 160])
    try assessment.vote(.accept, by: "a", at: 1)
    #expect(assessment.closesAt == 3 * Self.day)
    try assessment.vote(.deny, by: "b", at: 3 * Self.day - 60)
    #expect(assessment.closesAt == 3 * Self.day - 60 + 12 * 3_600)
    // One that turns nothing changes nothing.
    try assessment.vote(.deny, by: "c", at: 3 * Self.day + 3_600)
    #expect(assessment.closesAt == 3 * Self.day - 60 + 12 * 3_600)
    try assessment.vote(.accept, by: "d", at: 3 * Self.day + 3_601)
    #expect(assessment.closesAt == 3 * Self.day + 3_601 + 12 * 3_600)
    let capped = try AssessmentRules(appealBond: 0, greatestExtension: 100)
    var short = try Assessment(claim: "y", weights: ["a": 1], at: 0, rules: capped)
    try short.vote(.accept, by: "a", at: 3 * Self.day - 1)
    #expect(short.closesAt == 3 * Self.day + 100)
  }

  @Test(
    "Reliability is the posterior mean, weight the stake times it rounded down; each claim counts once, and only with quorum"
  )
  func reliability() throws {
    var register = try AssessorRegister()
    #expect(register.reliability(of: "a") == 0.5)
    #expect(try register.weights(of: ["a": 101, "b": 0]) == ["a": 50, "b": 0])
    for index in 0..<8 {
      var assessment = try Assessment(
        claim: "x\(index)", weights: ["a": 60, "b": 50, "c": 40], at: 0, rules: Self.rules())
      try assessment.vote(.accept, by: "a", at: 1)
      try assessment.vote(index < 2 ? .accept : .deny, by: "b", at: 2)
      try assessment.vote(.abstain, by: "c", at: 3)
      #expect(throws: StakeError.self) { try register.count(assessment) }
      try assessment.decide(at: 5 * Self.day)
      try register.count(assessment)
      #expect(throws: StakeError.duplicate("count of the claim", name: "x\(index)")) { try register.count(assessment) }
    }
    // a: 8 of 8, (1 + 8) / (2 + 8); b: 2 of 8, (1 + 2) / (2 + 8); c abstained.
    #expect(register.reliability(of: "a") == 0.9 && register.reliability(of: "b") == 0.3)
    #expect(try register.weights(of: ["a": 1_000, "b": 1_000, "c": 1_000]) == ["a": 900, "b": 300, "c": 500])
    var none = try Self.assessment()
    try none.vote(.accept, by: "a", at: 1)
    try none.decide(at: 5 * Self.day)
    let before = register.records
    try register.count(none)
    #expect(register.records == before)
    #expect(throws: StakeError.amount(.negative(-1))) { try register.weights(of: ["a": -1]) }
    #expect(throws: StakeError.self) { try AssessorRegister(priorAgreements: 0) }
  }

  @Test(
    "STAKE-10 In any order of calls the verdict is what a count of the votes says, it is written once, and refusals change nothing",
    arguments: [1, 2])
  func sequences(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let names = ["a", "b", "c", "d", "e", "f"]
    var (decided, turned, appealed, refused) = (0, 0, 0, 0)
    for round in 0..<700 {
      let weights = Dictionary(
        uniqueKeysWithValues: names.map { ($0, Int128.random(in: 0...1_000, using: &generator)) })
      let leaving = Set(names.filter { _ in Int.random(in: 0..<6, using: &generator) == 0 })
      var assessment = try Assessment(claim: "x", weights: weights, leaving: leaving, at: 0, rules: Self.rules())
      var (said, first): ([String: Assessment.Vote], [String: Assessment.Vote]?) = ([:], nil)
      var now: Int64 = 0
      for _ in 0..<40 {
        now += Int64.random(in: -100...(8 * 3_600), using: &generator)
        let name = names[Int.random(in: 0..<6, using: &generator)]
        let vote = [Assessment.Vote.accept, .deny, .abstain][Int.random(in: 0..<3, using: &generator)]
        let before = assessment
        do {
          switch Int.random(in: 0..<6, using: &generator) {
          case 0 where Bool.random(using: &generator): try assessment.decide(at: now)
          case 0, 1:
            try assessment.appeal(by: name, bond: 100, weights: weights, leaving: leaving, at: now)
            (first, said) = (said, [:])
          default:
            try assessment.vote(vote, by: name, at: now)
            said[name] = vote
          }
        } catch {
          refused += 1
          #expect(assessment == before, "seed \(seed), round \(round): \(error)")
        }
        now = max(now, assessment.time)
      }
      guard let ruling = assessment.ruling else { continue }
      // The count, by itself.
      let all = names.filter { !leaving.contains($0) }.reduce(0) { $0 + (weights[$1] ?? 0) }
      func count(_ said: [String: Assessment.Vote], quorum: Int128) -> Assessment.Verdict? {
        func sum(_ vote: Assessment.Vote) -> Int128 {
          said.reduce(0) { $1.value == vote ? $0 + (weights[$1.key] ?? 0) : $0 }
        }
        let (yes, no) = (sum(.accept), sum(.deny))
        let cast = yes + no + sum(.abstain)
        guard cast > 0, cast * 10_000 >= all * quorum else { return nil }
        return yes > no ? .accepted : .denied
      }
      var expected = count(said, quorum: first == nil ? 1_500 : 3_000)
      var opening: Assessment.Verdict?
      if let first {
        opening = count(first, quorum: 1_500)
        expected = expected ?? opening
        appealed += 1
      }
      decided += 1
      #expect(
        ruling.verdict == expected ?? .denied && ruling.hasQuorum == (expected != nil), "seed \(seed), round \(round)")
      let isTurned = first != nil && ruling.verdict != opening ?? .denied
      if isTurned { turned += 1 }
      #expect(ruling.isOverturned == isTurned, "seed \(seed), round \(round)")
    }
    #expect(
      decided > 150 && appealed > 30 && turned > 3 && refused > 1_000, "\(decided) \(appealed) \(turned) \(refused)")
  }
}
