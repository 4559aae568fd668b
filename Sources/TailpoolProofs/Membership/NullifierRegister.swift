#if Command

  /// What has been spent in one scope, by notes of one list: it takes each note once.
  public struct NullifierRegister: Hashable, Sendable {
    /// The scope.
    public let scope: String
    /// The notes that may be spent.
    public let notes: [MembershipNote]
    /// What has been spent, in the order in which it came.
    public private(set) var spent: [Nullifier]
    private var known: Set<Nullifier>

    /// A register of a scope and a list of notes.
    ///
    /// - Parameters:
    ///   - scope: Where each note is spent once.
    ///   - notes: The published list.
    ///   - spent: What has been spent before.
    /// - Throws: ``ProofError/alreadySpent(_:)`` where one stands twice.
    public init(scope: String, notes: [MembershipNote], spent: [Nullifier] = []) throws(ProofError) {
      self.scope = scope
      self.notes = notes
      self.spent = spent
      known = Set(spent)
      guard known.count == spent.count else { throw .alreadySpent(scope) }
    }

    /// Takes a spending, or refuses it and stays what it was.
    ///
    /// - Throws: ``ProofError/otherStatement(_:)`` for another scope or list, ``ProofError/alreadySpent(_:)``, or
    ///   ``ProofError/notProved(_:)``.
    /// - Complexity: as the check of the proof.
    public mutating func take(_ statement: SpendStatement, proof: SpendProof, entropy: Entropy) throws(ProofError) {
      guard statement.scope == scope else { throw .otherStatement("scope") }
      guard statement.notes == notes else { throw .otherStatement("list of notes") }
      guard !known.contains(statement.nullifier) else { throw .alreadySpent(scope) }
      try statement.verify(proof, entropy: entropy)
      known.insert(statement.nullifier)
      spent.append(statement.nullifier)
    }
  }
#endif
