#if Command
  import TailpoolProofs
  import Testing

  @testable import TailpoolCommand

  @Suite("What is wrong with a proof, in words")
  struct ProofWordsTests {
    static let cases: [(ProofError, String)] = [
      (.alreadySpent("auction 7"), "the note has been spent in auction 7 before"),
      (.otherStatement("root"), "the root is not that of the statement"),
      (.needsRun, "a run is checked by running it again; expected --files with its inputs"),
      (.needsReveal, "a seal says nothing before it is opened; expected the proof that reveals it, with --sealed"),
      (.untrueStatement("margin"), "the statement of margin is not true of these amounts, so there is no proof"),
      (.notProved("spending"), "the proof of spending does not hold"),
      (.wrongLength(of: "range proofs", expected: 3, found: 2), "2 range proofs; expected 3"),
    ]

    @Test("Each says what is wrong and what was expected, and ends with 65", arguments: cases.indices)
    func words(place: Int) {
      let (error, words) = Self.cases[place]
      let failure = CommandFailure(error)
      #expect(failure.text == "tailpool: \(words)" && failure.code.rawValue == 65, "\(failure.text)")
    }

    @Test("Runs of others end with 76 where they cannot be made here, and with 65 where they must not be")
    func runs() {
      let cases: [(RunError, String, Int32)] = [
        (.otherProgram(expected: "a", found: "b"), "the run is of b; this is a", 76),
        (.argument("/x"), "/x could lead out of the folder of the run; expected names without / and ..", 65),
        (.failed(status: 66, "absent"), "the run ended with 66: absent", 65),
      ]
      for (error, words, code) in cases {
        let failure = CommandFailure(error)
        #expect(failure.text == "tailpool: \(words)" && failure.code.rawValue == code, "\(failure.text)")
      }
      #expect(
        CommandFailure(RunError.subcommand("prove")).text.hasPrefix(
          "tailpool: a run of prove; expected one of auction, "))
    }
  }
#endif
