#if Command
  import ArgumentParser
  import Tailpool

  extension ScenarioModel {
    /// Reads a model, or says which there are.
    static func argument(_ text: String) throws -> ScenarioModel {
      guard let model = ScenarioModel(text) else { throw ValidationError("expected one of \(formsText)") }
      return model
    }
  }

  extension RevaluationMode {
    /// Reads a mode, or says which there are.
    static func argument(_ text: String) throws -> RevaluationMode {
      guard let mode = RevaluationMode(name: text) else {
        throw ValidationError("expected one of \(names.joined(separator: ", "))")
      }
      return mode
    }
  }

  /// Levels at which the report measures value at risk and expected shortfall.
  struct ReportLevels {
    let levels: [ConfidenceLevel]

    /// Reads fractions parted by commas, or says what is expected.
    init(argument: String) throws {
      guard let read = LevelArgument(argument: argument) else {
        throw ValidationError("expected fractions between 0 and 1 parted by commas, such as 0.95,0.99,0.995")
      }
      levels = read.levels.map(\.level)
    }
  }
#endif
