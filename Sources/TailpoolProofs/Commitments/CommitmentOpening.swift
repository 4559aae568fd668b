#if Command

  /// What opens a commitment on ``PedersenBase/rangeProofs``: its maker's alone, but for those whom it shows it to.
  public struct CommitmentOpening: Sendable {
    /// The amount.
    public let amount: UInt64
    /// The blinding.
    public let blinding: SecretScalar

    /// An amount and its blinding.
    public init(_ amount: UInt64, blinding: SecretScalar) {
      self.amount = amount
      self.blinding = blinding
    }

    /// The commitment that this opens.
    public var commitment: PedersenCommitment { PedersenBase.rangeProofs.commit(amount, blinding: blinding) }

    /// What opens the difference of two commitments.
    ///
    /// - Throws: ``ProofError/negative(_:_:)`` where it is below zero.
    public func subtracting(_ other: CommitmentOpening) throws(ProofError) -> CommitmentOpening {
      guard amount >= other.amount else {
        throw .negative("a difference", Int128(amount) - Int128(other.amount))
      }
      return CommitmentOpening(amount - other.amount, blinding: blinding - other.blinding)
    }
  }

  extension ComparisonStatement.Side {
    /// The element that stands for the amount: its multiple of the base, or the commitment.
    func point() throws(ProofError) -> GroupElement {
      switch self {
      case .open(let amount): GroupElement.timesBase(Scalar(amount))
      case .committed(let commitment): try commitment.point(on: .rangeProofs)
      }
    }

    /// 33 bytes: 0 and the amount, or 1 and the commitment.
    var bytes: [UInt8] {
      switch self {
      case .open(let amount): [0] + Scalar(amount).bytes
      case .committed(let commitment): [1] + commitment.point.bytes
      }
    }

    /// The blinding of the element: that of the opening, or zero of an amount in the open.
    func blinding(_ opening: CommitmentOpening?) -> Scalar {
      switch self {
      case .open: .zero
      case .committed: opening?.blinding.scalar ?? .zero
      }
    }
  }
#endif
