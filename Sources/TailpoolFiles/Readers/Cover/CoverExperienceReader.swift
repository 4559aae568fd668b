import TailpoolInsurance

/// Reads what past claims are known: a triangle, and the experience of contracts.
enum CoverExperienceReader {
  static func read(_ root: JSONNode, into portfolio: inout CoverPortfolio, log: inout ProblemLog) {
    portfolio.development = development(of: root, log: &log)
    portfolio.reserveBasis = CoverReserveReader.basis(of: root, log: &log)
    portfolio.experience = experience(of: root, log: &log)
  }

  private static let developmentNames = [
    "cumulative", "incremental", "claims", "weighting", "tail", "lastVariance", "exposures", "lossRatios",
  ]

  /// The names of the format.
  static var names: [String] {
    developmentNames + ["factor", "standardError", "variance", "ratios", "weights"]
      + weightings.map(\.name) + claimKinds.map(\.name)
  }

  private static let weightings: [(name: String, kind: FactorWeighting)] = [
    ("simple-average", .simpleAverage), ("volume-weighted", .volumeWeighted), ("regression", .regression),
  ]

  private static let claimKinds: [(name: String, kind: CoverPortfolio.Development.Claims)] = [
    ("paid", .paid), ("reported", .reported),
  ]

  /// What claims do after the last age; nothing where it is absent.
  private static func tail(of development: JSONNode, log: inout ProblemLog) -> DevelopmentTail? {
    guard let node = development.stated("tail") else { return DevelopmentTail.none }
    guard let members = log.object(node, "tail") else { return nil }
    log.rejectOtherNames(than: ["factor", "standardError", "variance"], in: members, of: "a tail")
    let factor = log.number("factor", of: node, .positive, isRequired: true)
    let error = log.number("standardError", of: node, .nonNegative, isRequired: true)
    guard let variance = log.number("variance", of: node, .nonNegative, isRequired: true), let factor, let error else {
      return nil
    }
    return log.made(at: node.offset, "tail") { () throws(InsuranceError) in
      try DevelopmentTail(factor: factor, standardError: error, variance: variance)
    }
  }

  private static func development(of root: JSONNode, log: inout ProblemLog) -> CoverPortfolio.Development? {
    guard let node = root.stated("development"), let members = log.object(node, "development") else { return nil }
    log.rejectOtherNames(
      than: developmentNames, in: members, of: "a development")
    let isIncremental = node.stated("incremental") != nil
    if isIncremental, let again = node.stated("cumulative") {
      log.add(at: again.offset, "the triangle stands twice", expected: "cumulative or incremental claims")
    }
    let kinds: [(name: String, kind: MackErrors.LastVariance)] = [("mack", .mack), ("log-linear", .logLinear)]
    let lastVariance = log.kind("lastVariance", of: node, kinds)
    let exposures = log.statedNumbers("exposures", of: node, .positive)
    let lossRatios = log.statedNumbers("lossRatios", of: node, .nonNegative)
    let rows = cells(isIncremental ? "incremental" : "cumulative", of: node, log: &log)
    let claims = node.stated("claims") == nil ? nil : log.kind("claims", of: node, claimKinds)
    if claims == nil, root.stated("technicalReserves") != nil, node.stated("claims") == nil {
      log.add(at: node.offset, "nobody says what the claims of the triangle are", expected: "claims, paid or reported")
    }
    let weighting = node.stated("weighting") == nil ? .volumeWeighted : log.kind("weighting", of: node, weightings)
    let tail = tail(of: node, log: &log)
    guard let rows, let lastVariance, let weighting, let tail else { return nil }
    let triangle = log.made(at: node.offset, "development") { () throws(InsuranceError) in
      try isIncremental ? DevelopmentTriangle(incremental: rows) : DevelopmentTriangle(cumulative: rows)
    }
    guard let triangle else { return nil }
    var expected: (exposures: [Double], lossRatios: [Double])?
    if let exposures, let lossRatios { expected = (exposures, lossRatios) }
    if (exposures == nil) != (lossRatios == nil) {
      log.add(at: node.offset, "exposures and lossRatios do not stand together", expected: "both or neither")
    }
    return .init(
      triangle: triangle, claims: claims, weighting: weighting, tail: tail, lastVariance: lastVariance,
      expected: expected)
  }

  /// The most rows of a triangle, since short ones are filled up.
  private static let greatestRows = 1_000

  /// Rows of numbers that end, with nulls or without, where nothing is seen yet.
  private static func cells(_ name: String, of node: JSONNode, log: inout ProblemLog) -> [[Double?]]? {
    guard let nodes = log.array(name, of: node, atMost: greatestRows) else { return nil }
    var rows: [[Double?]] = []
    for row in nodes {
      guard case .array(let cells) = row.value else {
        log.mismatch(row, "a row of \(name)", expected: "an array of numbers")
        continue
      }
      rows.append(cells.map { log.number($0, "a cell of \(name)", .finite) })
    }
    // A triangle is no wider than it is high; one that is will be refused as it stands.
    let width = min(rows.map(\.count).max() ?? 0, rows.count)
    return rows.map { $0 + [Double?](repeating: nil, count: max(width - $0.count, 0)) }
  }

  private static func experience(of root: JSONNode, log: inout ProblemLog) -> CoverPortfolio.Experience? {
    let nodes = log.objects("experience", of: root, names: ["name", "ratios", "weights"], "a contract")
    guard !nodes.isEmpty else { return nil }
    let weighted = nodes.filter { $0.stated("weights") != nil }
    if !weighted.isEmpty, weighted.count < nodes.count {
      log.add(
        at: nodes[0].offset, "\(weighted.count) of \(nodes.count) contracts have weights",
        expected: "all of them, or none")
    }
    var (names, ratios, weights): ([String], [[Double]], [[Double]]) = ([], [], [])
    for node in nodes {
      let name = log.text("name", of: node)
      let ratio = log.numbers("ratios", of: node, .nonNegative)
      let weight = log.statedNumbers("weights", of: node, .positive)
      guard let name, let ratio else { continue }
      names.append(name.text)
      ratios.append(ratio)
      if let weight { weights.append(weight) }
    }
    return .init(contracts: names, ratios: ratios, weights: weighted.isEmpty ? nil : weights)
  }
}
