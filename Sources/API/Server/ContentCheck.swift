import APIContract
import Values

/// Checks the header fields that describe a body before the body is read.
enum ContentCheck {
    /// Throws `mediaTypeUnsupported` for a content type or coding the route does not take.
    static func check(_ fields: RequestFields, _ input: Route.Input, _ call: inout Call) throws {
        if let coding = fields.contentEncoding, coding.lowercased() != "identity" {
            throw JunctionError(
                .mediaTypeUnsupported, "The body is compressed, which this address does not take.",
                remedy: "Send the body without Content-Encoding.")
        }
        let type = fields.contentType.map(ContentType.init)
        call.contentType = type?.name
        call.charset = type?.charset
        if case .bytes = input { call.eventHeaders = fields.events }
        guard case .json = input, let name = type?.name, name != "application/json" else { return }
        throw JunctionError(.mediaTypeUnsupported, "This address takes application/json.")
    }
}
