#if Command
  import ArgumentParser
  import Tailpool
  import TailpoolFiles

  /// What a command that reads a history takes where the file leaves something open.
  struct HistoryArguments: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Which stands first in dates such as 03/04/2024: \(DateOrder.allCases.map(\.rawValue).joined(separator: " or ")).",
        discussion: "Without it: what the rows decide.", valueName: "o"))
    var dateOrder: DateOrder?
    @Option(
      name: .long,
      help: ArgumentHelp(
        "The mark before decimals in histories: \(DecimalMark.allCases.map(\.rawValue).joined(separator: " or ")).",
        discussion: "Without it: what the numbers decide.", valueName: "m"))
    var decimalMark: DecimalMark?
    @OptionGroup var file: ReadingArguments

    /// Reads a history, and says what was decided where the user asks for it.
    func reading(_ path: String) throws(FileError) -> Reading<PriceHistory> {
      let options = HistoryOptions(
        dateOrder: dateOrder, decimalMark: decimalMark, columns: file.columns(of: HistoryOptions.columnRoles))
      let reading = try HistoryReader.reading(InputFile(path: path), options: options)
      file.tell(reading.report)
      return reading
    }
  }

  /// What a command takes for any file of a table.
  struct ReadingArguments: ParsableArguments {
    @Option(
      name: .long,
      help: ArgumentHelp(
        "Columns by what they are, such as date=Day,close=Px. Of a history: "
          + "\(HistoryOptions.columnRoles.joined(separator: ", ")); of a chain: "
          + "\(ChainOptions.columnRoles.joined(separator: ", ")).", valueName: "ours=theirs"),
      transform: ReadingArguments.named)
    var columns: [String: String] = [:]
    @Flag(name: .long, help: "Say on standard error what was decided about each file.")
    var explain = false

    /// The columns that are named by roles out of a list.
    func columns(of roles: [String]) -> [String: String] { columns.filter { roles.contains($0.key) } }

    /// Says of a file what was decided, where the user asks for it.
    func tell(_ report: ReadingReport) {
      if explain { complain(String(report.description.dropLast())) }
    }

    private static func named(_ text: String) throws -> [String: String] {
      let roles = HistoryOptions.columnRoles + ChainOptions.columnRoles
      var columns: [String: String] = [:]
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let mark = part.firstIndex(of: "="), part[part.index(after: mark)...] != "" else {
          throw ValidationError("--columns has \"\(part)\"; expected ours=theirs")
        }
        let role = String(part[..<mark])
        guard roles.contains(role) else {
          throw ValidationError("--columns names \"\(role)\"; expected one of \(roles.joined(separator: ", "))")
        }
        guard columns.updateValue(String(part[part.index(after: mark)...]), forKey: role) == nil else {
          throw ValidationError("--columns names \"\(role)\" twice; expected each once")
        }
      }
      return columns
    }
  }

  extension DateOrder: ExpressibleByArgument {}
  extension DecimalMark: ExpressibleByArgument {}
#endif
