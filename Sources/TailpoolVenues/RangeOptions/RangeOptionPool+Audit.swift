import TailpoolLedger

extension RangeOptionPool {
  /// The laws that the state does not keep; none, unless there is a fault.
  ///
  /// Those of the pool, and: the vault holds what accounts have, premium that was not paid out and the fund; in every range the options are
  /// what was sold and taken out, and what was sold and not taken out lies in the pool.
  ///
  /// - Complexity: O(options + positions + ticks).
  public func audit() -> [VenueFinding] {
    do {
      return try pool.audit() + vaultFindings() + rangeFindings()
    } catch { return [.overflow] }
  }

  /// In 256 bits and what is owed on the other side, so that no number that accounts can have is beyond it.
  ///
  ///     vault + Σ cash below zero = Σ cash above zero + premium + fund
  private func vaultFindings() throws(LedgerError) -> [VenueFinding] {
    func isRight(
      _ part: (TokenPair<Int128>) -> Int128, _ settled: (Chunk) -> UInt128, premium: UInt128, fund: UInt128,
      vault: UInt128
    ) throws(LedgerError) -> Bool {
      var (above, below, paid) = (UInt256(fund), UInt256(vault), UInt256.zero)
      for held in cash.values.map(part) {
        if held > 0 { above = try above.adding(UInt256(held.magnitude)) }
        if held < 0 { below = try below.adding(UInt256(held.magnitude)) }
      }
      for chunk in chunks.values { paid = try paid.adding(UInt256(settled(chunk))) }
      above = try above.adding(paid)
      return paid == UInt256(premium) && above == below
    }
    let isRight0 = try isRight(
      { $0.token0 }, { $0.settled.token0 }, premium: premiums.token0, fund: 0, vault: vault.token0)
    let isRight1 = try isRight(
      { $0.token1 }, { $0.settled.token1 }, premium: premiums.token1, fund: fund, vault: vault.token1)
    return (isRight0 ? [] : [.vault(token: 0)]) + (isRight1 ? [] : [.vault(token: 1)])
  }

  private func rangeFindings() throws(LedgerError) -> [VenueFinding] {
    var sums: [Range: (sold: UInt128, removed: UInt128)] = [:]
    for (key, option) in options {
      var sum = sums[key.range] ?? (0, 0)
      if key.side == .short {
        sum.sold = try checkedSum(sum.sold, option.liquidity)
      } else {
        sum.removed = try checkedSum(sum.removed, option.liquidity)
      }
      sums[key.range] = sum
    }
    let held = pool.positions.filter { $0.key.owner == Self.vaultName }.map {
      Range(lower: $0.key.lower, upper: $0.key.upper)
    }
    var findings: [VenueFinding] = []
    for range in Set(sums.keys).union(chunks.keys).union(held).sorted() {
      let (chunk, sum) = (chunks[range] ?? Chunk(), sums[range] ?? (0, 0))
      let isRight =
        sum.removed == chunk.removed && (try? checkedSum(chunk.net, chunk.removed)) == sum.sold
        && (pool.positions[range.poolKey]?.liquidity ?? 0) == chunk.net
      if !isRight { findings.append(.range(lower: range.lower, upper: range.upper)) }
    }
    return findings
  }
}
