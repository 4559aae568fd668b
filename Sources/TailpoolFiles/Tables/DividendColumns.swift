#if Command
  import TailpoolPricing

  /// What the columns `model`, `style` and `dividends` of a table say of one option.
  struct DividendColumns {
    let model: DividendModel
    let style: ExerciseStyle
    let dividends: [CashDividend]

    /// Reads the columns of a row; nil where the table has no column of dividends, or they are not read.
    ///
    /// Without a column `style` an option is American; a table with dividends must say the `model`.
    init?(_ csv: CSVTable, row: Int, _ isRead: Bool, log: inout ProblemLog) {
      func place(_ name: String) -> Int? { csv.header.firstIndex { $0.text == name } }
      guard isRead, let dividends = place("dividends") else { return nil }
      let model: DividendModel?
      if let place = place("model") {
        model = log.required(csv[row, place], "model", expected: "spot or escrowed") {
          DividendModel(rawValue: $0.lowercased())
        }
      } else {
        model = log.required(csv[row, dividends], "dividends", expected: "a column model beside it, spot or escrowed") {
          _ in
          DividendModel?.none
        }
      }
      var style: ExerciseStyle? = .american
      if let place = place("style") {
        style = log.required(csv[row, place], "style", expected: "american or european") {
          ExerciseStyle(rawValue: $0.lowercased())
        }
      }
      let paid = log.required(csv[row, dividends], "dividends", expected: "years:amount;years:amount") {
        Self.dividends($0)
      }
      guard let model, let style, let paid else { return nil }
      self.model = model
      self.style = style
      self.dividends = paid
    }

    /// Reads `0.25:4;0.5:4`; nil for what is not of that form.
    private static func dividends(_ text: some StringProtocol) -> [CashDividend]? {
      var result: [CashDividend] = []
      for part in text.split(separator: ";") {
        let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 2, let years = numbers[0], let amount = numbers[1] else { return nil }
        result.append(CashDividend(years: years, amount: amount))
      }
      return result
    }
  }
#endif
