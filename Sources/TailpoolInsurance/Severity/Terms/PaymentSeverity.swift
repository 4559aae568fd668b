/// What is paid, given that something is: the law of Y given Y > 0, per payment instead of per loss.
///
/// A deductible leaves some losses unpaid; the number of payments is then that of losses times `probability`.
public struct PaymentSeverity: ClaimSeverity {
  /// The law per loss.
  public let loss: any ClaimSeverity
  /// The probability that a loss is paid, P(Y > 0).
  public let probability: Double

  /// Creates the law of a payment.
  ///
  /// - Parameter loss: The law per loss, with a probability of more than zero.
  /// - Throws: `InsuranceError.invalid` when no loss is paid.
  public init(of loss: any ClaimSeverity) throws(InsuranceError) {
    probability = try InsuranceError.checkPositive("the probability of a payment", loss.survival(0))
    self.loss = loss
  }

  /// The survival function S(x) = P(X > x): 1 below zero.
  public func survival(_ amount: Double) -> Double { amount < 0 ? 1 : loss.survival(amount) / probability }

  /// The distribution function F(x) = P(X ≤ x): 0 below zero.
  public func cumulative(_ amount: Double) -> Double {
    guard amount > 0 else { return amount.isNaN ? .nan : 0 }
    let survival = loss.survival(amount)
    return probability < 0.5
      ? (probability - survival) / probability : (loss.cumulative(amount) - loss.cumulative(0)) / probability
  }

  /// The least amount that is exceeded with no more than a probability.
  public func quantile(upperTail tail: Double) -> Double {
    tail == 1 ? 0 : loss.quantile(upperTail: tail * probability)
  }

  /// The mean of a layer, ∫ S(x) dx between its two ends.
  public func layerMean(from attachment: Double, to exhaustion: Double) -> Double {
    loss.layerMean(from: attachment, to: exhaustion) / probability
  }

  /// The second moment of a layer, 2 ∫ (x − a) S(x) dx between its two ends.
  public func layerSecondMoment(from attachment: Double, to exhaustion: Double) -> Double {
    loss.layerSecondMoment(from: attachment, to: exhaustion) / probability
  }

  /// What the cells of a grid hold.
  public func cells(_ grid: SeverityGrid) -> SeverityCells {
    let own = loss.cells(grid)
    var cells = SeverityCells(count: grid.count, above: own.above / probability)
    cells.add(own, times: 1 / probability)
    guard let zero = grid.cell(of: 0) else { return cells }
    // The cell that holds zero keeps what lies above it.
    cells.masses[zero] = 0
    cells.moments[zero] = 0
    if !cells.endMasses.isEmpty { cells.endMasses[zero] = 0 }
    cells.addDirectly(to: zero, from: 0, to: grid.lowerEnd(zero + 1), of: self, on: grid)
    return cells
  }
}
