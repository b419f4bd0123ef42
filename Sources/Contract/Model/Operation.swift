import Values

/// One thing a system can be asked to do.
package struct Operation: Sendable, Equatable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
    }

    package var method: Method
    /// Added to the endpoint; `{name}` stands for a parameter.
    package var path: String
    /// Where RabbitMQ puts the message; nil for other systems.
    package var publish: Publication?
    package var headers: NamedValues<String>
    /// The format of the body sent; nil sends none.
    package var request: String?
    /// The format of the body expected; nil does not look at it.
    package var response: String?
    /// Statuses that mean success.
    package var success: [ClosedRange<Int>]
    package var timeout: Duration
    package var summary: String?

    static let spec = Spec<Operation>.object(
        "operation", "One thing a system can be asked to do.",
        Key(
            "method",
            .choice([
                "GET": (.get, "Reads."), "POST": (.post, "Creates, or acts."), "PUT": (.put, "Replaces."),
                "PATCH": (.patch, "Changes in part."), "DELETE": (.delete, "Removes."),
            ]), default: .post, written: "POST", "The HTTP method; of no meaning to MLLP and RabbitMQ."),
        Key(
            "path", .text(path), default: "", written: "\"\"",
            "Added to the endpoint; '{name}' stands for a parameter.", example: "/shifts/{id}"),
        Key(
            optional: "publish", Publication.spec, "Where RabbitMQ puts the message; needed there, and only there.",
            example: "{ exchange: orders, routingKey: \"order.{kind}\" }"),
        Key(
            "headers", .map(Authentication.headerName, to: .text(.sentence)), default: NamedValues(), written: "{}",
            "Headers sent beside the usual ones.", example: "{ Accept: application/fhir+json }"),
        Key(optional: "request", .text(.format), "The format of the body sent; without it, none is sent."),
        Key(
            optional: "response", .text(.format),
            "The format of the answer's body; without it, the body is not looked at."),
        Key(
            "success", .oneOrMore(status), default: [200...299], written: "2xx", "The statuses that mean success.",
            example: "[200, 201]"),
        Key(
            "timeout", .duration, default: .seconds(30), written: "30s",
            "How long an answer, or the confirmation of RabbitMQ, may take."),
        Key(optional: "summary", .text(.sentence), "What it does."), make: Operation.init)

    /// The names in braces in the path and the routing key.
    package var parameterNames: [String] { Self.names(in: path) + (publish?.parameterNames ?? []) }

    static func names(in template: String) -> [String] {
        template.split(separator: "{").dropFirst().compactMap { piece in
            piece.firstIndex(of: "}").map { String(piece[..<$0]) }
        }
    }

    private static let path = TextShape("a path", examples: ["/shifts/{id}"], pattern: "^(/[^\\s]*)?$")

    private static let status = Spec<ClosedRange<Int>>(
        .either([.integer(100...599), .text(TextShape("a class of statuses", examples: ["2xx"], pattern: "^[1-5]xx$"))])
    ) { node, problems in
        if let text = node.text {
            if let status = Int(text), (100...599).contains(status) { return status...status }
            if text.hasSuffix("xx"), text.count == 3, let hundred = Int(text.prefix(1)), (1...5).contains(hundred) {
                return hundred * 100...hundred * 100 + 99
            }
        }
        problems.append(
            Problem(
                .wrongType, "\(node.text.map { "'\($0)'" } ?? node.kindName) is no status\(node.inside)",
                remedy: "Write one such as 201, or a class such as 2xx.", at: node.place))
        return nil
    }
}
