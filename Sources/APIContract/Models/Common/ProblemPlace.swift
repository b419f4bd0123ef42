import Values

/// One place in the request that is wrong.
package struct ProblemPlace: WireType, Hashable {
    package var pointer: String?
    package var parameter: String?
    package var position: String?
    package var message: String

    package init(
        pointer: String? = nil, parameter: String? = nil, position: String? = nil, message: String
    ) {
        self.pointer = pointer
        self.parameter = parameter
        self.position = position
        self.message = message
    }

    package static let about = About(
        "One place in the request that is wrong.",
        [
            "pointer": FieldNote("JSON Pointer (RFC 6901) into the body.", example: "/metadata/ward"),
            "parameter": "Name of the path, query or header parameter.",
            "position": "Line and column, or segment and field, in a message.",
            "message": "What is wrong there.",
        ])
}
