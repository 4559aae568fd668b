#if Command
  /// A pricing model by the name that the command takes, with the columns that it reads and adds.
  ///
  /// Each model is one value, in the file of its topic, and stands in `allCases`.
  public struct PricingModel: RawRepresentable, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The name that the command takes.
    public let rawValue: String
    let words: [WordColumn]
    let numberInputs: [String]
    let priceOutputs: [String]
    let greekOutputs: [String]
    /// The values of `outputs` for one row.
    let values: @Sendable (OptionRow) -> [Double]

    /// The models, in the order in which the command lists them.
    public static var allCases: [PricingModel] {
      [
        .blackScholes, .black76, .shiftedBlack, .bachelier, .normalizedBlack, .inverse,
        .digital, .barrier, .touch, .exchange, .event,
        .geometricAverage, .arithmeticAverage, .lookback, .fixedLookback, .partialLookback, .partialFixedLookback,
        .forwardStart, .performance, .chooser, .compound, .gap,
        .doubleBarrier, .doubleTouch,
        .quanto, .quantoBarrier, .quantoDoubleBarrier,
        .barrierDigital, .discreteBarrier, .softBarrier, .partialBarrier, .twoAssetBarrier,
        .american,
        .everlasting, .powerPerpetual, .perpetualAmerican,
        .liquidityPosition, .coveredCallCurve,
      ]
    }

    /// Creates an entry of the list.
    ///
    /// - Parameters:
    ///   - name: The name that the command takes.
    ///   - words: The columns of words, in the order of `OptionRow.choices`.
    ///   - numbers: The columns of numbers, in the order of `OptionRow.numbers`.
    ///   - prices: The columns added always; a row is invalid where the first is NaN.
    ///   - greeks: The columns added with the Greeks.
    ///   - values: The prices and Greeks of a row, in that order.
    init(
      _ name: String, words: [WordColumn] = [], numbers: [String], prices: [String] = ["price"], greeks: [String],
      values: @escaping @Sendable (OptionRow) -> [Double]
    ) {
      rawValue = name
      self.words = words
      numberInputs = numbers
      priceOutputs = prices
      greekOutputs = greeks
      self.values = values
    }

    /// The model of a name, or nil when there is none.
    public init?(rawValue: String) {
      guard let model = PricingModel.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
      self = model
    }

    /// The columns that the model reads.
    public var inputs: [String] { words.map(\.name) + numberInputs }

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
