import APIContract
import Testing

@Suite struct PageRequestTests {
    private func pages(_ ids: [String], limit: Int) async -> [[String]] {
        var pages: [[String]] = []
        var request = PageRequest(limit: limit)
        repeat {
            let page = await request.page(of: ids, by: \.self) { ProblemPlace(pointer: $0, message: "") }
            pages.append(page.items.compactMap(\.pointer))
            request.position = page.nextCursor
        } while request.position != nil && pages.count < 10
        return pages
    }

    @Test func `A list is gone through once, and its last page has no cursor`() async {
        #expect(await pages(["a", "b", "c", "d", "e"], limit: 2) == [["a", "b"], ["c", "d"], ["e"]])
        #expect(await pages(["a", "b"], limit: 2) == [["a", "b"]])
        #expect(await pages([], limit: 2) == [[]])
    }

    @Test func `One that is removed meanwhile does not lose the place`() async {
        let page = await PageRequest(position: "b", limit: 2).page(of: ["a", "c", "d"], by: \.self) {
            ProblemPlace(pointer: $0, message: "")
        }
        #expect(page.items.map(\.pointer) == ["c", "d"])
    }
}
