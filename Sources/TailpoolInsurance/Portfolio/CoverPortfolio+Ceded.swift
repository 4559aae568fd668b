/// What a portfolio cedes claim by claim, and how its lines share a result.
extension CoverPortfolio {
  /// A layer of every claim of some lines, restored a limited number of times.
  public struct ExcessOfLoss: Hashable, Sendable {
    /// The name, unique among those of a portfolio.
    public let name: String
    /// The names of the lines whose claims it pays, those of shocks included.
    public let lines: [String]
    /// The claim from which it pays, in units of money, ≥ 0.
    public let attachment: Double
    /// The size of the layer, and how it is restored.
    public let terms: Reinstatements

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - lines: The names of the lines, at least one, each once.
    ///   - attachment: The claim from which it pays, finite and ≥ 0.
    ///   - terms: The size of the layer, and how it is restored.
    /// - Throws: `InsuranceError.empty` without lines, `.duplicate` for one that stands twice, `.invalid` for another attachment.
    public init(
      name: String, lines: [String], above attachment: Double, terms: Reinstatements
    ) throws(InsuranceError) {
      guard !lines.isEmpty else { throw .empty("lines of \(name)") }
      var names = Set<String>()
      for line in lines {
        guard names.insert(line).inserted else { throw .duplicate("line of \(name)", name: line) }
      }
      try InsuranceError.checkNonNegative("attachment", attachment)
      (self.name, self.lines, self.attachment, self.terms) = (name, lines, attachment, terms)
    }
  }

  /// By what the lines share a loss when each keeps its premium.
  public enum SharingBasis: Hashable, Sendable {
    /// What each is expected to have lost, given what all lost.
    case conditionalMean
    /// In proportion to the mean losses.
    case means
    /// In proportion to the premiums.
    case premiums
  }
}
