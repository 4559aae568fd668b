import TailpoolEvents
import TailpoolLedger
import TailpoolMarket
import TailpoolPoolEngine

/// A pool that sells cover: its products, covers, claims and whose capital bears them, changed by events only.
///
/// The state is a pure fold of the events: equal terms and events give equal pools. An event applies whole, or throws and leaves the
/// pool as it was. All money is in whole base units of one asset. What time does — premium is earned, cover and grace
/// end — happens with the next event, whatever it is, exactly as of its own time.
///
/// A claim that is paid is borne by layers: the stakes that back the cover are slashed in proportion to what each backs, but for a
/// first part of all losses (`CoverTerms.Stakes.offset`); the members' capital bears what they do not. Shares leave at the value
/// after all losses: none is paid out while a claim is open or an incident may still be claimed for.
///
/// - Complexity: An event is O(funds + log covers), a buyer's as well; `payExits` is O(exits that wait), `fileClaim` and `appeal`
///   O(members), `decide` O(votes of the claim).
public struct CoverPool: Hashable, Sendable, EventMachine {
  /// What the pool has agreed on.
  public let terms: CoverTerms
  /// When the last event happened.
  public internal(set) var time: Timestamp
  /// How many events have been applied.
  public internal(set) var eventCount: UInt64 = 0
  /// The members' capital, and then the stakes in the order in which they were opened.
  public internal(set) var funds: [Fund]
  /// The products in the order in which they were opened.
  public internal(set) var products: [Product] = []
  /// The covers, from number 1.
  public internal(set) var covers: [Cover] = []
  /// The claims, from number 1.
  public internal(set) var claims: [Claim] = []
  /// Exits that wait, in the order of request.
  public internal(set) var exits: [Exit] = []
  var exitCount: UInt64 = 0
  /// What voters' votes have been worth.
  public internal(set) var assessors: AssessorRegister
  /// Sums over all that is in the pool.
  public internal(set) var totals: Totals
  /// Until when the pool sells no cover, or nil.
  public internal(set) var pausedUntil: Timestamp?
  var pausedSince: Timestamp?
  /// Where shares of the members' capital are bought and sold; nil while they come and leave at book value.
  public internal(set) var market: RatchetMarket?

  /// What becomes due by time alone; it follows from covers, claims and products.
  var agenda = CoverAgenda()
  private(set) var fundPlaces: [String: Int] = [:]
  private(set) var productPlaces: [String: Int] = [:]
  let ratchet: CapitalRatchet

  /// The name of the members' capital among the funds.
  public static let capitalName = "capital"
  /// The place of the members' capital among the funds.
  static let capital = 0
  /// The most funds, the members' capital included.
  static let greatestFunds = 64
  /// Shares of a fund: below 2¹¹², so that ten thousand times their votes fit.
  static let greatestShares: UInt128 = 1 << 112
  /// The most products.
  static let greatestProducts = 1_024

  /// Opens a pool.
  ///
  /// - Parameter terms: What it has agreed on.
  /// - Throws: `CoverRefusal.invalidTerms` naming the first field out of range.
  public init(_ terms: CoverTerms) throws(CoverRefusal) {
    if let field = terms.invalidField { throw .invalidTerms(field: field) }
    self.terms = terms
    time = terms.opening
    totals = Totals(terms)
    funds = [Fund(name: CoverPool.capitalName)]
    fundPlaces[CoverPool.capitalName] = CoverPool.capital
    do {
      ratchet = try CapitalRatchet(
        dailyStep: terms.capital.dailyStep, greatestStep: terms.capital.greatestStep,
        gearing: terms.capital.gearingBasisPoints)
    } catch { throw .invalidTerms(field: "gearingBasisPoints") }
    do {
      assessors = try AssessorRegister(
        priorAgreements: terms.claims.priorAgreements, priorDisagreements: terms.claims.priorDisagreements)
    } catch { throw .invalidTerms(field: "priorAgreements") }
  }

  /// Replays a pool from its events.
  ///
  /// - Parameters:
  ///   - terms: What it has agreed on.
  ///   - events: Its events in order.
  /// - Throws: `CoverRefusal` of the first event that does not apply.
  public init(_ terms: CoverTerms, replaying events: some Sequence<CoverEvent>) throws(CoverRefusal) {
    try self.init(terms)
    for event in events { try apply(event) }
  }

  // MARK: - Places

  /// What a fund holds at a time not before the last event, in base units.
  func held(_ place: Int, at now: Timestamp) -> Int128 {
    funds[place].booked + funds[place].stream.earned(at: now.secondsSinceEpoch)
  }

  func fund(_ name: String) throws(CoverRefusal) -> Int {
    guard let place = fundPlaces[name] else { throw .unknownFund(name) }
    return place
  }

