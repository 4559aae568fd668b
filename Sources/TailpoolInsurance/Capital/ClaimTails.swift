import TailpoolNumerics

/// Sums over the tail of a law on a grid, each at once for any amount.
struct ClaimTails: Hashable, Sendable {
  let law: LossDistribution
  /// P(X > index · step).
  private let exceedances: [Double]
  /// E[X; X > index · step] in steps.
  private let moments: [Double]

  init(_ law: LossDistribution) {
    self.law = law
    exceedances = law.exceedances
    var moments = [Double](repeating: 0, count: exceedances.count)
    var sum = CompensatedSum()
    sum.add(law.beyond * Double(exceedances.count - 1))
    for index in moments.indices.reversed() {
      moments[index] = sum.value
      sum.add(law.probabilities[index] * Double(index))
    }
    self.moments = moments
  }

  /// P(X > amount), of any finite amount.
  func exceedance(_ amount: Double) -> Double { amount < 0 ? 1 : exceedances[index(below: amount)] }

  /// E[X; X > amount] in steps.
  func moment(above amount: Double) -> Double {
    amount < 0 ? moments[0] : moments[index(below: amount)]
  }

  /// E[(X − amount)⁺] in money; what lies beyond the grid counts as its greatest loss.
  func stopLoss(above amount: Double) -> Double {
    guard amount < law.greatest else { return 0 }
    return law.step * moment(above: amount) - amount * exceedance(amount)
  }

  /// The index of the loss of the grid that an amount is but for a slack, or nil.
  func index(of amount: Double, within slack: Double) -> Int? {
    let index = index(near: amount)
    return abs(index * law.step - amount) <= slack ? Int(index) : nil
  }

  /// The index of the nearest loss of the grid.
  func index(near amount: Double) -> Double {
    min(max((amount / law.step).rounded(), 0), Double(exceedances.count - 1))
  }

  private func index(below amount: Double) -> Int {
    Int(min(amount / law.step, Double(exceedances.count - 1)))
  }
}
