/// European options on a forward as columns: one array per quantity, for the batch functions of the pricing module.
///
/// The columns are built once, checked there for equal length, and lie in one allocation. An element may hold any
/// numbers: a batch answers NaN where the formula does.
public struct ForwardOptionColumns: Hashable, Sendable {
  /// The number of options.
  public let count: Int
  package let table: ColumnTable

  /// The columns in the order of the kernels.
  package enum Column: Int, CaseIterable { case forward, strike, years, sign, volatility, discountFactor }

  /// Creates the columns.
  ///
  /// - Parameters:
  ///   - types: Call or put.
  ///   - forwards: Forward prices, in quote currency.
  ///   - strikes: Strikes, same unit.
  ///   - years: Times to expiry in years.
  ///   - volatilities: Annual lognormal volatilities (0.20 is 20 %); what stands here does not matter to a batch of
  ///     implied volatilities.
  ///   - discountFactors: Discount factors to expiry.
  /// - Precondition: All have the same number of elements.
  /// - Complexity: O(count).
  public init(
    types: [OptionType], forwards: [Double], strikes: [Double], years: [Double], volatilities: [Double],
    discountFactors: [Double]
  ) {
    count = types.count
    table = ColumnTable(columns: [forwards, strikes, years, types.map(\.sign), volatilities, discountFactors])
  }

  /// The forward prices.
  public var forwards: ArraySlice<Double> { self[.forward] }
  /// The strikes.
  public var strikes: ArraySlice<Double> { self[.strike] }
  /// The times to expiry in years.
  public var years: ArraySlice<Double> { self[.years] }
  /// The annual volatilities.
  public var volatilities: ArraySlice<Double> { self[.volatility] }
  /// The discount factors.
  public var discountFactors: ArraySlice<Double> { self[.discountFactor] }

  /// Whether the option at an index is a call or a put.
  public func type(at index: Int) -> OptionType { self[.sign, index] > 0 ? .call : .put }

  package subscript(column: Column) -> ArraySlice<Double> { table[column.rawValue] }
  package subscript(column: Column, index: Int) -> Double { table[column.rawValue, index] }
}
