import Foundation

/// The bytes of a file with the name that problems are reported under.
public struct InputFile: Hashable, Sendable {
  /// The name shown in problems.
  public let name: String
  /// The content.
  public let bytes: [UInt8]

  /// Creates a file from bytes already in memory.
  ///
  /// - Parameters:
  ///   - name: The name shown in problems.
  ///   - bytes: The content.
  public init(name: String, bytes: some Sequence<UInt8>) {
    self.name = name
    self.bytes = Array(bytes)
  }

  /// Creates a file from a text already in memory.
  ///
  /// - Parameters:
  ///   - name: The name shown in problems.
  ///   - text: The content.
  public init(name: String, text: String) {
    self.init(name: name, bytes: text.utf8)
  }

  /// Reads a whole file.
  ///
  /// - Parameter path: A path, or `-` for standard input.
  /// - Throws: `FileError.unreadable` when the file cannot be opened or read.
  public init(path: String) throws(FileError) {
    do {
      if path == "-" {
        self.init(name: "standard input", bytes: try FileHandle.standardInput.readToEnd() ?? Data())
      } else {
        self.init(name: path, bytes: try Data(contentsOf: URL(fileURLWithPath: path)))
      }
    } catch {
      throw .unreadable(path: path, reason: systemReason(error))
    }
  }

  /// Bytes of the UTF-8 byte-order mark that the content starts with: 3 or 0.
  static func lengthOfByteOrderMark(_ bytes: [UInt8]) -> Int {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
  }

  /// The offset of the first byte that is not UTF-8, or nil.
  var firstInvalidByte: Int? {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      guard let length = InputFile.lengthOfScalar(bytes[index...]) else { return index }
      index += length
    }
    return nil
  }

  /// Bytes of the UTF-8 scalar that a slice starts with, or nil when there is none.
  private static func lengthOfScalar(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return nil
    }
    guard bytes.count >= length, second.contains(bytes[bytes.startIndex + 1]) else { return nil }
    return bytes.prefix(length).dropFirst(2).allSatisfy { $0 & 0xC0 == 0x80 } ? length : nil
  }
}

/// What the system says went wrong, in words.
func systemReason(_ error: any Error) -> String {
  let cocoa = error as NSError
  guard let posix = (error as? POSIXError) ?? (cocoa.userInfo[NSUnderlyingErrorKey] as? POSIXError) else {
    return cocoa.localizedDescription
  }
  return unsafe String(cString: strerror(posix.code.rawValue))
}
