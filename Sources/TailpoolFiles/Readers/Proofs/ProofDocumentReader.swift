#if Command
  import TailpoolEvents
  import TailpoolProofs

  /// Reads documents of proofs.
  public enum ProofDocumentReader {
    /// Reads a file, whose proof is not yet checked.
    ///
    /// - Throws: `FileError.invalid` where the file is no JSON of texts, lists and objects; `ProofError` where it is no document of a proof.
    public static func read(_ file: InputFile) throws -> ProofDocument { try ProofDocument(value(file)) }

    /// Reads a file of any format of proofs: texts, lists and objects.
    ///
    /// - Throws: `FileError.invalid` where the file is no JSON of texts, lists and objects.
    public static func value(_ file: InputFile) throws(FileError) -> EventValue {
      var log = ProblemLog(file)
      let value = JSONParser.parse(file, log: &log).flatMap { eventValue($0, &log) }
      try log.check()
      guard let value else { throw log.failure("the file holds no value", expected: "an object") }
      return value
    }

    private static func eventValue(_ node: JSONNode, _ log: inout ProblemLog) -> EventValue? {
      switch node.value {
      case .string(let text): return .text(text)
      case .array(let nodes): return .list(nodes.compactMap { eventValue($0, &log) })
      case .object(let members):
        return .fields(
          members.compactMap { member in eventValue(member.node, &log).map { EventField(member.name, $0) } })
      default:
        log.add(at: node.offset, "\(node.value.kind) is not in quotes", expected: "texts, lists and objects")
        return nil
      }
    }
  }
#endif
