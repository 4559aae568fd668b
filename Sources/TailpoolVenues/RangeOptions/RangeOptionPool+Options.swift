import TailpoolLedger
import TailpoolMarket

extension RangeOptionPool {
  /// Opens an option.
  ///
  /// - Returns: Units that moved into the range, or out of it.
  mutating func open(
    _ key: OptionKey, liquidity: UInt128, bounds: (UInt256, UInt256)
  ) throws(VenueRefusal) -> TokenPair<UInt128> {
    if liquidity == 0 { throw .nothingToMove }
    if options[key] != nil { throw .positionExists }
    try touch(rangesOf: key.owner)
    try touch(key.range)
    let moved = try move(key.side == .short, key, liquidity, bounds)
    let chunk = chunks[key.range] ?? Chunk()
    options[key] = Option(liquidity: liquidity, moved: moved, start: chunk.premium)
    if key.side == .short { try changeStart(key.range, liquidity, chunk.premium, adding: true) }
    try lend(moved, isOut: key.side == .short)
    try checkSpread(key.range)
    try check(key.owner)
    return moved
  }

  /// Closes an option whole, with its premium.
  ///
  /// - Returns: Units that moved out of the range, or into it, premium aside.
  mutating func close(_ key: OptionKey, bounds: (UInt256, UInt256)) throws(VenueRefusal) -> TokenPair<UInt128> {
    guard let option = options[key] else { throw .tooLittleLiquidity(found: 0, expected: 1) }
    try touch(rangesOf: key.owner)
    try settlePremium(of: option, key)
    let moved = try move(key.side == .long, key, option.liquidity, bounds)
    options[key] = nil
    try lend(option.moved, isOut: key.side == .long)
    try checkSpread(key.range)
    if chunks[key.range].map({ $0.net == 0 && $0.removed == 0 && $0.settled == TokenPair(0, 0) }) == true {
      chunks[key.range] = nil
    }
    try check(key.owner)
    return moved
  }

  /// Moves liquidity between the vault and the range, on the account's cash.
  private mutating func move(
    _ isIn: Bool, _ key: OptionKey, _ liquidity: UInt128, _ bounds: (UInt256, UInt256)
  ) throws(VenueRefusal) -> TokenPair<UInt128> {
    let (range, isShort) = (key.range, key.side == .short)
    var chunk = chunks[range] ?? Chunk()
    if isIn {
      let paid = try pool.mint(range.poolKey, liquidity: liquidity, most0: bounds.0, most1: bounds.1)
      let amounts = try Self.narrowed(paid)
      try debit(key.owner, amounts.token0, amounts.token1)
      chunk.net = try VenueRefusal.wrapping { () throws(LedgerError) in try checkedSum(chunk.net, liquidity) }
      if !isShort { chunk.removed -= liquidity }
      chunks[range] = chunk
      return amounts
    }
    if liquidity > chunk.net { throw .notFilled(filled: UInt256(chunk.net), expected: UInt256(liquidity)) }
    let out = try pool.burn(range.poolKey, liquidity: liquidity, least0: bounds.0, least1: bounds.1)
    // What was owed before is collected already, so that this is what was taken out.
    _ = try pool.collect(range.poolKey, most0: .max, most1: .max)
    let amounts = try Self.narrowed(out)
    try credit(key.owner, amounts.token0, amounts.token1)
    chunk.net -= liquidity
    if !isShort {
      chunk.removed = try VenueRefusal.wrapping { () throws(LedgerError) in try checkedSum(chunk.removed, liquidity) }
    }
    chunks[range] = chunk
    return amounts
  }

  private static func narrowed(_ amounts: (amount0: UInt256, amount1: UInt256)) throws(VenueRefusal) -> TokenPair<
    UInt128
  > {
    try VenueRefusal.wrapping { () throws(LedgerError) in
      TokenPair(try amounts.amount0.narrowed(), try amounts.amount1.narrowed())
    }
  }

  /// No more than nine tenths of a range may be taken out, so that what stays tells the fees.
  private func checkSpread(_ range: Range) throws(VenueRefusal) {
    guard let chunk = chunks[range], chunk.removed > 0 else { return }
    if chunk.removed / 9 >= chunk.net {
      throw .notFilled(filled: UInt256(chunk.net), expected: UInt256(chunk.removed / 9 + 1))
    }
  }

  private mutating func lend(_ amounts: TokenPair<UInt128>, isOut: Bool) throws(VenueRefusal) {
    func changed(_ value: Int128, _ units: UInt128) throws(VenueRefusal) -> Int128 {
      try Self.sum(value, units, isNegative: !isOut)
    }
    lent = TokenPair(try changed(lent.token0, amounts.token0), try changed(lent.token1, amounts.token1))
  }

