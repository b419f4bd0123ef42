package import Values

/// A path or a query value with `{name}` in it, split once so that filling it in is only joining.
package struct RequestTemplate: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }

    /// What the filled-in text is for: each has its own danger.
    package enum Use: Sendable {
        case path
        case query
        case header
    }

    let parts: [Part]
    let use: Use

    /// - Throws: `connectorSettings` for a brace without its pair, an empty name, or characters a path cannot have.
    package init(_ text: String, use: Use) throws(JunctionError) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { throw Self.unpaired(text) }
            let name = rest[rest.index(after: open)..<close]
            guard !name.isEmpty, !name.contains("{") else { throw Self.unpaired(text) }
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            parts.append(.parameter(String(name)))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        self.parts = parts
        self.use = use
        if use == .path { try checkPath(text) }
    }

    package var parameters: [String] {
        parts.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    private static func unpaired(_ text: String) -> JunctionError {
        JunctionError(.connectorSettings, "'\(text)' has a brace without its pair, or no name between")
    }

    private func checkPath(_ text: String) throws(JunctionError) {
        guard text.isEmpty || text.hasPrefix("/") else {
            throw JunctionError(.connectorSettings, "the path '\(text)' does not start with '/'")
        }
        for case .literal(let literal) in parts where !literal.utf8.allSatisfy(WebAddress.isPathByte) {
            throw JunctionError(
                .connectorSettings, "the path '\(text)' has a character that a path cannot have",
                remedy: "Percent-encode it, and declare a query under 'query'.")
        }
    }
}

extension RequestTemplate {
    /// The text with the parameters put in, encoded for its use.
    ///
    /// - Throws: `requestInvalid` when a parameter is missing, or its value could change the meaning of the request.
    package func filled(_ parameters: [String: String]) throws(JunctionError) -> String {
        if parts.count == 1, case .literal(let only) = parts[0] { return only }
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .parameter(let name):
                guard let value = parameters[name] else {
                    throw JunctionError(.requestInvalid, "the parameter '\(name)' is missing")
                }
                text += try encoded(value, name)
            }
        }
        if use == .path { try refuseDots(text) }
        return text
    }

    private func encoded(_ value: String, _ name: String) throws(JunctionError) -> String {
        switch use {
        case .query: return PercentEncoding.encode(value)
        case .header:
            guard HeaderRules.isValue(value) else {
                throw JunctionError(
                    .requestInvalid, "the parameter '\(name)' has a character that a header cannot have")
            }
            return value
        case .path:
            // An empty segment would name the collection instead of one thing in it: DELETE /Patient/ is not meant.
            guard !value.isEmpty else {
                throw JunctionError(.requestInvalid, "the parameter '\(name)' is empty and stands in a path")
            }
            return PercentEncoding.encode(value)
        }
    }

    /// Servers resolve `.` and `..` even when they are percent-encoded, so a value must not become one.
    private func refuseDots(_ path: String) throws(JunctionError) {
        for segment in path.split(separator: "/") where segment == "." || segment == ".." {
            throw JunctionError(.requestInvalid, "a parameter makes the path segment '\(segment)'")
        }
    }
}
