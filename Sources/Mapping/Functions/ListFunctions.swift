import Values

extension FunctionCatalogue {
    static let listFunctions: [FieldFunctionMaker] = [
        FieldFunctionMaker(
            "split", "makes a list, or one part of it: split: ',' or split: { by: ',', part: 0 }", takesList: true
        ) { argument, _ in
            guard let separator = argument?.text ?? argument?["by"]?.text, !separator.isEmpty else {
                throw wrong(argument, "split takes the text to split by, or { by: text, part: number from 0 }")
            }
            let part = argument?["part"]?.integer
            return { value throws(FieldFailure) in
                let parts = try value.mappedText().split(separator: separator, omittingEmptySubsequences: false)
                guard let part else { return .array(parts.map { .string(String($0)) }) }
                return parts.indices.contains(part) && !parts[part].isEmpty ? .string(String(parts[part])) : nil
            }
        },
        FieldFunctionMaker("join", "makes one text of a list: join: ', '", takesList: true) { argument, _ in
            let separator = argument?.text ?? ""
            return { value throws(FieldFailure) in
                guard case .array(let elements) = value else { return value }
                var texts: [String] = []
                for element in elements { texts.append(try element.mappedText()) }
                return .string(texts.joined(separator: separator))
            }
        },
        FieldFunctionMaker("first", "the first element of a list", takesList: true) { _, _ in
            { value throws(FieldFailure) in
                if case .array(let elements) = value { elements.first } else { value }
            }
        },
        FieldFunctionMaker("last", "the last element of a list", takesList: true) { _, _ in
            { value throws(FieldFailure) in
                if case .array(let elements) = value { elements.last } else { value }
            }
        },
        FieldFunctionMaker("count", "how many elements a list has", takesList: true) { _, _ in
            { value throws(FieldFailure) in
                if case .array(let elements) = value { .integer(Int64(elements.count)) } else { 1 }
            }
        },
        FieldFunctionMaker(
            "deduplicate", "keeps of list elements that agree in these members the first: deduplicate: [system, value]",
            takesList: true
        ) { argument, _ in
            let keys = (argument?.list ?? argument.map { [$0] } ?? []).compactMap(\.text)
            guard !keys.isEmpty else { throw wrong(argument, "deduplicate takes the members to compare") }
            return { value throws(FieldFailure) in
                guard case .array(let elements) = value else { return value }
                var seen: Set<[Value?]> = []
                return .array(
                    elements.filter { element in
                        let found = keys.map { element[$0] }
                        // Elements with none of the members have nothing to agree in.
                        return found.allSatisfy { $0 == nil } || seen.insert(found).inserted
                    })
            }
        },
        FieldFunctionMaker("distinct", "removes repeats from a list", takesList: true) { _, _ in
            { value throws(FieldFailure) in
                guard case .array(let elements) = value else { return value }
                var seen: Set<Value> = []
                return .array(elements.filter { seen.insert($0).inserted })
            }
        },
    ]
}
