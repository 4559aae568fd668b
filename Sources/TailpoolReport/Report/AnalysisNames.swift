import TailpoolAnalysis
import TailpoolRisk

extension ApproximationSection.Row {
  /// What the row is, such as `VaR 99%` or `all spots -40%`.
  public var name: String {
    switch subject {
    case .measure(let measure): measure.label
    case .allSpots(let move): "all spots \(NumberText.signedPercent(move))"
    }
  }
}

extension ShortfallPart {
  /// What the part is: an expiry with its underlying, a position's contract, a participant.
  public var name: String {
    switch subject {
    case .expiry(let underlying, let expiry): "\(underlying) \(expiry?.longDate ?? ExpiryLabels.none)"
    case .position(let name), .participant(let name): name
    case .otherPositions(let count): "\(NumberText.grouped(count)) other positions"
    }
  }
}
