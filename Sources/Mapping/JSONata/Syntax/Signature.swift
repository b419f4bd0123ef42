/// What a function takes, as in `<s-(sf)n?:s>`: types, which are optional, repeated, or taken from the context.
package struct Signature: Sendable {
    /// Kinds of argument; `missing` is a value that is absent.
    struct Types: OptionSet, Sendable {
        let rawValue: UInt8
        static let array = Types(rawValue: 1)
        static let string = Types(rawValue: 2)
        static let number = Types(rawValue: 4)
        static let boolean = Types(rawValue: 8)
        static let null = Types(rawValue: 16)
        static let function = Types(rawValue: 32)
        static let object = Types(rawValue: 64)
        static let missing = Types(rawValue: 128)
        static let any = Types(rawValue: 255)
    }

    struct Parameter: Sendable {
        /// The letter of the type, or `(` for a choice.
        var letter: Character
        var types: Types
        /// Of an array's items, or of a function's own parameters.
        var subtype: String?
        /// The type of an array's items, when the subtype is a single letter.
        var itemType: Types?
        var isOptional = false
        var isRepeated = false
        var takesContext = false
        /// What the context may be to stand in for the argument.
        var contextTypes: Types = []
    }

    /// A fault in a signature; `offset` counts characters from its opening bracket.
    struct Fault: Error {
        var code: String
        var offset: Int
    }

    private(set) var parameters: [Parameter] = []

    init(_ text: String) throws(Fault) {
        let characters = Array(text)
        var index = 1
        while index < characters.count, characters[index] != ":" {
            let letter = characters[index]
            switch letter {
            case "-", "?", "+": modifyLast(letter)
            case "(":
                let close = Self.closing(characters, index, "(", ")")
                let choice = characters[(index + 1)..<max(index + 1, close)]
                if choice.contains("<") { throw Fault(code: "S0402", offset: index) }
                let types = choice.reduce(into: Types.missing) { $0.formUnion(Self.types($1)) }
                parameters.append(Parameter(letter: "(", types: types))
                index = close
            case "<":
                guard let last = parameters.last, last.letter == "a" || last.letter == "f" else {
                    throw Fault(code: "S0401", offset: index)
                }
                let close = Self.closing(characters, index, "<", ">")
                let subtype = characters[(index + 1)..<max(index + 1, close)]
                parameters[parameters.count - 1].subtype = String(subtype)
                if subtype.count == 1, let letter = subtype.first {
                    parameters[parameters.count - 1].itemType = Self.types(letter)
                }
                index = close
            default:
                if let parameter = Self.parameter(letter) { parameters.append(parameter) }
            }
            index += 1
        }
    }

    private mutating func modifyLast(_ modifier: Character) {
        guard !parameters.isEmpty else { return }
        let last = parameters.count - 1
        switch modifier {
        case "-":
            parameters[last].takesContext = true
            parameters[last].contextTypes = parameters[last].types
            parameters[last].isOptional = true
        case "?": parameters[last].isOptional = true
        default: parameters[last].isRepeated = true
        }
    }

    private static func types(_ letter: Character) -> Types {
        switch letter {
        case "a": .array
        case "s": .string
        case "n": .number
        case "b": .boolean
        case "l": .null
        case "f": .function
        case "o": .object
        case "m": .missing
        default: []
        }
    }

    private static func parameter(_ letter: Character) -> Parameter? {
        switch letter {
        case "s", "n", "b", "l", "o": Parameter(letter: letter, types: [types(letter), .missing])
        case "a", "x": Parameter(letter: letter, types: .any)
        case "f": Parameter(letter: letter, types: .function)
        case "j": Parameter(letter: letter, types: Types.any.subtracting(.function))
        default: nil
        }
    }

    /// Where the bracket opened at `start` is closed; the end of the text when it is not.
    private static func closing(_ text: [Character], _ start: Int, _ open: Character, _ close: Character) -> Int {
        var depth = 1
        var index = start + 1
        while index < text.count {
            if text[index] == close {
                depth -= 1
                if depth == 0 { return index }
            } else if text[index] == open {
                depth += 1
            }
            index += 1
        }
        return text.count
    }
}
