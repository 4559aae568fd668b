import TailpoolMarket

/// What a user says of a chain where the file leaves it open.
public struct ChainOptions: Hashable, Sendable {
  /// When the quotes were made; nil for what the file says. It wins over the file.
  public var asOf: Timestamp?
  /// What the options are written on, where no column says so.
  public var underlying: Underlying?
  /// The spot, where no column has it, finite and > 0.
  public var spot: Double?
  /// When the options may be exercised; nil for what their roots say.
  public var exercise: Exercise?
  /// The names of columns in the file by what they are, of `columnRoles`.
  public var columns: [String: String]

  /// When options may be exercised.
  public enum Exercise: String, CaseIterable, Sendable {
    /// At expiry alone.
    case european
    /// On any day until then.
    case american
  }

  /// What `columns` can name.
  public static let columnRoles = ChainField.allCases.map(\.rawValue)

  /// Creates options that leave everything to the file; see the properties for the meaning of each argument.
  public init(
    asOf: Timestamp? = nil, underlying: Underlying? = nil, spot: Double? = nil, exercise: Exercise? = nil,
    columns: [String: String] = [:]
  ) {
    self.asOf = asOf
    self.underlying = underlying
    self.spot = spot
    self.exercise = exercise
    self.columns = columns
  }
}

/// What a column of a chain can be.
enum ChainField: String, CaseIterable {
  case quoteTime
  case underlying
  case contract
  case type
  case strike
  case expiry
  case bid
  case ask
  case mark
  case volatility
  case openInterest
  case spot

  /// The names that vendors give such a column, by letters and digits in small letters, the best first.
  var names: [String] {
    switch self {
    case .quoteTime: ["quotetime", "quotedate", "quotereadtime", "asof", "snapshottime", "datadate"]
    case .underlying: ["underlying", "underlyingsymbol", "ticker", "root", "symbol"]
    case .contract: ["contractsymbol", "optionsymbol", "osisymbol", "contract", "instrument"]
    case .type: ["type", "optiontype", "callput", "putcall", "cp", "cpflag", "right", "kind"]
    case .strike: ["strike", "strikeprice", "k"]
    case .expiry:
      ["expiry", "expiration", "expirationdate", "expirydate", "expiredate", "expdate", "exdate", "maturity"]
    case .bid: ["bid", "bidprice", "bestbid", "bestbidprice"]
    case .ask: ["ask", "askprice", "bestask", "bestaskprice", "offer", "bestoffer"]
    case .mark: ["mark", "markprice"]
    case .volatility: ["impliedvolatility", "iv", "impliedvol", "markiv"]
    case .openInterest: ["openinterest", "openint", "oi"]
    case .spot: ["spot", "spotprice", "underlyingprice", "underlyinglast", "stockprice", "underlyingclose"]
    }
  }
}
