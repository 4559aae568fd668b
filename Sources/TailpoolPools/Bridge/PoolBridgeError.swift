import TailpoolLedger
import TailpoolMarket
import TailpoolPricing
import TailpoolScenarios

/// Why a pool's journal and the risk engine cannot speak to each other: which contract, and what would cure it.
@nonexhaustive
public enum PoolBridgeError: Error, Sendable, Equatable {
  /// A strike or size has more digits than a `Double` keeps, so that the market would value another contract.
  ///
  /// Cure: list the contract with at most fifteen significant digits.
  case inexact(contract: String, field: String, units: UInt128)
  /// A number of the contract has more decimals than the ledger keeps.
  ///
  /// Cure: list it with at most eight decimals, a size with those of the asset, a funding period of whole seconds.
  case notWhole(contract: String, field: String, value: Double)
  /// A future has no value above zero to be sold at.
  ///
  /// Cure: hold it as a hedge.
  case futureAsContract(contract: String)
  /// The contract states its own volatility, rate or yield, which a ledger does not keep.
  ///
  /// Cure: leave them to the market, or list a kind of your own.
  case markedTerms(contract: String)
  /// The journal does not say what the contract is.
  ///
  /// Cure: give its terms in `PoolBookInputs.contracts`.
  case unknownTerms(contract: String)
  /// The terms given for the contract are not those that were listed.
  ///
  /// Cure: give the terms whose underlying, expiry, size and settlement in cash are the journal's.
  case mismatchedTerms(contract: String, field: String)
  /// The terms of the contract give an exact payoff, so that it is not closed at a value.
  ///
  /// Cure: settle its expiry.
  case exactPayoff(contract: String)
  /// The contract is worth less than nothing, a value in whole units of the pool's asset that no bid and no ask can have.
  ///
  /// Cure: list its two sides as contracts of their own, or hold it as a hedge.
  case negativeValue(contract: String, value: Double)
  /// The contract pays in something else than the pool's asset.
  ///
  /// Cure: contracts in cash belong to a pool whose asset is the quote currency, those in coin on an underlying to a pool
  /// whose asset is that underlying.
  case foreignPayoff(contract: String, settlement: Settlement, asset: String)
  /// A hedge in a pool that counts in coin: its value in coin is not known from the journal.
  ///
  /// Cure: mark it by hand.
  case hedgeInCoin(underlying: String, asset: String)
  /// The contract expired at or before the snapshot and is still open.
  ///
  /// Cure: settle its expiry first.
  case expired(contract: String, expiry: Timestamp)
  /// The chains do not list the contract.
  ///
  /// Cure: give a chain that lists its underlying, expiry and strike.
  case notListed(contract: String)
  /// No volatility of the contract is known, or its market has no price.
  ///
  /// Cure: give a chain that quotes it.
  case noPrice(contract: String, PricingError)
  /// The quote's bid is above its ask.
  ///
  /// Cure: leave the quote out of the chain, or take a chain of another instant.
  case crossedQuote(contract: String, bid: Double, ask: Double)
  /// The chain gives no spot of a hedge's underlying.
  ///
  /// Cure: give a chain of it.
  case noSpot(underlying: String)
  /// Read as the underlying itself, the hedge would be worth so much a unit of it; its last mark says something else.
  ///
  /// Cure: say at which price the futures of the hedge were entered.
  case unlikelyHedge(underlying: String, markedPerUnit: Double, spot: Double)
  /// The pool hedges in futures, which are not bought and paid for.
  ///
  /// Cure: `PoolRisk.futuresHedge(_:to:in:)`, or book the hedge by hand.
  case hedgedByFutures(underlying: String)
  /// The entry of the futures that hedge the underlying is not known.
  ///
  /// Cure: say at which price they were entered.
  case noHedgeEntry(underlying: String)
  /// The market was seen before the last event.
  ///
  /// Cure: give a later chain.
  case snapshotBeforeEvent(asOf: Timestamp, last: Timestamp)
  /// The market was seen too long before the mark, or after it.
  ///
  /// Cure: give a chain of that instant, or mark as of the chain's.
  case lateSnapshot(asOf: Timestamp, mark: Timestamp, greatestAge: Int64)
  /// Nothing is open and nothing hedged, so that there is nothing to value or to mark.
  case nothingOpen
  /// No participant has shares, so that nobody bears anything.
  case noMembers
  /// A number cannot be money, such as a NaN or one that is too great.
  case amount(of: String, LedgerError)
  /// A delta is not finite or too great.
  case delta(contract: String, Double)
  /// The book cannot be revalued in the scenarios.
  case revaluation(RevaluationError)
  /// The scenarios are not equally likely, which the measures here take them to be.
  case weightedScenarios
  /// There is no scenario.
  case noScenarios
  /// Expected shortfall after a trade is above the budget, both in base units.
  case shortfallAboveBudget(contract: String, shortfall: UInt128, budget: UInt128)
  /// The pool refuses.
  case refused(PoolRefusal)
  /// A rule or a measure of sharing refuses.
  case sharing(SharingError)
  /// A rule shares among so many; the pool has so many members.
  case memberCount(rule: Int, members: Int)
  /// The market's own types refuse the contract.
  case market(MarketError)
}
