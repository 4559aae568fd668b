import CTailpoolKernels
import TailpoolMarket
import TailpoolNumerics

/// Where the columns of a batch are: a stride apart from a base, one of them perhaps elsewhere.
struct ColumnPointers<Base: Strideable> where Base.Stride == Int {
  let base: Base
  let stride: Int
  let count: Int
  var replaced: (column: Int, base: Base)?

  func pointer(_ column: Int, row: Int) -> Base {
    if let replaced, replaced.column == column { return replaced.base.advanced(by: row) }
    return base.advanced(by: column * stride + row)
  }
}

extension ColumnTable {
  /// Hands over where the first columns are; an empty table has none.
  func withColumns(
    _ count: Int, _ body: (ColumnPointers<UnsafePointer<Double>>) -> BatchOutcome
  ) -> BatchOutcome {
    unsafe values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return BatchOutcome(count: 0) }
      return unsafe body(ColumnPointers(base: base + start, stride: stride, count: count))
    }
  }
}

/// One batch call: a C kernel over columns, and the scalar formula for the elements that the kernel leaves.
@safe struct KernelBatch {
  typealias Kernel =
    @convention(c) (
      tp_instruction_set, Int, UnsafePointer<UnsafePointer<Double>?>?, UnsafePointer<UnsafeMutablePointer<Double>?>?,
      UnsafeMutablePointer<UInt8>?, Int32
    ) -> Int32

  let kernel: Kernel
  let instructionSet: InstructionSet
  let count: Int
  let inputs: ColumnPointers<UnsafePointer<Double>>
  let outputs: ColumnPointers<UnsafeMutablePointer<Double>>

  /// Elements of one kernel call: the inputs and outputs that the scalar path reads again are still near.
  static let blockSize = 4096
  /// Elements that a worker takes at a time.
  static let workSize = 4 * blockSize
  /// Outputs beyond this many bytes and columns are written past the caches; for six columns that was measured slower.
  static let streamingBytes = 1 << 24
  static let streamingColumns = 6
  static let mostWorkers = 64

  /// Runs the batch.
  ///
  /// - Parameters:
  ///   - threads: The most threads to use, at least 1. Every element is computed alone, so the bits do not depend on it.
  ///   - scalar: Computes the element of an index with the scalar formula and writes its outputs; tells whether it is
  ///     valid. Called from several threads when there are several.
  func run(threads: Int, scalar: (Int) -> Bool) -> BatchOutcome {
    precondition(instructionSet.isAvailable, "this machine has no \(instructionSet.rawValue)")
    precondition(threads >= 1, "\(threads) threads")
    var outcome = BatchOutcome(count: count)
    if threads == 1 || count <= KernelBatch.workSize {
      compute(0..<count, &outcome, scalar)
      return outcome
    }
    let workers = min(threads, KernelBatch.mostWorkers)
    return unsafe withUnsafeTemporaryAllocation(of: BatchOutcome.self, capacity: workers) { outcomes in
      unsafe outcomes.initialize(repeating: BatchOutcome(count: count))
      forEachBlock(count: count, of: KernelBatch.workSize, workers: workers) { worker, range in
        unsafe compute(range, &outcomes[worker], scalar)
      }
      for worker in 0..<workers { unsafe outcome.add(outcomes[worker]) }
      return outcome
    }
  }

  /// Computes a price for each element of a batch.
  ///
  /// - Parameter scalar: The price of the element of an index by the scalar formula, NaN where it is invalid.
  static func prices(
    _ kernel: Kernel, of columns: ColumnPointers<UnsafePointer<Double>>, count: Int,
    into prices: inout MutableSpan<Double>, threads: Int, instructionSet: InstructionSet, scalar: (Int) -> Double
  ) -> BatchOutcome {
    unsafe prices.withUnsafeMutableBufferPointer { prices in
      guard let base = prices.baseAddress else { return BatchOutcome(count: 0) }
      let batch = unsafe KernelBatch(
        kernel: kernel, instructionSet: instructionSet, count: count, inputs: columns,
        outputs: ColumnPointers(base: base, stride: 0, count: 1))
      return batch.run(threads: threads) { index in
        let price = scalar(index)
        unsafe base[index] = price
        return !price.isNaN
      }
    }
  }

  private func compute(_ range: Range<Int>, _ outcome: inout BatchOutcome, _ scalar: (Int) -> Bool) {
    let bytes = unsafe count * outputs.count * MemoryLayout<Double>.stride
    let isWide = unsafe outputs.count > KernelBatch.streamingColumns
    let streaming: Int32 = isWide && bytes > KernelBatch.streamingBytes ? 1 : 0
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: KernelBatch.blockSize / 8) { outside in
      unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<Double>?.self, capacity: inputs.count) { sources in
        unsafe withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>?.self, capacity: outputs.count) {
          results in
          var first = range.lowerBound
          while first < range.upperBound {
            let last = min(first + KernelBatch.blockSize, range.upperBound)
            for column in unsafe 0..<inputs.count {
              unsafe sources.initializeElement(at: column, to: inputs.pointer(column, row: first))
            }
            for column in unsafe 0..<outputs.count {
              unsafe results.initializeElement(at: column, to: outputs.pointer(column, row: first))
            }
            _ = unsafe kernel(
              instructionSet.value, last - first, sources.baseAddress, results.baseAddress, outside.baseAddress,
              streaming)
            unsafe finish(first..<last, UnsafeBufferPointer(outside), &outcome, scalar)
            first = last
          }
        }
      }
    }
  }

  /// Computes the elements whose bit is set.
  private func finish(
    _ range: Range<Int>, _ outside: UnsafeBufferPointer<UInt8>, _ outcome: inout BatchOutcome,
    _ scalar: (Int) -> Bool
  ) {
    for byte in 0..<(range.count + 7) / 8 {
      var bits = unsafe outside[byte]
      while bits != 0 {
        let index = range.lowerBound + 8 * byte + bits.trailingZeroBitCount
        bits &= bits - 1
        outcome.addScalar(index: index, isValid: scalar(index))
      }
    }
  }
}