  // MARK: Premium

  /// Takes the fees of a range into the vault, as premium of its options.
  mutating func touch(_ range: Range) throws(VenueRefusal) {
    guard var chunk = chunks[range], chunk.net > 0 else { return }
    _ = try pool.burn(range.poolKey, liquidity: 0, least0: .zero, least1: .zero)
    let (fees0, fees1) = try pool.collect(range.poolKey, most0: .max, most1: .max)
    let (net, removed) = (chunk.net, chunk.removed)
    try VenueRefusal.wrapping { () throws(LedgerError) in
      chunk.premium.token0 += try StreamingPremium(collected: fees0, net: net, removed: removed)
      chunk.premium.token1 += try StreamingPremium(collected: fees1, net: net, removed: removed)
      vault = TokenPair(try checkedSum(vault.token0, fees0), try checkedSum(vault.token1, fees1))
      premiums = TokenPair(try checkedSum(premiums.token0, fees0), try checkedSum(premiums.token1, fees1))
      chunk.settled = TokenPair(
        try checkedSum(chunk.settled.token0, fees0), try checkedSum(chunk.settled.token1, fees1))
    }
    chunks[range] = chunk
  }

  /// Takes the fees of all ranges of an account's options.
  mutating func touch(rangesOf owner: String) throws(VenueRefusal) {
    for range in Set(options.keys.lazy.filter { $0.owner == owner }.map(\.range)).sorted() { try touch(range) }
  }

  /// What an option owes, rounded up, or would be paid, rounded down: its part of what came in, where that is less than is due.
  func premium(of option: Option, _ key: OptionKey) throws(LedgerError) -> TokenPair<UInt128> {
    guard let chunk = chunks[key.range] else { return TokenPair(0, 0) }
    func amount(
      _ now: StreamingPremium, _ start: StreamingPremium, _ settled: UInt128, _ startX64: UInt256
    ) throws(LedgerError) -> UInt128 {
      let scale = UInt256(UInt128(1) << 64)
      let liquidity = UInt256(option.liquidity)
      if key.side == .long {
        return try mulDiv(liquidity, UInt256(now.owedX64 - start.owedX64), scale, rounding: .up).narrowed()
      }
      let due = try mulDiv(liquidity, UInt256(now.grossX64 - start.grossX64), scale, rounding: .down)
      let all = try UInt256.product(checkedSum(chunk.net, chunk.removed), now.grossX64).subtracting(startX64) >> 64
      if all <= UInt256(settled) { return try due.narrowed() }
      return try mulDiv(due, UInt256(settled), all, rounding: .down).narrowed()
    }
    return TokenPair(
      try amount(chunk.premium.token0, option.start.token0, chunk.settled.token0, chunk.startX64.token0),
      try amount(chunk.premium.token1, option.start.token1, chunk.settled.token1, chunk.startX64.token1))
  }

  private mutating func settlePremium(of option: Option, _ key: OptionKey) throws(VenueRefusal) {
    guard var chunk = chunks[key.range] else { return }
    let paid = try VenueRefusal.wrapping { () throws(LedgerError) in try premium(of: option, key) }
    let isDebt = key.side == .long
    func changed(_ value: UInt128, _ units: UInt128) throws(LedgerError) -> UInt128 {
      try isDebt ? checkedSum(value, units) : checkedDifference(value, units)
    }
    try VenueRefusal.wrapping { () throws(LedgerError) in
      chunk.settled = TokenPair(
        try changed(chunk.settled.token0, paid.token0), try changed(chunk.settled.token1, paid.token1))
      premiums = TokenPair(
        try changed(premiums.token0, paid.token0), try changed(premiums.token1, paid.token1))
    }
    chunks[key.range] = chunk
    try change(key.owner, paid.token0, paid.token1, isNegative: isDebt)
    if !isDebt { try changeStart(key.range, option.liquidity, option.start, adding: false) }
  }

  private mutating func changeStart(
    _ range: Range, _ liquidity: UInt128, _ start: TokenPair<StreamingPremium>, adding: Bool
  ) throws(VenueRefusal) {
    guard let chunk = chunks[range] else { return }
    func changed(_ value: UInt256, _ start: StreamingPremium) throws(LedgerError) -> UInt256 {
      let part = UInt256.product(liquidity, start.grossX64)
      return try adding ? value.adding(part) : value.subtracting(part)
    }
    chunks[range]?.startX64 = try VenueRefusal.wrapping { () throws(LedgerError) in
      TokenPair(
        try changed(chunk.startX64.token0, start.token0), try changed(chunk.startX64.token1, start.token1))
    }
  }
}
