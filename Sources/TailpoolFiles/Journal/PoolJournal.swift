#if Command
  import TailpoolEvents
  import TailpoolProofs
  import TailpoolPoolEngine

  /// A pool's journal as JSON Lines, each line with the SHA-256 of the line before; the format is in Docs/PoolJournal.md.
  public enum PoolJournal {
    /// A pool replayed from its journal.
    public struct Replay: Sendable {
      /// The pool after the last line.
      public let pool: MutualPool
      /// Lines read, that of the terms included.
      public let lines: Int
      /// SHA-256 of the last line in hexadecimal digits: who keeps it finds out when lines are cut off the end.
      public let digest: String
      /// The watch after the last line; nil where none was asked for.
      public let watch: PoolWatch?

      /// The lines that follow with more events, which the pool takes: all of them, or none.
      ///
      /// - Parameter events: The events in order.
      /// - Returns: The lines, each ended by a line feed, and the pool after them.
      /// - Throws: `PoolRefusal` of the first event that the pool does not take.
      public func appending(_ events: [PoolEvent]) throws(PoolRefusal) -> (lines: String, pool: MutualPool) {
        var (pool, writer, lines) = (pool, PoolJournalWriter(after: self), "")
        for event in events {
          try pool.apply(event)
          lines += writer.line(event)
        }
        return (lines, pool)
      }
    }

    /// What stands as digest of the line before the first.
    public static let origin = EventChain.origin(bytes: SHA256.count)

    /// Writes a journal.
    ///
    /// - Parameters:
    ///   - terms: What the pool has agreed on.
    ///   - events: Its events in order.
    /// - Returns: The lines, each ended by a line feed.
    public static func text(_ terms: PoolTerms, _ events: some Sequence<PoolEvent>) -> String {
      var writer = PoolJournalWriter()
      var text = writer.line(terms)
      for event in events { text += writer.line(event) }
      return text
    }

    /// Replays a journal from a path, reading it piece by piece.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - digest: The SHA-256 that the last line must have, or nil when it is not known.
    ///   - watch: What follows the pool from event to event, or nil.
    /// - Throws: `FileError`, as below, or `.unreadable`.
    /// - Complexity: Memory O(pool + longest line).
    public static func replay(
      path: String, digest: String? = nil, watch: PoolWatch? = nil
    ) throws(FileError) -> Replay {
      try replay(JournalLineReader(try JournalBytes(path: path)), digest: digest, watch)
    }

    /// Replays a journal: every line is checked against the one before and applied.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - expected: The SHA-256 that the last line must have, or nil when it is not known.
    ///   - watch: What follows the pool from event to event, or nil.
    /// - Returns: The pool after the last line.
    /// - Throws: `FileError.invalid` naming the first line that is cut, edited, out of its form, or refused by the pool.
    public static func replay(
      _ file: InputFile, digest expected: String? = nil, watch: PoolWatch? = nil
    ) throws(FileError) -> Replay {
      try replay(JournalLineReader(JournalBytes(file)), digest: expected, watch)
    }

    private static func replay(
      _ lines: JournalLineReader, digest: String?, _ watch: PoolWatch?
    ) throws(FileError) -> Replay {
      var (reader, watch) = (lines, watch)
      let pool = try reader.replay(MutualPool.self, digest: digest) { pool, event in
        try watch?.observe(pool, before: event?.time)
      }
      return Replay(pool: pool, lines: reader.line, digest: reader.digest, watch: watch)
    }

    /// What a journal says, with every line checked and applied as in a replay.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - digest: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Returns: The terms of the first line, and the events in order.
    /// - Throws: As `replay(path:digest:watch:)`.
    /// - Complexity: Memory O(events).
    public static func read(
      path: String, digest: String? = nil
    ) throws(FileError) -> (terms: PoolTerms, events: [PoolEvent]) {
      var reader = JournalLineReader(try JournalBytes(path: path))
      var (terms, events): (PoolTerms?, [PoolEvent]) = (nil, [])
      let pool = try reader.replay(MutualPool.self, digest: digest) { pool, event in
        // Before the first event the terms are still those of the first line.
        if terms == nil { terms = pool.terms }
        if let event { events.append(event) }
      }
      return (terms ?? pool.terms, events)
    }

    /// The SHA-256 of a value's canonical JSON, in hexadecimal digits.
    ///
    /// - Parameter value: The value.
    public static func digest(of value: EventValue) -> String {
      EventChain.digest(of: value, hash: SHA256.digest)
    }
  }

  /// Writes a journal line by line, so that a long one never lies in memory whole.
  public struct PoolJournalWriter: Sendable {
    /// The SHA-256 of the line written last, in hexadecimal digits; zeros before the first.
    public var digest: String { chain.digest }

    private var chain: EventChain

    /// Creates a writer at the beginning of a journal.
    public init() { chain = EventChain(bytes: SHA256.count, hash: SHA256.digest) }

    /// Creates a writer that goes on after the last line of a journal.
    ///
    /// - Parameter replay: The journal, replayed.
    public init(after replay: PoolJournal.Replay) {
      chain = EventChain(after: replay.digest, hash: SHA256.digest)
    }

    /// The first line.
    ///
    /// - Parameter terms: What the pool has agreed on.
    /// - Returns: The line, ended by a line feed.
    public mutating func line(_ terms: PoolTerms) -> String { chain.line("terms", terms.eventValue) + "\n" }

    /// The line of an event.
    ///
    /// - Parameter event: The event, which the pool has taken.
    /// - Returns: The line, ended by a line feed.
    public mutating func line(_ event: PoolEvent) -> String { chain.line("event", event.eventValue) + "\n" }
  }
#endif
