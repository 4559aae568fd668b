#if Command
  import ArgumentParser

  /// How far a record of the models goes back: a number of days, or all that the history has.
  struct RecordLength {
    /// nil for all.
    let days: Int?

    init(argument: String) throws {
      if argument == "all" {
        days = nil
      } else if let number = Int(argument), number >= 100 {
        days = number
      } else {
        throw ValidationError("'\(argument)' is no length of a record; expected a number of days from 100 on, or all")
      }
    }
  }
#endif
