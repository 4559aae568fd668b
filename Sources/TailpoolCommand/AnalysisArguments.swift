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

  extension ModelRecord.Length {
    /// Reads a number of days, `all` or `none`, or says what is expected.
    static func argument(_ text: String) throws -> ModelRecord.Length {
      switch text {
      case "all": return .all
      case "none": return .none
      default:
        guard let days = Int(text), days >= 100 else {
          throw ValidationError(
            "'\(text)' is no length of a record; expected a number of days from 100 on, all, or none")
        }
        return .days(days)
      }
    }
  }

  /// A time of day.
  enum ClockTime {
    /// Reads `hh:mm` as seconds after midnight, or says what is expected.
    static func seconds(_ text: String) throws -> Int {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
        (0...(hour == 24 ? 0 : 59)).contains(minute)
      else { throw ValidationError("'\(text)' is no time of day; expected hh:mm, from 00:00 to 24:00") }
      return hour * 3_600 + minute * 60
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
