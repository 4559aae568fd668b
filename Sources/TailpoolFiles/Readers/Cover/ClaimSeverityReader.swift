import TailpoolInsurance

/// Reads the law of a claim, with its terms:
///
///     {"law": "lognormal", "mean": 900000, "standardDeviation": 1500000, "deductible": 50000, "limit": 5000000, "coinsurance": 0.9}
///
/// Terms apply in that order: what is above the deductible, up to the limit, times the insurer's part.
enum ClaimSeverityReader {
  private typealias Reader = @Sendable (JSONNode, inout ProblemLog) -> (any ClaimSeverity)?

  private static let terms = ["deductible", "limit", "coinsurance"]

  private static let laws: [(name: String, kind: (names: [String], read: Reader))] = [
    ("lognormal", (["mean", "standardDeviation", "logMean", "logStandardDeviation"], lognormal)),
    (
      "gamma",
      (
        ["shape", "scale"],
        two("shape", "scale") { (a, b) throws(InsuranceError) in try GammaSeverity(shape: a, scale: b) }
      )
    ),
    (
      "weibull",
      (
        ["shape", "scale"],
        two("shape", "scale") { (a, b) throws(InsuranceError) in try WeibullSeverity(shape: a, scale: b) }
      )
    ),
    (
      "pareto",
      (
        ["shape", "threshold"],
        two("shape", "threshold") { (a, b) throws(InsuranceError) in try ParetoSeverity(shape: a, threshold: b) }
      )
    ),
    (
      "lomax",
      (
        ["shape", "scale"],
        two("shape", "scale") { (a, b) throws(InsuranceError) in try LomaxSeverity(shape: a, scale: b) }
      )
    ),
    ("generalized-pareto", (["shape", "scale", "threshold"], generalizedPareto)),
    ("exponential", (["mean"], exponential)),
    ("fixed", (["amount"], fixed)), ("discrete", (["amounts", "probabilities"], discrete)),
    ("sample", (["amounts", "weights"], sample)), ("mixture", (["parts"], mixture)),
    ("spliced", (["body", "tail", "threshold", "bodyWeight"], spliced)),
  ]

  /// The most laws inside one another.
  private static let greatestDepth = 8

  /// Their names, and those of their parameters.
  static var names: [String] { laws.flatMap { [$0.name] + $0.kind.names } + terms }

  /// A law, or nil with problems.
  static func read(_ node: JSONNode, log: inout ProblemLog) -> (any ClaimSeverity)? {
    guard depth(of: node) <= greatestDepth else {
      log.add(
        at: node.offset, "claims are nested too deep", expected: "at most \(greatestDepth) laws inside one another")
      return nil
    }
    guard let members = log.object(node, "claim"), let law = log.kind("law", of: node, laws) else { return nil }
    log.rejectOtherNames(than: ["law"] + law.names + terms, in: members, of: "this claim")
    guard let claim = law.read(node, &log) else { return nil }
    return withTerms(claim, of: node, log: &log)
  }

  private static func depth(of node: JSONNode) -> Int {
    switch node.value {
    case .object(let members): 1 + (members.map { depth(of: $0.node) }.max() ?? 0)
    case .array(let nodes): nodes.map(depth(of:)).max() ?? 0
    default: 0
    }
  }

  private static func withTerms(
    _ claim: any ClaimSeverity, of node: JSONNode, log: inout ProblemLog
  ) -> (any ClaimSeverity)? {
    let deductible = log.number("deductible", of: node, .nonNegative)
    let limit = log.number("limit", of: node, .positive)
    let coinsurance = log.number("coinsurance", of: node, .positive)
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      var claim = claim
      if deductible != nil || limit != nil {
        claim = try claim.inLayer(limit ?? .infinity, above: deductible ?? 0)
      }
      if let coinsurance { claim = try claim.coinsurance(coinsurance) }
      return claim
    }
  }

  private static func two(
    _ first: String, _ second: String,
    _ make: @escaping @Sendable (Double, Double) throws(InsuranceError) -> any ClaimSeverity
  ) -> Reader {
    { node, log in
      let left = log.number(first, of: node, .positive, isRequired: true)
      guard let right = log.number(second, of: node, .positive, isRequired: true), let left else { return nil }
      return log.made(at: node.offset, "claim") { () throws(InsuranceError) in try make(left, right) }
    }
  }

  private static let lognormal: Reader = { node, log in
    if node.stated("logMean") != nil || node.stated("logStandardDeviation") != nil {
      let mean = log.number("logMean", of: node, .finite, isRequired: true)
      guard let deviation = log.number("logStandardDeviation", of: node, .positive, isRequired: true), let mean else {
        return nil
      }
      return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
        try LognormalSeverity(logMean: mean, logStandardDeviation: deviation)
      }
    }
    return two("mean", "standardDeviation") { (mean, deviation) throws(InsuranceError) in
      try LognormalSeverity(mean: mean, standardDeviation: deviation)
    }(node, &log)
  }

  private static let generalizedPareto: Reader = { node, log in
    let shape = log.number("shape", of: node, .finite, isRequired: true)
    let scale = log.number("scale", of: node, .positive, isRequired: true)
    let threshold = log.number("threshold", of: node, .nonNegative) ?? 0
    guard let shape, let scale else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      try GeneralizedParetoSeverity(shape: shape, scale: scale, threshold: threshold)
    }
  }

  private static let exponential: Reader = { node, log in
    guard let mean = log.number("mean", of: node, .positive, isRequired: true) else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in try ExponentialSeverity(mean: mean) }
  }

  private static let fixed: Reader = { node, log in
    guard let amount = log.number("amount", of: node, .positive, isRequired: true) else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      try DiscreteSeverity(amounts: [amount], probabilities: [1])
    }
  }

  private static let discrete: Reader = { node, log in
    let amounts = log.numbers("amounts", of: node, .nonNegative)
    guard let probabilities = log.numbers("probabilities", of: node, .nonNegative), let amounts else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      try DiscreteSeverity(amounts: amounts, probabilities: probabilities)
    }
  }

  private static let sample: Reader = { node, log in
    guard let amounts = log.numbers("amounts", of: node, .nonNegative) else { return nil }
    let weights = log.statedNumbers("weights", of: node, .nonNegative)
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      try DiscreteSeverity(sample: amounts, weights: weights)
    }
  }

  private static let mixture: Reader = { node, log in
    let nodes = log.objects("parts", of: node, names: ["weight", "claim"], "a part")
    var parts: [MixtureSeverity.Part] = []
    for part in nodes {
      let weight = log.number("weight", of: part, .nonNegative, isRequired: true)
      let claim = log.member("claim", of: part, expected: "the law of a claim").flatMap { read($0, log: &log) }
      if let weight, let claim { parts.append(.init(weight: weight, severity: claim)) }
    }
    guard parts.count == nodes.count else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in try MixtureSeverity(parts) }
  }

  private static let spliced: Reader = { node, log in
    let body = log.member("body", of: node, expected: "the law of a claim").flatMap { read($0, log: &log) }
    let tail = log.member("tail", of: node, expected: "the law of a claim").flatMap { read($0, log: &log) }
    let threshold = log.number("threshold", of: node, .positive, isRequired: true)
    guard let weight = log.number("bodyWeight", of: node, .nonNegative, isRequired: true), let body, let tail,
      let threshold
    else { return nil }
    return log.made(at: node.offset, "claim") { () throws(InsuranceError) in
      try SplicedSeverity(body: body, tail: tail, threshold: threshold, bodyWeight: weight)
    }
  }
}
