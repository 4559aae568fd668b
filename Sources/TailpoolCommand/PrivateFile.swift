#if Command
  import ArgumentParser
  import Foundation
  import Tailpool
  import TailpoolFiles
  import TailpoolProofs

  /// Files that belong to their maker alone: nobody else may read them.
  enum PrivateFile {
    /// Openings of amounts, with blindings of the system's randomness.
    static func openings(_ amounts: [UInt64]) throws -> [CommitmentOpening] {
      let entropy = try Entropy.ofSystem()
      return amounts.enumerated().map { index, amount in
        CommitmentOpening(amount, blinding: SecretScalar(from: entropy, purpose: "blinding \(index)"))
      }
    }

    /// Writes a value as one line.
    static func write(_ value: EventValue, to path: String) throws { try write(value.canonicalJSON + "\n", to: path) }

    /// Writes a text.
    static func write(_ text: String, to path: String) throws {
      // The file is there, and closed to others, before it holds anything.
      try OutputFile.write("", to: path)
      if path != "-" { try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path) }
      try OutputFile.write(text, to: path)
      if path != "-" { try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path) }
    }

    /// The secret of 32 bytes that a file holds as 64 hexadecimal digits; a file that is absent is made.
    static func secret(at path: String) throws -> Entropy {
      if !FileManager.default.fileExists(atPath: path) {
        let bytes = SecretScalar(from: try Entropy.ofSystem(), purpose: "secret of salts").bytes
        try write(bytes.hexadecimal + "\n", to: path)
      }
      let file = try InputFile(path: path)
      let text = String(decoding: file.bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      guard let bytes = NoteTable.bytes(text), bytes.count == 32 else {
        throw FileError.invalid(
          [FileProblem(file: path, line: 1, column: 1, message: "the secret is not 64 hexadecimal digits")], further: 0)
      }
      return try Entropy(bytes: bytes)
    }
  }
#endif
