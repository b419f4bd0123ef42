/// Named values in the order they were written. Keys are compared by their UTF-8 bytes.
///
/// Small objects (nearly all of them) are searched in a line; larger ones keep an index.
@frozen
package struct Object: Sendable {
    @frozen
    package struct Member: Sendable {
        package var key: String
        package var value: Value
        @inlinable package init(key: String, value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// The members in order. Every key occurs once.
    package private(set) var members: [Member]
    /// Position of each key; nil while the object is small enough for a line search.
    private var index: [ExactText: Int]?

    /// Objects longer than this keep an index.
    private static let lineSearchMost = 32

    package init() {
        members = []
        index = nil
    }

    /// The members given; where a key repeats, the last value stands in the first one's place.
    package init(_ given: some Sequence<Member>) {
        self.init()
        for member in given { self[member.key] = member.value }
    }

    /// Takes members whose keys are known to be distinct, without looking for repeats.
    package init(distinct members: [Member]) {
        self.members = members
        index = nil
        indexIfLarge()
    }

    /// The keys of `template`, with other values in their order. Shares its index, so that many alike objects cost little.
    package init(keysOf template: Object, values: [Value]) {
        precondition(template.count == values.count, "one value for each key")
        members = []
        members.reserveCapacity(values.count)
        for index in values.indices {
            members.append(Member(key: template.members[index].key, value: values[index]))
        }
        self.index = template.index
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }
    package var keys: some RandomAccessCollection<String> { members.lazy.map(\.key) }

    package subscript(key: String) -> Value? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// Where `key` stands among the members.
    package func position(of key: String) -> Int? {
        if let index { return index[ExactText(key)] }
        return members.firstIndex { $0.key.isIdenticalUTF8(to: key) }
    }

    /// Changes the value under `key` in place, without copying it; an absent key starts as `initial`.
    package mutating func update<T>(_ key: String, default initial: Value, _ body: (inout Value) throws -> T) rethrows
        -> T
    {
        if let position = position(of: key) { return try body(&members[position].value) }
        append(key, initial)
        return try body(&members[members.count - 1].value)
    }

    /// Adds a member whose key is known to be new.
    package mutating func append(_ key: String, _ value: Value) {
        members.append(Member(key: key, value: value))
        if index != nil { index?[ExactText(key)] = members.count - 1 } else { indexIfLarge() }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        index = nil
        indexIfLarge()
    }

    private mutating func indexIfLarge() {
        guard members.count > Self.lineSearchMost else { return }
        index = Dictionary(
            members.enumerated().map { (ExactText($1.key), $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Object: Sequence {
    package func makeIterator() -> some IteratorProtocol<Member> { members.makeIterator() }
}

extension Object: Hashable {
    package static func == (left: Object, right: Object) -> Bool {
        guard left.count == right.count else { return false }
        for (place, member) in left.members.enumerated() {
            let other = right.members[place]
            // Nearly always the order is the same too.
            if other.key.isIdenticalUTF8(to: member.key) {
                guard other.value == member.value else { return false }
            } else {
                guard right[member.key] == member.value else { return false }
            }
        }
        return true
    }

    package func hash(into hasher: inout Hasher) {
        // Order must not matter, so the members' hashes are added up.
        var sum = 0
        for member in members {
            var one = Hasher()
            member.key.hashUTF8(into: &one)
            one.combine(member.value)
            sum &+= one.finalize()
        }
        hasher.combine(sum)
    }
}

extension Object: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Value)...) {
        self.init(elements.map { Member(key: $0.0, value: $0.1) })
    }
}
