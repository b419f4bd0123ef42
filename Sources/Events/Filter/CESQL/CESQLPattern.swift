/// The pattern of LIKE (CloudEvents SQL 1.0, section 3.4.3): `%` is any text, `_` any one character, and a backslash
/// takes the meaning from either.
struct CESQLPattern: Sendable {
    fileprivate enum Element: Sendable, Equatable {
        case character(Unicode.Scalar)
        case one
        case any
    }

    private var elements: [Element] = []

    init(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\\" where rest.first == "%" || rest.first == "_": elements.append(.character(rest.removeFirst()))
            case "%": if elements.last != .any { elements.append(.any) }
            case "_": elements.append(.one)
            default: elements.append(.character(scalar))
            }
        }
    }

    /// Takes at most the length of the text times that of the pattern: only the latest `%` is ever tried again, since
    /// whatever an earlier one could take the latest can take too. Every comparison takes one from `work`; nil when there is no
    /// more of it.
    func matches(_ text: String, _ work: inout Int) -> Bool? {
        let scalars = text.unicodeScalars
        var place = scalars.startIndex
        var element = 0
        var retry: (element: Int, place: String.Index)?
        while place < scalars.endIndex {
            guard work > 0 else { return nil }
            work -= 1
            if element < elements.count, elements[element] == .any {
                element += 1
                retry = (element, place)
            } else if element < elements.count, elements[element].takes(scalars[place]) {
                element += 1
                place = scalars.index(after: place)
            } else if let last = retry {
                element = last.element
                place = scalars.index(after: last.place)
                retry = (last.element, place)
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .any }
    }
}

extension CESQLPattern.Element {
    fileprivate func takes(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .character(let own): own == scalar
        case .one: true
        case .any: false
        }
    }
}
