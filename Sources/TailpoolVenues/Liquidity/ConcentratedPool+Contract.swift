import TailpoolLedger
import TailpoolMarket

extension ConcentratedPool {
  /// A position as a contract that stands in a book, with what it is owed as its state.
  ///
  /// The base token is token 0, or token 1 where token 0 is the quote currency; the range is then turned over. Prices and
  /// liquidity are in whole tokens: 1.0001^tick · 10^(decimals₀ − decimals₁) and L / 10^((decimals₀ + decimals₁)/2).
  ///
  /// - Parameters:
  ///   - key: The position.
  ///   - token0: What a market calls the pool's token 0; nil for the currency that the market quotes in.
  ///   - token1: The same of token 1.
  ///   - scale: Decimals of the tokens.
  /// - Throws: `VenueRefusal.tooLittleLiquidity` where the position has no liquidity (what it is owed is then tokens, and no
  ///   contract); `.invalidTerms` naming a token where both are the same, or both the quote currency; `.overflow`.
  /// - Accuracy: 1e-14 relative to the pool's own prices and amounts.
  public func contract(
    of key: PositionKey, token0: Underlying?, token1: Underlying?, scale: TokenScale
  ) throws(VenueRefusal) -> (contract: LiquidityPositionContract, state: ContractState) {
    guard let position = positions[key], position.liquidity > 0, let first = line[key.lower], let last = line[key.upper]
    else { throw .tooLittleLiquidity(found: 0, expected: 1) }
    guard let base = token0 ?? token1 else { throw .invalidTerms(field: "token0") }
    let (lower, upper) = (
      scale.price(ofUnits: TickPrice.price(first.sqrtPriceX96)),
      scale.price(ofUnits: TickPrice.price(last.sqrtPriceX96))
    )
    let owed: (amount0: UInt256, amount1: UInt256)
    do throws(LedgerError) { owed = try self.owed(to: position, in: key) } catch { throw .overflow }
    let (owed0, owed1) = (scale.tokens0(owed.amount0), scale.tokens1(owed.amount1))
    let isFirst = token0 != nil
    do throws(MarketError) {
      let contract = try LiquidityPositionContract(
        base: base, quote: isFirst ? token1 : nil, lower: isFirst ? lower : 1 / upper,
        upper: isFirst ? upper : 1 / lower,
        liquidity: scale.liquidity(position.liquidity))
      return (
        contract, ContractState(feesOwed: .init(base: isFirst ? owed0 : owed1, quote: isFirst ? owed1 : owed0))
      )
    } catch { throw .invalidTerms(field: "token1") }
  }
}

extension UInt256 {
  /// The nearest number of double precision, up to a rounding of each word.
  var approximation: Double { high.approximation * 0x1p128 + low.approximation }
}

extension UInt128 {
  /// As `UInt256.approximation`: word by word, where the conversion of the whole takes twenty times as long.
  var approximation: Double {
    Double(UInt64(truncatingIfNeeded: self &>> 64)) * 0x1p64 + Double(UInt64(truncatingIfNeeded: self))
  }
}
