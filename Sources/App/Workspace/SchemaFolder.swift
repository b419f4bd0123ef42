import Formats
import Foundation
package import Mapping
import Values

/// A folder of JSON Schema files, read whole: what references may lead to, and all that they may.
///
/// A file is known by its path in the folder, by that path at `http://localhost:1234/`, and by the `$id` at its root.
package struct SchemaFolder: Sendable {
    static let filesMost = 2000
    static let fileBytesMost = 16 << 20
    private static let host = "http://localhost:1234/"

    /// By every URI that leads to them.
    private let documents: [String: Value]
    /// Paths within the folder, sorted.
    package let paths: [String]

    package static let empty = SchemaFolder(documents: [:], paths: [])

    private init(documents: [String: Value], paths: [String]) {
        self.documents = documents
        self.paths = paths
    }

    /// Files that are no JSON, or too large, are as good as absent; so is a folder that is not there.
    package init(_ folder: String) {
        var documents: [String: Value] = [:]
        var paths: [String] = []
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for path in names.filter({ $0.hasSuffix(".json") }).sorted().prefix(Self.filesMost) {
            guard let document = Self.read("\(folder)/\(path)") else { continue }
            paths.append(path)
            let id = document["$id"]?.string.map { $0.hasSuffix("#") ? String($0.dropLast()) : $0 }
            for name in [path, Self.host + path, id].compactMap(\.self) where documents[name] == nil {
                documents[name] = document
            }
        }
        self.init(documents: documents, paths: paths)
    }

    private static func read(_ path: String) -> Value? {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: fileBytesMost + 1), data.count <= fileBytesMost
        else { return nil }
        return try? JSONFormat().decode(Array(data))
    }

    package var loader: JSONSchema.Loader { { documents[$0] } }

    /// The schema in a file of the folder. Throws `validation.schemaMalformed`; nil when there is no such file.
    package func schema(at path: String, assertsFormats: Bool = false) throws -> JSONSchema? {
        guard let document = documents[path], paths.contains(path) else { return nil }
        return try JSONSchema(document, uri: path, options: .init(assertsFormats: assertsFormats, load: loader))
    }
}
