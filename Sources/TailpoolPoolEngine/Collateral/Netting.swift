import TailpoolLedger

/// Many obligations turned into one net amount a participant.
///
///     net(i) = Σ owed to i − Σ owed by i,   Σ net = 0 exactly
package struct Netting: Hashable, Sendable {
  /// What one participant owes another.
  package struct Obligation: Hashable, Sendable {
    /// Who owes.
    package let debtor: String
    /// To whom.
    package let creditor: String
    /// Base units, ≥ 0.
    package let units: Int128

    /// Creates an obligation; see the properties for the meaning of each argument.
    package init(debtor: String, creditor: String, units: Int128) {
      self.debtor = debtor
      self.creditor = creditor
      self.units = units
    }
  }

  /// What each participant receives in the end, or pays where negative; they sum to zero.
  package let net: [String: Int128]
  /// The sum of all obligations.
  package let gross: Int128
  /// What still has to move: the sum of the positive net amounts.
  package let settled: Int128

  /// The part of the payments that netting saves, in [0, 1]; zero without obligations.
  package var efficiency: Double { gross > 0 ? 1 - Double(settled) / Double(gross) : 0 }

  /// Nets obligations.
  ///
  /// - Parameter obligations: Any number between any pairs.
  /// - Throws: `CollateralError.selfObligation`, or `.amount` for a negative obligation or an overflow.
  /// - Complexity: O(obligations).
  package init(_ obligations: [Obligation]) throws(CollateralError) {
    var net: [String: Int128] = [:]
    var gross: Int128 = 0
    for obligation in obligations {
      guard obligation.debtor != obligation.creditor else { throw .selfObligation(obligation.debtor) }
      guard obligation.units >= 0 else { throw .amount(.negative(obligation.units)) }
      do {
        // No net amount can exceed the gross, so that it alone must fit.
        gross = try checkedSum(gross, obligation.units)
      } catch {
        throw .amount(error)
      }
      net[obligation.creditor, default: 0] += obligation.units
      net[obligation.debtor, default: 0] -= obligation.units
    }
    self.net = net
    self.gross = gross
    settled = net.values.reduce(0) { $0 + max($1, 0) }
  }

  /// Payments that settle the net amounts: at most one fewer than there are participants.
  ///
  /// Greatest debtors pay greatest creditors; among equals the name decides.
  ///
  /// - Complexity: O(n log n).
  package var payments: [Obligation] {
    func sorted(_ side: [(String, Int128)]) -> [(String, Int128)] {
      side.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    }
    var debtors = sorted(net.compactMap { $0.value < 0 ? ($0.key, -$0.value) : nil })
    var creditors = sorted(net.compactMap { $0.value > 0 ? ($0.key, $0.value) : nil })
    var payments: [Obligation] = []
    var (debtor, creditor) = (0, 0)
    while debtor < debtors.count, creditor < creditors.count {
      let units = min(debtors[debtor].1, creditors[creditor].1)
      payments.append(Obligation(debtor: debtors[debtor].0, creditor: creditors[creditor].0, units: units))
      debtors[debtor].1 -= units
      creditors[creditor].1 -= units
      if debtors[debtor].1 == 0 { debtor += 1 }
      if creditors[creditor].1 == 0 { creditor += 1 }
    }
    return payments
  }
}
