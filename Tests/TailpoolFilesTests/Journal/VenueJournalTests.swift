#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Journals of venues")
  struct VenueJournalTests {
    private func replay() throws -> VenueReplay<ConstantProductPool> {
      let terms = ConstantProductTerms(
        token0: "A", token1: "B", feeMillionths: 3_000, hasProtocolFee: false,
        opening: Timestamp(secondsSinceEpoch: 1_767_225_600))
      let orders = try OrdersReader.read(MadeUp.file(OrdersReaderTests.product), as: ConstantProductEvent.self)
      // The one in the middle is refused, and is not in the journal.
      return try VenueReplay(
        terms, scale: TokenScale(),
        orders: [
          orders[0], ConstantProductEvent(at: terms.opening, .burn(owner: "Eve", shares: 1, least0: 0, least1: 0)),
          orders[1],
        ])
    }

    @Test("Holds the orders that were taken, and makes the same venue")
    func replays() throws {
      let replay = try replay()
      #expect(replay.totals.taken == 2 && replay.totals.refused == 1)
      let journal = VenueJournal.text(replay.venue.terms, replay.taken)
      let again = try VenueJournal.replay(
        MadeUp.file(journal.lines), as: ConstantProductPool.self, digest: journal.digest)
      #expect(again.venue == replay.venue && again.lines == 3 && again.digest == journal.digest)
      #expect(journal.digest.count == 64 && journal.lines.hasSuffix("\n"))
      #expect(journal.lines.hasPrefix("{\"prev\":\"\(PoolJournal.origin)\",\"terms\":{\"version\":\"1\""))
    }

    @Test("A line that was edited, cut off or refused is named")
    func refuses() throws {
      let replay = try replay()
      let journal = VenueJournal.text(replay.venue.terms, replay.taken)
      func message(_ text: String, digest: String? = nil) -> String {
        do {
          _ = try VenueJournal.replay(MadeUp.file(text), as: ConstantProductPool.self, digest: digest)
          return "taken"
        } catch { return "\(error)" }
      }
      #expect(message(journal.lines.marked("1000000", "1000001")).contains("made-up:3:1: the line does not follow"))
      let lines = journal.lines.split(separator: "\n").map { "\($0)\n" }
      #expect(message(lines.dropLast().joined(), digest: journal.digest).contains("lines were cut off or added"))
      #expect(message("").contains("the journal is empty"))
      #expect(message(journal.lines.marked("\"token0\":\"A\"", "\"token0\":\"B\"")).contains("the terms are not valid"))
      let unfunded = VenueJournal.text(replay.venue.terms, replay.taken.suffix(1))
      #expect(message(unfunded.lines).contains("made-up:2:1: the event is not taken: nothingToMove"))
    }
  }
#endif
