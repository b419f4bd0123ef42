package import APIContract
import Formats
import HTTPTypes
package import Hummingbird
import Values

/// An answer before it goes onto the wire.
package struct Reply: Sendable {
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Written piece by piece for as long as it takes.
        case stream(ResponseBody)
    }

    var status: HTTPResponse.Status
    var mediaType: String?
    var location: String?
    /// Anything else, such as `Allow`.
    var fields: [(HTTPField.Name, String)] = []
    var body: Body
    /// It shows something that is shown this once, and is never to be written down.
    var isSecret = false

    init(_ status: HTTPResponse.Status, mediaType: String? = nil, location: String? = nil, body: Body = .none) {
        self.status = status
        self.mediaType = mediaType
        self.location = location
        self.body = body
    }

    static func json(
        _ value: some WireType, _ status: HTTPResponse.Status = .ok, location: String? = nil
    ) throws -> Reply {
        let bytes = try JSONFormat().encode(ValueEncoder.encode(value))
        return Reply(status, mediaType: "application/json", location: location, body: .bytes(bytes))
    }

    static func text(_ text: String, _ mediaType: String = "text/plain; charset=utf-8") -> Reply {
        Reply(.ok, mediaType: mediaType, body: .bytes(Array(text.utf8)))
    }
}

/// What a typed handler returns: a value, and where what was made can be found.
package struct Answer<Body: WireType>: Sendable {
    var status: HTTPResponse.Status
    var body: Body
    var location: String?
    /// See `Reply.isSecret`.
    var isSecret = false

    /// 200
    package static func ok(_ body: Body) -> Answer { Answer(status: .ok, body: body) }
    /// 200 with something in it that is shown this once.
    package static func okSecret(_ body: Body) -> Answer { Answer(status: .ok, body: body, isSecret: true) }
    /// 201: made, and found at `location`.
    package static func created(_ body: Body, at location: String) -> Answer {
        Answer(status: .created, body: body, location: location)
    }
    /// 201 with something in it that is shown this once.
    package static func createdSecret(_ body: Body, at location: String) -> Answer {
        Answer(status: .created, body: body, location: location, isSecret: true)
    }
    /// 202: durable here; the work on it goes on.
    package static func accepted(_ body: Body, at location: String? = nil) -> Answer {
        Answer(status: .accepted, body: body, location: location)
    }
}
