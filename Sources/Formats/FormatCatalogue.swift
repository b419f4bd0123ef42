package import Values

/// Every format there is, by name. Adding one is one line here; a test checks that none is missing and that they are sorted.
package enum FormatCatalogue {
    package static let all: [any Format.Type] = [
        AvroFormat.self,
        CSVFormat.self,
        FHIRFormat.self,
        FHIRXMLFormat.self,
        FixedWidthFormat.self,
        FormFormat.self,
        HL7Format.self,
        HL7XMLFormat.self,
        JSONFormat.self,
        NDJSONFormat.self,
        TSVFormat.self,
        XMLFormat.self,
        YAMLFormat.self,
    ]

    /// The format of that name, alias or media type (parameters such as `charset` are ignored), with its options.
    package static func format(named name: String, options: Object = Object()) throws -> any Format {
        guard let type = type(named: name) else {
            throw JunctionError(.unknownFormat, "There is no format named \(name.prefix(80)).")
        }
        return try type.init(FormatOptions(options))
    }

    package static func type(named name: String) -> (any Format.Type)? {
        let wanted = (name.split(separator: ";").first ?? "").lowercased().filter { $0 != " " }
        return byName[wanted]
    }

    private static let byName: [String: any Format.Type] = {
        var found: [String: any Format.Type] = [:]
        for type in all {
            for name in [type.name] + type.spec.aliases + type.spec.mediaTypes {
                precondition(found.updateValue(type, forKey: name) == nil, "two formats share the name \(name)")
            }
        }
        return found
    }()
}
