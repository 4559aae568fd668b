import TailpoolLedger

extension MutualPool {
  /// What participants were paid for shares, or given back of money that waited to enter, between two states of the pool.
  ///
  ///     paid = Δ paid out for shares + money of tickets that are gone − Δ paid in for shares
  ///
  /// - Parameter before: The pool before some events that nobody paid money in by.
  /// - Returns: The participants that were paid anything, in the order of arrival, then those that never held shares by name.
  /// - Complexity: O(participants + tickets).
  package func payments(since before: MutualPool) -> [(participant: String, units: UInt128)] {
    func waiting(_ tickets: [PoolTicket]) -> [String: UInt128] {
      var sums: [String: UInt128] = [:]
      for ticket in tickets {
        if case .entry(let assets, _) = ticket.kind { sums[ticket.participant, default: 0] += assets }
      }
      return sums
    }
    var gone = waiting(before.tickets)
    for (name, units) in waiting(tickets) { gone[name] = (gone[name] ?? 0) - min(units, gone[name] ?? 0) }
    var payments: [(participant: String, units: UInt128)] = []
    for holder in register.holders {
      let old = before.register.place(of: holder.name).map { before.register.holders[$0] }
      let received = holder.paidOut - (old?.paidOut ?? 0) + (gone.removeValue(forKey: holder.name) ?? 0)
      let units = received - min(holder.paidIn - (old?.paidIn ?? 0), received)
      if units > 0 { payments.append((holder.name, units)) }
    }
    for (name, units) in gone.sorted(by: { $0.key < $1.key }) where units > 0 { payments.append((name, units)) }
    return payments
  }
}
