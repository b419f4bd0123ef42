package import Values

/// Reads the settings of a connector by its spec: every key is known, every value is of its kind, and what is absent
/// has the initial value that the spec states.
package struct SettingsReader {
    let spec: ConnectorSpec
    let settings: Value

    /// - Throws: `connectorSettings` for an unknown key, a missing one, or a value of the wrong kind.
    package init(_ settings: Value, spec: ConnectorSpec) throws(JunctionError) {
        self.spec = spec
        self.settings = settings
        try Self.refuseUnknown(
            settings, at: [], known: spec.fields.map { $0.name.split(separator: ".").map(String.init) })
        for field in spec.fields where field.required && !field.name.contains("*") && self[field.name] == nil {
            throw Self.error("'\(field.name)' is missing: \(field.summary)", field.name)
        }
    }

    /// The value written for a setting, or its initial value.
    package subscript(name: String) -> Value? {
        var value: Value? = settings
        for step in name.split(separator: ".") { value = value?[String(step)] }
        if let value, !value.isNull { return value }
        return spec.fields.first { Self.matches($0.name, name) }?.initial
    }

    package func text(_ name: String) throws(JunctionError) -> String? {
        guard let value = self[name] else { return nil }
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        default: throw Self.error("'\(name)' takes text, not \(value.kindName)", name)
        }
    }

    package func requiredText(_ name: String) throws(JunctionError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw Self.error("'\(name)' is missing", name) }
        return text
    }

    package func integer(_ name: String) throws(JunctionError) -> Int? {
        guard let value = self[name] else { return nil }
        guard case .integer(let number) = value else {
            throw Self.error("'\(name)' takes a whole number, not \(value.kindName)", name)
        }
        if case .integer(let range)? = spec.fields.first(where: { Self.matches($0.name, name) })?.type,
            !range.contains(Int(number))
        {
            throw Self.error("'\(name)' must be from \(range.lowerBound) to \(range.upperBound)", name)
        }
        return Int(number)
    }

    package func flag(_ name: String) throws(JunctionError) -> Bool? {
        guard let value = self[name] else { return nil }
        guard case .bool(let flag) = value else {
            throw Self.error("'\(name)' takes true or false, not \(value.kindName)", name)
        }
        return flag
    }

    package func duration(_ name: String) throws(JunctionError) -> Duration? {
        guard let text = try text(name) else { return nil }
        guard let span = Duration(setting: text) else {
            throw Self.error("'\(name)' takes a span such as 250ms, 5s, 2m or 4h", name)
        }
        return span
    }

    package func size(_ name: String) throws(JunctionError) -> Int? {
        guard let text = try text(name) else { return nil }
        guard let size = Int(sizeSetting: text) else {
            throw Self.error("'\(name)' takes a size such as 512, 64KiB or 16MiB", name)
        }
        return size
    }

    package func texts(_ name: String) throws(JunctionError) -> [String] {
        guard let value = self[name] else { return [] }
        guard case .array(let elements) = value, elements.allSatisfy({ $0.string != nil }) else {
            throw Self.error("'\(name)' takes a list of texts", name)
        }
        return elements.compactMap(\.string)
    }

    package func table(_ name: String) throws(JunctionError) -> [(key: String, value: String)] {
        guard let value = self[name] else { return [] }
        guard case .object(let members) = value, members.members.allSatisfy({ $0.value.string != nil }) else {
            throw Self.error("'\(name)' takes names with texts", name)
        }
        return members.members.map { ($0.key, $0.value.string ?? "") }
    }

    /// The keys written under a setting such as `operations`.
    package func keys(_ name: String) -> [String] { self[name]?.object?.members.map(\.key) ?? [] }

    package static func error(_ message: String, _ path: String) -> JunctionError {
        JunctionError(.connectorSettings, message, place: Place(path: path))
    }
}
