/// Which way money moves, seen from the pool.
public enum Flow: Hashable, Sendable, CaseIterable {
  /// The pool receives it.
  case intoPool
  /// The pool pays it.
  case outOfPool
}

/// Whom a rounding may favor, by less than one base unit.
public enum FavoredParty: Hashable, Sendable, CaseIterable {
  /// The pool: it receives the unit more, or pays the unit less.
  case pool
  /// Whoever stands on the other side.
  case counterparty
}

extension Amount {
  /// Turns a computed number into money: the only way a `Double` enters a ledger.
  ///
  ///     units = value * 10^decimals, rounded up when the pool receives and is favored, or pays and is not; else down
  ///
  /// The product is exact before it is rounded, so that a number that is itself a whole count of base units stays what
  /// it is. Note that 0.1 as a `Double` is not: it lies above a tenth.
  ///
  /// - Parameters:
  ///   - value: The amount in whole units, finite and ≥ 0; the flow gives the sign.
  ///   - asset: What is counted.
  ///   - flow: Which way it moves.
  ///   - party: Whom the rounding favors.
  /// - Returns: The amount, ≥ 0, within one base unit of `value`.
  /// - Throws: `LedgerError.invalidNumber` for a NaN, an infinity or a negative number, `.overflow` when it does not fit.
  public init(
    _ value: Double, of asset: Asset, moving flow: Flow, favoring party: FavoredParty
  ) throws(LedgerError) {
    guard value.isFinite, value >= 0 else { throw .invalidNumber(value) }
    let rounding: Rounding = (flow == .intoPool) == (party == .pool) ? .up : .down
    let scale = UInt128(asset.unitsPerWhole)
    var magnitude: UInt128 = 0
    if value > 0 {
      // value = significand * 2^exponent, exactly
      let significand = UInt128(value.significandBitPattern) | (value.isNormal ? 1 << 52 : 0)
      let exponent = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
      switch exponent {
      case 0..<76: magnitude = try mulDiv(significand << UInt128(exponent), scale, 1, rounding: rounding)
      case 76...: throw .overflow  // at least 2^128, for the significand is then normal
      case -127..<0: magnitude = try mulDiv(significand, scale, 1 << UInt128(-exponent), rounding: rounding)
      default: magnitude = rounding == .up ? 1 : 0  // significand * scale < 2^113, so less than one unit
      }
    }
    self.init(units: try Int128(magnitude: magnitude, isNegative: false), of: asset)
  }
}
