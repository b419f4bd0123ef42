package import Formats
import Foundation
package import Mapping
import Values

/// A folder of schema files, JSON Schema and XML Schema, read whole: what references may lead to, and all that they may.
///
/// A file of JSON is known by its path in the folder, by that path at `http://localhost:1234/`, and by the `$id` at its root; one of XML
/// Schema by its path.
package struct SchemaFolder: Sendable {
    static let filesMost = 2000
    static let fileBytesMost = 16 << 20
    private static let host = "http://localhost:1234/"

    /// By every URI that leads to them.
    private let documents: [String: Value]
    private let xsd: [String: [UInt8]]
    /// Paths within the folder, sorted.
    package let paths: [String]

    package static let empty = SchemaFolder(documents: [:], xsd: [:], paths: [])

    private init(documents: [String: Value], xsd: [String: [UInt8]], paths: [String]) {
        self.documents = documents
        self.xsd = xsd
        self.paths = paths
    }

    /// Files that are not what their names say, or too large, are as good as absent; so is a folder that is not there.
    package init(_ folder: String) {
        var documents: [String: Value] = [:]
        var xsd: [String: [UInt8]] = [:]
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let wanted = names.filter { $0.hasSuffix(".json") || $0.hasSuffix(".xsd") }.sorted().prefix(Self.filesMost)
        var paths: [String] = []
        for path in wanted {
            guard let bytes = Self.read("\(folder)/\(path)") else { continue }
            if path.hasSuffix(".xsd") {
                xsd[path] = bytes
                paths.append(path)
            }
            guard path.hasSuffix(".json"), let document = try? JSONFormat().decode(bytes) else { continue }
            paths.append(path)
            let id = document["$id"]?.string.map { $0.hasSuffix("#") ? String($0.dropLast()) : $0 }
            for name in [path, Self.host + path, id].compactMap(\.self) where documents[name] == nil {
                documents[name] = document
            }
        }
        self.init(documents: documents, xsd: xsd, paths: paths)
    }

    private static func read(_ path: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: fileBytesMost + 1), data.count <= fileBytesMost
        else { return nil }
        return Array(data)
    }

    package var loader: JSONSchema.Loader { { documents[$0] } }

    package var xsdLoader: XSDSchema.Loader { { xsd[$0] } }

    /// The schema in a file of the folder. Throws `validation.schemaMalformed`; nil when there is no such file.
    package func validator(at path: String) throws -> (any Validator)? {
        if let bytes = xsd[path] { return XSDValidator(try XSDSchema(bytes, name: path, load: xsdLoader)) }
        guard let document = documents[path], paths.contains(path) else { return nil }
        return try JSONSchema(document, uri: path, options: .init(load: loader))
    }
}
