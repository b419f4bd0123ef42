/// Lists that a new format, connector or error code must join.
enum CatalogueRules {
    static let all: [Rule] = [errorNumbers, errorPage, listed]

    static let cataloguePath = "Sources/Values/ErrorCatalogue.swift"
    static let pagePath = "docs/errors.md"

    static let errorNumbers = Rule("an error code has one number, in its section, and is never used twice") { tree in
        guard let file = tree.file(cataloguePath) else { return [] }
        var seenNumbers: Set<Int> = []
        var seenNames: Set<String> = []
        return ErrorEntry.all(in: file).flatMap { entry -> [Violation] in
            var found: [Violation] = []
            if !seenNumbers.insert(entry.number).inserted {
                found.append(file.violation(entry.line, "J\(entry.number) is taken; take the next free number"))
            }
            if !seenNames.insert(entry.name).inserted {
                found.append(file.violation(entry.line, "'\(entry.name)' is taken"))
            }
            if !(1000...9999).contains(entry.number) {
                found.append(file.violation(entry.line, "J\(entry.number) is outside every section"))
            }
            return found
        }
    }

    /// Swift runs no code at import, so what exists must be listed by hand; this keeps hand and folder in step.
    static let listed = Rule("every format and connector is in its catalogue, sorted") { tree in
        let kinds = [("Formats", "Format"), ("Connectors", "Connector")]
        return kinds.flatMap { layer, kind -> [Violation] in
            let sources = tree.sources.filter { $0.layer == layer }
            guard let catalogue = sources.first(where: { $0.stem == kind + "Catalogue" }) else { return [] }
            let entries = catalogue.lines.compactMap { $0.firstMatch(of: /^ +(\w+)\.self,$/).map { String($0.1) } }
            let missing = sources.filter { file in
                let stem = String(file.stem)
                let declares = !file.code.offsets(of: "struct \(stem): \(kind)").isEmpty
                return declares && !file.name.contains("+") && !entries.contains(stem)
            }.map { $0.violation(nil, "add '\($0.stem).self' to \(catalogue.name)") }
            let isSorted = entries == entries.sorted { $0.lowercased() < $1.lowercased() }
            return missing + (isSorted ? [] : [catalogue.violation(nil, "sort the list by name")])
        }
    }

    static let errorPage = Rule("docs/errors.md is made from the catalogue") { tree in
        guard let file = tree.file(cataloguePath) else { return [] }
        let page = tree.file(pagePath).map { String(decoding: $0.bytes, as: UTF8.self) }
        if page == ErrorPage.markdown(for: ErrorEntry.all(in: file)) { return [] }
        return [Violation(path: pagePath, line: nil, message: "stale; run scripts/generate and commit the page")]
    }
}
