#if Command
  import ArgumentParser
  import Tailpool

  extension MarkSource: ExpressibleByArgument {
    /// The words that the command takes: `quotes`, and the families of surfaces.
    static var names: [String] { FittedSurface.Family.allCases.map(\.rawValue) + ["quotes"] }

    /// Reads `quotes` or the name of a family; nil for anything else.
    public init?(argument: String) {
      if argument == "quotes" {
        self = .quotes
      } else if let family = FittedSurface.Family(rawValue: argument) {
        self = .surface(family)
      } else {
        return nil
      }
    }

    /// The word that the help shows for a default.
    public var defaultValueDescription: String {
      switch self {
      case .quotes: "quotes"
      case .surface(let family): family.rawValue
      }
    }
  }

  extension VolatilityMoves: ExpressibleByArgument {}

  extension SmileDynamics: ExpressibleByArgument {
    /// Reads `sticky-strike`, `sticky-delta` or `shift:SLOPE`; nil for anything else.
    public init?(argument: String) {
      switch argument {
      case "sticky-strike": self = .stickyStrike
      case "sticky-delta": self = .stickyDelta
      default:
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "shift", let slope = Double(parts[1]), slope.isFinite else { return nil }
        self = .surfaceShift(slope: slope)
      }
    }

    /// The word that the help shows for a default.
    public var defaultValueDescription: String {
      switch self {
      case .stickyStrike: "sticky-strike"
      case .stickyDelta: "sticky-delta"
      case .surfaceShift(let slope): "shift:\(slope)"
      }
    }
  }
#endif
