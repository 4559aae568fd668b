extension Array where Element == Double {
  /// Moves elements so that `self[rank]` is what it would be after sorting, nothing before it is greater and nothing
  /// after it is less.
  ///
  /// Quickselect with the median of three as pivot; a range that does not shrink fast enough is sorted, so that no order
  /// of the input makes it quadratic.
  ///
  /// - Parameters:
  ///   - rank: The index wanted, from 0.
  ///   - range: The indexes to look at; `rank` is one of them, and no element is NaN.
  /// - Complexity: O(n) expected, O(n log n) at worst, no allocation in the expected case.
  mutating func select(_ rank: Int, in range: Range<Int>) {
    var low = range.lowerBound
    var high = range.upperBound - 1
    var partitionsLeft = 4 * (Int.bitWidth - range.count.leadingZeroBitCount) + 16
    while low < high {
      guard partitionsLeft > 0 else {
        self[low...high].sort()
        return
      }
      partitionsLeft -= 1
      let (left, right) = partition(low, high)
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return
      }
    }
  }

  /// Parts `low...high` around a pivot: everything up to the second index returned is at most the pivot, everything from
  /// the first is at least the pivot, and what stands between equals it.
  private mutating func partition(_ low: Int, _ high: Int) -> (Int, Int) {
    let pivot = medianOfThree(self[low], self[low + (high - low) / 2], self[high])
    var left = low
    var right = high
    while left <= right {
      while self[left] < pivot { left += 1 }
      while pivot < self[right] { right -= 1 }
      if left <= right {
        swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    return (left, right)
  }

  private func medianOfThree(_ a: Double, _ b: Double, _ c: Double) -> Double {
    Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
  }
}
