package import Values

/// Where the values of a JSON text stand, by JSON Pointer (RFC 6901): what gives a finding its line once there is one, so that
/// reading costs nothing for it.
package enum JSONPlaces {
    /// Line and column of each of `pointers` that `text` has; "" is the whole. `text` is one that the reader has found to be
    /// sound. As `records`, it is NDJSON, and the first token of a pointer is the number of the record, from 0.
    package static func places(
        of pointers: some Sequence<String>, in text: [UInt8], records: Bool = false
    ) -> [String: Place] {
        var search = JSONPlaceSearch(wanted: Set(pointers), records: records)
        return search.run(text.span)
    }
}

/// One look through the text, with the pointer of the value that comes next.
private struct JSONPlaceSearch {
    private enum Level {
        case array(next: Int)
        case object(awaitsKey: Bool)
    }

    private let wanted: Set<String>
    private let records: Bool
    private var levels: [Level] = []
    /// The pointer of the innermost open array or object, and where in it the token of each level begins.
    private var pointer = ""
    private var marks: [Int] = []
    private var counter = LineCounter()
    private var found: [String: Place] = [:]

    init(wanted: Set<String>, records: Bool) {
        self.wanted = wanted
        self.records = records
        if records { levels = [.array(next: 0)] }
    }

    mutating func run(_ bytes: Span<UInt8>) -> [String: Place] {
        var index = 0
        while index < bytes.count, found.count < wanted.count {
            switch bytes[index] {
            case 0x20, 0x09, .lineFeed, .carriageReturn, UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
            case UInt8(ascii: "["):
                begin(at: index, bytes)
                levels.append(.array(next: 0))
                index += 1
            case UInt8(ascii: "{"):
                begin(at: index, bytes)
                levels.append(.object(awaitsKey: true))
                index += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                _ = levels.popLast()
                leave()
                index += 1
            default: index = scalar(at: index, bytes)
            }
        }
        return found
    }

    /// A key, or a value that is neither array nor object; returns where it ends.
    private mutating func scalar(at index: Int, _ bytes: Span<UInt8>) -> Int {
        let end = Self.end(of: index, bytes)
        if case .object(awaitsKey: true) = levels.last {
            enter(Self.key(bytes, index, end))
            levels[levels.count - 1] = .object(awaitsKey: false)
            return end
        }
        begin(at: index, bytes)
        leave()
        return end
    }

    /// A value begins: an element gets its number; a member has its name by now.
    private mutating func begin(at index: Int, _ bytes: Span<UInt8>) {
        switch levels.last {
        case .array(let next):
            enter(String(next))
            levels[levels.count - 1] = .array(next: next + 1)
        case .object: levels[levels.count - 1] = .object(awaitsKey: true)
        case nil: marks.append(pointer.utf8.count)
        }
        guard wanted.contains(pointer), found[pointer] == nil else { return }
        counter.move(to: index, in: bytes)
        found[pointer] = Place(line: counter.line, column: counter.column)
    }

    private mutating func enter(_ token: String) {
        marks.append(pointer.utf8.count)
        pointer += "/" + token
    }

    private mutating func leave() {
        guard let mark = marks.popLast() else { return }
        let end = pointer.utf8.index(pointer.startIndex, offsetBy: mark)
        pointer.removeSubrange(end...)
    }

    /// The name of a member as a token of a pointer.
    private static func key(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String {
        let text = [UInt8](bytes.extracting(start..<end))
        guard case .string(let name)? = try? JSONFormat().decode(text) else { return "" }
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }

    /// Just past the string, number or word that begins at `start`.
    private static func end(of start: Int, _ bytes: Span<UInt8>) -> Int {
        if bytes[start] == .quote { return JSONLocator.endOfString(bytes, from: start) }
        var index = start + 1
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, .lineFeed, .carriageReturn, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
                return index
            default: index += 1
            }
        }
        return index
    }
}
