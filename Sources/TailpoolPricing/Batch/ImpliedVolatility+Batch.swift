import CTailpoolKernels
import TailpoolMarket

extension ImpliedVolatility {
  /// The volatilities at which the Black–Scholes–Merton formula gives the prices of a batch of options.
  ///
  /// - Parameters:
  ///   - options: The options; their volatilities do not matter.
  ///   - prices: Prices of one unit, as many as options.
  ///   - volatilities: Where the volatilities go: 0 for a price at its lower bound, +∞ at its upper bound, NaN beyond
  ///     the bounds and for arguments outside the domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: NaN elements, and the share that took the scalar path.
  /// - Precondition: `prices` and `volatilities` have `options.count` elements.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative, with the condition number with respect to price, forward and strike.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func blackScholesMerton(
    of options: OptionColumns, prices: Span<Double>, into volatilities: inout MutableSpan<Double>, threads: Int = 1,
    instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(prices.count == options.count, "\(prices.count) prices for \(options.count) options")
    return unsafe options.withColumns { columns in
      unsafe invert(
        tp_spot_implied_volatility, columns, priceColumn: OptionColumns.Column.volatility.rawValue, prices: prices,
        into: &volatilities, threads: threads, instructionSet: instructionSet
      ) { index, price in
        blackScholesMerton(
          options.type(at: index), price: price, spot: options[.spot, index], strike: options[.strike, index],
          years: options[.years, index], rate: options[.rate, index], dividendYield: options[.dividendYield, index])
      }
    }
  }

  /// The volatilities at which the Black-76 formula gives the prices of a batch of options.
  ///
  /// - Parameters:
  ///   - options: The options; their volatilities do not matter.
  ///   - prices: Discounted prices of one unit, as many as options.
  ///   - volatilities: Where the volatilities go: 0 for a price at its lower bound, +∞ at its upper bound, NaN beyond
  ///     the bounds and for arguments outside the domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: NaN elements, and the share that took the scalar path.
  /// - Precondition: `prices` and `volatilities` have `options.count` elements.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/black_implied_vol.csv.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func black76(
    of options: ForwardOptionColumns, prices: Span<Double>, into volatilities: inout MutableSpan<Double>,
    threads: Int = 1, instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(prices.count == options.count, "\(prices.count) prices for \(options.count) options")
    return unsafe options.withColumns { columns in
      unsafe invert(
        tp_forward_implied_volatility, columns, priceColumn: ForwardOptionColumns.Column.volatility.rawValue,
        prices: prices, into: &volatilities, threads: threads, instructionSet: instructionSet
      ) { index, price in
        black76(
          options.type(at: index), price: price, forward: options[.forward, index], strike: options[.strike, index],
          years: options[.years, index], discountFactor: options[.discountFactor, index])
      }
    }
  }

  /// The standard deviations σ√T at which the normalized Black function b(x, s) takes the values of a batch.
  ///
  /// - Parameters:
  ///   - logMoneyness: log(forward / strike), of either sign.
  ///   - prices: Normalized prices of the option out of the money, as many.
  ///   - deviations: Where the standard deviations go: 0, +∞ and NaN as of the other batches.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: NaN elements, and the share that took the scalar path.
  /// - Precondition: All spans have the same number of elements.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on References/Tables/normalised_implied_vol.csv where the kernel computes.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func normalizedDeviations(
    logMoneyness: Span<Double>, prices: Span<Double>, into deviations: inout MutableSpan<Double>, threads: Int = 1,
    instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(prices.count == logMoneyness.count, "\(prices.count) prices for \(logMoneyness.count) moneynesses")
    return unsafe logMoneyness.withUnsafeBufferPointer { x in
      guard let base = x.baseAddress else { return BatchOutcome(count: 0) }
      return unsafe invert(
        tp_normalized_implied_deviation, ColumnPointers(base: base, stride: 0, count: 2), priceColumn: 1,
        prices: prices, into: &deviations, threads: threads, instructionSet: instructionSet
      ) { index, price in normalizedDeviation(x: unsafe base[index], price: price) }
    }
  }

  /// Runs a kernel whose column `priceColumn` is the prices.
  private static func invert(
    _ kernel: KernelBatch.Kernel, _ columns: ColumnPointers<UnsafePointer<Double>>, priceColumn: Int,
    prices: Span<Double>, into results: inout MutableSpan<Double>, threads: Int, instructionSet: InstructionSet,
    scalar: (Int, Double) -> ImpliedVolatility.Result
  ) -> BatchOutcome {
    precondition(results.count == prices.count, "\(results.count) results for \(prices.count) prices")
    return unsafe prices.withUnsafeBufferPointer { prices in
      unsafe results.withUnsafeMutableBufferPointer { results in
        guard let price = prices.baseAddress, let result = results.baseAddress
        else { return BatchOutcome(count: 0) }
        var inputs = unsafe columns
        unsafe inputs.replaced = (priceColumn, price)
        let batch = unsafe KernelBatch(
          kernel: kernel, instructionSet: instructionSet, count: prices.count, inputs: inputs,
          outputs: ColumnPointers(base: result, stride: 0, count: 1))
        return batch.run(threads: threads) { index in
          let volatility = unsafe scalar(index, price[index]).volatility
          unsafe result[index] = volatility ?? .nan
          return volatility != nil
        }
      }
    }
  }
}
