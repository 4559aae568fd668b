import TailpoolLedger

/// The greatest integer whose square is no more than a number: ⌊√n⌋.
///
/// By Newton's iteration from a power of two above the root, which falls until it is there.
///
/// - Parameter number: ≥ 0; below zero gives zero.
/// - Complexity: O(log log n) divisions.
func integerSquareRoot(_ number: Int128) -> Int128 {
  guard number > 0 else { return 0 }
  var root: Int128 = 1 << Int128((129 - number.leadingZeroBitCount) / 2)
  while true {
    let next = (root + number / root) / 2
    if next >= root { return root }
    root = next
  }
}
