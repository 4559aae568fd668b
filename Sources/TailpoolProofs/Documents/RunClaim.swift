#if Command
  import TailpoolEvents

  /// What a run of a deterministic program was given and gave: digests of its inputs, its arguments, and the root of its results' parts.
  ///
  /// It is a claim, not yet a proof: whoever has the inputs runs it again and holds the results against the root (``check(results:)``), or
  /// asks for a part (``RunPartClaim``) and holds that against a run of its own. What it cannot say: that the inputs are the
  /// right ones. Nothing is hidden from who runs it again; who has only the document learns names, sizes and arguments.
  public struct RunClaim: Hashable, Sendable {
    /// A file of a run.
    public struct File: Hashable, Sendable {
      /// The name.
      public let name: String
      /// Bytes.
      public let byteCount: UInt64
      /// SHA-256 of the bytes.
      public let digest: [UInt8]

      /// The description of a file.
      public init(name: String, bytes: [UInt8]) {
        self.name = name
        byteCount = UInt64(bytes.count)
        digest = SHA256.digest(bytes[...])
      }

      init(_ record: FileRecord) throws(ProofError) {
        guard record.digest.bytes.count == 32 else {
          throw .wrongLength(of: "bytes of a file's digest", expected: 32, found: record.digest.bytes.count)
        }
        name = record.name
        byteCount = record.byteCount
        digest = record.digest.bytes
      }
    }

    /// The program and its version.
    public let program: String
    /// On which machines the results have these bits.
    public let platform: String
    /// The arguments.
    public let arguments: [String]
    /// What was read.
    public let inputs: [File]
    /// What was written, in the order of the tree.
    public let results: [File]
    /// The parts of the results.
    public let partCount: Int
    /// The root of the parts, 32 bytes.
    public let root: [UInt8]

    /// The claim of a run.
    ///
    /// - Throws: ``ProofError/empty(_:)`` where there are no results.
    public init(
      program: String, platform: String, arguments: [String], inputs: [(name: String, bytes: [UInt8])],
      results: [(name: String, bytes: [UInt8])]
    ) throws(ProofError) {
      let tree = try RunTree(results)
      self.program = program
      self.platform = platform
      self.arguments = arguments
      self.inputs = inputs.map { File(name: $0.name, bytes: $0.bytes) }
      self.results = results.map { File(name: $0.name, bytes: $0.bytes) }
      partCount = tree.parts.count
      root = tree.root
    }

    /// Checks that inputs are those of the claim.
    ///
    /// - Throws: ``ProofError/otherStatement(_:)`` naming the first that is not.
    public func check(inputs given: [(name: String, bytes: [UInt8])]) throws(ProofError) {
      for input in inputs {
        guard let file = given.first(where: { $0.name == input.name }),
          File(name: file.name, bytes: file.bytes) == input
        else { throw .otherStatement("input \(input.name)") }
      }
    }

    /// Checks that results of another run are those of the claim, to the bit.
    ///
    /// - Throws: ``ProofError/otherStatement(_:)`` naming the first result that is not; ``ProofError/notProved(_:)``.
    public func check(results given: [(name: String, bytes: [UInt8])]) throws(ProofError) {
      for result in results {
        guard let file = given.first(where: { $0.name == result.name }),
          File(name: file.name, bytes: file.bytes) == result
        else { throw .otherStatement("result \(result.name)") }
      }
      guard given.map(\.name) == results.map(\.name) else { throw .otherStatement("list of results") }
      let tree = try RunTree(given)
      guard tree.root == root, tree.parts.count == partCount else { throw .notProved("run") }
    }

    struct FileRecord: EventRecord, Hashable {
      var name = ""
      var byteCount: UInt64 = 0
      var digest = HexadecimalBytes.blank

      static let blank = FileRecord()

      static func coded<Coder: EventFieldCoder>(
        _ record: FileRecord, by coder: inout Coder
      ) throws(Coder.Failure) -> FileRecord {
        FileRecord(
          name: try coder.field("name", record.name), byteCount: try coder.field("bytes", record.byteCount),
          digest: try coder.field("digest", record.digest))
      }
    }

    struct Record: EventRecord, Hashable {
      var program = ""
      var platform = ""
      var arguments: [String] = []
      var inputs: [FileRecord] = []
      var results: [FileRecord] = []
      var partCount = 0
      var root = HexadecimalBytes.blank

      static let blank = Record()

      static func coded<Coder: EventFieldCoder>(_ record: Record, by coder: inout Coder) throws(Coder.Failure) -> Record
      {
        try coder.head("run")
        return Record(
          program: try coder.field("program", record.program), platform: try coder.field("platform", record.platform),
          arguments: try coder.field("arguments", record.arguments), inputs: try coder.field("inputs", record.inputs),
          results: try coder.field("results", record.results), partCount: try coder.field("parts", record.partCount),
          root: try coder.field("root", record.root))
      }
    }

    init(_ record: Record) throws(ProofError) {
      program = record.program
      platform = record.platform
      arguments = record.arguments
      var (inputs, results): ([File], [File]) = ([], [])
      for file in record.inputs { inputs.append(try File(file)) }
      for file in record.results { results.append(try File(file)) }
      self.inputs = inputs
      self.results = results
      partCount = record.partCount
      root = record.root.bytes
    }

    var record: Record {
      func records(_ files: [File]) -> [FileRecord] {
        files.map { FileRecord(name: $0.name, byteCount: $0.byteCount, digest: HexadecimalBytes($0.digest)) }
      }
      return Record(
        program: program, platform: platform, arguments: arguments, inputs: records(inputs), results: records(results),
        partCount: partCount, root: HexadecimalBytes(root))
    }
  }
#endif
