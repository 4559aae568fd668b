import TailpoolMarket
import TailpoolNumerics

extension AmericanOption {
  /// Options of a batch that a worker takes at a time; those of one market share its boundary within it.
  private static let blockSize = 1024

  /// The prices of a batch of American options.
  ///
  /// Options of one type with the same rate, yield, volatility and time share one boundary: it scales with the strike. They do
  /// within blocks of 1024, so that a chain is best given an expiry after the other.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - accuracy: How finely boundaries are resolved.
  ///   - prices: Where the prices go, as many as options; NaN for an element outside the domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Precondition: `prices` has `options.count` elements.
  /// - Accuracy: As of `price`.
  /// - Complexity: One boundary for each different market, which takes most of the time, and one integral an option.
  public static func prices(
    of options: OptionColumns, accuracy: AmericanAccuracy = .standard, into prices: inout MutableSpan<Double>,
    threads: Int = 1, instructionSet: InstructionSet = .best
  ) {
    precondition(prices.count == options.count, "\(prices.count) prices for \(options.count) options")
    precondition(instructionSet.isAvailable, "this machine has no \(instructionSet.rawValue)")
    precondition(threads >= 1, "\(threads) threads")
    let solver = AmericanSolver(accuracy: accuracy, instructionSet: instructionSet)
    let blocks = (options.count + blockSize - 1) / blockSize
    let found = mapBlocks(blocks, workers: threads) { block in
      let range = block * blockSize..<min((block + 1) * blockSize, options.count)
      return solver.prices(of: range.map { options.american(at: $0) })
    }
    for (index, price) in found.joined().enumerated() { prices[index] = price }
  }
}

extension OptionColumns {
  fileprivate func american(at index: Int) -> AmericanTerms {
    AmericanTerms(
      type: type(at: index), spot: self[.spot, index], strike: self[.strike, index], years: self[.years, index],
      volatility: self[.volatility, index], rate: self[.rate, index], dividendYield: self[.dividendYield, index])
  }
}
