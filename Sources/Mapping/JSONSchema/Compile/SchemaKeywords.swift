import Values

/// The keywords of one schema, and what they hold.
struct SchemaKeywords {
    let schema: LocatedSchema
    let object: Object
    let dialect: SchemaDialect

    init(_ schema: LocatedSchema, _ object: Object, _ dialect: SchemaDialect) {
        self.schema = schema
        self.object = object
        self.dialect = dialect
    }

    subscript(keyword: String) -> Value? { object[keyword] }

    typealias Fault = (_ message: String, _ schema: LocatedSchema, _ keyword: String?) -> JunctionError

    func text(_ keyword: String, _ fault: Fault) throws -> String? {
        guard let value = self[keyword] else { return nil }
        guard let text = value.string else { throw fault("\(keyword) is a string", schema, keyword) }
        return text
    }

    /// A count: a whole number from zero on, `1.0` included. One beyond `Int` is beyond any data.
    func count(_ keyword: String, _ fault: Fault) throws -> Int? {
        guard let value = self[keyword] else { return nil }
        guard let number = value.exactDecimal, number.isWhole, number.normal.sign >= 0 else {
            throw fault("\(keyword) is a whole number from 0 on", schema, keyword)
        }
        return Int(exactly: number.double) ?? Int.max
    }

    func number(_ keyword: String, _ fault: Fault) throws -> ExactDecimal? {
        guard let value = self[keyword] else { return nil }
        guard let number = value.exactDecimal else { throw fault("\(keyword) is a number", schema, keyword) }
        return number
    }

    func flag(_ keyword: String, _ fault: Fault) throws -> Bool {
        guard let value = self[keyword] else { return false }
        guard let flag = value.bool else { throw fault("\(keyword) is true or false", schema, keyword) }
        return flag
    }

    func names(_ value: Value, _ keyword: String, _ fault: Fault) throws -> [String] {
        guard let list = value.array else { throw fault("\(keyword) is a list of names", schema, keyword) }
        return try list.map { item in
            guard let name = item.string else { throw fault("\(keyword) is a list of names", schema, keyword) }
            return name
        }
    }
}
