#if Command
  /// A pricing model by the name that the command takes, with the columns that it reads and adds.
  ///
  /// Each model is one value, in the file of its topic, and stands in `allCases`.
  public struct PricingModel: RawRepresentable, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The name that the command takes.
    public let rawValue: String
    let words: [WordColumn]
    let numberInputs: [String]
    let listInputs: [String]
    let priceOutputs: [String]
    let greekOutputs: [String]
    /// What is wrong with a row whose price is NaN, as `status` says it; nil for `invalidInput`.
    let problem: @Sendable (OptionRow) -> String?
    /// The values of `outputs` for one row.
    let values: @Sendable (OptionRow) -> [Double]

    /// The models, in the order in which the command lists them.
    public static var allCases: [PricingModel] {
      [
        .blackScholes, .black76, .shiftedBlack, .bachelier, .normalizedBlack, .inverse,
        .digital, .barrier, .touch, .exchange, .spread, .bestOf, .worstOf, .basket, .event,
        .geometricAverage, .arithmeticAverage, .lookback, .fixedLookback, .partialLookback, .partialFixedLookback,
        .forwardStart, .performance, .chooser, .compound, .gap,
        .doubleBarrier, .doubleTouch,
        .quanto, .quantoBarrier, .quantoDoubleBarrier,
        .barrierDigital, .discreteBarrier, .softBarrier, .partialBarrier, .twoAssetBarrier,
        .american,
        .everlasting, .powerPerpetual, .perpetualAmerican,
        .varianceSwap, .finiteDifferences,
        .liquidityPosition, .coveredCallCurve,
      ]
    }

    /// Creates an entry of the list.
    ///
    /// - Parameters:
    ///   - name: The name that the command takes.
    ///   - words: The columns of words, in the order of `OptionRow.choices`.
    ///   - numbers: The columns of numbers, in the order of `OptionRow.numbers`.
    ///   - lists: The columns of lists of numbers, in the order of `OptionRow.lists`.
    ///   - prices: The columns added always; a row is invalid where the first is NaN.
    ///   - greeks: The columns added with the Greeks.
    ///   - problem: What is wrong with a row whose price is NaN, where there is a word for it.
    ///   - values: The prices and Greeks of a row, in that order.
    init(
      _ name: String, words: [WordColumn] = [], numbers: [String], lists: [String] = [], prices: [String] = ["price"],
      greeks: [String], problem: @escaping @Sendable (OptionRow) -> String? = { _ in nil },
      values: @escaping @Sendable (OptionRow) -> [Double]
    ) {
      rawValue = name
      self.words = words
      numberInputs = numbers
      listInputs = lists
      priceOutputs = prices
      greekOutputs = greeks
      self.problem = problem
      self.values = values
    }

    /// The model of a name, or nil when there is none.
    public init?(rawValue: String) {
      guard let model = PricingModel.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
      self = model
    }

    /// The columns that the model reads.
    public var inputs: [String] { words.map(\.name) + numberInputs + listInputs }

    /// The columns that the model adds: prices first, then the Greeks.
    public var outputs: [String] { priceOutputs + greekOutputs }

    /// The name that the command takes.
    public var description: String { rawValue }

    /// Whether two models have one name.
    public static func == (a: PricingModel, b: PricingModel) -> Bool { a.rawValue == b.rawValue }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
  }
#endif
