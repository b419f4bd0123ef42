import Foundation
import Testing

/// The house's habits, kept by a test: see `Rules/` for each, `Examples/` for what each one stops.
@Suite struct TidyTests {
    @Test(arguments: Rule.all) func repositoryKeeps(_ rule: Rule) {
        let found = rule.check(.repository)
        #expect(found.isEmpty, "\(found.map(\.description).joined(separator: "\n"))")
    }

    /// A check that cannot fail is worse than none.
    @Test(arguments: Example.all) func everyRuleFires(_ example: Example) {
        let found = example.rule.check(example.tree)
        #expect(found.map(\.description).contains { $0.contains(example.expected) }, "found \(found)")
        #expect(found.count == example.count, "found \(found)")
    }

    @Test(arguments: Example.allowed) func rulesLetPass(_ example: Example) {
        let found = example.rule.check(example.tree)
        #expect(found.isEmpty, "found \(found)")
    }

    @Test func everyRuleHasAnExample() {
        let shown = Set(Example.all.map(\.rule.name))
        #expect(Rule.all.map(\.name).filter { !shown.contains($0) } == [])
    }

    @Test func everyBannedWordFires() {
        let unseen = BannedWords.list.filter { banned in
            let folder = banned.lookedForIn[0]
            let tree = Tree(["\(folder)/Formats/X.swift": "struct X {}\nlet x = \(banned.word)\n"])
            return BannedWords.words.check(tree).isEmpty
        }
        #expect(unseen.map(\.word) == [])
    }

    @Test func treeIsNotEmpty() {
        #expect(Tree.repository.sources.count > 20)
        #expect(Tree.repository.tests.count > 20)
        #expect(Tree.repository.markdown.count > 3)
    }

    /// `scripts/generate` sets the variable; otherwise this only proves that the page can be made.
    @Test func errorPageCanBeMade() throws {
        let catalogue = try #require(Tree.repository.file(CatalogueRules.cataloguePath))
        let entries = ErrorEntry.all(in: catalogue)
        let made = catalogue.code.wordOffsets(of: "static let").count
        #expect(entries.count == made, "every entry of the catalogue must be readable as text")
        let page = ErrorPage.markdown(for: entries)
        if ProcessInfo.processInfo.environment["JUNCTION_GENERATE"] == "1" {
            try page.write(to: Tree.root.appending(path: CatalogueRules.pagePath), atomically: true, encoding: .utf8)
        }
        #expect(page.contains("J1001"))
    }
}
