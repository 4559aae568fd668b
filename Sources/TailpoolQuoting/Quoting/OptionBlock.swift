import TailpoolLedger
import TailpoolPoolEngine
import TailpoolPools

/// One contract of a package of options.
public struct PackageLeg: Hashable, Sendable {
  /// The name of the contract.
  public let contract: String
  /// Contracts that a package buys, or sells when negative; not zero.
  public let ratio: Int64

  /// Creates a leg; see the properties for the meaning of each argument.
  public init(_ contract: String, _ ratio: Int64) { (self.contract, self.ratio) = (contract, ratio) }
}

/// Packages of options that someone wants as a whole.
public struct OptionBlock: Hashable, Sendable {
  /// The number of the block, which no other has; lower ones come first.
  public let id: UInt64
  /// Whose it is.
  public let participant: String
  /// What a package is made of, each contract once, in the order of their names.
  public let legs: [PackageLeg]
  /// How many packages, > 0.
  public let packages: UInt64
  /// The fewest that it takes.
  public let minimum: UInt64
  /// Base units that a package costs at most; below zero, what it must bring at least.
  public let limit: Int128

  /// Creates a block; see the properties for the meaning of each argument.
  ///
  /// Contracts of a leg, all packages together, are below 2³², as those of a pool's trade.
  ///
  /// - Throws: `BlockRefusal.noPackages`, `.tooManyContracts`, `.invalidLegs` for no leg, a ratio of zero or the least number there is, or a contract that stands
  ///   twice, and `.minimumAbovePackages`.
  public init(
    id: UInt64, participant: String, legs: [PackageLeg], packages: UInt64, minimum: UInt64 = 0, limit: Int128
  ) throws(BlockRefusal) {
    if packages == 0 { throw .noPackages(block: id) }
    if minimum > packages { throw .minimumAbovePackages(block: id) }
    guard !legs.isEmpty, legs.allSatisfy({ $0.ratio != 0 && $0.ratio != .min }),
      Set(legs.map(\.contract)).count == legs.count
    else { throw .invalidLegs(block: id) }
    for leg in legs {
      let (contracts, overflows) = leg.ratio.magnitude.multipliedReportingOverflow(by: packages)
      if overflows || contracts >= PoolBounds.contracts { throw .tooManyContracts(block: id) }
    }
    self.id = id
    self.participant = participant
    self.legs = legs.sorted { $0.contract < $1.contract }
    self.packages = packages
    self.minimum = minimum
    self.limit = limit
  }

  /// Whether the other block gives what this one takes.
  func isOpposite(to other: OptionBlock) -> Bool {
    legs.count == other.legs.count
      && zip(legs, other.legs).allSatisfy { $0.contract == $1.contract && $0.ratio == -$1.ratio }
  }
}

/// Why a block is not crossed; nothing has changed then.
@nonexhaustive
public enum BlockRefusal: Error, Sendable, Equatable {
  /// A block of no packages.
  case noPackages(block: UInt64)
  /// A package without a leg, with a ratio of zero, or with a contract that stands twice.
  case invalidLegs(block: UInt64)
  /// A leg has 2³² contracts or more, all packages together.
  case tooManyContracts(block: UInt64)
  /// The fewest packages are more than there are.
  case minimumAbovePackages(block: UInt64)
  /// Two blocks have one number.
  case duplicateBlock(id: UInt64)
  /// A contract has no value in the market.
  case unpriced(contract: String)
  /// The pool does not quote a leg.
  case quote(contract: String, QuoteRefusal)
  /// The pool's book cannot be valued after a leg.
  case bridge(PoolBridgeError)
  /// The pool asks more for the packages than their limit, both in base units.
  case worseThanLimit(cost: Int128, limit: Int128)
  /// A number passes what is counted in.
  case overflow
}
