import TailpoolLedger
import TailpoolLibc

/// The grid of prices on which concentrated liquidity begins and ends: tick i is the price 1.0001^i.
///
/// Prices stand as square roots times 2^96, as chains keep them, so that amounts are linear in them.
///
/// - Source: H. Adams, N. Zinsmeister, M. Salem, R. Keefer, D. Robinson, "Uniswap v3 Core" (2021), 6.1 and 6.2.1.
public enum TickPrice {
  /// The ticks whose prices fit: 1.0001^±887272 is 2^±128.
  public static let ticks = -887_272...887_272
  /// The square roots of prices at the first and the last tick, times 2^96; a price is at least the first and below the last.
  public static let lowestSqrtPriceX96 = UInt256(4_295_128_739)
  /// See `lowestSqrtPriceX96`.
  public static let highestSqrtPriceX96 = UInt256(high: 0xfffd_8963, low: 0xefd1_fc6a_5064_8849_5d95_1d52_6398_8d26)

  /// 2^128 × 1.0001^(−2^(i − 1)), to the nearest integer.
  private static let factors: [UInt128] = [
    0xfffcb933_bd6fad37_aa2d162d_1a594001, 0xfff97272_373d4132_59a46990_580e213a,
    0xfff2e50f_5f656932_ef12357c_f3c7fdcc, 0xffe5caca_7e10e4e6_1c3624ea_a0941cd0,
    0xffcb9843_d60f6159_c9db5883_5c926644, 0xff973b41_fa98c081_472e6896_dfb254c0,
    0xff2ea164_66c96a38_43ec78b3_26b52861, 0xfe5dee04_6a99a2a8_11c461f1_969c3053,
    0xfcbe86c7_900a88ae_dcffc83b_479aa3a4, 0xf987a725_3ac41317_6f2b074c_f7815e54,
    0xf3392b08_22b70005_940c7a39_8e4b70f3, 0xe7159475_a2c29b74_43b29c7f_a6e889d9,
    0xd097f3bd_fd2022b8_845ad8f7_92aa5825, 0xa9f74646_2d870fdf_8a65dc1f_90e061e5,
    0x70d869a1_56d2a1b8_90bb3df6_2baf32f7, 0x31be135f_97d08fd9_81231505_542fcfa6,
    0x09aa508b_5b7a84e1_c677de54_f3e99bc9, 0x005d6af8_dedb8119_6699c329_225ee604,
    0x00002216_e584f5fa_1ea92604_1bedfe98, 0x00000000_048a1703_91f7dc42_444e8fa2,
  ]

  /// The square root of a tick's price times 2^96, rounded up.
  ///
  ///     ⌈2^96 × 1.0001^(tick / 2)⌉, by products of 128 bits, one for each bit of |tick|
  ///
  /// - Throws: `LedgerError.overflow` outside `ticks`.
  /// - Complexity: O(1), at most twenty products.
  public static func sqrtPriceX96(at tick: Int) throws(LedgerError) -> UInt256 {
    guard ticks.contains(tick) else { throw .overflow }
    var (ratio, bits) = (UInt256(high: 1, low: 0), UInt32(tick.magnitude))
    var index = 0
    while bits != 0 {
      if bits & 1 == 1 {
        ratio = ratio.high == 1 ? UInt256(factors[index]) : UInt256(UInt256.product(ratio.low, factors[index]).high)
      }
      bits &>>= 1
      index += 1
    }
    if tick > 0 { ratio = try UInt256.max.divided(by: ratio, rounding: .down) }
    return ratio.low & 0xffff_ffff == 0 ? ratio >> 32 : (ratio >> 32) &+ 1
  }

  /// The price whose square root times 2^96 is so, to double precision.
  static func price(_ sqrtPriceX96: UInt256) -> Double {
    let root = sqrtPriceX96.approximation * 0x1p-96
    return root * root
  }

  /// The greatest tick whose price is not above a price.
  ///
  /// - Parameter sqrtPriceX96: Its square root times 2^96, from `lowestSqrtPriceX96` to below `highestSqrtPriceX96`.
  /// - Throws: `LedgerError.overflow` for any other.
  /// - Complexity: O(1): a logarithm in floating point; next to a tick's price exact prices decide.
  public static func tick(at sqrtPriceX96: UInt256) throws(LedgerError) -> Int {
    guard sqrtPriceX96 >= lowestSqrtPriceX96, sqrtPriceX96 < highestSqrtPriceX96 else { throw .overflow }
    let shift = 256 - sqrtPriceX96.leadingZeroBitCount - 64
    let leading = shift > 0 ? (sqrtPriceX96 >> shift).low : sqrtPriceX96.low
    let logarithm =
      log(Double(UInt64(truncatingIfNeeded: leading))) + Double(max(shift, 0) - 96) * 0.693_147_180_559_945_3
    // The quotient is right to 10⁻⁹ of a tick: but next to a tick's price its floor is the tick.
    let estimate = logarithm / 4.999_750_016_665_417e-5
    var tick = Int(estimate.rounded(.down))
    let part = estimate - estimate.rounded(.down)
    if part > 1e-6, part < 1 - 1e-6 { return tick }
    tick = min(max(tick, ticks.lowerBound), ticks.upperBound - 1)
    while try TickPrice.sqrtPriceX96(at: tick) > sqrtPriceX96 { tick -= 1 }
    // Below the last tick there is always a next one.
    while try TickPrice.sqrtPriceX96(at: tick + 1) <= sqrtPriceX96 { tick += 1 }
    return tick
  }
}
