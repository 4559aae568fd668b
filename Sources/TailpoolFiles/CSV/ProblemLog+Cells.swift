#if Command
  import TailpoolMarket

  extension ProblemLog {
    /// The number of a cell.
    ///
    /// - Parameters:
    ///   - cell: The cell.
    ///   - name: What it is called in problems.
    ///   - rule: What the number must be.
    ///   - isRequired: Whether an empty cell is a problem.
    /// - Returns: nil when the cell is empty or wrong; what is wrong is in the log.
    mutating func number(_ cell: CSVCell, _ name: String, _ rule: NumberRule, isRequired: Bool = false) -> Double? {
      if cell.text.isEmpty {
        if isRequired { add(at: cell.offset, "\(name) is missing", expected: rule.expectation) }
        return nil
      }
      switch NumberText(cell.text) {
      case .number(let value):
        if rule.allows(value) { return value }
        add(at: cell.offset, "\(name) is \(cell.text)", expected: rule.expectation)
      case .tooLarge:
        add(at: cell.offset, "\(name) is \(shown(cell.text)), too large for a number", expected: rule.expectation)
      case .notANumber:
        add(at: cell.offset, "\(name) is \(shown(cell.text))", expected: rule.expectation)
      }
      return nil
    }

    /// The number of a cell where zero means that there is none.
    mutating func nonZero(_ cell: CSVCell, _ name: String) -> Double? {
      guard let value = number(cell, name, .nonNegative), value > 0 else { return nil }
      return value
    }

    /// What a cell says, or nil with a problem when it says nothing that can be read.
    mutating func required<Value>(
      _ cell: CSVCell, _ name: String, expected: String, _ read: (String) -> Value?
    ) -> Value? {
      if let value = read(cell.text) { return value }
      let wrong = cell.text.isEmpty ? "\(name) is missing" : "\(name) is \(shown(cell.text))"
      add(at: cell.offset, wrong, expected: expected)
      return nil
    }
  }
#endif
