#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  @Suite("Journals of auction venues and commitments")
  struct AuctionJournalTests {
    typealias Venue = AuctionVenue<CommitmentSHA256>

    private func bytes(_ digits: String) -> [UInt8] {
      stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(digits.dropFirst($0).prefix(2), radix: 16)
      }
    }

    @Test("Commitments by SHA-256")
    func vectors() throws {
      let cases = try ReferenceCase.cases("pools/44_commit_reveal")
      #expect(cases.count == 2)
      for vector in cases {
        let commitment = try OrderCommitment(
          to: Array(vector.text("payloadUTF8").utf8), domain: vector.text("domain"),
          nonce: bytes(vector.text("nonceHex")), digest: CommitmentSHA256.self)
        #expect(commitment.digits == vector.text("commitment"), "\(vector)")
        #expect(try OrderCommitment(digits: commitment.digits, count: 32) == commitment)
      }
      #expect(throws: AuctionRefusal.invalidCommitment) {
        try OrderCommitment(to: [], domain: "", nonce: [1], digest: CommitmentSHA256.self)
      }
      for digits in ["", "0", String(repeating: "AB", count: 32), String(repeating: "ab", count: 31)] {
        #expect(throws: AuctionRefusal.invalidCommitment) { try OrderCommitment(digits: digits, count: 32) }
      }
    }

    private func events() throws -> (AuctionVenueTerms, [AuctionVenueEvent]) {
      let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)
      let terms = AuctionVenueTerms(
        base: "ETH", quote: "USDC", auction: try CallAuction(), opening: opening, intervalSeconds: 60,
        revealSeconds: 20, bondMillionths: 10_000, priceGuard: try ReferencePriceGuard())
      func event(_ seconds: Int64, _ action: AuctionVenueAction) -> AuctionVenueEvent {
        AuctionVenueEvent(at: opening.advanced(bySeconds: seconds), action)
      }
      let sealed = AuctionOrder(
        id: 1, participant: "Ada", side: .buy, pricing: .limit(3_010), quantity: 2, time: opening)
      let nonce = [UInt8](repeating: 7, count: 32)
      let commitment = try OrderCommitment(
        to: sealed.commitmentPayload, domain: Venue.domain, nonce: nonce, digest: CommitmentSHA256.self)
      return (
        terms,
        [
          event(0, .deposit(participant: "Ada", base: 0, quote: 10_000)),
          event(0, .deposit(participant: "Bob", base: 5, quote: 0)),
          event(10, .commit(participant: "Ada", order: 1, commitment: commitment.digits, bond: 61)),
          event(
            20,
            .place(
              AuctionOrder(
                id: 2, participant: "Bob", side: .sell, pricing: .pegged(offset: -5), quantity: 3, minimumQuantity: 1,
                time: opening, goodTill: opening.advanced(bySeconds: 600)))),
          event(50, .reveal(sealed, nonce: String(repeating: "07", count: 32))),
          event(55, .price(source: "x", price: 3_000)), event(60, .auction),
        ]
      )
    }

    @Test("Holds the events, and makes the same venue")
    func replays() throws {
      let (terms, events) = try events()
      var venue = try Venue(terms)
      for event in events { try venue.apply(event) }
      // Two of three are sold at the pressure's price, the lowest: 2,995.
      #expect(venue.accounts["Ada"] == TokenPair(2, 10_000 - 5_990) && venue.accounts["Bob"] == TokenPair(3, 5_990))
      let journal = AuctionJournal.text(terms, events)
      let again = try AuctionJournal.replay(MadeUp.file(journal.lines), digest: journal.digest)
      #expect(again.venue == venue && again.lines == 8 && again.digest == journal.digest)
    }

    @Test("A line that was edited, cut off or refused is named")
    func refuses() throws {
      let (terms, events) = try events()
      let journal = AuctionJournal.text(terms, events)
      func message(_ text: String, digest: String? = nil) -> String {
        do {
          _ = try AuctionJournal.replay(MadeUp.file(text), digest: digest)
          return "taken"
        } catch { return "\(error)" }
      }
      #expect(
        message(journal.lines.marked("\"quote\":\"10000\"", "\"quote\":\"10001\"")).contains(
          "made-up:3:1: the line does not follow"))
      let lines = journal.lines.split(separator: "\n").map { "\($0)\n" }
      #expect(message(lines.dropLast().joined(), digest: journal.digest).contains("lines were cut off or added"))
      #expect(
        message(AuctionJournal.text(terms, events.dropFirst()).lines).contains(
          "made-up:3:1: the event is not taken: insufficientBalance"))
      var late = events
      late.swapAt(4, 6)
      #expect(
        message(AuctionJournal.text(terms, late).lines).contains("made-up:7:1: the event is not taken: timeRunsBack"))
    }
  }
#endif
