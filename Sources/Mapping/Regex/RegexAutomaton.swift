/// A pattern as a table that reads each byte of UTF-8 once: tells whether the pattern occurs, in time that grows with the
/// text alone. Made for patterns of the option `unicode` without assertions inside, backreferences or word boundaries.
final class RegexAutomaton: Sendable {
    /// States of the table; a pattern that needs more is left to the machine.
    static let statesMost = 400
    /// Places of the graph looked at while the table is made: some milliseconds.
    static let workMost = 400_000

    /// The states that end the search: no match can follow; a match has been found.
    static let (failed, found) = (0, 1)
    private static let start = 2

    /// The next state, by state and byte: 200 KB at most, some KB for most patterns.
    private let table: [UInt16]
    /// Whether the text may end in that state.
    private let accepts: [Bool]

    /// Nil where the pattern has what the table cannot say, or is too large for it.
    init?(_ tree: RegexSyntax) {
        var graph = RegexGraph()
        let first = graph.build(tree, to: graph.add(.match))
        guard !graph.isTooLarge else { return nil }
        // Bytes that the pattern never tells apart share a class; one byte of each stands for all of them.
        let classes = graph.byteClasses
        let classCount = Int(classes.max() ?? 0) + 1
        let bytes = (0..<classCount).map { wanted in classes.firstIndex { Int($0) == wanted } ?? 0 }
        var states = States(graph: graph, first: first)
        var table = [UInt16](repeating: UInt16(Self.failed), count: 256)
        table += [UInt16](repeating: UInt16(Self.found), count: 256)
        var next = Self.start
        while next < states.members.count {
            let reached = bytes.map { states.state(after: next, UInt8($0)) }
            guard states.members.count <= Self.statesMost, states.work <= Self.workMost else { return nil }
            for byte in classes.indices { table.append(reached[Int(classes[byte])]) }
            next += 1
        }
        self.table = table
        accepts = states.members.indices.map { states.acceptsEnd($0) }
    }

    func matches(_ text: String) -> Bool {
        let bytes = text.utf8.span
        let rows = table
        let table = rows.span
        var state = Self.start
        for index in 0..<bytes.count {
            // Each state that the table names has its row, so the place is within it.
            state = unsafe Int(table[unchecked: state << 8 | Int(bytes[unchecked: index])])
            if state <= Self.found { return state == Self.found }
        }
        return accepts[state]
    }

    /// The sets of places in the graph that the search can be at, each a state.
    private struct States {
        private let graph: RegexGraph
        private let first: Int
        private(set) var members: [[Int]] = [[], []]
        private var numbers: [[Int]: UInt16] = [:]
        private(set) var work = 0

        init(graph: RegexGraph, first: Int) {
            self.graph = graph
            self.first = first
            let begun = graph.closure(of: [first], atStart: true, atEnd: false)
            // A pattern that matches nothing at all occurs in every text.
            members.append(begun)
            numbers[begun] = UInt16(start)
        }

        mutating func state(after state: Int, _ byte: UInt8) -> UInt16 {
            if graph.hasMatch(members[state]) { return UInt16(found) }
            // A match may begin anywhere.
            let reached = graph.places(after: members[state], byte) + [first]
            let next = graph.closure(of: reached, atStart: false, atEnd: false)
            work += members[state].count + reached.count + next.count
            if graph.hasMatch(next) { return UInt16(found) }
            if next.isEmpty { return UInt16(failed) }
            if let known = numbers[next] { return known }
            numbers[next] = UInt16(members.count)
            members.append(next)
            return UInt16(members.count - 1)
        }

        func acceptsEnd(_ state: Int) -> Bool {
            if state <= found { return state == found }
            return graph.hasMatch(graph.closure(of: members[state], atStart: state == start, atEnd: true))
        }
    }
}
