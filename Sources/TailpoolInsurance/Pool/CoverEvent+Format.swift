import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine

extension CoverEvent {
  /// The event as fields: version, time in seconds, action, and what the action carries.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads an event.
  ///
  /// - Parameter value: Its fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) { self = try EventFieldReader.record(in: value) }
}

extension CoverEvent: EventRecord {
  @usableFromInline package static var blank: CoverEvent { CoverEvent(at: .blank, .advance) }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ event: CoverEvent, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverEvent {
    try coder.version(CoverEvent.version)
    let time = try coder.field("time", event.time)
    let kind = try coder.action(event.action.kind, of: CoverAction.Kind.byName)
    // A writer gets back the kind that it gave; a reader starts from an action of the kind that it has read.
    let action = kind == event.action.kind ? event.action : kind.blank
    return CoverEvent(at: time, try CoverAction.coded(action, by: &coder))
  }
}

extension Assessment.Vote: EventPart {
  @usableFromInline package static var blank: Assessment.Vote { .abstain }

  @usableFromInline package var eventValue: EventValue {
    switch self {
    case .accept: .text("accept")
    case .deny: .text("deny")
    case .abstain: .text("abstain")
    }
  }

  @usableFromInline package static func read(
    _ value: EventValue, _ name: String
  ) throws(EventFormatError) -> Assessment.Vote {
    switch value {
    case .text("accept"): .accept
    case .text("deny"): .deny
    case .text("abstain"): .abstain
    default: throw .invalid(field: name)
    }
  }
}

extension CoverAction {
  /// The fields of each action, in the order in which they are written.
  ///
  /// Has no default case, so that an action that cannot be written does not compile.
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ action: CoverAction, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverAction {
    switch action {
    case .advance: return .advance
    case .openFund(let name):
      return .openFund(
        name: try coder.field("name", name))
    case .openProduct(let product): return .openProduct(try CoverProduct.coded(product, by: &coder))
    case .changeProduct(let product, let targetBasisPoints, let weightBasisPoints):
      return .changeProduct(
        product: try coder.field("product", product),
        targetBasisPoints: try coder.field("targetBasisPoints", targetBasisPoints),
        weightBasisPoints: try coder.field("weightBasisPoints", weightBasisPoints))
    case .closeProduct(let product):
      return .closeProduct(
        product: try coder.field("product", product))
    case .deposit(let member, let fund, let assets, let minimumShares):
      return .deposit(
        member: try coder.field("member", member), fund: try coder.field("fund", fund),
        assets: try coder.field("assets", assets), minimumShares: try coder.field("minimumShares", minimumShares))
    case .gift(let from, let fund, let assets):
      return .gift(
        from: try coder.field("from", from), fund: try coder.field("fund", fund),
        assets: try coder.field("assets", assets))
    case .requestExit(let member, let fund, let shares, let minimumAssets):
      return .requestExit(
        member: try coder.field("member", member), fund: try coder.field("fund", fund),
        shares: try coder.field("shares", shares), minimumAssets: try coder.field("minimumAssets", minimumAssets))
    case .cancelExit(let member, let exit):
      return .cancelExit(
        member: try coder.field("member", member), exit: try coder.field("exit", exit))
    case .payExits: return .payExits
    case .buy(let holder, let product, let amount, let seconds, let maximumPremium):
      return .buy(
        holder: try coder.field("holder", holder), product: try coder.field("product", product),
        amount: try coder.field("amount", amount), seconds: try coder.field("seconds", seconds),
        maximumPremium: try coder.field("maximumPremium", maximumPremium))
    case .renew(let holder, let cover, let seconds, let maximumPremium):
      return .renew(
        holder: try coder.field("holder", holder), cover: try coder.field("cover", cover),
        seconds: try coder.field("seconds", seconds), maximumPremium: try coder.field("maximumPremium", maximumPremium))
    case .cancel(let holder, let cover):
      return .cancel(
        holder: try coder.field("holder", holder), cover: try coder.field("cover", cover))
    case .declareIncident(let product, let occurred, let severityBasisPoints):
      return .declareIncident(
        product: try coder.field("product", product), occurred: try coder.field("occurred", occurred),
        severityBasisPoints: try coder.field("severityBasisPoints", severityBasisPoints))
    case .fileClaim(let holder, let cover, let amount, let occurred):
      return .fileClaim(
        holder: try coder.field("holder", holder), cover: try coder.field("cover", cover),
        amount: try coder.field("amount", amount), occurred: try coder.field("occurred", occurred))
    case .vote(let member, let claim, let vote):
      return .vote(
        member: try coder.field("member", member), claim: try coder.field("claim", claim),
        vote: try coder.field("vote", vote))
    case .appeal(let appellant, let claim):
      return .appeal(
        appellant: try coder.field("appellant", appellant), claim: try coder.field("claim", claim))
    case .decide(let claim):
      return .decide(
        claim: try coder.field("claim", claim))
    case .pay(let claim, let amount):
      return .pay(
        claim: try coder.field("claim", claim), amount: try coder.field("amount", amount))
    case .recover(let claim, let amount):
      return .recover(
        claim: try coder.field("claim", claim), amount: try coder.field("amount", amount))
    case .slash(let fund, let amount, let reason):
      return .slash(
        fund: try coder.field("fund", fund), amount: try coder.field("amount", amount),
        reason: try coder.field("reason", reason))
    case .pause(let until, let reason):
      return .pause(
        until: try coder.field("until", until), reason: try coder.field("reason", reason))
    case .openLadder(let name, let ladder, let reductionBasisPoints, let unit):
      return .openLadder(
        name: try coder.field("name", name), ladder: try MaturityLadder.coded(ladder, by: &coder),
        reductionBasisPoints: try coder.field("reductionBasisPoints", reductionBasisPoints),
        unit: try coder.field("unit", unit))
    case .stake(let member, let fund, let tranche, let assets, let minimumShares):
      return .stake(
        member: try coder.field("member", member), fund: try coder.field("fund", fund),
        tranche: try coder.field("tranche", tranche), assets: try coder.field("assets", assets),
        minimumShares: try coder.field("minimumShares", minimumShares))
    case .unstake(let member, let fund, let tranche):
      return .unstake(
        member: try coder.field("member", member), fund: try coder.field("fund", fund),
        tranche: try coder.field("tranche", tranche))
    case .reward(let from, let fund, let assets, let maximum, let target):
      return .reward(
        from: try coder.field("from", from), fund: try coder.field("fund", fund),
        assets: try coder.field("assets", assets), maximum: try coder.field("maximum", maximum),
        target: try coder.field("target", target))
    case .takeReward(let member, let fund):
      return .takeReward(
        member: try coder.field("member", member), fund: try coder.field("fund", fund))
    case .openMarket(let rules, let reserves, let budget):
      return .openMarket(
        rules: try RatchetMarketTerms.coded(rules, by: &coder),
        reserves: try RatchetReserves.coded(reserves, by: &coder),
        budget: try coder.field("budget", budget))
    case .buyShares(let member, let assets, let minimumShares):
      return .buyShares(
        member: try coder.field("member", member), assets: try coder.field("assets", assets),
        minimumShares: try coder.field("minimumShares", minimumShares))
    case .sellShares(let member, let shares, let minimumAssets):
      return .sellShares(
        member: try coder.field("member", member), shares: try coder.field("shares", shares),
        minimumAssets: try coder.field("minimumAssets", minimumAssets))
    case .setFloor(let product, let premium, let cover):
      return .setFloor(
        product: try coder.field("product", product), premium: try coder.field("premium", premium),
        cover: try coder.field("cover", cover))
    }
  }
}
