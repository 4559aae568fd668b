import TailpoolEvents
import TailpoolMarket

extension CoverAction {
  /// Which action it is, by its name in a journal.
  enum Kind: String, CaseIterable {
    case advance, openFund, openProduct, changeProduct, closeProduct
    case deposit, gift, requestExit, cancelExit, payExits, buy, renew, cancel
    case declareIncident, fileClaim, vote, appeal, decide, pay, recover, slash, pause
    case openLadder, stake, unstake, reward, takeReward, openMarket, buyShares, sellShares, setFloor
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .advance: .advance
    case .openFund: .openFund
    case .openProduct: .openProduct
    case .changeProduct: .changeProduct
    case .closeProduct: .closeProduct
    case .deposit: .deposit
    case .gift: .gift
    case .requestExit: .requestExit
    case .cancelExit: .cancelExit
    case .payExits: .payExits
    case .buy: .buy
    case .renew: .renew
    case .cancel: .cancel
    case .declareIncident: .declareIncident
    case .fileClaim: .fileClaim
    case .vote: .vote
    case .appeal: .appeal
    case .decide: .decide
    case .pay: .pay
    case .recover: .recover
    case .slash: .slash
    case .pause: .pause
    case .openLadder: .openLadder
    case .stake: .stake
    case .unstake: .unstake
    case .reward: .reward
    case .takeReward: .takeReward
    case .openMarket: .openMarket
    case .buyShares: .buyShares
    case .sellShares: .sellShares
    case .setFloor: .setFloor
    }
  }
}

extension CoverAction.Kind {
  static let byName = [String: CoverAction.Kind](allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { $1 })

  /// An action of the kind, which a reader fills.
  var blank: CoverAction {
    switch self {
    case .advance: .advance
    case .openFund: .openFund(name: .blank)
    case .openProduct: .openProduct(.blank)
    case .changeProduct: .changeProduct(product: .blank, targetBasisPoints: .blank, weightBasisPoints: .blank)
    case .closeProduct: .closeProduct(product: .blank)
    case .deposit: .deposit(member: .blank, fund: .blank, assets: .blank, minimumShares: .blank)
    case .gift: .gift(from: .blank, fund: .blank, assets: .blank)
    case .requestExit: .requestExit(member: .blank, fund: .blank, shares: .blank, minimumAssets: .blank)
    case .cancelExit: .cancelExit(member: .blank, exit: .blank)
    case .payExits: .payExits
    case .buy: .buy(holder: .blank, product: .blank, amount: .blank, seconds: .blank, maximumPremium: .blank)
    case .renew: .renew(holder: .blank, cover: .blank, seconds: .blank, maximumPremium: .blank)
    case .cancel: .cancel(holder: .blank, cover: .blank)
    case .declareIncident: .declareIncident(product: .blank, occurred: .blank, severityBasisPoints: .blank)
    case .fileClaim: .fileClaim(holder: .blank, cover: .blank, amount: .blank, occurred: .blank)
    case .vote: .vote(member: .blank, claim: .blank, vote: .blank)
    case .appeal: .appeal(appellant: .blank, claim: .blank)
    case .decide: .decide(claim: .blank)
    case .pay: .pay(claim: .blank, amount: .blank)
    case .recover: .recover(claim: .blank, amount: .blank)
    case .slash: .slash(fund: .blank, amount: .blank, reason: .blank)
    case .pause: .pause(until: .blank, reason: .blank)
    case .openLadder: .openLadder(name: .blank, ladder: .quarterly, reductionBasisPoints: .blank, unit: .blank)
    case .stake: .stake(member: .blank, fund: .blank, tranche: .blank, assets: .blank, minimumShares: .blank)
    case .unstake: .unstake(member: .blank, fund: .blank, tranche: .blank)
    case .reward: .reward(from: .blank, fund: .blank, assets: .blank, maximum: .blank, target: .blank)
    case .takeReward: .takeReward(member: .blank, fund: .blank)
    case .openMarket:
      .openMarket(rules: RatchetMarketTerms(blank: ()), reserves: RatchetReserves(blank: ()), budget: .blank)
    case .buyShares: .buyShares(member: .blank, assets: .blank, minimumShares: .blank)
    case .sellShares: .sellShares(member: .blank, shares: .blank, minimumAssets: .blank)
    case .setFloor: .setFloor(product: .blank, premium: .blank, cover: .blank)
    }
  }
}
