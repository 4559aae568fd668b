import CTailpoolKernels
import TailpoolMarket

extension Black76 {
  /// The prices of a batch of options.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - prices: Where the prices go, as many as options; NaN for an element outside the domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: invalid elements, and the share that took the scalar path.
  /// - Precondition: `prices` has `options.count` elements.
  /// - Accuracy: 4 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/black76.csv.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func prices(
    of options: ForwardOptionColumns, into prices: inout MutableSpan<Double>, threads: Int = 1,
    instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(prices.count == options.count, "\(prices.count) prices for \(options.count) options")
    return unsafe options.withColumns { columns in
      unsafe KernelBatch.prices(
        tp_forward_price, of: columns, count: options.count, into: &prices, threads: threads,
        instructionSet: instructionSet,
        scalar: options.price(at:))
    }
  }

  /// The prices and Greeks of a batch of options.
  ///
  /// - Parameters:
  ///   - options: The options.
  ///   - greeks: Where they go, as many rows as options, of the set `forward`; NaN throughout for an element outside the
  ///     domain of the formula.
  ///   - threads: The most threads to use, at least 1; the bits do not depend on it.
  ///   - instructionSet: The instructions to use, available on this machine.
  /// - Returns: What the batch did: invalid elements, and the share that took the scalar path.
  /// - Precondition: `greeks` has `options.count` rows and the set `forward`.
  /// - Accuracy: 6 (1 + cond) 2⁻⁵³ relative on every row of References/Tables/black76.csv.
  /// - Complexity: O(count), no allocation beside the threads.
  @discardableResult
  public static func greeks(
    of options: ForwardOptionColumns, into greeks: inout GreekColumns, threads: Int = 1,
    instructionSet: InstructionSet = .best
  ) -> BatchOutcome {
    precondition(greeks.count == options.count, "\(greeks.count) rows of Greeks for \(options.count) options")
    precondition(greeks.set == .forward, "Black76 computes the set `forward`")
    let set = GreekSet.forward.greeks
    return unsafe options.withColumns { columns in
      unsafe greeks.withColumns { results in
        let batch = unsafe KernelBatch(
          kernel: tp_forward_greeks8, instructionSet: instructionSet, count: options.count, inputs: columns,
          outputs: results)
        return batch.run(threads: threads) { index in
          let values = options.greeks(at: index)
          for (column, greek) in set.enumerated() {
            unsafe results.pointer(column, row: index).pointee = values[greek] ?? .nan
          }
          return !values.price.isNaN
        }
      }
    }
  }
}

extension ForwardOptionColumns {
  func withColumns(_ body: (ColumnPointers<UnsafePointer<Double>>) -> BatchOutcome) -> BatchOutcome {
    unsafe table.withColumns(Column.allCases.count, body)
  }

  func price(at index: Int) -> Double {
    Black76.price(
      type(at: index), forward: self[.forward, index], strike: self[.strike, index], years: self[.years, index],
      volatility: self[.volatility, index], discountFactor: self[.discountFactor, index])
  }

  func greeks(at index: Int) -> Black76.Greeks {
    Black76.greeks(
      type(at: index), forward: self[.forward, index], strike: self[.strike, index], years: self[.years, index],
      volatility: self[.volatility, index], discountFactor: self[.discountFactor, index])
  }
}
