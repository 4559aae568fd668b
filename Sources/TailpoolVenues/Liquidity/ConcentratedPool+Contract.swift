import TailpoolLedger
import TailpoolMarket

/// A token of a liquidity pool as a market knows it.
public struct PoolToken: Hashable, Sendable {
  /// What a market calls it; nil for the currency that the market quotes in.
  public let underlying: Underlying?
  /// Decimals, 0 to 36: a whole token is 10^decimals base units.
  public let decimals: Int

  /// Creates a token; see the properties.
  public init(_ underlying: Underlying?, decimals: Int) { (self.underlying, self.decimals) = (underlying, decimals) }
}

extension ConcentratedPool {
  /// A position as a contract that stands in a book, with what it is owed as its state.
  ///
  /// The base token is token 0, or token 1 where token 0 is the quote currency; the range is then turned over. Prices and
  /// liquidity are in whole tokens: 1.0001^tick · 10^(decimals₀ − decimals₁) and L / 10^((decimals₀ + decimals₁)/2).
  ///
  /// - Parameters:
  ///   - key: The position.
  ///   - token0: What the pool's token 0 is.
  ///   - token1: What the pool's token 1 is.
  /// - Throws: `LiquidityRefusal.tooLittleLiquidity` where the position has no liquidity (what it is owed is then tokens, and no
  ///   contract); `.invalidTerms` naming a field for decimals out of range, or tokens that are the same or both the quote
  ///   currency; `.overflow`.
  /// - Accuracy: 1e-15 relative to the pool's own prices and amounts.
  public func contract(
    of key: PositionKey, token0: PoolToken, token1: PoolToken
  ) throws(LiquidityRefusal) -> (contract: LiquidityPositionContract, state: ContractState) {
    guard let position = positions[key], position.liquidity > 0 else {
      throw .tooLittleLiquidity(found: 0, expected: 1)
    }
    let (scale0, scale1) = (try token0.scale("token0"), try token1.scale("token1"))
    let (owed0, owed1) = try feesOwed(to: key, position)
    let ends = try prices(of: key)
    let isFirst = token0.underlying != nil
    guard let base = token0.underlying ?? token1.underlying else { throw .invalidTerms(field: "token0") }
    let (lower, upper) =
      isFirst
      ? (ends.lower * (scale0 / scale1), ends.upper * (scale0 / scale1))
      : (1 / ends.upper * (scale1 / scale0), 1 / ends.lower * (scale1 / scale0))
    do throws(MarketError) {
      let contract = try LiquidityPositionContract(
        base: base, quote: isFirst ? token1.underlying : nil, lower: lower, upper: upper,
        liquidity: Double(position.liquidity) / (scale0.squareRoot() * scale1.squareRoot()))
      let owed = (owed0 / scale0, owed1 / scale1)
      return (
        contract,
        ContractState(feesOwed: isFirst ? .init(base: owed.0, quote: owed.1) : .init(base: owed.1, quote: owed.0))
      )
    } catch { throw .invalidTerms(field: "token1") }
  }

  /// What a position would be paid beside its liquidity, in base units.
  private func feesOwed(to key: PositionKey, _ position: Position) throws(LiquidityRefusal) -> (Double, Double) {
    let claim = try claim(of: key)
    do throws(LedgerError) {
      let amounts = try amounts(of: position.liquidity, in: key, rounding: .down)
      return (
        try claim.amount0.subtracting(amounts.amount0).approximation,
        try claim.amount1.subtracting(amounts.amount1).approximation
      )
    } catch { throw .overflow }
  }

  /// The prices at a position's ends, token 1 for one of token 0 in base units.
  private func prices(of key: PositionKey) throws(LiquidityRefusal) -> (lower: Double, upper: Double) {
    func price(_ tick: Int) throws(LedgerError) -> Double {
      let root = try TickPrice.sqrtPriceX96(at: tick).approximation * 0x1p-96
      return root * root
    }
    do throws(LedgerError) { return (try price(key.lower), try price(key.upper)) } catch { throw .overflow }
  }
}

extension PoolToken {
  /// Base units of a whole token.
  fileprivate func scale(_ field: String) throws(LiquidityRefusal) -> Double {
    guard 0...36 ~= decimals, let scale = Double("1e\(decimals)") else { throw .invalidTerms(field: field) }
    return scale
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
