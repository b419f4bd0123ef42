import APIContract
import Hummingbird
import Values

/// One request, checked and taken apart, as a route's handler sees it.
package struct Call: Sendable {
    /// Nil only on routes open to all.
    var caller: Caller?
    /// What stands in the places of the path template, decoded and found to be identifiers.
    var pathValues: [String]
    var query: [(name: String, value: String)]
    var body: [UInt8]
    /// The body as it comes, where the route reads it so; `body` is empty then.
    var stream: RequestBody?
    /// Media type without parameters, in small letters; nil when not given.
    var contentType: String?
    var charset: String?
    var idempotencyKey: String?
    var lastEventID: String?
    /// `Accept`, where the route goes by it.
    var accept: String?
    /// How to open a WebSocket, where the request asks for one and the route has one.
    var socket: WebSocketOpening?
    /// Whether the caller may still be here, for what lasts longer than a request.
    var isWelcome: @Sendable () -> Bool = { true }
    /// `content-type` and all that begin with `ce-`, by their names in small letters, on routes that take any bytes.
    var eventHeaders: [(name: String, value: String)] = []
    var address: String

    /// The first (or only) identifier in the path.
    package var id: String { pathValues.first ?? "" }

    /// The second identifier in the path.
    package var key: String { pathValues.dropFirst().first ?? "" }

    /// Who calls. Handlers of routes that need a key are reached only with one.
    package var authenticated: Caller {
        guard let caller else { preconditionFailure("the route is open to all and has no caller") }
        return caller
    }

    /// The value of a declared query parameter; nil when not given. Throws `fieldInvalid`.
    package subscript<Kind: ParameterValue>(_ parameter: Parameter<Kind>) -> Kind? {
        get throws {
            guard let text = query.first(where: { $0.name == parameter.name })?.value else { return nil }
            guard let value = Kind(parameter: text) else {
                throw refusal(parameter.name, "\(Kind.parameterKind) belongs here.")
            }
            if let most = parameter.note.lengthMost, text.unicodeScalars.count > most {
                throw refusal(parameter.name, "The text may have \(most) characters at most.")
            }
            if let number = value as? Int {
                if let least = parameter.note.least, number < least {
                    throw refusal(parameter.name, "The number must be at least \(least).")
                }
                if let most = parameter.note.most, number > most {
                    throw refusal(parameter.name, "The number may be at most \(most).")
                }
            }
            return value
        }
    }

    private func refusal(_ name: String, _ message: String) -> JunctionError {
        JunctionError(
            .fieldInvalid, "A query parameter is not as it should be.",
            cause: LocatedFindings([ProblemPlace(parameter: name, message: message)]))
    }
}
