#if Command
  import TailpoolPricing

  /// Prices tables of options: columns in, the same columns with prices and Greeks out.
  ///
  /// Columns that the model does not know are carried through; a column with the name of an output is replaced where it
  /// stands, the others follow at the end, `status` last. Comment lines are left out.
  public enum PricingTable {
    /// Which outputs are added besides the price.
    public enum Greeks: String, Hashable, Sendable, CaseIterable {
      /// The price only.
      case none
      /// Every Greek of the model's outputs.
      case all
    }

    /// Adds the prices and Greeks of a model to a table.
    ///
    /// - Parameters:
    ///   - file: A CSV table with the columns of `model.inputs`; every cell that parses as a number is data.
    ///   - model: The model.
    ///   - greeks: Whether to add the Greeks.
    ///   - accuracy: How finely American options are priced; other models have one accuracy.
    /// - Returns: The table with the outputs and `status`: `invalidInput`, or a word of the model's own, where the price
    ///   is NaN, `ok` elsewhere.
    /// - Throws: `FileError.invalid` for a missing column, a ragged row, a cell that is no number, or a type that is
    ///   neither call nor put.
    /// - Complexity: O(rows).
    public static func prices(
      _ file: InputFile, model: PricingModel, greeks: Greeks = .all, accuracy: AmericanAccuracy = .standard
    ) throws(FileError) -> ColumnTable {
      let options = try OptionRows(
        file, words: model.words, numbers: model.numberInputs, accuracy: accuracy,
        readsDividends: model == .american, lists: model.listInputs)
      let values = options.rows.map(model.values)
      var table = options.table
      let names = greeks == .all ? model.outputs : model.priceOutputs
      for (index, name) in names.enumerated() { table.set(name, values.map { $0[index] }) }
      table.set(
        "status",
        zip(values, options.rows).map { $0[0].isNaN ? model.problem($1) ?? "invalidInput" : "ok" })
      return table
    }

    /// Adds the volatility that the price of each row implies.
    ///
    /// - Parameters:
    ///   - file: A CSV table with the columns of `model.inputs`; every cell that parses as a number is data.
    ///   - model: The model.
    ///   - accuracy: How finely American options are priced; other models have one accuracy.
    /// - Returns: The table with `model.output` (0 for `zero`, inf for `infinite`, nan where no volatility gives the
    ///   price) and `status`: `ok`, `zero`, `infinite`, `belowIntrinsic`, `aboveMaximum` or `invalidInput`.
    /// - Throws: As of `prices`.
    /// - Complexity: O(rows).
    public static func impliedVolatilities(
      _ file: InputFile, model: ImpliedVolatilityModel, accuracy: AmericanAccuracy = .standard
    ) throws(FileError) -> ColumnTable {
      let options = try OptionRows(file, words: model.words, numbers: model.numberInputs, accuracy: accuracy)
      let results = options.rows.map(model.result)
      var table = options.table
      table.set(model.output, results.map { $0.volatility ?? .nan })
      table.set("status", results.map(\.status))
      return table
    }
  }

  extension ImpliedVolatility.Result {
    /// The name of the case in a table.
    fileprivate var status: String {
      switch self {
      case .value: "ok"
      case .zero: "zero"
      case .infinite: "infinite"
      case .belowIntrinsic: "belowIntrinsic"
      case .aboveMaximum: "aboveMaximum"
      case .invalidInput: "invalidInput"
      }
    }
  }
#endif
