#if Command
  import ArgumentParser
  import Tailpool

  /// Confidence levels as fractions, parted by commas: `0.95,0.99`.
  struct LevelArgument: ExpressibleByArgument {
    /// The levels with the text that each was given as.
    let levels: [(text: String, level: ConfidenceLevel)]

    init?(argument: String) {
      var levels: [(text: String, level: ConfidenceLevel)] = []
      for text in argument.split(separator: ",", omittingEmptySubsequences: false) {
        guard let fraction = Double(text), let level = ConfidenceLevel(percent: 100 * fraction) else { return nil }
        levels.append((String(text), level))
      }
      guard !levels.isEmpty else { return nil }
      self.levels = levels
    }

    /// Refuses a level below one half: the probability of a loss beyond it, most likely, where its complement is meant.
    func check() throws {
      for (text, level) in levels where level.fraction < 0.5 {
        let percent = ((1 - level.fraction) * 1e6).rounded() / 1e6
        throw ValidationError("--level has \(text); was \(percent) meant? expected fractions of 0.5 and more")
      }
    }
  }
#endif
