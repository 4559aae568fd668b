#if Command

  /// A commitment s·B + r·H to a secret number, by which its maker later shows that it is one of many (``SpendStatement``).
  ///
  /// Whoever admits members or orders keeps a list of notes; who made which is known to it, and what a note is spent for later is not.
  public struct MembershipNote: Hashable, Sendable {
    /// The element.
    public let point: GroupElement

    /// Bases of notes, which no other commitment has.
    static let base = PedersenBase(named: "Tailpool membership note v1")

    /// Reads a note of 32 bytes.
    ///
    /// - Throws: ``ProofError/invalidPoint(_:)``, or ``ProofError/forbiddenIdentity(_:)``.
    public init(bytes: [UInt8], name: String = "note") throws(ProofError) {
      point = try GroupElement(bytes: bytes, name: name)
      guard !point.isIdentity else { throw .forbiddenIdentity(name) }
    }

    /// The note of a secret.
    public init(_ secret: NoteSecret) { point = Self.base.element(secret.serial.scalar, secret.blinding.scalar) }
  }

  /// What a note commits to: its maker's alone.
  public struct NoteSecret: Sendable {
    /// s, the key of the function that gives nullifiers.
    public let serial: SecretScalar
    /// r.
    public let blinding: SecretScalar

    /// A secret of two numbers that were drawn before.
    public init(serial: SecretScalar, blinding: SecretScalar) {
      self.serial = serial
      self.blinding = blinding
    }

    /// A secret of fresh random bytes.
    public init(from entropy: Entropy) {
      self.init(
        serial: SecretScalar(from: entropy, purpose: "serial of a note"),
        blinding: SecretScalar(from: entropy, purpose: "blinding of a note"))
    }

    /// N = s·J, with J a hash of the scope to the group: the same each time in one scope, and in another one that nobody can relate to it
    /// (a pseudorandom function of the scope with the key s, where Diffie and Hellman's problem is hard to decide).
    public func nullifier(in scope: String) -> Nullifier { Nullifier(point: serial.scalar * Nullifier.base(scope)) }
  }

  /// What a note shows when it is spent in a scope: it shows it once, or is caught.
  public struct Nullifier: Hashable, Sendable {
    /// The element.
    public let point: GroupElement

    init(point: GroupElement) { self.point = point }

    /// Reads a nullifier of 32 bytes.
    ///
    /// - Throws: ``ProofError/invalidPoint(_:)``, or ``ProofError/forbiddenIdentity(_:)``.
    public init(bytes: [UInt8]) throws(ProofError) {
      point = try GroupElement(bytes: bytes, name: "nullifier")
      guard !point.isIdentity else { throw .forbiddenIdentity("nullifier") }
    }

    /// J of a scope.
    static func base(_ scope: String) -> GroupElement {
      PedersenBase(named: "Tailpool nullifier v1/" + scope).blinding
    }
  }
#endif
