import TailpoolMarket

/// Which way an order trades.
public enum OrderSide: String, Hashable, Sendable, CaseIterable {
  /// Receives the base asset and pays.
  case buy
  /// Gives the base asset and is paid.
  case sell
}

/// At what prices an order trades.
public enum OrderPricing: Hashable, Sendable {
  /// At any price of the auction.
  case market
  /// Buys at this price or below, sells at it or above.
  case limit(UInt64)
  /// A limit that stands so far from the auction's reference price, rounded to a tick against the order.
  case pegged(offset: Int64)
}

/// An order of an auction, in whole units.
public struct AuctionOrder: Hashable, Sendable {
  /// The number of the order, which no other has.
  public let id: UInt64
  /// Whose order it is.
  public let participant: String
  /// Which way it trades.
  public let side: OrderSide
  /// At what prices.
  public let pricing: OrderPricing
  /// Units of the base asset, > 0.
  public let quantity: UInt64
  /// The least that an auction may fill, up to the quantity; 0 for any.
  public let minimumQuantity: UInt64
  /// When it came.
  public let time: Timestamp
  /// The last instant of an auction that it takes part in; nil for no end.
  public let goodTill: Timestamp?

  /// Creates an order; see the properties for the meaning of each argument.
  public init(
    id: UInt64, participant: String, side: OrderSide, pricing: OrderPricing, quantity: UInt64,
    minimumQuantity: UInt64 = 0, time: Timestamp, goodTill: Timestamp? = nil
  ) {
    self.id = id
    self.participant = participant
    self.side = side
    self.pricing = pricing
    self.quantity = quantity
    self.minimumQuantity = minimumQuantity
    self.time = time
    self.goodTill = goodTill
  }

  /// What is left of the order; its least quantity is no more than that.
  func remaining(_ left: UInt64) -> AuctionOrder {
    left == quantity
      ? self
      : AuctionOrder(
        id: id, participant: participant, side: side, pricing: pricing, quantity: left,
        minimumQuantity: min(minimumQuantity, left), time: time, goodTill: goodTill)
  }
}

/// What an auction does where orders of one participant could trade with each other.
public enum SelfMatchPrevention: String, Hashable, Sendable, CaseIterable {
  /// Nothing: both may be filled.
  case none
  /// Leaves out the one that came later.
  case cancelNewer
  /// Leaves out the one that came earlier.
  case cancelOlder
}
