#if Command
  import ArgumentParser
  import Tailpool

  /// `--hedge-entry BTC=91000`: the price at which the futures that hedge an underlying were entered.
  struct HedgeEntry: ExpressibleByArgument {
    let underlying: String
    let price: Double

    static let help = ArgumentHelp(
      "Price at which the futures that hedge were entered; without it a hedge is the underlying itself.",
      valueName: "underlying=price")

    init?(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, let price = Double(parts[1]), price > 0, price.isFinite else {
        return nil
      }
      (underlying, self.price) = (String(parts[0]), price)
    }

    /// The last of each underlying counts.
    static func table(_ entries: [HedgeEntry]) -> HedgeEntries {
      Dictionary(entries.map { ($0.underlying, $0.price) }, uniquingKeysWith: { _, last in last })
    }
  }
#endif
