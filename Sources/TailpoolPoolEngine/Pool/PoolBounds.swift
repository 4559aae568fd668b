/// Ranges of the numbers in events, so narrow that no sum or product in a pool leaves 128 bits.
package enum PoolBounds {
  /// Base units in one event: below 2^80, about 10^24.
  package static let units: UInt128 = 1 << 80
  /// Shares in one event: below 2^120.
  package static let shares: UInt128 = 1 << 120
  /// Contracts in one event, and open in one contract: below 2^32.
  package static let contracts: UInt128 = 1 << 32
  /// Contracts listed at one time: with 2^32 of each at 2^80 no total reaches 2^127.
  static let listed = 1 << 14
  /// A price or strike on a scale of 10^8: below 2^64.
  static let price: UInt128 = 1 << 64
  /// Cash of the pool in all: below 2^110.
  package static let cash: Int128 = 1 << 110
}
