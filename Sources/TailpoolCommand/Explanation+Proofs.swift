#if Command
  import TailpoolProofs

  extension ProofError {
    /// The error in words: what is wrong, and what was expected.
    var words: String {
      switch self {
      case .unreducedScalar(let name): "\(name) of the proof is no scalar below the order of the group"
      case .invalidPoint(let name): "\(name) of the proof is no encoding of a group element"
      case .forbiddenIdentity(let name): "\(name) of the proof is the identity, which it must not be"
      case .wrongLength(let name, let expected, let found): "\(found) \(name); expected \(expected)"
      case .unsupportedSize(let bits, let values):
        "there is no range proof of \(values) values of \(bits) bits; expected 1, 2, 4 or 8 values of 8, 16, 32 or 64"
      case .valueOutOfRange(let index, let bits): "amount \(index + 1) has more than \(bits) bits"
      case .baseMismatch(let expected, let found): "a commitment is on the bases \(found); expected \(expected)"
      case .unknownVersion(let name, let found): "the proof's \(name) is \(found), which this tailpool does not know"
      case .overflow(let name): "the sum of the \(name) is above 2^127 - 1"
      case .negative(let name, let amount): "\(name) is \(amount), below zero"
      case .duplicateMember(let first, let second): "members \(first + 1) and \(second + 1) have the same identifier"
      case .empty(let name): "there are no \(name)"
      case .outdated(let instant, let earliest):
        "the statement is of the instant \(instant), before \(earliest), the earliest that counts"
      case .malformedDocument(let problem): "the proof's document is wrong: \(problem)"
      case .untrueStatement(let name): "the statement of \(name) is not true of these amounts, so there is no proof"
      case .notProved(let name): "the proof of \(name) does not hold"
      case .alreadySpent(let scope): "the note has been spent in \(scope) before"
      case .otherStatement(let name): "the \(name) is not that of the statement"
      case .needsRun: "a run is checked by running it again; expected --files with its inputs"
      case .needsReveal: "a seal says nothing before it is opened; expected the proof that reveals it, with --sealed"
      case .sodiumUnavailable: "the system has no random numbers"
      }
    }
  }
#endif
