import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// Bytes as numbers, names and events; after the end all are zero.
struct FuzzBytes {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isEmpty: Bool { index >= bytes.count }

  mutating func byte() -> UInt8 {
    guard index < bytes.count else { return 0 }
    defer { index += 1 }
    return bytes[index]
  }

  /// A number that is small, near a power of two, or of sixteen bytes: one byte says which.
  mutating func number() -> UInt128 {
    let form = byte()
    switch form {
    case 0..<100: return UInt128(form) * 1_000_000
    case 100..<228: return UInt128(1) << UInt128(form - 100)
    case 228..<240: return (UInt128(1) << UInt128(byte() % 128)) &- 1
    case 240: return .max
    default: return (0..<Int(form - 240)).reduce(0) { number, _ in number << 8 | UInt128(byte()) }
    }
  }

  mutating func signed() -> Int128 {
    let number = number()
    return Int128(truncatingIfNeeded: byte() % 2 == 0 ? number : 0 &- number)
  }

  mutating func name() -> String { ["a", "b", "c", "manager", ""][Int(byte() % 5)] }

  /// A time a little after another, or any.
  mutating func time(after time: Timestamp) -> Timestamp {
    let form = byte()
    switch form {
    case 0..<200: return Timestamp(secondsSinceEpoch: time.secondsSinceEpoch &+ Int64(form) * Int64(form))
    case 200..<250: return Timestamp(secondsSinceEpoch: time.secondsSinceEpoch &+ Int64(form) * 4_000)
    default: return Timestamp(secondsSinceEpoch: Int64(truncatingIfNeeded: number()))
    }
  }

