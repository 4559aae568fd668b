import TailpoolEvents
import TailpoolPoolEngine

extension StakeLadder {
  /// The account as fields in one order: equal accounts have equal canonical JSON. Amounts are decimal digits, times are seconds.
  ///
  /// - Complexity: O(positions + covers in force), in order of name.
  public var eventValue: EventValue {
    .fields([
      EventField("trancheSeconds", terms.ladder.trancheSeconds), EventField("trancheCount", terms.ladder.trancheCount),
      EventField("bucketSeconds", terms.ladder.bucketSeconds),
      EventField("reductionBasisPoints", terms.reductionBasisPoints), EventField("unit", terms.unit),
      EventField("time", time), EventField("activeStake", activeStake), EventField("supply", sharesSupply),
      EventField("halted", isHalted ? "yes" : "no"),
      EventField(
        "tranches",
        Self.list(trancheShares) { [EventField("tranche", $0), EventField("shares", $1)] }),
      EventField(
        "ended",
        Self.list(ended) {
          [
            EventField("tranche", $0), EventField("stake", $1.stake), EventField("shares", $1.shares),
            EventField("rewardIndex", $1.rewardIndex), EventField("heldBy", $1.heldBy.sorted()),
          ]
        }),
      EventField("openClaims", openClaims.sorted()),
      EventField("weights", Self.list(weights) { [EventField("product", $0), EventField("basisPoints", $1)] }),
      EventField(
        "positions", Self.list(positions) { [EventField("staker", $0), EventField("tranches", value(of: $1))] }),
      EventField("covers", Self.list(allocations) { [EventField("cover", $0)] + value(of: $1) }),
      EventField("rewards", rewardValue),
      EventField("accrued", Self.list(accrued) { [EventField("staker", $0), EventField("units", $1)] }),
    ])
  }

  private static func list<Key: Comparable, Item>(
    _ items: [Key: Item], _ fields: (Key, Item) -> [EventField]
  ) -> EventValue {
    .list(items.sorted { $0.key < $1.key }.map { .fields(fields($0.key, $0.value)) })
  }

  private func value(of tranches: [Int64: Position]) -> EventValue {
    Self.list(tranches) {
      [EventField("tranche", $0), EventField("shares", $1.shares), EventField("rewardIndex", $1.rewardIndex)]
    }
  }

  private func value(of allocation: CoverAllocation) -> [EventField] {
    [
      EventField("product", allocation.product), EventField("release", allocation.releasedAt),
      EventField("units", Self.list(allocation.units) { [EventField("tranche", $0), EventField("units", $1)] }),
    ]
  }

  private var rewardValue: EventValue {
    .fields([
      EventField("index", rewards.index), EventField("rate", rewards.scaledRate), EventField("time", rewards.time),
      EventField("end", rewards.end), EventField("undistributed", rewards.scaledUndistributed),
    ])
  }
}
