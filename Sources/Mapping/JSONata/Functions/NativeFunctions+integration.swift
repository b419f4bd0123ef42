import Crypto
import Values

/// Functions beside the language, for what integration needs. What they say of a value that is not what it should be:
/// checks (`$postcode`, `$phone`) are undefined for it, conversions are errors.
extension NativeFunctions {
    static let integration: [NativeFunction] = identities + contacts + clinical + tables + money + places

    private static let tables: [NativeFunction] = [
        NativeFunction("lookupTable", "<s(sn)x?s?:x>") { call in
            guard let name = call.string(0), let key = try key(call.argument(1)) else { return .undefined }
            guard let table = call.evaluation.environment.lookups[name] else {
                let isKnown = name.contains("@") && hasOtherVersion(name, call.evaluation.environment.lookups)
                throw JSONataError(isKnown ? "D3201" : "D3200")
            }
            var column = 0
            if let wanted = call.string(3) {
                guard let position = table.columns.firstIndex(of: wanted) else { throw JSONataError("D3206") }
                column = position
            }
            guard let found = table.value(for: key, column: column) else { return call.argument(2) }
            return .one(found)
        },
        NativeFunction("field", "<s:x>") { call in Datum(try fields(call).first) },
        NativeFunction("fields", "<s:a>") { call in .many(try fields(call), keep: false) },
    ]

    private static func key(_ datum: Datum) throws -> String? {
        switch datum {
        case .one(.string(let text)): text
        case .one(.integer(let number)): String(number)
        case .one(.decimal(let number)): number.description
        case .one(let value): try value.finiteNumber().map { NumberText.rounded($0) }
        default: nil
        }
    }

    private static func hasOtherVersion(_ name: String, _ lookups: [String: Lookup]) -> Bool {
        let base = name.prefix { $0 != "@" }
        return lookups.keys.contains { $0 == base || $0.hasPrefix("\(base)@") }
    }

    /// The values that a source path names, of the mapping's source or else of the input.
    private static func fields(_ call: NativeCall) throws -> [Value] {
        guard let path = call.string(0) else { return [] }
        let source =
            call.evaluation.source
            ?? ExpressionSource(call.evaluation.root.plainValue ?? .null, dialect: .generic, records: false)
        guard let found = source.values(at: path) else { throw JSONataError("D3207") }
        try call.evaluation.charge(items: found.count)
        return found
    }

    // MARK: Identity

    private static let identities: [NativeFunction] = [
        NativeFunction("uuid5", "<ss:s>") { call in
            guard let namespace = call.string(0), let name = call.string(1) else { return .undefined }
            let bytes = NameBasedIdentifier.namespace(namespace)
            return .string(NameBasedIdentifier.version5(namespace: bytes, name: name))
        },
        string("hash", "<s-s?:s>") { text, call in .string(try digest(Array(text.utf8), call.string(1) ?? "sha256")) },
        string("mask", "<s-n?s?:s>") { text, call in
            let visible = max(0, try call.integer(1) ?? 0)
            let hidden = max(0, text.count - visible)
            let mark = call.string(2)?.first ?? "*"
            try call.evaluation.charge(bytes: hidden &* 4)
            return .string(String(repeating: mark, count: hidden) + text.dropFirst(hidden))
        },
        string("nhsNumberValid", "<s-:b>") { text, _ in
            .bool(NHSNumber.isValid(text.filter { !$0.isWhitespace && $0 != "-" }))
        },
    ]

    private static func digest(_ bytes: [UInt8], _ algorithm: String) throws -> String {
        switch algorithm.lowercased() {
        case "sha256", "sha-256": FunctionCatalogue.hexadecimal(SHA256.hash(data: bytes))
        case "sha384", "sha-384": FunctionCatalogue.hexadecimal(SHA384.hash(data: bytes))
        case "sha512", "sha-512": FunctionCatalogue.hexadecimal(SHA512.hash(data: bytes))
        // Broken for signatures, but others' identifiers and checksums are made with them.
        case "sha1", "sha-1": FunctionCatalogue.hexadecimal(Insecure.SHA1.hash(data: bytes))
        case "md5": FunctionCatalogue.hexadecimal(Insecure.MD5.hash(data: bytes))
        default: throw JSONataError("D3204")
        }
    }

    // MARK: Contact

    private static let contacts: [NativeFunction] = [
        string("postcode") { text, _ in Datum(Postcode.normal(text).map(Value.string)) },
        string("phone", "<s-s?:s>") { text, call in
            let country = call.string(1) ?? "44"
            guard (1...3).contains(country.utf8.count), country.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw JSONataError("D3204")
            }
            return Datum(PhoneNumber.international(text, country: country).map(Value.string))
        },
    ]

    private static let places: [NativeFunction] = [
        NativeFunction("address", "<x-:o>") { call in
            let texts = call.array(0)?.compactMap(\.string) ?? call.string(0).map { [$0] }
            return Datum(texts.flatMap(PostalAddress.parts).map(Value.object))
        },
        NativeFunction("addressText", "<o-s?:s>") { call in
            guard let address = call.value(0)?.object else { return .undefined }
            call.evaluation.reads?.readContents(.object(address))
            let text = PostalAddress.text(of: address, separator: call.string(1) ?? ", ")
            return text.isEmpty ? .undefined : .string(text)
        },
    ]

    // MARK: Dates and measures

    private static let clinical: [NativeFunction] = [
        string("hl7date", "<s-s?:s>") { text, call in
            guard var time = CalendarTime(hl7: text) else { throw JSONataError("D3202") }
            if time.hour != nil, time.offset == nil, let zone = call.string(1) {
                guard let rules = ZoneRules.named(zone) else { throw JSONataError("D3204") }
                time.offset = rules.offset(atLocal: time)
            }
            return .string(time.isoDateTime ?? time.isoLocalDateTime)
        },
        string("toHl7date") { text, _ in
            guard let time = CalendarTime(iso: text) else { throw JSONataError("D3202") }
            return .string(time.hl7)
        },
        string("repairDate", "<s-s?n?:s>") { text, call in
            var repair = DateRepair()
            if let order = call.string(1) {
                guard let known = DateRepair.Order(rawValue: order) else { throw JSONataError("D3204") }
                repair.order = known
            }
            if let pivot = try call.integer(2) { repair.pivot = pivot }
            return Datum(repair.read(text).map { .string($0.isoDateTime ?? $0.isoLocalDateTime) })
        },
        NativeFunction("convertUnit", "<nss:n>") { call in
            guard let value = try call.number(0), let from = call.string(1), let to = call.string(2) else {
                return .undefined
            }
            guard let source = UnitOfMeasure(from), let target = UnitOfMeasure(to) else { throw JSONataError("D3203") }
            guard let converted = source.convert(value, to: target) else { throw JSONataError("D3208") }
            return .number(Rounding.significant(converted))
        },
    ]
}
