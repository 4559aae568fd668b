import TailpoolMarket

/// Why an auction, a cross or a sealed order is refused; nothing has changed then.
@nonexhaustive
public enum AuctionRefusal: Error, Hashable, Sendable {
  /// A field of the terms is out of its range.
  case invalidTerms(field: String)
  /// An event is earlier than the one before it.
  case timeRunsBack(time: Timestamp, last: Timestamp)
  /// An order or a commitment has the number of one before it.
  case duplicateOrder(id: UInt64)
  /// A number is so far above all before that it could use up what there are.
  case orderNumberTooHigh(id: UInt64, greatest: UInt64)
  /// A quantity of zero.
  case nothingToTrade(order: UInt64)
  /// The least quantity is above the quantity.
  case minimumAboveQuantity(order: UInt64)
  /// A limit is zero or no multiple of the tick, or what must have a limit has none.
  case invalidPrice(order: UInt64)
  /// A reference price is zero, NaN, infinite or negative.
  case invalidReference
  /// Fewer sources agree on a reference price than must.
  case noReference(agreeing: Int, required: Int)
  /// No tick lies within the guard.
  case noPriceInGuard(lowest: UInt64, highest: UInt64)
  /// A midpoint lies outside of the guard.
  case outsideGuard(price: UInt64, lowest: UInt64, highest: UInt64)
  /// Both orders of a cross stand on one side.
  case sameSide
  /// The amounts of a batch are not what its users paid in, or more comes out than there is.
  case unbalancedBatch(token: Int)
  /// There is no order of that number, or it is another's.
  case unknownOrder(id: UInt64)
  /// A participant has less than it would need.
  case insufficientBalance(found: UInt128, expected: UInt128)
  /// An amount of zero, where something must move.
  case nothingToMove
  /// An auction must be run before the event.
  case auctionDue(Timestamp)
  /// The auction is not due before that time.
  case notDue(Timestamp)
  /// The venue takes no sealed orders.
  case noSealedOrders
  /// A commitment is not a digest in lower hexadecimal digits, or a nonce not 32 bytes.
  case invalidCommitment
  /// What is revealed is not what was committed to.
  case doesNotFit(id: UInt64)
  /// A reveal comes before its window.
  case earlyReveal(opens: Timestamp)
  /// A reveal comes after its window.
  case lateReveal(closed: Timestamp)
  /// The bond is less than the order needs.
  case insufficientBond(found: UInt128, expected: UInt128)
  /// A number passes what the auction counts in.
  case overflow
}

extension AuctionRefusal {
  /// The refusal in a sentence for people, without a comma, so that it stands in a table as it is.
  public var words: String {
    switch self {
    case .invalidTerms(let field): "the field \(field) of the terms is out of its range"
    case .timeRunsBack(let time, let last): "the time \(time) is before the last event at \(last)"
    case .duplicateOrder(let id): "an order \(id) was there before"
    case .orderNumberTooHigh(let id, let greatest): "the number \(id) of an order is above \(greatest)"
    case .nothingToTrade(let id): "order \(id) has a quantity of zero"
    case .minimumAboveQuantity(let id): "order \(id) has a least quantity above its quantity"
    case .invalidPrice(let id): "order \(id) has no price that is a positive multiple of the tick"
    case .invalidReference: "the reference price is no number above zero"
    case .noReference(let agreeing, let required):
      "\(agreeing) sources agree on a reference price where \(required) must"
    case .noPriceInGuard(let lowest, let highest): "no tick lies from \(lowest) to \(highest)"
    case .outsideGuard(let price, let lowest, let highest):
      "the price \(price) lies outside of the guard from \(lowest) to \(highest)"
    case .sameSide: "both orders stand on one side"
    case .unbalancedBatch(let token): "the amounts of token \(token) of the batch do not add up"
    case .unknownOrder(let id): "the participant has no order \(id)"
    case .insufficientBalance(let found, let expected):
      "the participant has \(found) where \(expected) would be needed"
    case .nothingToMove: "nothing would move"
    case .auctionDue(let time): "the auction of \(time) must be run first"
    case .notDue(let time): "the auction is not due before \(time)"
    case .noSealedOrders: "the venue takes no sealed orders"
    case .invalidCommitment: "a commitment is no digest or a nonce not 32 bytes"
    case .doesNotFit(let id): "what is revealed of order \(id) is not what was committed to"
    case .earlyReveal(let opens): "reveals begin at \(opens)"
    case .lateReveal(let closed): "reveals ended at \(closed)"
    case .insufficientBond(let found, let expected): "the bond is \(found) where \(expected) would be needed"
    case .overflow: "a number passes what the auction counts in"
    }
  }
}
