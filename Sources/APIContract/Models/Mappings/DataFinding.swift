import Values

/// Something noticed about a message.
package struct DataFinding: WireType, Hashable {
    package var severity: FindingSeverity
    package var code: String
    package var message: String
    package var path: String?

    package init(severity: FindingSeverity, code: String, message: String, path: String? = nil) {
        self.severity = severity
        self.code = code
        self.message = message
        self.path = path
    }

    package static let about = About(
        "Something noticed about a message.",
        [
            "severity": "How much it matters.",
            "code": FieldNote("What kind of thing it is, for programs.", example: "mapping.skipped"),
            "message": "What it is, without quoting the message.", "path": "Where in the message.",
        ])
}
