import TailpoolMarket

/// A kind of contract that a book may name: the one entry that makes it readable.
///
/// A new kind is an entry in a file of its own beside this one, and its line in `all`.
struct ContractKind: Sendable {
  /// What a position in a contract may remember.
  enum Memory: String, CaseIterable, Sendable {
    /// Whether a barrier has been hit.
    case barrierHit
    /// Prices fixed so far.
    case fixings
    /// Fees earned and not paid yet.
    case feesOwed
    /// Whether the event of a cover has happened.
    case eventOccurred
    /// The lowest or highest price so far.
    case extremum
  }

  /// Reads the terms of a position; what is wrong goes to the log, and nil comes back.
  typealias Reader = @Sendable (_ node: JSONNode, _ snapshot: MarketSnapshot, _ log: inout ProblemLog) -> Contract?
  /// Makes the contract that a name means; nil for a name of another kind.
  typealias NameReader = @Sendable (ContractName, MarketSnapshot) throws(ContractName.Problem) -> Contract?

  /// What a state contradicts: the member that says it, what is wrong and what was expected.
  typealias Contradiction = (member: String, wrong: String, expected: String)
  /// Compares what a position remembers with the market; nil where they agree.
  typealias StateCheck = @Sendable (Contract, ContractState, MarketSnapshot) -> Contradiction?

  /// What `kind` says in JSON.
  let name: String
  /// The members of a position in it, beside those that every position has.
  let members: [String]
  /// What its positions may remember.
  let memory: [Memory]
  /// Whether its price depends on the correlation of its underlyings, where it has several.
  let dependsOnCorrelation: Bool
  /// Reads its terms from JSON.
  let read: Reader
  /// Reads its terms from a name alone.
  let named: NameReader
  /// Finds what its state contradicts.
  let check: StateCheck

  /// Creates an entry; see the properties for the meaning of each argument.
  init(
    _ name: String, members: [String], memory: [Memory] = [], dependsOnCorrelation: Bool = true,
    read: @escaping Reader, named: @escaping NameReader, check: @escaping StateCheck = { _, _, _ in nil }
  ) {
    self.name = name
    self.members = members
    self.memory = memory
    self.dependsOnCorrelation = dependsOnCorrelation
    self.read = read
    self.named = named
    self.check = check
  }

  /// The kinds, in the order in which problems list them.
  static let all: [ContractKind] = [
    .everlastingOption, .powerPerpetual, .perpetualAmerican, .linearPerpetual, .inversePerpetual, .digital, .barrier,
    .american, .touch, .doubleBarrier, .doubleTouch, .average, .lookback, .forwardStart, .exchange, .quanto, .spread,
    .rainbow, .basket, .varianceSwap, .liquidityPosition, .event,
  ]

  /// Every member that a position may have.
  var allMembers: [String] { ["id", "quantity", "kind"] + members + memory.map(\.rawValue) }
}

extension MarketSnapshot {
  /// The contract that a name means, with the kind whose positions it is one of; nil for a name of no kind.
  ///
  /// A name stands for a contract when the contract is named so: no other spelling of its numbers is read.
  func contract(named text: String) throws(ContractName.Problem) -> (contract: Contract, kind: ContractKind)? {
    let name = ContractName(text)
    for kind in ContractKind.all {
      guard let contract = try kind.named(name, self), contract.name == text else { continue }
      return (contract, kind)
    }
    return nil
  }
}
