#if Command

  /// What a proof is part of: an application and what it says in public of this use, such as a pool's name and an instant.
  ///
  /// It is bound into the transcript before anything else, so that a proof made for one context holds in no other.
  public struct ProofContext: Hashable, Sendable {
    /// The application.
    public let domain: String
    /// What is public about this use; both sides must have the same bytes.
    public let data: [UInt8]

    /// A context of an application and its public bytes.
    public init(domain: String, data: [UInt8] = []) {
      self.domain = domain
      self.data = data
    }

    /// The version of the statements below, which proofs of another do not hold for.
    static let version: UInt64 = 1

    /// A transcript that has said which statement, of which version, is proved in which context.
    func transcript(_ statement: String) -> Transcript {
      var transcript = Transcript(label: "Tailpool proof")
      transcript.append("statement", statement)
      transcript.append("version", Self.version)
      transcript.append("domain", domain)
      transcript.append("context", data)
      return transcript
    }
  }

  extension Transcript {
    /// Appends bases: their name and both elements.
    mutating func append(_ base: PedersenBase) {
      append("base", base.name)
      append("base of the value", base.value)
      append("base of the blinding", base.blinding)
    }

    /// Appends commitments in their order, with their number and their bases.
    mutating func append(_ label: String, _ commitments: [PedersenCommitment]) {
      append(label, UInt64(commitments.count))
      for commitment in commitments {
        append(commitment.base)
        append("commitment", commitment.point)
      }
    }
  }
#endif
