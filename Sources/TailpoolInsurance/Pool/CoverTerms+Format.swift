import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

extension CoverTerms {
  /// The terms as fields.
  public var eventValue: EventValue { EventFieldWriter.value(of: self) }

  /// Reads terms.
  ///
  /// - Parameter value: Their fields, in any order.
  /// - Throws: `EventFormatError` naming what is absent, wrong or unknown.
  public init(_ value: EventValue) throws(EventFormatError) {
    self = try EventFieldReader.record(in: value)
    if let field = invalidField { throw .invalid(field: field) }
  }
}

extension CoverTerms: EventRecord {
  @usableFromInline package static var blank: CoverTerms {
    CoverTerms(
      asset: .blank, opening: .blank, shareOffset: .blank, feeBasisPoints: .blank, stakePremiumBasisPoints: .blank,
      leastCover: .blank, shortestPeriod: .blank, longestPeriod: .blank, longestPause: .blank, capital: .blank,
      stakes: .blank, exits: .blank, claims: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: CoverTerms, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverTerms {
    try coder.version(CoverEvent.version)
    return CoverTerms(
      asset: try Asset.coded(terms.asset, by: &coder), opening: try coder.field("opening", terms.opening),
      shareOffset: try coder.field("shareOffset", terms.shareOffset),
      feeBasisPoints: try coder.field("feeBasisPoints", terms.feeBasisPoints),
      stakePremiumBasisPoints: try coder.field("stakePremiumBasisPoints", terms.stakePremiumBasisPoints),
      leastCover: try coder.field("leastCover", terms.leastCover),
      shortestPeriod: try coder.field("shortestPeriod", terms.shortestPeriod),
      longestPeriod: try coder.field("longestPeriod", terms.longestPeriod),
      longestPause: try coder.field("longestPause", terms.longestPause),
      capital: try coder.field("capital", terms.capital), stakes: try coder.field("stakes", terms.stakes),
      exits: try coder.field("exits", terms.exits), claims: try coder.field("claims", terms.claims))
  }
}

extension CoverTerms.Backing: EventPart {
  @usableFromInline package static var blank: CoverTerms.Backing { .stakes }
}

extension CoverTerms.Burn: EventPart {
  @usableFromInline package static var blank: CoverTerms.Burn { .documented }
}

extension CoverTerms.Capital: EventRecord {
  @usableFromInline package static var blank: CoverTerms.Capital {
    CoverTerms.Capital(
      backing: .blank, capacityRatioBasisPoints: .blank, greatestWeight: .blank, gearingBasisPoints: .blank,
      dailyStep: .blank, greatestStep: .blank, interval: .blank, openingRequirement: .blank, leastRequirement: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ capital: CoverTerms.Capital, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverTerms.Capital {
    CoverTerms.Capital(
      backing: try coder.field("backing", capital.backing),
      capacityRatioBasisPoints: try coder.field("capacityRatioBasisPoints", capital.capacityRatioBasisPoints),
      greatestWeight: try coder.field("greatestWeight", capital.greatestWeight),
      gearingBasisPoints: try coder.field("gearingBasisPoints", capital.gearingBasisPoints),
      dailyStep: try coder.field("dailyStep", capital.dailyStep),
      greatestStep: try coder.field("greatestStep", capital.greatestStep),
      interval: try coder.field("interval", capital.interval),
      openingRequirement: try coder.field("openingRequirement", capital.openingRequirement),
      leastRequirement: try coder.field("leastRequirement", capital.leastRequirement))
  }
}

extension CoverTerms.Stakes: EventRecord {
  @usableFromInline package static var blank: CoverTerms.Stakes {
    CoverTerms.Stakes(burn: .blank, offset: .blank, slashFeeBasisPoints: .blank, residue: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ stakes: CoverTerms.Stakes, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverTerms.Stakes {
    CoverTerms.Stakes(
      burn: try coder.field("burn", stakes.burn), offset: try coder.field("offset", stakes.offset),
      slashFeeBasisPoints: try coder.field("slashFeeBasisPoints", stakes.slashFeeBasisPoints),
      residue: try coder.field("residue", stakes.residue))
  }
}

extension CoverTerms.Exits: EventRecord {
  @usableFromInline package static var blank: CoverTerms.Exits {
    CoverTerms.Exits(cooldownSeconds: .blank, windowSeconds: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ exits: CoverTerms.Exits, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverTerms.Exits {
    CoverTerms.Exits(
      cooldownSeconds: try coder.field("cooldownSeconds", exits.cooldownSeconds),
      windowSeconds: try coder.field("windowSeconds", exits.windowSeconds))
  }
}

extension CoverTerms.Claims: EventRecord {
  @usableFromInline package static var blank: CoverTerms.Claims {
    CoverTerms.Claims(
      deposit: .blank, rules: AssessmentRules(blank: ()), priorAgreements: .blank, priorDisagreements: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ claims: CoverTerms.Claims, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverTerms.Claims {
    CoverTerms.Claims(
      deposit: try coder.field("deposit", claims.deposit), rules: try AssessmentRules.coded(claims.rules, by: &coder),
      priorAgreements: try coder.field("priorAgreements", claims.priorAgreements),
      priorDisagreements: try coder.field("priorDisagreements", claims.priorDisagreements))
  }
}

extension AssessmentRules {
  /// Some rules, for a reader to start from; they are in range.
  fileprivate init(blank: Void) {
    (votingSeconds, coolDownSeconds, swingSeconds, greatestExtension) = (3_600, 0, 0, 0)
    (quorumBasisPoints, appealQuorumBasisPoints, majorityBasisPoints, appealBond) = (1, 1, 5_000, 0)
  }

  /// The fields of rules beside those of the terms that they belong to.
  fileprivate static func coded<Coder: EventFieldCoder>(
    _ rules: AssessmentRules, by coder: inout Coder
  ) throws(Coder.Failure) -> AssessmentRules {
    let votingSeconds = try coder.field("votingSeconds", rules.votingSeconds)
    let coolDownSeconds = try coder.field("coolDownSeconds", rules.coolDownSeconds)
    let quorumBasisPoints = try coder.field("quorumBasisPoints", rules.quorumBasisPoints)
    let appealQuorumBasisPoints = try coder.field("appealQuorumBasisPoints", rules.appealQuorumBasisPoints)
    let majorityBasisPoints = try coder.field("majorityBasisPoints", rules.majorityBasisPoints)
    let appealBond = try coder.field("appealBond", rules.appealBond)
    let swingSeconds = try coder.field("swingSeconds", rules.swingSeconds)
    let greatestExtension = try coder.field("greatestExtension", rules.greatestExtension)
    return try coder.made("rules", rules) {
      try? AssessmentRules(
        votingSeconds: votingSeconds, coolDownSeconds: coolDownSeconds, quorumBasisPoints: quorumBasisPoints,
        appealQuorumBasisPoints: appealQuorumBasisPoints, majorityBasisPoints: majorityBasisPoints,
        appealBond: appealBond, swingSeconds: swingSeconds, greatestExtension: greatestExtension)
    }
  }
}

extension CoverProduct: EventRecord {
  @usableFromInline package static var blank: CoverProduct {
    CoverProduct(
      name: .blank, kind: .blank, weightBasisPoints: .blank, targetBasisPoints: .blank, openingBasisPoints: .blank,
      bumpBasisPoints: .blank, dailyDecayBasisPoints: .blank, graceSeconds: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ product: CoverProduct, by coder: inout Coder
  ) throws(Coder.Failure) -> CoverProduct {
    CoverProduct(
      name: try coder.field("name", product.name), kind: try coder.field("kind", product.kind),
      weightBasisPoints: try coder.field("weightBasisPoints", product.weightBasisPoints),
      targetBasisPoints: try coder.field("targetBasisPoints", product.targetBasisPoints),
      openingBasisPoints: try coder.field("openingBasisPoints", product.openingBasisPoints),
      bumpBasisPoints: try coder.field("bumpBasisPoints", product.bumpBasisPoints),
      dailyDecayBasisPoints: try coder.field("dailyDecayBasisPoints", product.dailyDecayBasisPoints),
      graceSeconds: try coder.field("graceSeconds", product.graceSeconds))
  }
}

extension CoverProduct.Kind: EventPart {
  @usableFromInline package static var blank: CoverProduct.Kind { .parametric }
}
