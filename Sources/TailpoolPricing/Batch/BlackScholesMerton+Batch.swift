import CTailpoolKernels
import TailpoolMarket

extension BlackScholesMerton {
  /// The prices of a batch of options.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - prices: Where the prices go, as many as options; NaN for an element outside the domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: invalid elements, and the share that took the scalar path.
  /// - Precondition: `prices` has `options.count` elements.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/bsm_greeks.csv.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func prices(
    of options: OptionColumns, into prices: inout MutableSpan<Double>, threads: Int = 1,
    instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(prices.count == options.count, "\(prices.count) prices for \(options.count) options")
    return unsafe options.withColumns { columns in
      unsafe KernelBatch.prices(
        tp_spot_price, of: columns, count: options.count, into: &prices, threads: threads,
        instructionSet: instructionSet,
        scalar: options.price(at:))
    }
  }

  /// The prices and Greeks of a batch of options.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - greeks: Where they go, as many rows as options, and which Greeks; NaN throughout for an element outside the
  ///     domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: invalid elements, and the share that took the scalar path.
  /// - Precondition: `greeks` has `options.count` rows, and its set is not `forward`.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative to second order and 16 (1 + cond) 2⁻⁵³ for third order, on every row of
  ///   References/Tables/bsm_greeks.csv.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func greeks(
    of options: OptionColumns, into greeks: inout GreekColumns, threads: Int = 1,
    instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(greeks.count == options.count, "\(greeks.count) rows of Greeks for \(options.count) options")
    let set = greeks.set
    precondition(set != .forward, "the set `forward` is of Black76")
    return unsafe options.withColumns { columns in
      unsafe greeks.withColumns { results in
        let batch = unsafe KernelBatch(
          kernel: set == .principal ? tp_spot_greeks5 : tp_spot_greeks19, instructionSet: instructionSet,
          count: options.count, inputs: columns, outputs: results)
        return batch.run(threads: threads) { index in
          let values = options.greeks(at: index)
          for greek in set.greeks {
            unsafe results.pointer(greek.rawValue, row: index).pointee = values[greek]
          }
          return !values.price.isNaN
        }
      }
    }
  }
}

extension OptionColumns {
  func withColumns(_ body: (ColumnPointers<UnsafePointer<Double>>) -> BatchOutcome) -> BatchOutcome {
    unsafe table.withColumns(Column.allCases.count, body)
  }

  func price(at index: Int) -> Double {
    BlackScholesMerton.price(
      type(at: index), spot: self[.spot, index], strike: self[.strike, index], years: self[.years, index],
      volatility: self[.volatility, index], rate: self[.rate, index], dividendYield: self[.dividendYield, index])
  }

  func greeks(at index: Int) -> BlackScholesMerton.Greeks {
    BlackScholesMerton.greeks(
      type(at: index), spot: self[.spot, index], strike: self[.strike, index], years: self[.years, index],
      volatility: self[.volatility, index], rate: self[.rate, index], dividendYield: self[.dividendYield, index])
  }
}

extension GreekColumns {
  mutating func withColumns(_ body: (ColumnPointers<UnsafeMutablePointer<Double>>) -> BatchOutcome) -> BatchOutcome {
    let start = table.start
    let stride = table.stride
    let columns = set.greeks.count
    return unsafe table.values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return BatchOutcome(count: 0) }
      return unsafe body(ColumnPointers(base: base + start, stride: stride, count: columns))
    }
  }
}
