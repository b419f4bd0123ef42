/// The one error shape of the product.
///
/// `description` may be shown to anyone: it never contains payload or secrets. Whoever makes one puts names, paths,
/// positions and limits into the message, never the data itself.
package struct JunctionError: Error, Sendable, CustomStringConvertible {
    package var code: ErrorCode
    /// What is wrong here, in a sentence.
    package var message: String
    /// What to do about it; the catalogue's remedy unless a better one is known here.
    package var remedy: String
    package var place: Place?
    package var cause: (any Error)?

    package init(
        _ code: ErrorCode, _ message: String, remedy: String? = nil, place: Place? = nil, cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy ?? code.remedy
        self.place = place
        self.cause = cause
    }

    /// `points/adt.yaml:31:5: unknown key 'retires' (J2003 contract.unknownKey). Did you mean 'retries'?`
    package var description: String {
        let located = place.map { "\($0): " } ?? ""
        return "\(located)\(message) (\(code)). \(remedy)"
    }
}

/// Where in a source something is: file, line and column (both from 1), and the path within the document.
package struct Place: Sendable, Hashable, CustomStringConvertible {
    package var source: String?
    package var line: Int?
    package var column: Int?
    package var path: String?

    package init(source: String? = nil, line: Int? = nil, column: Int? = nil, path: String? = nil) {
        self.source = source
        self.line = line
        self.column = column
        self.path = path
    }

    package var description: String {
        var parts: [String] = []
        if let source { parts.append(source) }
        if let line { parts.append("\(line)") }
        if let column { parts.append("\(column)") }
        let position = parts.joined(separator: ":")
        guard let path else { return position }
        return position.isEmpty ? path : "\(position) (\(path))"
    }
}
