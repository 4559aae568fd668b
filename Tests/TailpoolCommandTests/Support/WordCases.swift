#if Command
  import Testing

  @testable import TailpoolCommand

  /// An error with numbers and names that are all unlike, and what a user is to read.
  struct WordCase: Sendable, CustomTestStringConvertible {
    let error: any Error
    let words: String

    init(_ error: any Error, _ words: String) { (self.error, self.words) = (error, words) }

    var testDescription: String { "\(error)" }

    /// Checks that the words are those, letter for letter.
    func check(_ place: SourceLocation = #_sourceLocation) {
      #expect(Explanation(of: error)?.text == words, "\(error)", sourceLocation: place)
    }
  }
#endif
