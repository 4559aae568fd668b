#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// `tailpool prove note`.
  struct ProveNoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "note",
      abstract: "Makes a note, to be listed by whoever admits members or orders, and its secret.",
      discussion:
        "The note is a line of hexadecimal digits. The secret stays with who made it: who has it can spend the note.")

    @Option(name: .long, help: ArgumentHelp("The note.", valueName: "file"))
    var out: String
    @Option(name: .long, help: ArgumentHelp("What spends it, JSON.", valueName: "file"))
    var secret: String

    func run() async throws {
      try await reportingFailures {
        let made = NoteSecret(from: try .ofSystem())
        try PrivateFile.write(NoteDocument(made).value, to: secret)
        try OutputFile.write(MembershipNote(made).point.bytes.hexadecimal + "\n", to: out)
      }
    }
  }

  /// `tailpool prove spend`.
  struct ProveSpendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "spend",
      abstract: "Spends one of the listed notes in a scope, once, without saying which.",
      discussion: """
        The table has the column note, in the published order. The message is what the note is spent for, such as the digits of a sealed order. \
        A second proof of the same note in the same scope shows the same nullifier, whatever its message: a register refuses it.
        """)

    @Option(name: .long, help: ArgumentHelp("The published notes, CSV.", valueName: "file"))
    var notes: String
    @Option(name: .long, help: ArgumentHelp("The secret of one of them, JSON.", valueName: "file"))
    var secret: String
    @Option(name: .long, help: "The application that the proof is for.")
    var domain: String
    @Option(name: .long, help: "Where a note is spent once: an auction, a distribution, a vote.")
    var scope: String
    @Option(name: .long, help: "What the note is spent for.")
    var message: String = ""
    @Option(name: .long, help: ArgumentHelp("The proof, JSON.", valueName: "file"))
    var out: String

    func run() async throws {
      try await reportingFailures {
        let known = try NoteDocument(ProofDocumentReader.value(InputFile(path: secret))).secret
        let statement = try SpendStatement(
          context: ProofContext(domain: domain, data: Array(message.utf8)), scope: scope,
          notes: NoteTable.read(InputFile(path: notes)), nullifier: known.nullifier(in: scope))
        let proof = try statement.proof(known, entropy: .ofSystem())
        try ProofDocument.spend(SpendClaim(statement: statement, proof: proof)).write(to: out)
      }
    }
  }

  extension NullifierRegister {
    /// Takes a spending into the register of a file, which is made where it is absent. Two runs at once on one file may lose one of both.
    static func take(_ claim: SpendClaim, into path: String) throws {
      let statement = claim.statement
      var register =
        try FileManager.default.fileExists(atPath: path)
        ? NullifierRegister(ProofDocumentReader.value(InputFile(path: path)))
        : NullifierRegister(scope: statement.scope, notes: statement.notes)
      try register.take(statement, proof: claim.proof, entropy: .ofSystem())
      try OutputFile.write(register.value.canonicalJSON + "\n", to: path)
    }
  }

  extension Sequence<UInt8> {
    /// The bytes as hexadecimal digits of lower case.
    var hexadecimal: String { map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
  }
#endif
