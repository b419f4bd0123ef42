import Values

/// What a value in a file may be: the shape, from which schema and documentation are made, and the reading of it, from one
/// declaration. So nothing can be accepted that is not documented, nor documented and not accepted.
package struct Spec<Value>: Sendable {
    package let shape: Shape
    /// Nil when the value is not of this shape; then at least one problem has been added. May add problems and yet give
    /// a value, where what is wrong does not touch it.
    package let read: @Sendable (SourceNode, inout [Problem]) -> Value?

    package init(_ shape: Shape, read: @escaping @Sendable (SourceNode, inout [Problem]) -> Value?) {
        self.shape = shape
        self.read = read
    }

    /// The same in the file, another value in the model.
    package func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Spec<Other> {
        Spec<Other>(shape) { node, problems in read(node, &problems).map(transform) }
    }
}

extension Spec {
    /// A group of keys. Reads every key, so that all problems of a group are found at once.
    ///
    /// - Parameters:
    ///   - name: how the group is called in the schema and the documentation.
    ///   - make: the model's initializer; called when every key could be read.
    package static func object<each Part>(
        _ name: String, _ summary: String, _ keys: repeat Key<each Part>,
        make: @escaping @Sendable (repeat each Part) -> Value
    ) -> Spec {
        var shapes: [ObjectShape.Member] = []
        for key in repeat each keys { shapes.append(key.shape) }
        let shape = ObjectShape(name: name, summary: summary, keys: shapes)
        return Spec(.object(shape)) { node, problems in
            guard let meant = shape.check(node, &problems) else { return nil }
            let parts = (repeat (each keys).read(in: node, excused: meant, &problems))
            guard let whole = try? (repeat present(each parts)) else { return nil }
            return make(repeat each whole)
        }
    }
}

private struct Absent: Error {}

private func present<Part>(_ part: Part?) throws -> Part {
    guard let part else { throw Absent() }
    return part
}

/// A key of a group: its name, what it means, and what its value may be.
package struct Key<Value>: Sendable {
    let shape: ObjectShape.Member
    private let readPresent: @Sendable (SourceNode, inout [Problem]) -> Value?
    /// Nil when the key must be there.
    private let whenAbsent: (@Sendable () -> Value)?

    /// A key that must be there.
    package init(_ name: String, _ spec: Spec<Value>, _ summary: String, example: String? = nil) {
        shape = .init(name: name, summary: summary, shape: spec.shape, presence: .required, example: example)
        readPresent = spec.read
        whenAbsent = nil
    }

    /// A key that may be left out; the model then has nil.
    package init<Wrapped>(
        optional name: String, _ spec: Spec<Wrapped>, _ summary: String, example: String? = nil
    ) where Value == Wrapped? {
        shape = .init(name: name, summary: summary, shape: spec.shape, presence: .optional, example: example)
        readPresent = { node, problems in spec.read(node, &problems).map { .some($0) } }
        whenAbsent = { nil }
    }

    /// A key that may be left out, with the value it then has and how that is written.
    package init(
        _ name: String, _ spec: Spec<Value>, default value: Value, written: String, _ summary: String,
        example: String? = nil
    ) where Value: Sendable {
        shape = .init(
            name: name, summary: summary, shape: spec.shape, presence: .defaulted(written), example: example)
        readPresent = spec.read
        whenAbsent = { value }
    }

    /// - Parameter excused: keys whose absence has been reported by another name.
    func read(in node: SourceNode, excused: Set<String>, _ problems: inout [Problem]) -> Value? {
        if let value = node[shape.name] {
            if !value.isNull { return readPresent(value, &problems) }
            problems.append(shape.empty(value))
            return nil
        }
        if let whenAbsent { return whenAbsent() }
        if !excused.contains(shape.name) { problems.append(shape.missing(in: node)) }
        return nil
    }
}
