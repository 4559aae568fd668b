import TailpoolEvents
import TailpoolMarket

extension PoolAction {
  /// Which action it is, by its name in a journal.
  enum Kind: String, CaseIterable {
    case deposit, redeem, gift, loss, requestEntry, requestExit
    case cancel, process, list, trade, hedge, mark
    case observe, settle, close, funding, fundRewards, claimRewards, halt, quote
    case rewardRisk, fundReserve, releaseReserve, signal, endTrip, setParameter
    case postMargin, withdrawMargin, priceMargin, requireMargin, liquidate, memberDefault
    case payAssessment
  }

  /// The name of the action in a journal.
  public var name: String { kind.rawValue }

  var kind: Kind {
    switch self {
    case .deposit: .deposit
    case .redeem: .redeem
    case .gift: .gift
    case .loss: .loss
    case .requestEntry: .requestEntry
    case .requestExit: .requestExit
    case .cancel: .cancel
    case .process: .process
    case .list: .list
    case .trade: .trade
    case .hedge: .hedge
    case .mark: .mark
    case .observe: .observe
    case .settle: .settle
    case .close: .close
    case .funding: .funding
    case .fundRewards: .fundRewards
    case .claimRewards: .claimRewards
    case .halt: .halt
    case .quote: .quote
    case .rewardRisk: .rewardRisk
    case .fundReserve: .fundReserve
    case .releaseReserve: .releaseReserve
    case .signal: .signal
    case .endTrip: .endTrip
    case .setParameter: .setParameter
    case .postMargin: .postMargin
    case .withdrawMargin: .withdrawMargin
    case .priceMargin: .priceMargin
    case .requireMargin: .requireMargin
    case .liquidate: .liquidate
    case .memberDefault: .memberDefault
    case .payAssessment: .payAssessment
    }
  }
}

extension PoolAction.Kind {
  static let byName = [String: PoolAction.Kind](allCases.map { ($0.rawValue, $0) }, uniquingKeysWith: { $1 })

  /// An action of the kind, which a reader fills.
  var blank: PoolAction {
    switch self {
    case .deposit: .deposit(participant: .blank, assets: .blank, minimumShares: .blank)
    case .redeem: .redeem(participant: .blank, shares: .blank, minimumAssets: .blank)
    case .gift: .gift(from: .blank, assets: .blank)
    case .loss: .loss(reason: .blank, assets: .blank)
    case .requestEntry: .requestEntry(participant: .blank, assets: .blank, minimumShares: .blank)
    case .requestExit: .requestExit(participant: .blank, shares: .blank, minimumAssets: .blank)
    case .cancel: .cancel(participant: .blank, ticket: .blank)
    case .process: .process
    case .list: .list(.blank)
    case .trade: .trade(.blank)
    case .hedge: .hedge(underlying: .blank, changeMillionths: .blank, cash: .blank, after: .blank)
    case .mark: .mark(contracts: .blank, hedges: .blank, source: .blank, confidence: .blank)
    case .observe: .observe(underlying: .blank, price: .blank)
    case .settle: .settle(underlying: .blank, expiry: .blank)
    case .close: .close(contract: .blank, value: .blank, source: .blank)
    case .funding: .funding(contract: .blank, cash: .blank)
    case .fundRewards: .fundRewards(from: .blank, assets: .blank, seconds: .blank)
    case .claimRewards: .claimRewards(participant: .blank)
    case .halt: .halt(until: .blank, reason: .blank)
    case .quote: .quote(underlying: .blank, quotes: .blank)
    case .rewardRisk: .rewardRisk(from: .blank, assets: .blank, contributions: .blank)
    case .fundReserve: .fundReserve(from: .blank, assets: .blank)
    case .releaseReserve: .releaseReserve(to: .blank, assets: .blank)
    case .signal: .signal(volatilityBasisPoints: .blank, skewBasisPoints: .blank)
    case .endTrip: .endTrip(reason: .blank)
    case .setParameter: .setParameter(.blank, value: .blank, reason: .blank)
    case .postMargin: .postMargin(participant: .blank, asset: .blank, units: .blank)
    case .withdrawMargin: .withdrawMargin(participant: .blank, asset: .blank, units: .blank)
    case .priceMargin: .priceMargin(asset: .blank, price: .blank, units: .blank)
    case .requireMargin: .requireMargin(.blank)
    case .liquidate: .liquidate(participant: .blank, lots: .blank, sold: .blank, paid: .blank)
    case .memberDefault: .memberDefault(participant: .blank, loss: .blank)
    case .payAssessment: .payAssessment(participant: .blank, assets: .blank)
    }
  }
}
