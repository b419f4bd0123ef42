import Foundation
import Values

/// Files named on the command line.
enum Input {
    /// No file is read whole beyond this.
    static let bytesMost = 1 << 30

    /// The bytes of a file, or of standard input for `-`.
    static func bytes(of file: String) throws -> [UInt8] {
        if file == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw JunctionError(
                .notFound, "\(file) cannot be read", remedy: "Check the path and that you may read the file.")
        }
        guard data.count <= bytesMost else {
            throw JunctionError(.formatLimit, "\(file) is larger than \(bytesMost) bytes")
        }
        return Array(data)
    }
}
