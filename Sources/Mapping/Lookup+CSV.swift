package import Formats
import Values

extension Lookup {
    /// Reads a table: the first column is the key, the others are values, the header names them. An empty value is an
    /// unknown key's; a key that stands twice is an error. `source` names the file in places.
    package init(name: String, csv bytes: [UInt8], dialect: CSVDialect = .comma, source: String? = nil) throws {
        var reader = CSVReader(dialect)
        reader.feed(bytes)
        reader.finish()
        var rows: [String: [Value]] = [:]
        var line = 1
        while let row = try reader.next() {
            line += 1
            guard let members = row.object?.members, members.count >= 2, let key = members[0].value.string else {
                throw JunctionError(
                    .mappingMalformed, "a lookup table needs a key column and a value column, with a header",
                    place: Place(source: source, line: line))
            }
            let values = members.dropFirst().map { $0.value == "" ? Value.null : $0.value }
            guard rows.updateValue(values, forKey: key) == nil else {
                throw JunctionError(
                    .mappingMalformed, "a key of the lookup table '\(name)' stands twice",
                    place: Place(source: source, line: line))
            }
        }
        self.init(name: name, columns: Array((reader.header ?? []).dropFirst()), rows: rows)
    }
}
