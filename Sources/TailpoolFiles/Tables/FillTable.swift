import TailpoolLedger
import TailpoolVenues

/// What came of the orders of a replay, as CSV: one row an order.
public enum FillTable {
  /// The columns: amounts in base units, the price in whole tokens.
  static let header =
    "index,time,action,party,status,refusal,in0,in1,out0,out1,credited0,credited1,fee0,fee1,price,inventory0,inventory1,"
    + "contract,contracts,volatility"

  /// Writes the rows.
  ///
  /// A refused order has zeros, and its price and inventory are those that were there before; the cell of a price that there is
  /// not is empty.
  ///
  /// - Parameter records: What came of each order.
  /// - Returns: The table, each line ended by a line feed.
  /// - Complexity: O(records).
  public static func text(_ records: some Sequence<VenueRecord>) -> String {
    var text = header + "\n"
    for record in records { text += row(record) + "\n" }
    return text
  }

  private static func row(_ record: VenueRecord) -> String {
    let words = [
      "\(record.index)", "\(record.time)", record.action, record.party.name ?? "",
      record.refusal == nil ? "taken" : "refused", record.refusal?.words ?? "",
    ]
    let units = record.fill.map { fill in
      [
        fill.flow.in0, fill.flow.in1, fill.flow.out0, fill.flow.out1, fill.flow.credited0, fill.flow.credited1,
        fill.fee.amount0, fill.fee.amount1,
      ]
    }
    let none = [UInt256](repeating: .zero, count: 8)
    let after = [
      record.price.map { "\($0)" } ?? "", "\(record.inventory.amount0)", "\(record.inventory.amount1)",
    ]
    let contract = record.fill?.contract
    let traded = [
      contract.map { CSVText.cell($0.name) } ?? "", contract.map { "\($0.contracts)" } ?? "",
      contract?.volatility.map { "\($0)" } ?? "",
    ]
    return (words.map(CSVText.cell) + (units ?? none).map { "\($0)" } + after + traded).joined(separator: ",")
  }
}
