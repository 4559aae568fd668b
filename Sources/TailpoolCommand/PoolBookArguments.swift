#if Command
  import ArgumentParser
  import Tailpool

  /// What a journal does not say of a pool's book: `PoolBookInputs` as options.
  struct PoolBookArguments: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Price at which the futures that hedge were entered; without it a hedge is the underlying itself.",
        valueName: "underlying=price"))
    var hedgeEntry: [HedgeEntry] = []

    @Option(
      name: .long,
      help: ArgumentHelp(
        "Correlation of log returns at which exchange options on two underlyings are valued.", valueName: "A,B=value"))
    var correlation: [PairCorrelation] = []

    /// The last entry of each underlying counts.
    ///
    /// - Throws: `MarketError.duplicateCorrelation` for a pair that is given twice.
    func inputs() throws(MarketError) -> PoolBookInputs {
      PoolBookInputs(
        hedgeEntries: Dictionary(hedgeEntry.map { ($0.underlying, $0.price) }, uniquingKeysWith: { _, last in last }),
        correlations: try CorrelationTable(correlation.map(\.value)))
    }
  }

  /// `--hedge-entry BTC=91000`: the price at which the futures that hedge an underlying were entered.
  struct HedgeEntry: ExpressibleByArgument {
    let underlying: String
    let price: Double

    init?(argument: String) {
      guard let (name, price) = named(argument), price > 0, price.isFinite else { return nil }
      (underlying, self.price) = (name, price)
    }
  }

  /// `--correlation BTC,ETH=0.8`.
  struct PairCorrelation: ExpressibleByArgument {
    let value: AssetCorrelation

    init?(argument: String) {
      guard let (pair, value) = named(argument) else { return nil }
      let names = pair.split(separator: ",", omittingEmptySubsequences: false).map { Underlying(String($0)) }
      guard names.count == 2, !names.contains(where: \.name.isEmpty),
        let entry = try? AssetCorrelation(names[0], names[1], value: value, source: "--correlation")
      else { return nil }
      self.value = entry
    }
  }

  /// A name and a number with `=` between them.
  private func named(_ argument: String) -> (name: String, value: Double)? {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = Double(parts[1]) else { return nil }
    return (String(parts[0]), value)
  }
#endif