  func product(_ name: String) throws(CoverRefusal) -> Int {
    guard let place = productPlaces[name] else { throw .unknownProduct(name) }
    return place
  }

  mutating func openFund(_ name: String, _ stake: TrancheStake? = nil) throws(CoverRefusal) {
    if name.isEmpty { throw .emptyName }
    if fundPlaces[name] != nil { throw .duplicate(name) }
    if funds.count == CoverPool.greatestFunds { throw .tooMany("funds", greatest: CoverPool.greatestFunds) }
    fundPlaces[name] = funds.count
    funds.append(Fund(name: name, stake))
  }

  mutating func add(_ product: Product) {
    productPlaces[product.terms.name] = products.count
    products.append(product)
  }

  /// Whether two pools have agreed on the same and are in the same state; what is looked up by name follows from that.
  public static func == (left: CoverPool, right: CoverPool) -> Bool {
    left.terms == right.terms && left.time == right.time && left.eventCount == right.eventCount
      && left.totals == right.totals && left.funds == right.funds && left.products == right.products
      && left.covers == right.covers && left.claims == right.claims && left.exits == right.exits
      && left.exitCount == right.exitCount && left.assessors == right.assessors
      && left.pausedUntil == right.pausedUntil
      && left.pausedSince == right.pausedSince && left.market == right.market
      && left.agenda.entries == right.agenda.entries
  }

  /// Hashes the terms, the time and the totals.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(terms)
    hasher.combine(time)
    hasher.combine(eventCount)
    hasher.combine(totals)
  }
}

extension CoverPool {
  /// A product, what it costs now and how much of it is sold.
  public struct Product: Hashable, Sendable {
    /// What it covers.
    public internal(set) var terms: CoverProduct
    /// What it costs.
    public internal(set) var price: CoverPrice
    /// Cover that may still be claimed on, in base units.
    public internal(set) var exposure: UInt128 = 0
    /// Whether no cover of it is sold.
    public internal(set) var isClosed = false
    /// Incidents in the order in which they were declared.
    public internal(set) var incidents: [Incident] = []
  }

  /// Something that happened, which cover of a product may claim for.
  public struct Incident: Hashable, Sendable {
    /// When it happened.
    public let occurred: Timestamp
    /// Which part of cover it costs, in basis points.
    public let severityBasisPoints: Int
    /// Until when claims for it are known to come.
    public let closes: Timestamp
    /// How many covers had been sold when it was declared: later ones, of the same second, do not claim for it.
    let coversSold: Int
  }

  /// Cover that was sold.
  public struct Cover: Hashable, Sendable {
    /// Whose it is.
    public let holder: String
    /// The product's place.
    let product: Int
    /// What may still be claimed or is claimed, in base units.
    public internal(set) var amount: UInt128
    /// Of that, what is claimed and neither denied nor paid.
    public internal(set) var claimed: UInt128 = 0
    /// Since when it runs.
    public let start: Timestamp
    /// When it ends.
    public internal(set) var end: Timestamp
    /// Until when a loss before its end may be claimed.
    public internal(set) var release: Timestamp
    /// Since when the premium of the last purchase or renewal is earned.
    var earnedFrom: Timestamp
    /// Premium in all, fees included.
    public internal(set) var written: UInt128
    /// Premium of earlier periods that was earned, of all funds.
    var earlier: UInt128 = 0
    /// Premium that was given back.
    public internal(set) var refunded: UInt128 = 0
    /// Paid for claims.
    public internal(set) var paid: UInt128 = 0
    /// Whether it can no longer be claimed on.
    public internal(set) var isReleased = false
    /// On what it stands; the members' capital is the first.
    public internal(set) var backings: [Backing]
    /// The claims, by number.
    public internal(set) var claims: [UInt64] = []
    /// How often its end was moved.
    var version: UInt32 = 0

    /// Premium of the running period, fees apart.
    var premium: UInt128 { backings.reduce(0) { $0 + $1.premium } }
    /// When the premium of the running period is earned.
    var earning: Range<Int64> {
      earnedFrom.secondsSinceEpoch..<max(end.secondsSinceEpoch, earnedFrom.secondsSinceEpoch)
    }
  }

  /// Shares that are to leave.
  public struct Exit: Hashable, Sendable {
    /// The number, from 1 in the order of request.
    public let number: UInt64
    /// Whose they are.
    public let member: String
    /// The fund's place.
    let fund: Int
    /// Shares that still wait, at risk.
    public internal(set) var shares: UInt128
    /// The least base units to accept for them.
    public internal(set) var minimumAssets: UInt128
    /// When its window opens, or opened.
    public internal(set) var opens: Timestamp
  }
}
