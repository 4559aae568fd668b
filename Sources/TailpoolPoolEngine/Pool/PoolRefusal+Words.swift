import TailpoolMarket

extension PoolRefusal {
  /// The refusal in words for people, without a comma, so that it stands in a table as it is: `the pool refuses: …`.
  public var words: String {
    text.replacing(",", with: ";")
  }

  private var text: String {
    switch self {
    case .invalidTerms(let field): "the term \(field) is out of its range"
    case .outOfOrder(let time, let last): "\(time) is before the last event at \(last) or out of range"
    case .invalidQuantity(let field): "\(field) is zero or out of its range"
    case .emptyName: "a name is empty"
    case .unknownParticipant(let name): "\(name) has no shares and no ticket"
    case .unknownTicket(let ticket): "no ticket \(ticket) of that participant is waiting"
    case .unknownContract(let name): "\(name) is not listed"
    case .invalidContract(let name): "\(name) is listed already or its terms are out of range"
    case .invalidMark(let name): "the mark of \(name) stands twice or asks below its bid or is out of range"
    case .partialMark(let missing): "the mark leaves out \(missing)"
    case .staleMark(let asOf): asOf.map { "the last mark at \($0) is too old or not sure enough" } ?? "there is no mark"
    case .halted(let until): "it is halted until \(until)"
    case .haltTooLong: "the halt is longer than the terms allow"
    case .noticeRequired: "leaving takes a ticket as the terms have a notice"
    case .insolvent: "its value is not above zero so that nobody enters or leaves"
    case .limit(let limit): "past the limit \(limit)"
    case .expired(let name): "\(name) has expired"
    case .notExpired: "the contracts have not expired"
    case .unsettled(let name): "\(name) has expired and waits to be settled"
    case .knockedOut(let name): "\(name) ended at its barrier"
    case .exactPayoff(let name): "\(name) is settled by prices and not closed at a value"
    case .notFunded(let name): "nobody pays to hold \(name) or nothing of it is open"
    case .alreadySettled: "the expiry has been settled"
    case .noSettlementPrice: "too little of the window before the expiry has a price or the last one is stale"
    case .insufficientCash(let held, let required): "it holds \(held) where \(required) would be paid"
    case .shares(let error): error.words
    case .tripped(let until): "the breaker stops what adds risk until \(until)"
    case .outflowLimit(let available): "only \(available) may leave now"
    case .exitsPaused(let exposure, let reserve):
      "accounts lack \(exposure) of their margin where the reserve holds \(reserve) so that nobody leaves first"
    case .assessmentDue(let units): "an assessment of \(units) is due"
    case .unguardedPrice(let name): "the price of \(name) is not one that several sources agree on"
    case .hedgeOffTarget(let target): "the hedge does not go toward its target of \(target)"
    case .control(let error): "a control refuses: \(error.words)"
    case .noControl(let name): "the terms have no \(name)"
    case .unknownMarginAsset(let name): "\(name) does not count as margin"
    case .insufficientMargin(let held, let required): "the margin is \(held) where \(required) must be"
    case .notLiquidatable(let name): "\(name) is above its maintenance margin"
    case .overLiquidation(let greatest): "\(greatest) lots bring the account back"
    case .belowAuctionPrice(let least): "the auction's floor is \(least)"
    case .reserveInUse: "something is open that the reserve stands for"
    case .overflow: "a number passes what the pool counts in"
    }
  }
}

extension ShareError {
  /// The error in words, without a comma.
  fileprivate var words: String {
    switch self {
    case .noShares: "it is worth less than one share"
    case .insufficientShares(let owner, let held, let required):
      "\(owner) has \(held) shares where \(required) are asked"
    case .belowMinimum(let result, let minimum): "it comes to \(result) where \(minimum) is the least allowed"
    case .invalidFee: "a fee is out of its range"
    }
  }
}
