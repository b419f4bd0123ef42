package import Values

/// How much of each stream stays: rules by the stream's name, and limits for all other streams.
package struct RetentionPolicy: Sendable, Hashable {
    /// What of a stream stays. An event goes when it is beyond any of them; nil is no limit.
    package struct Limits: Sendable, Hashable {
        /// Counted from when the log took the event.
        package var age: Duration?
        /// Of all payloads of the stream together.
        package var bytes: Int64?
        /// The newest so many places of the stream.
        package var count: Int64?

        package init(age: Duration? = nil, bytes: Int64? = nil, count: Int64? = nil) {
            self.age = age
            self.bytes = bytes
            self.count = count
        }

        package var isUnlimited: Bool { age == nil && bytes == nil && count == nil }
    }

    package struct Rule: Sendable, Hashable {
        package var stream: StreamPattern
        package var limits: Limits

        package init(stream: StreamPattern, limits: Limits) {
            self.stream = stream
            self.limits = limits
        }
    }

    /// More are refused.
    package static let rulesMost = 500
    /// Who did what: only a rule that means this stream alone prunes it.
    package static let auditStream = "audit"

    package var rules: [Rule]
    package var otherwise: Limits

    package init(rules: [Rule] = [], otherwise: Limits = Limits()) {
        self.rules = rules
        self.otherwise = otherwise
    }

    /// Those of the rule of that name, else of the one with the longest beginning that fits, else `otherwise`.
    package func limits(of stream: String) -> Limits {
        let fitting = rules.filter { $0.stream.matches(stream) }
        if stream == Self.auditStream { return fitting.first { $0.stream.isExact }?.limits ?? Limits() }
        return fitting.max { $0.stream.rank < $1.stream.rank }?.limits ?? otherwise
    }

    package var isUnlimited: Bool { otherwise.isUnlimited && rules.allSatisfy(\.limits.isUnlimited) }
}

/// Streams by name: one, or with a `*` at the end all whose names begin so.
package struct StreamPattern: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) { description = text }

    package var isExact: Bool { description.utf8.last != UInt8(ascii: "*") }

    package func matches(_ stream: String) -> Bool {
        if isExact { return stream.utf8.elementsEqual(description.utf8) }
        return stream.utf8.starts(with: description.utf8.dropLast())
    }

    /// Higher is more particular.
    fileprivate var rank: Int { isExact ? .max : description.utf8.count }
}

// As it is kept.
extension RetentionPolicy {
    package var value: Value {
        let rules = rules.map { rule -> Value in
            var object = rule.limits.object
            object["stream"] = .string(rule.stream.description)
            return .object(object)
        }
        return ["rules": .array(rules), "otherwise": .object(otherwise.object)]
    }

    package init(value: Value) {
        let rules = (value["rules"]?.array ?? []).compactMap { rule in
            rule["stream"]?.string.map { Rule(stream: StreamPattern($0), limits: Limits(value: rule)) }
        }
        self.init(rules: rules, otherwise: Limits(value: value["otherwise"] ?? .null))
    }
}

extension RetentionPolicy.Limits {
    fileprivate var object: Object {
        var object = Object()
        object["age"] = age.map { .integer($0.wholeMicroseconds) }
        object["bytes"] = bytes.map { .integer($0) }
        object["count"] = count.map { .integer($0) }
        return object
    }

    fileprivate init(value: Value) {
        self.init(
            age: value["age"]?.integer.map { .microseconds($0) }, bytes: value["bytes"]?.integer,
            count: value["count"]?.integer)
    }
}
