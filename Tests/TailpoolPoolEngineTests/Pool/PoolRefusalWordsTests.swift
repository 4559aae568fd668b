import TailpoolMarket
import TailpoolPoolEngine
import Testing

@Suite("Refusals of a pool in words")
struct PoolRefusalWordsTests {
  @Test("A sentence without a comma or a name of the program, in which what was given stands")
  func words() {
    let time = Timestamp(secondsSinceEpoch: 1_767_225_600)
    for (refusal, expected) in [
      (.unknownContract("C,1"), "C;1 is not listed"), (.staleMark(asOf: nil), "there is no mark"),
      (.staleMark(asOf: time), "the last mark at 2026-01-01T00:00:00Z is too old or not sure enough"),
      (.halted(until: time), "it is halted until 2026-01-01T00:00:00Z"),
      (.insufficientCash(held: -3, required: 5), "it holds -3 where 5 would be paid"),
      (.limit(.freeCash), "past the limit freeCash"),
      (.shares(.insufficientShares(owner: "Ada", held: 1, required: 2)), "Ada has 1 shares where 2 are asked"),
      (.shares(.belowMinimum(result: 7, minimum: 8)), "it comes to 7 where 8 is the least allowed"),
      (
        .control(.tooFewSources(agreeing: 1, required: 3)),
        "a control refuses: 1 sources are fresh and agree where 3 must"
      ),
      (.control(.stepTooGreat(maximum: 50)), "a control refuses: a change is greater than a step of 50"),
      (.control(.outOfBounds(minimum: 1, maximum: 9)), "a control refuses: a value is not within 1 and 9"),
      (.control(.unknown("a,b")), "a control refuses: a;b is not known"),
      (.unsettled("E"), "E has expired and waits to be settled"),
    ] as [(PoolRefusal, String)] { #expect(refusal.words == expected) }
  }
}
