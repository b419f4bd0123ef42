/// What the OpenAPI document says of one operation.
package struct OperationDescription: Sendable {
    package enum Method: String, Sendable {
        case get, post, put, delete
    }

    package var method: Method
    /// Path template, such as `/api/integration/systems/{id}`.
    package var path: String
    package var id: String
    package var tag: String
    package var summary: String
    /// Scope a key needs; nil when the operation is open to all.
    package var scope: KeyScope?
    package var parameters: [ParameterDescription] = []
    package var body: BodyDescription?
    package var answers: [AnswerDescription] = []

    package init(
        _ method: Method, _ path: String, id: String, tag: String, summary: String, scope: KeyScope?
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.tag = tag
        self.summary = summary
        self.scope = scope
    }
}

/// A parameter of a route, as the OpenAPI document shows it.
package struct ParameterDescription: Sendable {
    package enum Place: String, Sendable {
        case path, query, header
    }

    package var name: String
    package var place: Place
    package var schema: Schema
    package var note: FieldNote
    package var required: Bool

    package init(_ name: String, in place: Place, _ schema: Schema, _ note: FieldNote, required: Bool = false) {
        self.name = name
        self.place = place
        self.schema = schema
        self.note = note
        self.required = required
    }
}

/// What a route takes as its body.
package struct BodyDescription: Sendable {
    /// JSON of this schema, or nil for bytes of any of `mediaTypes`.
    package var schema: Schema?
    package var mediaTypes: [String]
    package var required: Bool

    package init(schema: Schema?, mediaTypes: [String], required: Bool) {
        self.schema = schema
        self.mediaTypes = mediaTypes
        self.required = required
    }
}

/// One answer that a route may give.
package struct AnswerDescription: Sendable {
    /// HTTP status; 0 stands for every status not named, which the document calls `default`.
    package var status: Int
    package var text: String
    package var schema: Schema?
    package var mediaType: String
    /// Others that may be asked for, of which only the standard says what they look like.
    package var otherMediaTypes: [String] = []
    package var headers: [String: String]

    package init(
        _ status: Int, _ text: String, _ schema: Schema? = nil, mediaType: String = "application/json",
        headers: [String: String] = [:]
    ) {
        self.status = status
        self.text = text
        self.schema = schema
        self.mediaType = mediaType
        self.headers = headers
    }
}