  mutating func terms() -> PoolTerms? {
    let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)
    guard let asset = try? Asset("USDC", decimals: Int(byte() % 20)),
      let fees = try? FeeSchedule(
        management: Int(byte()) * 8, performance: Int(byte()) * 20, withdrawal: Int(byte()) * 4)
    else { return nil }
    var terms = PoolTerms(asset: asset, opening: opening)
    terms.fees = fees
    terms.shareOffset = Int(byte() % 19)
    terms.noticeSeconds = byte() % 2 == 0 ? 0 : Int64(byte()) * 50
    terms.gateBasisPoints = Int(byte()) * 40
    terms.policy = PoolTerms.QueuePolicy.allCases[Int(byte() % 2)]
    terms.greatestMarkAge = Int64(byte()) * 500
    terms.leastConfidence = Int(byte() % 4) * 3_000
    terms.settlementWindow = Int64(byte()) * 30
    terms.longestHalt = Int64(byte()) * 100
    if byte() % 2 == 0 { terms.controls = controls() }
    if byte() % 4 == 0 {
      terms.limits = PoolTerms.Limits(
        contractsPerExpiry: number(), openContracts: number(), deltaMillionths: number(), vega: number(),
        shortfallBasisPoints: Int(byte()) * 40, hedgeMillionths: number())
    }
    return terms
  }

  mutating func contractMark() -> ContractMark {
    let (contract, bid) = (name(), number())
    return ContractMark(
      contract: contract, bid: bid, ask: byte() % 8 == 0 ? number() : bid, deltaMillionths: signed(), vega: signed())
  }

  mutating func hedgeMark(_ name: String) -> HedgeMark {
    let low = signed()
    return HedgeMark(underlying: name, low: low, high: byte() % 8 == 0 ? signed() : low)
  }

  mutating func event(after time: Timestamp) -> PoolEvent {
    let now = self.time(after: time)
    return PoolEvent(at: now, action(now))
  }

  private mutating func action(_ now: Timestamp) -> PoolAction {
    switch byte() % 31 {
    case 0: return .deposit(participant: name(), assets: number(), minimumShares: byte() % 8 == 0 ? number() : 0)
    case 1: return .redeem(participant: name(), shares: number(), minimumAssets: byte() % 8 == 0 ? number() : 0)
    case 2: return .gift(from: name(), assets: number())
    case 3: return .loss(reason: name(), assets: number())
    case 4: return .requestEntry(participant: name(), assets: number(), minimumShares: byte() % 8 == 0 ? number() : 0)
    case 5: return .requestExit(participant: name(), shares: number(), minimumAssets: byte() % 8 == 0 ? number() : 0)
    case 6: return .cancel(participant: name(), ticket: UInt64(byte()))
    case 7: return .process
    case 8:
      return .list(
        PoolContract(
          id: name(), underlying: name(), expiry: time(after: now), payoff: PoolPayoff.allCases[Int(byte() % 4)],
          strike: number(), size: number(), collateral: number()))
    case 9:
      return .trade(
        PoolTrade(
          mark: contractMark(), quantity: signed(), premium: number(), spread: byte() % 4 == 0 ? number() : 0,
          shortfallAfter: byte() % 4 == 0 ? number() : 0))
    case 10:
      let name = name()
      return .hedge(
        underlying: name, changeMillionths: signed(), cash: signed(),
        after: hedgeMark(byte() % 16 == 0 ? self.name() : name))
    case 11:
      let (contracts, hedges) = (byte() % 6, byte() % 4)
      return .mark(
        contracts: (0..<contracts).map { _ in contractMark() },
        hedges: (0..<hedges).map { _ in hedgeMark(name()) }, source: "fuzz", confidence: Int(byte()) * 50)
    case 12: return .observe(underlying: name(), price: number())
    case 13: return .settle(underlying: name(), expiry: time(after: now))
    case 14: return .fundRewards(from: name(), assets: number(), seconds: Int64(truncatingIfNeeded: number()))
    case 15: return .claimRewards(participant: name())
    case 16: return .halt(until: time(after: now), reason: name())
    default: return memberAction(now)
    }
  }

  private mutating func memberAction(_ now: Timestamp) -> PoolAction {
    switch byte() % 14 {
    case 0:
      let quotes = (0..<byte() % 5).map { _ in PoolQuote(source: name(), price: number(), time: time(after: now)) }
      return .quote(underlying: name(), quotes: quotes)
    case 1:
      let parts = (0..<byte() % 5).map { _ in ShortfallContribution(participant: name(), units: signed()) }
      return .rewardRisk(from: name(), assets: number(), contributions: parts)
    case 2: return .fundReserve(from: name(), assets: number())
    case 3: return .releaseReserve(to: name(), assets: number())
    case 4: return .signal(volatilityBasisPoints: integer(), skewBasisPoints: integer())
    case 5: return .endTrip(reason: name())
    case 6:
      return .setParameter(
        PoolParameter.allCases[Int(byte()) % PoolParameter.allCases.count], value: integer(), reason: name())
    case 7: return .postMargin(participant: name(), asset: asset(), units: number())
    case 8: return .withdrawMargin(participant: name(), asset: asset(), units: number())
    case 9: return .priceMargin(asset: asset(), price: number(), units: number())
    case 10:
      let parts = (0..<byte() % 5).map { _ -> MarginRequirement in
        let initial = number()
        return MarginRequirement(
          participant: name(), initial: initial, maintenance: byte() % 8 == 0 ? number() : initial)
      }
      return .requireMargin(parts)
    case 11: return .liquidate(participant: name(), lots: number(), sold: number(), paid: number())
    case 12: return .memberDefault(participant: name(), loss: number())
    default: return .payAssessment(participant: name(), assets: number())
    }
  }

  private mutating func asset() -> String { ["USDC", "ETH", "BTC", ""][Int(byte() % 4)] }
  private mutating func integer() -> Int { byte() % 2 == 0 ? Int(byte()) * 40 : Int(truncatingIfNeeded: signed()) }

  private mutating func controls() -> PoolControls {
    var controls = PoolControls()
    if byte() % 2 == 0 { controls.assessmentBasisPoints = Int(byte()) * 100 }
    if byte() % 2 == 0 { controls.hedgeBandMillionths = number() }
    if byte() % 2 == 0 { controls.auctionBasisPoints = Int(byte()) * 40 }
    if byte() % 2 == 0, let ether = try? Asset("ETH", decimals: 18) {
      controls.marginAssets = [
        PoolControls.MarginAsset(ether, haircutBasisPoints: Int(byte()) * 40, cap: byte() % 2 == 0 ? nil : number())
      ]
    }
    if byte() % 2 == 0 {
      var breaker = PoolControls.Breaker()
      (breaker.liquidityBasisPoints, breaker.probationBasisPoints) = (Int(byte()) * 40, Int(byte()) * 40)
      (breaker.probationSeconds, breaker.guardianDelay) = (Int64(byte()) * 100, Int64(byte()) * 100)
      controls.breaker = breaker
    }
    if byte() % 2 == 0 {
      controls.outflow = PoolControls.Outflow(
        window: Int64(byte()) * 100, tick: Int64(byte()), retainedBasisPoints: Int(byte()) * 40, threshold: number())
    }
    if byte() % 2 == 0 {
      controls.prices = PoolControls.Prices(
        greatestAge: Int64(byte()) * 10, deviationBasisPoints: Int(byte()) * 20, quorum: Int(byte() % 4))
    }
    if byte() % 2 == 0 {
      controls.parameters = [
        PoolControls.ParameterBounds(
          .gateBasisPoints, minimum: Int(byte()), maximum: Int(byte()) * 40, step: integer(), delay: Int64(byte()))
      ]
    }
    return controls
  }
}
