import CTailpoolKernels

/// Calls a closure for blocks that cover `0 ..< count`, on several threads.
///
/// Blocks start at multiples of `block` and are at most that long, whatever the number of threads. Returns when all are
/// done; threads that cannot be had leave their share to the others.
///
/// - Parameters:
///   - count: How many places there are.
///   - block: The length of a block, ≥ 1.
///   - workers: The most threads, from 1 to 64; more are taken as 64.
///   - body: Takes the number of the worker, from 0 and below `workers`, and the places.
package func forEachBlock(count: Int, of block: Int, workers: Int, _ body: (Int, Range<Int>) -> Void) {
  typealias Body = (Int, Range<Int>) -> Void
  withoutActuallyEscaping(body) { body in
    unsafe withUnsafePointer(to: body) { pointer in
      let context = unsafe UnsafeMutableRawPointer(mutating: pointer)
      unsafe tp_for_each_block(
        count, block, max(workers, 1),
        { context, worker, first, last in
          guard let context = unsafe context else { return }
          unsafe context.assumingMemoryBound(to: Body.self).pointee(worker, first..<last)
        }, context)
    }
  }
}

/// Computes one value a block, on several threads: the same values for any number of them.
///
/// - Parameters:
///   - count: How many blocks there are.
///   - workers: The most threads; less than 1 is taken as 1.
///   - value: The value of a block, from 0.
package func mapBlocks<Value: Sendable>(_ count: Int, workers: Int, _ value: (Int) -> Value) -> [Value] {
  var values = [Value?](repeating: nil, count: count)
  unsafe values.withUnsafeMutableBufferPointer { values in
    guard let base = values.baseAddress else { return }
    forEachBlock(count: count, of: 1, workers: workers) { _, range in
      for index in range { unsafe base[index] = value(index) }
    }
  }
  return values.compactMap { $0 }
}
