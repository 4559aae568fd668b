extension CovarianceSection {
  /// What is known about the covariance beyond its elements, one sentence a fact, for text and page alike.
  var sentences: [String] {
    factors.isEmpty ? [] : [basis, conditioning, weakest, gapCounts, still].compactMap { $0 }
  }

  private var basis: String {
    var text = "\(NumberText.grouped(observations)) observations"
    if effectiveObservations != Double(observations) {
      text += ", worth \(NumberText.significant(effectiveObservations)) independent ones of equal weight"
    }
    if let shrinkage {
      text += ", standardized returns shrunk with an intensity of \(NumberText.significant(shrinkage))"
    }
    return text
  }

  private var conditioning: String {
    var text = "smallest eigenvalue \(NumberText.significant(smallestEigenvalue))"
    if let conditionNumber { text += ", condition number \(NumberText.significant(conditionNumber))" }
    return text + "; of the correlation \(NumberText.significant(smallestCorrelationEigenvalue)) and "
      + NumberText.significant(correlationConditionNumber)
  }

  private var weakest: String? {
    guard !weakestLoadings.isEmpty else { return nil }
    let loadings = weakestLoadings.map { "\($0.factor) \(NumberText.fixed($0.weight, 2))" }
    return "the smallest is of this combination of standardized factors: " + loadings.joined(separator: ", ")
  }

  private var gapCounts: String? {
    guard let gaps, gaps.incompleteRows > 0 else { return nil }
    var text =
      NumberText.counted(gaps.incompleteRows, "history row")
      + (gaps.incompleteRows == 1 ? " lacks a return and was left out" : " lack a return and were left out")
    if let least = fewestInCommon(gaps) {
      text += "; fewest returns in common: \(least.names), \(NumberText.grouped(least.count))"
    }
    return text
  }

  /// The two factors, or the one, with the fewest common returns.
  private func fewestInCommon(_ gaps: Gaps) -> (names: String, count: Int)? {
    var least: (names: String, count: Int)?
    for (i, row) in gaps.overlaps.prefix(factors.count).enumerated() {
      for (j, count) in row.prefix(i + 1).enumerated() where count < least?.count ?? .max {
        least = (i == j ? factors[i] : "\(factors[j]) and \(factors[i])", count)
      }
    }
    return least
  }

  private var still: String? {
    motionless.isEmpty ? nil : "without any movement: " + motionless.joined(separator: ", ")
  }
}
