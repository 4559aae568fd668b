#if Command
  import Tailpool
  import TailpoolProofs

  extension ProofDocument {
    /// What the proof shows.
    var words: String {
      switch self {
      case .range(let claim):
        let count = claim.statement.commitments.count
        return """
          holds: \(count == 1 ? "1 committed amount lies" : "\(count) committed amounts lie") in [0, 2^\(claim.statement.bits)), for \
          \(claim.statement.context.domain)
          """
      case .inclusion(let claim): return Self.words(claim, of: "the member")
      case .member(let claim):
        let parts = claim.parts.map { "\($0.amount) \($0.asset) of \($0.purpose)" }
        return Self.words(claim.inclusion, of: claim.name)
          + (parts.isEmpty ? "" : "\nof which \(parts.joined(separator: ", "))")
      case .solvency(let claim):
        let statement = claim.statement
        return """
          holds: \(statement.pool) has at least what it owes as of \(statement.instant): \
          \(Self.list(statement.assets, statement.liabilities.totals)), by the root
          \(statement.liabilities.bytes.hexadecimal)
          """
      case .margin(let claim):
        let (statement, count) = (claim.statement, claim.statement.accounts.count)
        return """
          holds: \(count == 1 ? "1 account" : "each of \(count) accounts") of \(statement.pool) has at least its margin \
          in \(statement.asset) as of \(statement.instant): \(statement.rule)
          """
      case .limit(let claim):
        let statement = claim.statement
        return """
          holds: \(statement.pool) uses at most \(statement.basisPoints) basis points of \(Self.words(statement.capacity)) \
          \(statement.asset) as of \(statement.instant), in \(statement.lines.count) lines
          """
      case .match(let claim):
        let terms = claim.statement.terms
        return """
          holds: a match at \(terms.venue) as of \(terms.instant), at \(terms.price) \(terms.quote) for \(terms.lot) \(terms.base) and a fee \
          of \(terms.fee), within both balances and limits
          """
      case .spend(let claim):
        let statement = claim.statement
        return """
          holds: one of \(statement.notes.count) notes is spent in \(statement.scope), for \(statement.context.domain), by the nullifier
          \(statement.nullifier.point.bytes.hexadecimal)
          """
      case .seal(let claim): return "sealed for \(claim.domain): \(claim.commitment.hexadecimal)"
      case .reveal(let claim):
        return "holds: for \(claim.seal.domain) was sealed, as \(claim.seal.commitment.hexadecimal),\n\(claim.payload)"
      case .run(let claim):
        return """
          holds: \(claim.arguments.first ?? "") gives the same \(claim.results.count) results to the bit, by the root
          \(claim.root.hexadecimal)
          """
      case .part(let claim):
        return """
          holds: \(claim.part.bytes.count) bytes of \(claim.part.file) from \(claim.part.offset) on, by the root
          \(claim.root.hexadecimal)
          """
      }
    }

    private static func words(_ claim: InclusionClaim, of name: String) -> String {
      """
      holds: \(name) is owed \(list(claim.assets, claim.entry.balances)) as of \(claim.instant), in the root
      \(claim.root.bytes.hexadecimal) of \(list(claim.assets, claim.root.totals))
      """
    }

    private static func words(_ side: ComparisonStatement.Side) -> String {
      if case .open(let amount) = side { "\(amount)" } else { "a committed amount of" }
    }

    private static func list(_ assets: [String], _ amounts: [Int128]) -> String {
      zip(assets, amounts).map { "\($1) \($0)" }.joined(separator: ", ")
    }
  }
#endif
