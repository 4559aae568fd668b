import TailpoolMarket

/// Something that happens to an auction venue.
public struct AuctionVenueEvent: Hashable, Sendable {
  /// When it happens, not before the event before.
  public let time: Timestamp
  /// What happens.
  public let action: AuctionVenueAction

  /// Creates an event; an order in it gets its time.
  public init(at time: Timestamp, _ action: AuctionVenueAction) {
    self.time = time
    self.action =
      switch action {
      case .place(let order): .place(order.at(time))
      case .reveal(let order, let nonce): .reveal(order.at(time), nonce: nonce)
      default: action
      }
  }
}

/// What can happen to an auction venue.
public enum AuctionVenueAction: Hashable, Sendable {
  /// A participant brings assets in.
  case deposit(participant: String, base: UInt128, quote: UInt128)
  /// A participant takes assets out.
  case withdraw(participant: String, base: UInt128, quote: UInt128)
  /// A source says a price.
  case price(source: String, price: UInt64)
  /// An open order, whose number is above all before, by `AuctionVenue.greatestStep` at most.
  case place(AuctionOrder)
  /// A participant takes an open order back.
  case cancel(participant: String, order: UInt64)
  /// A participant commits to an order, whose number is above all before, as far at most, by a digest in lower hexadecimal digits, with a bond
  /// in quote.
  case commit(participant: String, order: UInt64, commitment: String, bond: UInt128)
  /// What was committed to: a limit order without a least quantity and an end, and its nonce in lower hexadecimal digits.
  case reveal(AuctionOrder, nonce: String)
  /// The auction that is due.
  case auction
}

extension AuctionOrder {
  /// The order as it came at a time.
  func at(_ time: Timestamp) -> AuctionOrder {
    AuctionOrder(
      id: id, participant: participant, side: side, pricing: pricing, quantity: quantity,
      minimumQuantity: minimumQuantity, time: time, goodTill: goodTill)
  }
}
