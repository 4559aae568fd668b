import Foundation
import Testing

@testable import TailpoolFiles

@Suite struct InputFileTests {
  @Test func reportsAFileThatIsNotThere() {
    #expect(throws: FileError.unreadable(path: "/no/such/file", reason: "No such file or directory")) {
      try InputFile(path: "/no/such/file")
    }
  }

  @Test func reportsAFolder() {
    #expect {
      try InputFile(path: "/")
    } throws: { error in
      guard case FileError.unreadable(path: "/", let reason) = error else { return false }
      return !reason.isEmpty
    }
  }

  @Test(
    arguments: [
      ([0x80], 0), ([0x61, 0xC1, 0xBF], 1), ([0xE0, 0x9F, 0xBF], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF0, 0x8F, 0xBF, 0xBF], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
      ([0xC3, 0xA9, 0xE2, 0x82], 2), ([0xF0, 0x9F, 0x98, 0x80, 0xFF], 4), ([0xE2, 0x28, 0xA1], 0),
    ] as [([UInt8], Int)])
  func findsTheFirstByteThatIsNotUTF8(_ bytes: [UInt8], _ offset: Int) {
    #expect(InputFile(name: "x", bytes: bytes).firstInvalidByte == offset)
  }

  @Test func acceptsEveryLengthOfScalar() {
    #expect(InputFile(name: "x", text: "aé€😀\u{0}\u{10FFFF}").firstInvalidByte == nil)
  }

  /// The first and the last scalar of every kind of leading byte.
  @Test func passesOverEveryScalarBeforeTheFirstInvalidByte() {
    let scalars: [UInt32] = [
      0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xEFFF, 0xF000, 0xFFFD, 0xFFFF,
      0x10000, 0x3FFFF, 0x40000, 0xBFFFF, 0xC0000, 0xFFFFF, 0x100000, 0x10FFFF,
    ]
    for number in scalars {
      let bytes = UnicodeScalar(number).map { Array(String(Character($0)).utf8) } ?? []
      #expect(!bytes.isEmpty, "\(number)")
      for bad in [0x80, 0xC0, 0xFF] as [UInt8] {
        #expect(InputFile(name: "x", bytes: bytes + bytes + [bad]).firstInvalidByte == 2 * bytes.count, "\(number)")
      }
      // One of its bytes is missing.
      if bytes.count > 1 {
        #expect(InputFile(name: "x", bytes: bytes + bytes.dropLast()).firstInvalidByte == bytes.count, "\(number)")
      }
    }
  }
}

@Suite struct OutputFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tailpool-\(UUID().uuidString)")

  private func inFolder(_ body: (String) throws -> Void) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func writesAndReplacesWholeFiles() throws {
    try inFolder { folder in
      try OutputFile.write("one", to: folder + "/a.txt")
      try OutputFile.write("two\n", to: folder + "/a.txt")
      #expect(try String(contentsOfFile: folder + "/a.txt", encoding: .utf8) == "two\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
    }
  }

  @Test func saysWhyAFolderThatIsNotThereCannotTakeAFile() {
    let path = folder.path + "/a.txt"
    #expect(throws: FileError.cannotWrite(path: path, reason: "No such file or directory")) {
      try OutputFile.write("x", to: path)
    }
  }

  @Test func leavesNothingBehindWhenThePathIsAFolder() throws {
    try inFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/b/c", withIntermediateDirectories: true)
      #expect(throws: FileError.self) { try OutputFile.write("x", to: folder + "/b") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["b"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/b") == ["c"])
    }
  }

  @Test func describesProblemsOnePerLine() {
    let problem = FileProblem(file: "a.csv", line: 2, column: 7, message: "bid is -1; expected 0 or more")
    let error = FileError.invalid([problem, problem], further: 3)
    #expect(
      error.description
        == "a.csv:2:7: bid is -1; expected 0 or more\na.csv:2:7: bid is -1; expected 0 or more\nand 3 further problems")
    #expect(FileError.unreadable(path: "a", reason: "gone").description == "a: cannot be read: gone")
    #expect(FileError.cannotWrite(path: "a", reason: "full").description == "a: cannot be written: full")
  }

  @Test("Several files are written all or not at all, and leave nothing beside them")
  func writesAllOrNone() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tailpool-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try OutputFile.write([("a", "1"), ("b", "2")], in: folder + "/deep")
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder + "/deep").sorted() }
    #expect(try names() == ["a", "b"])
    try OutputFile.write([("a", "3"), ("b", "")], in: folder + "/deep")
    #expect(try String(contentsOfFile: folder + "/deep/a", encoding: .utf8) == "3")
    try FileManager.default.createDirectory(atPath: folder + "/deep/c", withIntermediateDirectories: false)
    #expect(throws: FileError.cannotWrite(path: folder + "/deep/c", reason: "Is a directory")) {
      try OutputFile.write([("a", "4"), ("b", "5"), ("c", "6")], in: folder + "/deep")
    }
    #expect(try String(contentsOfFile: folder + "/deep/a", encoding: .utf8) == "3")
    #expect(try names() == ["a", "b", "c"])
  }
}
