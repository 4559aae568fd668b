/// A member of a pool with what it has set aside against its own default and the others'.
package struct WaterfallMember: Hashable, Sendable {
  /// The name, unique.
  package let id: String
  /// Its margin, which bears its own loss only, in base units, ≥ 0.
  package let margin: Int128
  /// Its contribution to the default fund, in base units, ≥ 0.
  package let fund: Int128

  /// Creates a member; see the properties for the meaning of each argument.
  package init(id: String, margin: Int128, fund: Int128) {
    self.id = id
    self.margin = margin
    self.fund = fund
  }
}

/// The waterfall of a pool whose members may default.
///
/// 1. Each defaulter's margin bears its own loss, then its own part of the fund.
/// 2. The pool's own capital bears what is left of all of them together.
/// 3. The survivors' parts of the fund, in proportion.
/// 4. Assessments: the survivors pay again, up to a multiple of their part of the fund.
/// 5. What is left is uncovered; `GainsHaircut` may take it from gains.
///
/// - Source: the order is that of CPMI-IOSCO, "Principles for financial market infrastructures" (2012), principles 4 and 13.
package struct DefaultWaterfall: Hashable, Sendable {
  /// The members, ids unique.
  package let members: [WaterfallMember]
  /// The pool's own capital that stands before the survivors' fund, in base units, ≥ 0.
  package let poolCapital: Int128
  /// How often a survivor may be assessed its part of the fund, in basis points: 10 000 is once; 0 … 1 000 000.
  package let assessmentBasisPoints: Int

  /// The names of the pool's own layers in a result; the defaulters' are `margin of …` and `fund of …`.
  package static let poolLayer = "pool capital"
  /// The name of the survivors' layer.
  package static let survivorLayer = "survivors' fund"
  /// The name of the assessments' layer.
  package static let assessmentLayer = "assessments"

  /// Creates a waterfall.
  ///
  /// - Parameters:
  ///   - members: The members.
  ///   - poolCapital: The pool's own capital that stands before the survivors' fund, ≥ 0.
  ///   - assessmentBasisPoints: How often a survivor may be assessed, 0 … 1 000 000.
  /// - Throws: `WaterfallError.duplicate`, `.invalidFraction`, or `.amount` for a negative amount.
  package init(members: [WaterfallMember], poolCapital: Int128, assessmentBasisPoints: Int) throws(WaterfallError) {
    var ids = Set<String>()
    for member in members {
      guard ids.insert(member.id).inserted else { throw .duplicate(member.id) }
      for units in [member.margin, member.fund] where units < 0 { throw .amount(.negative(units)) }
    }
    guard poolCapital >= 0 else { throw .amount(.negative(poolCapital)) }
    guard (0...1_000_000).contains(assessmentBasisPoints) else { throw .invalidFraction(assessmentBasisPoints) }
    self.members = members
    self.poolCapital = poolCapital
    self.assessmentBasisPoints = assessmentBasisPoints
  }

  /// Sends the losses of defaulters through the waterfall.
  ///
  /// A defaulter whose margin and fund are more than its loss keeps the rest; neither serves another's loss.
  ///
  /// - Parameter losses: The loss of each defaulter in base units, ≥ 0; each is a member and stands once.
  /// - Returns: What each layer and each member pays, and what is uncovered; used + uncovered = the sum of the losses.
  /// - Throws: `WaterfallError.unknownMember`, `.duplicate`, or `.amount` for a negative loss or an overflow.
  /// - Complexity: O(members · log members + defaulters · members).
  package func allocate(_ losses: [(member: String, units: Int128)]) throws(WaterfallError) -> LossWaterfall.Outcome {
    var defaulters = Set<String>()
    var uses: [LossLayer.Use] = []
    var total: Int128 = 0
    var left: Int128 = 0
    for loss in losses {
      guard let member = members.first(where: { $0.id == loss.member }) else { throw .unknownMember(loss.member) }
      guard defaulters.insert(member.id).inserted else { throw .duplicate(member.id) }
      let own = try LossWaterfall([
        LossLayer(name: "margin of \(member.id)", parts: [.init(bearer: member.id, units: member.margin)]),
        LossLayer(name: "fund of \(member.id)", parts: [.init(bearer: member.id, units: member.fund)]),
      ]).allocate(loss.units)
      uses += own.layers
      (total, left) = try WaterfallError.wrapping { () throws(AmountError) in
        (try ExactAmounts.sum(total, loss.units), try ExactAmounts.sum(left, own.uncovered))
      }
    }
    let shared = try mutualLayers(defaulters: defaulters).allocate(left)
    return LossWaterfall.Outcome(loss: total, layers: uses + shared.layers, uncovered: shared.uncovered)
  }

  /// The layers that bear what the defaulters cannot.
  private func mutualLayers(defaulters: Set<String>) throws(WaterfallError) -> LossWaterfall {
    let survivors = members.filter { !defaulters.contains($0.id) }
    var assessments: [LossLayer.Part] = []
    for survivor in survivors {
      let units = try WaterfallError.wrapping { () throws(AmountError) in
        try ExactAmounts.mulDiv(survivor.fund, Int128(assessmentBasisPoints), 10_000, rounding: .down)
      }
      assessments.append(LossLayer.Part(bearer: survivor.id, units: units))
    }
    return try LossWaterfall([
      LossLayer(name: Self.poolLayer, units: poolCapital),
      LossLayer(name: Self.survivorLayer, parts: survivors.map { .init(bearer: $0.id, units: $0.fund) }),
      LossLayer(name: Self.assessmentLayer, parts: assessments),
    ])
  }
}
