/// Small files, small functions, files that can be found by name.
enum ShapeRules {
    static let all: [Rule] = [fileLength, fileMedian, functionLength, functionMedian, fileName, placeholders]

    static let fileLinesMax = 500
    static let fileLinesMedian = 120
    static let functionLinesMax = 60
    static let functionLinesMedian = 8
    /// Lists that whole layers add to, named for what they list.
    private static let lists: Set<String> = ["Package.swift", "Sources/Values/ErrorCatalogue.swift"]
    private static let typeKeywords = ["struct", "class", "enum", "actor", "protocol", "typealias", "macro"]

    static let fileLength = Rule("no file is longer than \(fileLinesMax) lines") { tree in
        tree.swift.filter { $0.lines.count > fileLinesMax && !lists.contains($0.path) }.map {
            $0.violation(nil, "\($0.lines.count) lines; cut it by what changes together (at most \(fileLinesMax))")
        }
    }

    static let fileMedian = Rule("the median file has at most \(fileLinesMedian) lines") { tree in
        let median = middle(tree.sources.map(\.lines.count))
        guard median > fileLinesMedian else { return [] }
        return [Violation(path: "Sources", line: nil, message: "the median file has \(median) lines; cut the longest")]
    }

    static let functionLength = Rule("no function is longer than \(functionLinesMax) lines without a reason") { tree in
        tree.swift.filter { $0.path != "Package.swift" }.flatMap { file in
            SwiftFunction.all(in: file).filter { $0.length > functionLinesMax && !file.excuses($0) }.map {
                file.violation(
                    $0.firstLine,
                    "'\($0.name)' has \($0.length) lines (at most \(functionLinesMax)); cut it, or write "
                        + "'// Long because: …' directly above")
            }
        }
    }

    static let functionMedian = Rule("the median function has at most \(functionLinesMedian) lines") { tree in
        let median = middle(tree.sources.flatMap { SwiftFunction.all(in: $0).map(\.length) })
        guard median > functionLinesMedian else { return [] }
        return [Violation(path: "Sources", line: nil, message: "the median function has \(median) lines")]
    }

    static let fileName = Rule("a file is named by a type that it declares or extends") { tree in
        tree.sources.compactMap { file in
            if file.name == "Placeholder.swift" { return nil }
            let stem = String(file.stem)
            if file.names(declaredBy: ["extension"] + typeKeywords + ["func"]).contains(stem) { return nil }
            // Extensions of others' types that belong together may be named for what they have in common.
            let sibling = (file.folders.joined(separator: "/")) + "/\(stem).swift"
            let namedSo = !file.name.contains("+") || tree.file(sibling) != nil
            let extendsOnly = file.names(declaredBy: typeKeywords).isEmpty
            return extendsOnly && namedSo
                ? nil : file.violation(nil, "declares no '\(stem)'; name the file by its main type")
        }
    }

    static let placeholders = Rule("a placeholder goes when the first real file comes") { tree in
        tree.swift.filter { $0.name == "Placeholder.swift" }.compactMap { file in
            let target = file.folders.prefix(2).joined(separator: "/") + "/"
            let company = tree.swift.contains { $0.path.hasPrefix(target) && $0.path != file.path }
            return company ? file.violation(nil, "this target has real files now; delete it") : nil
        }
    }

    private static func middle(_ values: [Int]) -> Int {
        values.isEmpty ? 0 : values.sorted()[values.count / 2]
    }
}

extension SourceFile {
    /// Whether `// Long because: …` stands in the comments and attributes directly above the function.
    func excuses(_ function: SwiftFunction) -> Bool {
        var number = function.firstLine - 1
        while number > 0 {
            let text = text(ofLine: number).drop { $0 == " " }
            if text.hasPrefix("// Long because: ") { return true }
            guard text.hasPrefix("//") || text.hasPrefix("@") else { return false }
            number -= 1
        }
        return false
    }

    /// What stands after the keywords; of `extension A.B`, both.
    func names(declaredBy keywords: [String]) -> Set<String> {
        var names: Set<String> = []
        for keyword in keywords {
            for offset in code.wordOffsets(of: keyword + " ") {
                let rest = code[(offset + keyword.utf8.count + 1)...].prefix { $0.isIdentifierByte || $0 == 0x2E }
                let name = String(decoding: rest, as: UTF8.self)
                names.insert(name)
                names.formUnion(name.split(separator: ".").map(String.init))
            }
        }
        return names
    }
}
