#if Command
  import TailpoolEvents
  import TailpoolProofs
  import TailpoolVenues

  /// An auction venue's journal as JSON Lines, each line with the SHA-256 of the line before; the form is that of a pool's journal.
  public enum AuctionJournal {
    /// A venue replayed from its journal.
    public struct Replay: Sendable {
      /// The venue after the last line, and all that came of its events.
      public let history: AuctionVenueReplay<CommitmentSHA256>
      /// Lines read, that of the terms included.
      public let lines: Int
      /// SHA-256 of the last line in hexadecimal digits.
      public let digest: String
      /// The venue after the last line.
      public var venue: AuctionVenue<CommitmentSHA256> { history.venue }
    }

    /// Writes a journal.
    ///
    /// - Parameters:
    ///   - terms: What the venue has agreed on.
    ///   - events: The events that it took, in order.
    /// - Returns: The lines, each ended by a line feed, and the SHA-256 of the last one.
    /// - Complexity: O(events).
    public static func text(
      _ terms: AuctionVenueTerms, _ events: some Sequence<AuctionVenueEvent>
    ) -> (lines: String, digest: String) {
      var chain = EventChain(bytes: SHA256.count, hash: SHA256.digest)
      var lines = chain.line("terms", terms.eventValue) + "\n"
      for event in events { lines += chain.line("event", event.eventValue) + "\n" }
      return (lines, chain.digest)
    }

    /// Replays a journal from a path, reading it piece by piece.
    ///
    /// - Parameters:
    ///   - path: A path, or `-` for standard input.
    ///   - digest: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Throws: `FileError`, as below, or `.unreadable`.
    /// - Complexity: Memory O(orders + auctions + longest line).
    public static func replay(path: String, digest: String? = nil) throws(FileError) -> Replay {
      try replay(JournalLineReader(try JournalBytes(path: path)), digest)
    }

    /// Replays a journal: every line is checked against the one before and applied.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - expected: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Returns: The venue after the last line.
    /// - Throws: `FileError.invalid` naming the first line that is cut, edited, out of its form, or refused by the venue.
    public static func replay(_ file: InputFile, digest expected: String? = nil) throws(FileError) -> Replay {
      try replay(JournalLineReader(JournalBytes(file)), expected)
    }

    private static func replay(_ lines: JournalLineReader, _ digest: String?) throws(FileError) -> Replay {
      var reader = lines
      let history = try reader.replay(AuctionVenueReplay<CommitmentSHA256>.self, digest: digest) { _, _ in }
      return Replay(history: history, lines: reader.line, digest: reader.digest)
    }

    /// The SHA-256 of a value's canonical JSON, in hexadecimal digits.
    ///
    /// - Parameter value: The value.
    public static func digest(of value: EventValue) -> String {
      EventChain.digest(of: value, hash: SHA256.digest)
    }
  }
#endif
