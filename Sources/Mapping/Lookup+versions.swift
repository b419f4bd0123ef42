import Values

/// A lookup table as a file has it.
package struct LookupSource: Sendable {
    /// The file's name without its ending: `sex`, or `sex@2026-04` for one version of it.
    package var name: String
    package var path: String
    package var bytes: [UInt8]

    package init(name: String, path: String, bytes: [UInt8]) {
        self.name = name
        self.path = path
        self.bytes = bytes
    }
}

extension Lookup {
    /// Reads CSV tables. `sex@2026-04` is found by that name; `sex` alone is the file of that name, or else the newest of
    /// its versions. Throws `mapping.malformed` where a table cannot be read.
    package static func tables(_ sources: [LookupSource]) throws -> [String: Lookup] {
        var tables: [String: Lookup] = [:]
        var newest: [String: String] = [:]
        for source in sources {
            let parts = source.name.split(separator: "@", maxSplits: 1).map(String.init)
            var table = try Lookup(name: source.name, csv: source.bytes, source: source.path)
            table.version = parts.count > 1 ? parts[1] : nil
            tables[source.name] = table
            guard parts.count > 1 else { continue }
            if newest[parts[0]].map({ isOlder($0, than: parts[1]) }) ?? true { newest[parts[0]] = parts[1] }
        }
        for (name, version) in newest where tables[name] == nil { tables[name] = tables["\(name)@\(version)"] }
        return tables
    }

    /// Numbers within versions compare as numbers: 1.9 is older than 1.10.
    static func isOlder(_ left: String, than right: String) -> Bool {
        let (left, right) = (parts(left), parts(right))
        for (a, b) in zip(left, right) where a != b {
            if let a = Int(a), let b = Int(b) { return a < b }
            return a < b
        }
        return left.count < right.count
    }

    private static func parts(_ version: String) -> [Substring] {
        version.split { !$0.isLetter && !$0.isNumber }
    }
}
