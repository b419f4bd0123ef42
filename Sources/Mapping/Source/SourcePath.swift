import Values

/// A path into a source, compiled.
///
/// HL7: `PID-3.1`, `PID-3[2].4.2`, `OBX[*]-5`; within a group `.4.1` (of the repetition at hand), `-5` (of the segment at
/// hand), `>OBX-5` (of the segments that follow it, up to the next of its own name) and `<OBR-4` (of the last such segment
/// before it). Positions count from 1; a segment or repetition that is not named is the first one.
///
/// Other formats: `order.lines[0].sku`, `lines[*].sku`, `'odd key'.x`; within a group `.sku`. Positions count from 0.
/// `.` alone is the item at hand.
struct SourcePath: Sendable, Hashable {
    enum Selection: Sendable, Hashable {
        /// Positions from 0.
        case at(Int)
        case all
    }

    enum Step: Sendable, Hashable {
        case segment(UInt32, Selection)
        /// A segment after the one at hand, before the next of the same name as that.
        case following(UInt32, Selection)
        /// The last such segment before the one at hand.
        case preceding(UInt32)
        case field(UInt32)
        case repetition(Selection)
        case component(UInt32)
        case key(String)
        case element(Selection)
    }

    let text: String
    /// Whether it begins at the item at hand rather than at the whole source.
    let isRelative: Bool
    let steps: [Step]
    /// Whether it can name more than one place.
    let isPlural: Bool

    init(text: String, isRelative: Bool, steps: [Step]) {
        self.text = text
        self.isRelative = isRelative
        self.steps = steps
        isPlural = steps.contains {
            switch $0 {
            case .segment(_, .all), .following(_, .all), .repetition(.all), .element(.all): true
            default: false
            }
        }
    }

    /// The same path with its last segment, repetition or element widened to all of them, for `each`.
    func overAll() -> SourcePath {
        var steps = steps
        switch steps.last {
        case .segment(let name, .at(0))? where !text.hasSuffix("]"): steps[steps.count - 1] = .segment(name, .all)
        case .following(let name, .at(0))? where !text.hasSuffix("]"): steps[steps.count - 1] = .following(name, .all)
        case .repetition(.at(0))? where !text.hasSuffix("]"): steps[steps.count - 1] = .repetition(.all)
        case .key: steps.append(.element(.all))
        case nil: steps.append(.element(.all))
        default: break
        }
        return SourcePath(text: text, isRelative: isRelative, steps: steps)
    }

    /// The same path naming a list itself rather than what is in it, for rules that look at whole lists.
    func wholeList() -> SourcePath {
        let wide = everywhere()
        guard !text.hasSuffix("]"), case .repetition? = wide.steps.last else { return wide }
        return SourcePath(text: text, isRelative: isRelative, steps: Array(wide.steps.dropLast()))
    }

    /// The same path meaning every occurrence wherever no position is written, for `ignore`.
    func everywhere() -> SourcePath {
        let positioned = text.contains("[")
        let steps = steps.map { step -> Step in
            switch step {
            case .segment(let name, .at(0)) where !positioned: .segment(name, .all)
            case .repetition(.at(0)) where !positioned: .repetition(.all)
            default: step
            }
        }
        return SourcePath(text: text, isRelative: isRelative, steps: steps)
    }
}
