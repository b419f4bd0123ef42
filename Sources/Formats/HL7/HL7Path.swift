import Values

/// Names a place in a message: `PID-3.1`, `PID-3[2].4.2`, `OBX[3]-5`, `OBX[*]-5`, or a whole segment, `NTE[2]`.
///
/// `SEG[n]-F[r].C.S`: the nth segment of the name, its field, repetition, component and subcomponent, all from 1. `n` and `r`
/// are 1 when not given; `*` is every one. Component 1 of a plain field is the field itself, and so with subcomponents. A path
/// without component names the field as it is, structure included.
///
/// Parse once, then evaluate on the value convention of `HL7Format`.
package struct HL7Path: Sendable, Hashable {
    package enum Index: Sendable, Hashable {
        /// From 1.
        case number(Int)
        case every
    }

    package var segment: String
    package var occurrence = Index.number(1)
    /// Nil: the segment itself.
    package var field: Int?
    package var repetition = Index.number(1)
    /// Whether the path says which repetition; when it does not and names no component, it means the field as it is.
    package var namesRepetition = false
    package var component: Int?
    package var subcomponent: Int?

    /// Throws `malformed` with the column in the path where it stops making sense.
    package init(_ text: String) throws {
        var scan = HL7PathScan(text)
        segment = try scan.segmentName()
        occurrence = try scan.index() ?? .number(1)
        if scan.take("-") {
            field = try scan.number()
            if let index = try scan.index() {
                repetition = index
                namesRepetition = true
            }
            if scan.take(".") { component = try scan.number() }
            if component != nil, scan.take(".") { subcomponent = try scan.number() }
        }
        try scan.finish()
    }

    /// For paths written in the program.
    init(segment: String, field: Int, component: Int? = nil) {
        self.segment = segment
        self.field = field
        self.component = component
    }

    static let charset = HL7Path(segment: "MSH", field: 18, component: 1)

    /// The location that an acknowledgement names for this path.
    package var location: HL7Location {
        var location = HL7Location(segment: segment, field: field)
        if case .number(let number) = occurrence { location.occurrence = number }
        if case .number(let number) = repetition, namesRepetition { location.repetition = number }
        location.component = component
        location.subcomponent = subcomponent
        return location
    }
}

extension HL7Path: CustomStringConvertible {
    package var description: String {
        var text = segment
        if occurrence != .number(1) { text += Self.text(occurrence) }
        guard let field else { return text }
        text += "-\(field)"
        if namesRepetition { text += Self.text(repetition) }
        if let component { text += ".\(component)" }
        if let subcomponent { text += ".\(subcomponent)" }
        return text
    }

    private static func text(_ index: Index) -> String {
        switch index {
        case .number(let number): "[\(number)]"
        case .every: "[*]"
        }
    }
}

/// Takes a path's text apart.
struct HL7PathScan {
    private let bytes: [UInt8]
    private var position = 0
    /// No message has more of anything.
    private static let numberMost = 1_000_000

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func take(_ character: Character) -> Bool {
        guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
        position += 1
        return true
    }

    mutating func segmentName() throws -> String {
        guard HL7Header.isSegmentName(bytes.span, at: 0) else { throw fault("a segment's name of three characters") }
        position = 3
        return String(decoding: bytes[..<3], as: UTF8.self)
    }

    /// `[3]` or `[*]`; nil when there is none.
    mutating func index() throws -> HL7Path.Index? {
        guard take("[") else { return nil }
        let index: HL7Path.Index = take("*") ? .every : .number(try number())
        guard take("]") else { throw fault("']'") }
        return index
    }

    mutating func number() throws -> Int {
        var number = 0
        let start = position
        while position < bytes.count, bytes[position].isDigit, number < Self.numberMost {
            number = number * 10 + Int(bytes[position] - .zero)
            position += 1
        }
        guard position > start, number >= 1, number < Self.numberMost else { throw fault("a number from 1") }
        return number
    }

    func finish() throws {
        guard position == bytes.count else { throw fault("'-', '[', '.' or the end") }
    }

    private func fault(_ wanted: String) -> JunctionError {
        JunctionError(
            .malformed, "In an HL7 path, \(wanted) should be at column \(position + 1).",
            remedy: "Write it like PID-3.1, PID-3[2].4.2 or OBX[*]-5.", place: Place(column: position + 1))
    }
}
