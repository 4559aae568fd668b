/// The counter-based generator Philox4x32-10: four random words from four counter words and two key words.
///
/// There is no state: the same key and counter give the same words, so that any part of a sequence can be drawn alone.
///
/// - Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
package struct Philox4x32: Hashable, Sendable {
  /// The first key word.
  package let key0: UInt32
  /// The second key word.
  package let key1: UInt32

  /// Creates a generator from its two key words.
  package init(key0: UInt32, key1: UInt32) {
    self.key0 = key0
    self.key1 = key1
  }

  /// The four random words of a counter.
  ///
  /// - Parameter counter: Any four words.
  package func words(at counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var words = counter
    var key = (key0, key1)
    for _ in 0..<10 {
      let product0 = UInt64(words[0]) &* 0xD251_1F53
      let product1 = UInt64(words[2]) &* 0xCD9E_8D57
      words = SIMD4(
        UInt32(truncatingIfNeeded: product1 >> 32) ^ words[1] ^ key.0, UInt32(truncatingIfNeeded: product1),
        UInt32(truncatingIfNeeded: product0 >> 32) ^ words[3] ^ key.1, UInt32(truncatingIfNeeded: product0))
      key = (key.0 &+ 0x9E37_79B9, key.1 &+ 0xBB67_AE85)
    }
    return words
  }
}
