import Contract
import Formats
import Testing
import Values

@testable import Flows

/// What a point file means, decided once.
struct FlowCompilerTests {
    private func error(_ change: (inout PointText) -> Void) -> JunctionError? {
        var text = PointText()
        change(&text)
        let compiling = Result { try FlowHarness.compile(text) }
        guard case .failure(let error) = compiling else { return nil }
        return error as? JunctionError
    }

    @Test func aPointBecomesAFlow() throws {
        var text = PointText()
        text.steps =
            "[{ validate: has-customer }, { filter: \"item != 'none'\" }, { map: to-shop }, { validate: has-who }]"
        text.deliver =
            "[{ system: shop, operation: put, parameters: { id: who } }, { system: post-office, operation: post }]"
        let flow = try FlowHarness.compile(text)
        #expect(flow.id == "orders" && flow.version == "1.2.0" && flow.source == "shop/sales")
        #expect(flow.destinations == ["orders:shop.put", "orders:post-office.post"])
        #expect(flow.checks.count == 1 && flow.split == nil)
        #expect(flow.key?.text(in: ["customer": "c1"]) == "c1")
        #expect(flow.reference == nil)
        let put = try #require(flow.deliveries.first)
        #expect(put.filters.count == 1 && put.transformations.count == 1 && put.checks.count == 1)
        #expect(put.parameters.map(\.name) == ["id"])
        #expect(put.contentType == "application/json")
    }

    @Test func whatADocumentIsDividedIntoIsKeptAsJSON() throws {
        var text = PointText()
        text.trigger = "{ schedule: \"@daily\", timeZone: UTC, read: { files: \"in/*.csv\" } }"
        text.communication = "{ in: { protocol: file, format: csv }, out: { protocol: HTTPS, format: json } }"
        text.steps = "[{ split: \"[*]\" }, { map: to-shop }]"
        let flow = try FlowHarness.compile(text)
        #expect(flow.split != nil)
        #expect(flow.format is CSVFormat)
        #expect(flow.keptFormat is JSONFormat)
    }

    @Test func anHL7MessageIsFoundByItsControlIdentifier() throws {
        var text = PointText()
        text.communication = "{ in: { protocol: MLLP, format: hl7v2 }, out: { protocol: HTTPS, format: json } }"
        text.orderBy = "orderBy: PID-3.1"
        text.steps = "[]"
        let flow = try FlowHarness.compile(text)
        let message = try flow.format.decode(Array("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|id7|P|2.4\rPID|||p9^^^X".utf8))
        #expect(flow.reference?.text(in: message) == "id7")
        #expect(flow.key?.text(in: message) == "p9")
    }

    @Test func aSchemaNamedTwiceIsGoneThroughOnce() throws {
        var text = PointText()
        text.steps = "[{ validate: has-customer }, { validate: has-customer }]"
        text.communication =
            "{ in: { protocol: HTTPS, format: json, schema: has-customer }, out: { protocol: HTTPS, format: json } }"
        #expect(try FlowHarness.compile(text).checks.count == 1)
    }

    @Test func whatCannotRunSaysWhyAndWhere() {
        let cases: [((inout PointText) -> Void, ErrorCode, String)] = [
            ({ $0.communication = "{ notApplicable: none }" }, .pointUnusable, "does not say what arrives"),
            ({ $0.steps = "[{ map: missing }]" }, .danglingReference, "no mapping 'missing'"),
            ({ $0.steps = "[{ validate: missing }]" }, .danglingReference, "no schema 'missing'"),
            ({ $0.deliver = "[{ system: nowhere, operation: post }]" }, .danglingReference, "no system 'nowhere'"),
            ({ $0.deliver = "[{ system: shop, operation: fly }]" }, .danglingReference, "no operation 'fly'"),
            (
                { $0.deliver = "[{ system: shop, operation: post }, { system: shop, operation: post }]" },
                .pointUnusable, "delivers twice"
            ),
            ({ $0.steps = "[{ map: to-shop }, { split: \"[*]\" }]" }, .pointUnusable, "'split' must be the first"),
            ({ $0.steps = "[{ split: a }, { split: b }]" }, .pointUnusable, "'split' must be the first"),
            ({ $0.steps = "[{ map: to-shop }, { filter: item }]" }, .pointUnusable, "'filter' must come before"),
            ({ $0.steps = "[{ filter: \"((\" }]" }, .pointUnusable, "filter cannot be read"),
            ({ $0.orderBy = "orderBy: \"a[x]\"" }, .pointUnusable, "no path into the message"),
            ({ $0.communication = "{ in: { protocol: X, format: nonsense } }" }, .unknownFormat, "nonsense"),
        ]
        for (change, code, part) in cases {
            let error = error(change)
            #expect(error?.code == code, "\(part): \(String(describing: error))")
            #expect(error?.message.contains(part) == true, "\(part): \(String(describing: error))")
            #expect(error?.place?.source == "points/orders.yaml", "\(part)")
        }
    }
}
