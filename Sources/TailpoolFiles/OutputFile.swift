import Foundation

/// Writes result files whole or not at all.
package enum OutputFile {
  /// Makes a folder with those above it, where they are absent.
  ///
  /// - Parameter path: The folder.
  /// - Throws: `FileError.cannotWrite` when a part of the path is a file or cannot be written.
  package static func makeFolder(_ path: String) throws(FileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: path, reason: systemReason(error))
    }
  }

  /// Writes a text under a path: into a new file of the same folder, which then takes the path's place.
  ///
  /// - Parameters:
  ///   - text: The content.
  ///   - path: A path, or `-` for standard output, which cannot be taken back.
  /// - Throws: `FileError.cannotWrite` when the folder is absent or not writable, the path is a folder, or the disk
  ///   is full; what stood under the path before is then unchanged.
  package static func write(_ text: String, to path: String) throws(FileError) {
    try write(bytes: Array(text.utf8), to: path)
  }

  /// Writes bytes under a path: into a new file of the same folder, which then takes the path's place.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - path: A path, or `-` for standard output, which cannot be taken back.
  /// - Throws: `FileError.cannotWrite`, as above.
  package static func write(bytes: [UInt8], to path: String) throws(FileError) {
    do {
      if path == "-" {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
      } else {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    } catch {
      throw .cannotWrite(path: path, reason: systemReason(error))
    }
  }
}
