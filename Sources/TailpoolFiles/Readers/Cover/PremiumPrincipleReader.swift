import TailpoolInsurance

/// Reads principles of premium:
///
///     {"rule": "cost-of-capital", "rate": 0.08, "level": 0.99}
enum PremiumPrincipleReader {
  private typealias Reader = @Sendable (JSONNode, inout ProblemLog) -> (any PremiumPrinciple)?

  private static let rules: [(name: String, kind: (names: [String], read: Reader))] = [
    ("expected-value", one("loading") { (x) throws(InsuranceError) in try ExpectedValuePrinciple(loading: x) }),
    (
      "standard-deviation",
      one("multiplier") { (x) throws(InsuranceError) in try StandardDeviationPrinciple(multiplier: x) }
    ), ("variance", one("multiplier") { (x) throws(InsuranceError) in try VariancePrinciple(multiplier: x) }),
    ("esscher", one("tilt") { (x) throws(InsuranceError) in try EsscherPrinciple(tilt: x) }),
    ("wang", one("shift") { (x) throws(InsuranceError) in try DistortionPrinciple(.wang(shift: x)) }),
    (
      "proportional-hazard",
      one("index") { (x) throws(InsuranceError) in try DistortionPrinciple(.proportionalHazard(index: x)) }
    ), ("cost-of-capital", (["rate", "level"], costOfCapital)), ("quantile", (["level"], quantile)),
  ]

  /// Their names, and those of their parameters.
  static var names: [String] { rules.flatMap { [$0.name] + $0.kind.names } }

  /// The principles of a portfolio.
  static func principles(of root: JSONNode, log: inout ProblemLog) -> [any PremiumPrinciple] {
    guard root.stated("principles") != nil, let nodes = log.array("principles", of: root) else { return [] }
    return nodes.compactMap { node in
      guard let members = log.object(node, "a principle"), let rule = log.kind("rule", of: node, rules) else {
        return nil
      }
      log.rejectOtherNames(than: ["rule"] + rule.names, in: members, of: "this principle")
      return rule.read(node, &log)
    }
  }

  private static func one(
    _ name: String, _ make: @escaping @Sendable (Double) throws(InsuranceError) -> any PremiumPrinciple
  ) -> (names: [String], read: Reader) {
    (
      [name],
      { node, log in
        guard let value = log.number(name, of: node, .finite, isRequired: true) else { return nil }
        return log.made(at: node.offset, "principle") { () throws(InsuranceError) in try make(value) }
      }
    )
  }

  private static let costOfCapital: Reader = { node, log in
    let rate = log.number("rate", of: node, .nonNegative, isRequired: true)
    guard let level = log.level(of: node), let rate else { return nil }
    return log.made(at: node.offset, "principle") { () throws(InsuranceError) in
      try CostOfCapitalPrinciple(rate: rate, level: level)
    }
  }

  private static let quantile: Reader = { node, log in log.level(of: node).map { QuantilePrinciple(level: $0) } }
}
