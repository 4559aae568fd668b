import TailpoolLedger
import TailpoolMarket

/// What a pool of a constant product has agreed on before its first event.
public struct ConstantProductTerms: Hashable, Sendable {
  /// The token whose price, in token 1, the pool makes.
  public let token0: String
  /// The token that prices are in.
  public let token1: String
  /// The fee in millionths of what is paid in, below 1,000,000; 3,000 is the usual one.
  public let feeMillionths: UInt32
  /// Whether a sixth of the growth of √(reserve0 × reserve1) is the protocol's, in shares that are minted when liquidity comes
  /// or goes.
  public let hasProtocolFee: Bool
  /// When the pool opens; no event is earlier.
  public let opening: Timestamp

  /// Creates terms; see the properties for the meaning of each argument.
  public init(token0: String, token1: String, feeMillionths: UInt32, hasProtocolFee: Bool, opening: Timestamp) {
    self.token0 = token0
    self.token1 = token1
    self.feeMillionths = feeMillionths
    self.hasProtocolFee = hasProtocolFee
    self.opening = opening
  }

  /// The name of a field that is out of its range, or nil.
  var invalidField: String? {
    if token0.isEmpty || token0 == token1 { return "token0" }
    if token1.isEmpty { return "token1" }
    return feeMillionths >= 1_000_000 ? "feeMillionths" : nil
  }
}

/// A pool of two tokens whose product of reserves no trade lets fall, by the integers of a chain.
///
/// Owners hold shares of both reserves. The first thousand shares are locked for ever, so that a share cannot be made worth
/// more than a first owner paid for a thousand.
///
/// - Source: H. Adams, N. Zinsmeister, D. Robinson, "Uniswap v2 Core" (2020), 2.4, 3.1 and 3.4.
public struct ConstantProductPool: Hashable, Sendable {
  /// Shares that nobody can take out.
  public static let lockedShares: UInt128 = 1_000
  /// The greatest reserve, 2^112 − 1.
  public static let greatestReserve = UInt128(1) << 112 - 1

  /// What was agreed on.
  public let terms: ConstantProductTerms
  /// When the last event was.
  public internal(set) var time: Timestamp
  /// Units of token 0 that the pool holds.
  public internal(set) var reserve0: UInt128 = 0
  /// The same of token 1.
  public internal(set) var reserve1: UInt128 = 0
  /// Shares by owner.
  public internal(set) var shares: [String: UInt128] = [:]
  /// The protocol's shares.
  public internal(set) var protocolShares: UInt128 = 0
  /// All shares, the locked ones and the protocol's included.
  public internal(set) var supply: UInt128 = 0
  /// The product of the reserves when liquidity last came or went; zero without a protocol's fee.
  public internal(set) var lastProduct = UInt256.zero

  /// A pool before its first event.
  ///
  /// - Throws: `VenueRefusal.invalidTerms` naming a field.
  public init(_ terms: ConstantProductTerms) throws(VenueRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    (self.terms, time) = (terms, terms.opening)
  }

  /// What an amount paid in gets.
  ///
  ///     ⌊in (1 − fee) reserveOut / (reserveIn + in (1 − fee))⌋
  ///
  /// - Parameters:
  ///   - zeroForOne: Whether token 0 is paid in.
  ///   - paidIn: Units, > 0.
  /// - Throws: `VenueRefusal.nothingToMove` for nothing, or where nothing would be received; `.overflow`.
  public func received(zeroForOne: Bool, payingIn paidIn: UInt128) throws(VenueRefusal) -> UInt128 {
    let (reserveIn, reserveOut) = zeroForOne ? (reserve0, reserve1) : (reserve1, reserve0)
    if paidIn == 0 || reserveIn == 0 || reserveOut == 0 { throw .nothingToMove }
    let received: UInt128
    do throws(LedgerError) {
      let net = UInt256.product(paidIn, UInt128(1_000_000 - terms.feeMillionths))
      let denominator = try UInt256.product(reserveIn, 1_000_000).adding(net)
      received = try mulDiv(net, UInt256(reserveOut), denominator, rounding: .down).narrowed()
    } catch { throw .overflow }
    if received == 0 { throw .nothingToMove }
    return received
  }

  /// What must be paid in for an amount.
  ///
  ///     ⌊reserveIn out / ((reserveOut − out) (1 − fee))⌋ + 1
  ///
  /// - Parameters:
  ///   - zeroForOne: Whether token 0 is paid in.
  ///   - received: Units, > 0 and below the reserve.
  /// - Throws: `VenueRefusal.nothingToMove` for nothing, `.notFilled` for the whole reserve or more, `.overflow`.
  public func paidIn(zeroForOne: Bool, receiving received: UInt128) throws(VenueRefusal) -> UInt128 {
    let (reserveIn, reserveOut) = zeroForOne ? (reserve0, reserve1) : (reserve1, reserve0)
    if received == 0 { throw .nothingToMove }
    if received >= reserveOut { throw .notFilled(filled: UInt256(reserveOut), expected: UInt256(received)) }
    do throws(LedgerError) {
      let numerator = try UInt256.product(reserveIn, received).multiplied(by: 1_000_000)
      let denominator = UInt256.product(reserveOut - received, UInt128(1_000_000 - terms.feeMillionths))
      return try numerator.divided(by: denominator, rounding: .down).adding(1).narrowed()
    } catch { throw .overflow }
  }
}
