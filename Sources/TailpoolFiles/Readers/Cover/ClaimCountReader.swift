import TailpoolInsurance

/// Reads the law of a number of claims:
///
///     {"law": "negative-binomial", "mean": 0.8, "variance": 1.2, "probabilityOfNone": 0.6}
enum ClaimCountReader {
  private typealias Reader = @Sendable (JSONNode, Double, inout ProblemLog) -> (any ClaimCount)?

  /// The laws, with the names of their parameters; each takes a factor on its mean.
  private static let laws: [(name: String, kind: (names: [String], read: Reader))] = [
    ("poisson", (["mean"], poisson)), ("binomial", (["trials", "probability"], binomial)),
    ("negative-binomial", (["mean", "variance"], negativeBinomial)),
    ("inverse-gaussian", (["mean", "scale"], inverseGaussian)),
    ("mixed-poisson", (["means", "weights"], mixedPoisson)), ("discrete", (["probabilities"], discrete)),
  ]

  /// Their names, and those of their parameters.
  static var names: [String] { laws.flatMap { [$0.name] + $0.kind.names } + ["probabilityOfNone"] }

  /// A law, or nil with problems.
  ///
  /// - Parameters:
  ///   - node: The object.
  ///   - factor: What the mean is multiplied by: 1 for the law as it stands.
  ///   - log: The problems.
  static func read(_ node: JSONNode, factor: Double = 1, log: inout ProblemLog) -> (any ClaimCount)? {
    guard let members = log.object(node, "count"), let law = log.kind("law", of: node, laws) else { return nil }
    log.rejectOtherNames(than: ["law", "probabilityOfNone"] + law.names, in: members, of: "this count")
    guard let count = law.read(node, factor, &log) else { return nil }
    guard let none = log.number("probabilityOfNone", of: node, .nonNegative) else { return count }
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in
      try ZeroModifiedCount(count, probabilityOfZero: none)
    }
  }

  private static let poisson: Reader = { node, factor, log in
    guard let mean = log.number("mean", of: node, .nonNegative, isRequired: true) else { return nil }
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in try PoissonCount(mean: factor * mean) }
  }

  private static let binomial: Reader = { node, factor, log in
    let trials = log.whole("trials", of: node, in: 1...1_000_000_000)
    guard let probability = log.number("probability", of: node, .nonNegative, isRequired: true), let trials else {
      return nil
    }
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in
      try BinomialCount(trials: trials, probability: factor * probability)
    }
  }

  /// The mixing law keeps its variation under a factor.
  private static let negativeBinomial: Reader = { node, factor, log in
    let mean = log.number("mean", of: node, .positive, isRequired: true)
    guard let variance = log.number("variance", of: node, .positive, isRequired: true), let mean else { return nil }
    guard variance > mean else {
      log.add(
        at: node.member("variance")?.offset ?? node.offset, "the variance is \(variance)",
        expected: "more than the mean of \(mean)")
      return nil
    }
    let variation = ((variance - mean) / (mean * mean)).squareRoot()
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in
      try NegativeBinomialCount(mean: factor * mean, variationOfMixing: variation)
    }
  }

  private static let inverseGaussian: Reader = { node, factor, log in
    let mean = log.number("mean", of: node, .positive, isRequired: true)
    guard let scale = log.number("scale", of: node, .positive, isRequired: true), let mean else { return nil }
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in
      try InverseGaussianCount(mean: factor * mean, scale: factor * scale)
    }
  }

  private static let mixedPoisson: Reader = { node, factor, log in
    let means = log.numbers("means", of: node, .nonNegative)
    guard let weights = log.numbers("weights", of: node, .nonNegative), let means else { return nil }
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in
      try MixedPoissonCount(means: means.map { factor * $0 }, weights: weights)
    }
  }

  private static let discrete: Reader = { node, factor, log in
    guard let probabilities = log.numbers("probabilities", of: node, .nonNegative) else { return nil }
    guard factor == 1 else {
      log.add(
        at: node.offset, "a discrete count has no factor", expected: "another law in a portfolio with alternatives")
      return nil
    }
    return log.made(at: node.offset, "count") { () throws(InsuranceError) in
      try DiscreteCount(probabilities: probabilities)
    }
  }
}
