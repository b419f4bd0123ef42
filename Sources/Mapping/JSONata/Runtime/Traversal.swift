import Values

/// Moving from values to what they hold.
enum Traversal {
    /// The members of that name of an object, or of every object in an array at any depth, as a collapsed sequence.
    ///
    /// - Parameter isPassedOn: an array found is only looked into further, which reads none of its elements yet.
    static func lookup(
        _ input: Datum, _ key: FieldName, _ evaluation: ExpressionEvaluation, isPassedOn: Bool = false
    ) throws -> Datum {
        let reads = evaluation.reads
        if case .one(.object(let object)) = input {
            reads?.readMember(key.text, of: object, isPassedOn: isPassedOn)
            return Datum(object.member(key))
        }
        guard let elements = input.elements else { return .undefined }
        var found: [Value] = []
        for element in elements { append(member: key, of: element, to: &found, reads: reads) }
        try evaluation.charge(items: found.count)
        return Datum.many(found, keep: false).collapsed()
    }

    /// Appends what `value` has under `key`, an array flattened by one level.
    static func append(member key: FieldName, of value: Value, to found: inout [Value], reads: SourceReads?) {
        switch value {
        case .object(let object):
            guard let member = object.member(key) else { return }
            reads?.readMember(key.text, of: object)
            if case .array(let items) = member { found += items } else { found.append(member) }
        case .array(let items): for item in items { append(member: key, of: item, to: &found, reads: reads) }
        default: break
        }
    }

    static func wildcard(_ input: Datum, _ evaluation: ExpressionEvaluation, reads: SourceReads?) throws -> Datum {
        if let reads, case .one(let value) = input.unwrapped { reads.readContents(value) }
        if let value = input.unwrapped.plainValue { try evaluation.measure(value) }
        var found: [Value] = []
        var hasArray = false
        func take(_ value: Value) {
            if case .array = value { hasArray = true }
            flatten(value, into: &found)
        }
        switch input.unwrapped {
        case .one(.object(let object)): for member in object.members { take(member.value) }
        case let other: for element in other.elements ?? [] { take(element) }
        }
        try evaluation.charge(items: found.count)
        // An array among the values makes the result an array, which does not collapse.
        return hasArray ? .one(.array(found)) : .many(found, keep: false)
    }

    /// Arrays at any depth give way to their items.
    private static func flatten(_ value: Value, into found: inout [Value]) {
        if case .array(let items) = value {
            for item in items { flatten(item, into: &found) }
        } else {
            found.append(value)
        }
    }

    static func descendants(_ input: Datum, _ evaluation: ExpressionEvaluation, reads: SourceReads?) throws -> Datum {
        guard let value = input.unwrapped.value(in: evaluation) else { return .undefined }
        try evaluation.measure(value)
        reads?.readWhole(value)
        var found: [Value] = []
        descend(value, into: &found)
        try evaluation.charge(items: found.count)
        return .many(found, keep: false)
    }

    private static func descend(_ value: Value, into found: inout [Value]) {
        switch value {
        case .array(let items): for item in items { descend(item, into: &found) }
        case .object(let object):
            found.append(value)
            for member in object.members { descend(member.value, into: &found) }
        default: found.append(value)
        }
    }
}

/// The name of a field, prepared for being looked for often.
struct FieldName: Sendable {
    let text: String
    fileprivate let byteCount: Int
    fileprivate let isASCII: Bool

    init(_ text: String) {
        self.text = text
        byteCount = text.utf8.count
        isASCII = text.utf8.allSatisfy { $0 < 128 }
    }
}

extension Object {
    /// Longer objects have an index of their own.
    private static let lineSearchMost = 16

    /// The value under `name`: the way that every step of every path takes.
    ///
    /// Of texts of the same length in bytes, one of them ASCII, only the same are equal, so these need no closer look.
    @inline(__always)
    func member(_ name: FieldName) -> Value? {
        guard name.isASCII, members.count <= Self.lineSearchMost else { return self[name.text] }
        for index in members.indices
        where members[index].key.utf8.count == name.byteCount && members[index].key == name.text {
            return members[index].value
        }
        return nil
    }
}
