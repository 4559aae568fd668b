#if Command
  import TailpoolEvents
  import TailpoolProofs
  import TailpoolInsurance

  /// A cover pool's journal as JSON Lines, each line with the SHA-256 of the line before; the format is in Docs/CoverJournal.md.
  public enum CoverJournal {
    /// A cover pool replayed from its journal.
    public struct Replay: Sendable {
      /// The pool after the last line.
      public let pool: CoverPool
      /// Lines read, that of the terms included.
      public let lines: Int
      /// SHA-256 of the last line in hexadecimal digits: who keeps it finds out when lines are cut off the end.
      public let digest: String
    }

    /// Writes a journal.
    ///
    /// - Parameters:
    ///   - terms: What the pool has agreed on.
    ///   - events: Its events in order.
    /// - Returns: The lines, each ended by a line feed.
    /// - Complexity: O(events).
    public static func text(_ terms: CoverTerms, _ events: some Sequence<CoverEvent>) -> String {
      var chain = EventChain(bytes: SHA256.count, hash: SHA256.digest)
      var text = chain.line("terms", terms.eventValue) + "\n"
      for event in events { text += chain.line("event", event.eventValue) + "\n" }
      return text
    }

    /// Replays a journal from a path, reading it piece by piece.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - digest: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Throws: `FileError`, as below, or `.unreadable`.
    /// - Complexity: Memory O(pool + longest line).
    public static func replay(path: String, digest: String? = nil) throws(FileError) -> Replay {
      try replay(JournalLineReader(try JournalBytes(path: path)), digest)
    }

    /// Replays a journal: every line is checked against the one before and applied.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - expected: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Returns: The pool after the last line.
    /// - Throws: `FileError.invalid` naming the first line that is cut, edited, out of its form, or refused by the pool.
    public static func replay(_ file: InputFile, digest expected: String? = nil) throws(FileError) -> Replay {
      try replay(JournalLineReader(JournalBytes(file)), expected)
    }

    private static func replay(_ lines: JournalLineReader, _ digest: String?) throws(FileError) -> Replay {
      var reader = lines
      let pool = try reader.replay(CoverPool.self, digest: digest) { _, _ in }
      return Replay(pool: pool, lines: reader.line, digest: reader.digest)
    }

    /// The SHA-256 of a value's canonical JSON, in hexadecimal digits.
    ///
    /// - Parameter value: The value.
    public static func digest(of value: EventValue) -> String {
      EventChain.digest(of: value, hash: SHA256.digest)
    }
  }
#endif
