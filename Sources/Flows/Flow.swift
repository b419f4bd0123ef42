package import Formats
package import Mapping
package import Values

/// A compiled integration point: what happens to a message that arrives there. Immutable, shared by all threads.
package struct Flow: Sendable {
    package let id: String
    package let version: String
    /// The domain that sends, written into each event as its source.
    package let source: String
    /// What arrives.
    package let format: any Format
    /// Divides one document into messages; nil when a document is one message.
    package let split: (any MessageSplitter)?
    /// What the log keeps of each message: the bytes as they came, or a part of a document written anew.
    package let keptFormat: any Format
    package let checks: [any MessageCheck]
    /// What messages must stay in order by; nil when any order will do.
    package let key: (any MessageKey)?
    /// The sender's own identifier of the message.
    package let reference: (any MessageKey)?
    package let deliveries: [FlowDelivery]

    package init(
        id: String, version: String, source: String, format: any Format, split: (any MessageSplitter)? = nil,
        keptFormat: (any Format)? = nil, checks: [any MessageCheck] = [], key: (any MessageKey)? = nil,
        reference: (any MessageKey)? = nil,
        deliveries: [FlowDelivery]
    ) {
        self.id = id
        self.version = version
        self.source = source
        self.format = format
        self.split = split
        self.keptFormat = keptFormat ?? format
        self.checks = checks
        self.key = key
        self.reference = reference
        self.deliveries = deliveries
    }

    package var destinations: [String] { deliveries.map(\.destination) }

    /// Written into each event, so that whoever reads the log knows what the payload is.
    var keptFormatName: String { type(of: keptFormat).spec.mediaTypes.first ?? type(of: keptFormat).name }
}

/// One place a flow delivers to, and what a message becomes on its way there.
package struct FlowDelivery: Sendable {
    /// The delivery engine's name for it: `<point>:<system>.<operation>`.
    package let destination: String
    package let system: String
    package let operation: String
    /// A message that any of them holds back is not sent, and that is noted.
    package let filters: [MessageFilter]
    /// Applied one after the other.
    package let transformations: [any Transformation]
    /// Checks of what is sent, after mapping.
    package let checks: [any MessageCheck]
    package let format: any Format
    package let contentType: String?
    /// Values of the operation's parameters, taken from what is sent.
    package let parameters: [(name: String, value: any MessageKey)]

    package init(
        destination: String, system: String, operation: String, filters: [MessageFilter] = [],
        transformations: [any Transformation] = [], checks: [any MessageCheck] = [], format: any Format,
        contentType: String? = nil,
        parameters: [(name: String, value: any MessageKey)] = []
    ) {
        self.destination = destination
        self.system = system
        self.operation = operation
        self.filters = filters
        self.transformations = transformations
        self.checks = checks
        self.format = format
        self.contentType = contentType
        self.parameters = parameters
    }
}

/// Looks a message over. Pure, compiled once, used from many threads.
package protocol MessageCheck: Sendable {
    func findings(in message: Value) -> [Finding]
}

/// Takes one text out of a message. Pure.
package protocol MessageKey: Sendable {
    /// Nil when the message has nothing there.
    func text(in message: Value) -> String?
}

/// Divides one document into messages. Pure.
package protocol MessageSplitter: Sendable {
    func messages(in document: Value) throws -> [Value]
}
