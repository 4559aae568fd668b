import TailpoolLedger
import TailpoolPoolEngine

extension ShareProperty {
  /// Rounding, round trips, monotonicity and splitting of the four conversions at one rate.
  static let conversions: [ShareProperty] = [
    ShareProperty("POOL-201: a deposit never gives more shares than its exact worth") {
      try $0.rate.sharesForDeposit(of: $0.a) * $0.assets <= $0.a * $0.supply
    },
    ShareProperty("POOL-202: a mint never costs less than the exact worth") {
      try $0.rate.assetsToMint($0.s) * $0.supply >= $0.s * $0.assets
    },
    ShareProperty("POOL-203: a withdrawal never takes fewer shares than its exact worth") {
      try $0.rate.sharesToWithdraw($0.a) * $0.assets >= $0.a * $0.supply
    },
    ShareProperty("POOL-204: a redemption never pays more than the exact worth") {
      try $0.rate.assetsForRedemption(of: $0.s) * $0.supply <= $0.s * $0.assets
    },
    ShareProperty("POOL-205: the rounding of a deposit takes less than one share") {
      try (($0.rate.sharesForDeposit(of: $0.a) + 1) * $0.assets) > $0.a * $0.supply
    },
    ShareProperty("POOL-206: the rounding of a mint takes less than one unit") {
      try ($0.rate.assetsToMint($0.s) * $0.supply) < $0.s * $0.assets + $0.supply
    },
    ShareProperty("POOL-207: the rounding of a withdrawal takes less than one share") {
      try ($0.rate.sharesToWithdraw($0.a) * $0.assets) < $0.a * $0.supply + $0.assets
    },
    ShareProperty("POOL-208: the rounding of a redemption takes less than one unit") {
      try (($0.rate.assetsForRedemption(of: $0.s) + 1) * $0.supply) > $0.s * $0.assets
    },
    ShareProperty("POOL-209: deposit, then redeem: no gain") {
      try $0.rate.assetsForRedemption(of: $0.rate.sharesForDeposit(of: $0.a)) <= $0.a
    },
    ShareProperty("POOL-210: deposit, then mint the same shares: no dearer") {
      try $0.rate.assetsToMint($0.rate.sharesForDeposit(of: $0.a)) <= $0.a
    },
    ShareProperty("POOL-211: mint, then deposit the same cost: no fewer shares") {
      try $0.rate.sharesForDeposit(of: $0.rate.assetsToMint($0.s)) >= $0.s
    },
    ShareProperty("POOL-212: mint, then redeem: no gain") {
      try $0.rate.assetsForRedemption(of: $0.s) <= $0.rate.assetsToMint($0.s)
    },
    ShareProperty("POOL-213: withdraw, then redeem the same shares: no less") {
      try $0.rate.assetsForRedemption(of: $0.rate.sharesToWithdraw($0.a)) >= $0.a
    },
    ShareProperty("POOL-214: redeem, then withdraw the same payout: no more shares") {
      try $0.rate.sharesToWithdraw($0.rate.assetsForRedemption(of: $0.s)) <= $0.s
    },
    ShareProperty("POOL-215: a mint costs what a redemption pays, or one unit more") {
      within(try $0.rate.assetsForRedemption(of: $0.s), try $0.rate.assetsToMint($0.s), 1)
    },
    ShareProperty("POOL-216: a withdrawal takes what a deposit gives, or one share more") {
      within(try $0.rate.sharesForDeposit(of: $0.a), try $0.rate.sharesToWithdraw($0.a), 1)
    },
    ShareProperty("POOL-217: a greater deposit gives no fewer shares") {
      try $0.rate.sharesForDeposit(of: $0.a) <= $0.rate.sharesForDeposit(of: $0.a + $0.b)
    },
    ShareProperty("POOL-218: a greater mint costs no less") {
      try $0.rate.assetsToMint($0.s) <= $0.rate.assetsToMint($0.s + $0.t)
    },
    ShareProperty("POOL-219: a greater withdrawal takes no fewer shares") {
      try $0.rate.sharesToWithdraw($0.a) <= $0.rate.sharesToWithdraw($0.a + $0.b)
    },
    ShareProperty("POOL-220: a greater redemption pays no less") {
      try $0.rate.assetsForRedemption(of: $0.s) <= $0.rate.assetsForRedemption(of: $0.s + $0.t)
    },
    ShareProperty("POOL-221: a deposit in two at one rate gives no more shares than whole, and at most one fewer") {
      within(
        try $0.rate.sharesForDeposit(of: $0.a) + $0.rate.sharesForDeposit(of: $0.b),
        try $0.rate.sharesForDeposit(of: $0.a + $0.b), 1)
    },
    ShareProperty("POOL-222: a mint in two at one rate costs no less than whole, and at most one unit more") {
      within(try $0.rate.assetsToMint($0.s + $0.t), try $0.rate.assetsToMint($0.s) + $0.rate.assetsToMint($0.t), 1)
    },
    ShareProperty("POOL-223: a withdrawal in two at one rate takes no fewer shares than whole, and at most one more") {
      within(
        try $0.rate.sharesToWithdraw($0.a + $0.b), try $0.rate.sharesToWithdraw($0.a) + $0.rate.sharesToWithdraw($0.b),
        1)
    },
    ShareProperty("POOL-224: a redemption in two at one rate pays no more than whole, and at most one unit less") {
      within(
        try $0.rate.assetsForRedemption(of: $0.s) + $0.rate.assetsForRedemption(of: $0.t),
        try $0.rate.assetsForRedemption(of: $0.s + $0.t), 1)
    },
  ]
}
