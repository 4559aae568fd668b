import TailpoolInsurance
import _TailpoolTestSupport

/// The laws of `compound_losses.json`, by their names there.
enum CountReferences {
  static func law(_ vector: ReferenceCase) throws -> any ClaimCount {
    let p = vector.doubles("parameters")
    switch vector.text("law") {
    case "poisson", "poissonLarge": return try PoissonCount(mean: p[0])
    case "binomial": return try BinomialCount(trials: Int(p[0]), probability: p[1])
    case "negativeBinomial": return try NegativeBinomialCount(shape: p[0], scale: p[1])
    case "geometric": return try NegativeBinomialCount.geometric(mean: p[0])
    case "inverseGaussian": return try InverseGaussianCount(mean: p[0], scale: p[1])
    case "mixedPoisson": return try MixedPoissonCount(means: [p[0], p[2]], weights: [p[1], p[3]])
    case "given": return try DiscreteCount(probabilities: p)
    case "truncatedPoisson": return try ZeroModifiedCount(PoissonCount(mean: p[0]), probabilityOfZero: p[1])
    case "modifiedNegativeBinomial":
      return try ZeroModifiedCount(NegativeBinomialCount(shape: p[0], scale: p[1]), probabilityOfZero: p[2])
    case "modifiedBinomial":
      return try ZeroModifiedCount(BinomialCount(trials: Int(p[0]), probability: p[1]), probabilityOfZero: p[2])
    default: throw UnknownLaw(name: vector.text("law"))
    }
  }

  /// One of each kind.
  static func all() throws -> [any ClaimCount] { try ReferenceCase.cases("compound_losses", fn: "count").map(law) }

  /// Numbers written as texts of decimals.
  static func decimals(_ vector: ReferenceCase, _ key: String) -> [Double] {
    (vector.fields[key] as? [String] ?? []).map { Double($0) ?? .nan }
  }
}

/// A law of the reference file that is not known here.
private struct UnknownLaw: Error { let name: String }
