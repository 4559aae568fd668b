#if Command
  import TailpoolEvents
  import TailpoolQuoting

  /// What came of blocks of options, as CSV.
  public enum BlockTable {
    /// What blocks exchanged with each other, one row a match.
    ///
    /// - Parameter outcome: The outcome.
    /// - Returns: The columns `first,second,packages,paid`, each line ended by a line feed: base units that the first pays the second, below
    ///   zero what it is paid.
    /// - Complexity: O(matches).
    public static func matches(_ outcome: BlockCross.Outcome) -> String {
      "first,second,packages,paid\n"
        + outcome.matches.map { "\($0.first),\($0.second),\($0.packages),\($0.paid)\n" }.joined()
    }

    /// What the pool did for what was left, one row a leg.
    ///
    /// - Parameter outcome: The outcome.
    /// - Returns: The columns `block,contract,quantity,premium`, each line ended by a line feed: contracts that the pool buys, or sells when
    ///   negative, and base units that it pays or is paid.
    /// - Complexity: O(legs).
    public static func residuals(_ outcome: BlockCross.Outcome) -> String {
      var text = "block,contract,quantity,premium\n"
      for (id, result) in outcome.residuals.sorted(by: { $0.key < $1.key }) {
        guard case .success(let residual) = result else { continue }
        for quote in residual.quotes {
          text += "\(id),\(CSVText.cell(quote.contract)),\(quote.quantity),\(quote.premium)\n"
        }
      }
      return text
    }
  }
#endif
