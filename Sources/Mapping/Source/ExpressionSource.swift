import Values

/// The source of a mapping as its expressions see it: whole, by its paths, and taking down what is read.
final class ExpressionSource {
    let dialect: SourceTree.Dialect
    /// Nil when nobody asks what was read.
    let reads: SourceReads?
    private let value: Value
    private var madeTree: SourceTree?
    private var paths: [String: SourcePath] = [:]

    /// More different paths than this are read anew each time.
    private static let pathsMost = 1000

    init(_ value: Value, dialect: SourceTree.Dialect, records: Bool) {
        self.value = value
        self.dialect = dialect
        guard records else {
            reads = nil
            return
        }
        let tree = SourceTree(value, dialect: dialect)
        madeTree = tree
        reads = SourceReads(tree)
    }

    /// Of a source that is laid out already.
    init(_ tree: SourceTree, records: Bool) {
        value = tree.nodes[Int(SourceTree.root)].value
        dialect = tree.dialect
        madeTree = tree
        reads = records ? SourceReads(tree) : nil
    }

    /// The values that a source path names, in order; nil when the text is no path.
    func values(at text: String) -> [Value]? {
        guard let path = paths[text] ?? SourcePathScanner.parse(text, dialect) else { return nil }
        if paths.count < Self.pathsMost { paths[text] = path }
        let tree = madeTree ?? SourceTree(value, dialect: dialect)
        madeTree = tree
        return tree.all(path, from: SourceTree.root).compactMap { place in
            guard let node = tree.speaking(place) else { return nil }
            reads?.read(node: node)
            let found = tree.nodes[Int(node)].value
            return tree.isAbsent(found) ? nil : found
        }
    }
}
