#if Command
  import TailpoolEvents
  import TailpoolProofs
  import TailpoolVenues

  /// A venue's journal as JSON Lines, each line with the SHA-256 of the line before; the form is that of a pool's journal.
  public enum VenueJournal {
    /// A venue replayed from its journal.
    public struct Replay<Venue: TradingVenue>: Sendable {
      /// The venue after the last line.
      public let venue: Venue
      /// Lines read, that of the terms included.
      public let lines: Int
      /// SHA-256 of the last line in hexadecimal digits.
      public let digest: String
    }

    /// Writes a journal.
    ///
    /// - Parameters:
    ///   - terms: What the venue has agreed on.
    ///   - orders: The orders that it took, in order.
    /// - Returns: The lines, each ended by a line feed, and the SHA-256 of the last one.
    /// - Complexity: O(orders).
    public static func text<Terms: VenueTerms>(
      _ terms: Terms, _ orders: some Sequence<Terms.Venue.Order>
    ) -> (lines: String, digest: String) {
      var chain = EventChain(bytes: SHA256.count, hash: SHA256.digest)
      var lines = chain.line("terms", terms.eventValue) + "\n"
      for order in orders { lines += chain.line("event", order.eventValue) + "\n" }
      return (lines, chain.digest)
    }

    /// Replays a journal: every line is checked against the one before and applied.
    ///
    /// - Parameters:
    ///   - file: The bytes and the name that problems are reported under.
    ///   - type: The venue whose journal it is.
    ///   - expected: The SHA-256 that the last line must have, or nil when it is not known.
    /// - Returns: The venue after the last line.
    /// - Throws: `FileError.invalid` naming the first line that is cut, edited, out of its form, or refused by the venue.
    public static func replay<Venue: TradingVenue>(
      _ file: InputFile, as type: Venue.Type, digest expected: String? = nil
    ) throws(FileError) -> Replay<Venue> {
      var reader = JournalLineReader(JournalBytes(file))
      let venue = try reader.replay(
        digest: expected, from: { try Venue(Venue.Terms($0)) },
        apply: { venue, value in _ = try venue.take(Venue.Order(value)) }, end: { _ in })
      return Replay(venue: venue, lines: reader.line, digest: reader.digest)
    }
  }
#endif
