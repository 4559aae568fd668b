import TailpoolMarket

/// Made-up option chains whose prices obey put–call parity exactly.
enum MadeUp {
  static let asOf = Timestamp(secondsSinceEpoch: 1_900_000_000)

  static func expiry(days: Int) -> Timestamp { asOf.advanced(bySeconds: Int64(days) * 86_400) }

  static func contract(
    _ type: OptionType, _ strike: Double, days: Int, on underlying: Underlying = "BTC",
    settlement: Settlement = .coin, root: String? = nil
  ) throws -> OptionContract {
    try OptionContract(
      underlying: underlying, root: root, type: type, strike: strike, expiry: expiry(days: days),
      settlement: settlement)
  }

  /// Calls and puts of one expiry, marked: `call − put = 1 − K/F` in coin.
  static func coinRows(
    _ underlying: Underlying = "BTC", days: Int, forward: Double, strikes: [Double], isForwardQuoted: Bool,
    spot: Double? = 50_000
  ) throws -> [OptionChain.Quote] {
    try strikes.flatMap { strike in
      let put = 0.02 + max(0, strike / forward - 1)
      return try [(OptionType.put, put), (.call, put + 1 - strike / forward)].map { type, mark in
        OptionChain.Quote(
          contract: try contract(type, strike, days: days, on: underlying), bid: mark - 0.001, ask: mark + 0.001,
          mark: mark,
          forward: isForwardQuoted ? forward : nil, spot: spot, openInterest: 1)
      }
    }
  }

  /// Calls and puts of one expiry with bids and asks: `call − put = D (F − K)`, plus `noise` on every second strike.
  static func cashRows(
    days: Int, forward: Double, discount: Double, strikes: [Double], spread: Double = 0.5, noise: Double = 0,
    root: String = "SPXW"
  ) throws -> [OptionChain.Quote] {
    try strikes.enumerated().flatMap { index, strike in
      let put = 20 + max(0, discount * (strike - forward))
      let call = put + discount * (forward - strike) + (index % 2 == 0 ? noise : -noise)
      return try [(OptionType.put, put), (.call, call)].map { type, mid in
        OptionChain.Quote(
          contract: try contract(type, strike, days: days, on: "SPX", settlement: .cash, root: root),
          bid: mid - spread / 2, ask: mid + spread / 2, spot: 4_000)
      }
    }
  }
}
