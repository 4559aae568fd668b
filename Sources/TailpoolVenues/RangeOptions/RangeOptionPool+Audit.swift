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

  private func vaultFindings() throws(LedgerError) -> [VenueFinding] {
    var (sum0, sum1, paid0, paid1) = (Int128(0), Int128(0), UInt128(0), UInt128(0))
    for held in cash.values {
      (sum0, sum1) = (try checkedSum(sum0, held.token0), try checkedSum(sum1, held.token1))
    }
    for chunk in chunks.values {
      (paid0, paid1) = (try checkedSum(paid0, chunk.settled.token0), try checkedSum(paid1, chunk.settled.token1))
    }
    func isRight(_ sum: Int128, _ paid: UInt128, _ premium: UInt128, _ fund: UInt128, _ held: UInt128) -> Bool {
      guard paid == premium, let owed = try? checkedSum(premium, fund), let owed = Int128(exactly: owed),
        let all = try? checkedSum(sum, owed)
      else { return false }
      return all >= 0 && all.magnitude == held
    }
    return (isRight(sum0, paid0, premiums.token0, 0, vault.token0) ? [] : [.vault(token: 0)])
      + (isRight(sum1, paid1, premiums.token1, fund, vault.token1) ? [] : [.vault(token: 1)])
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
