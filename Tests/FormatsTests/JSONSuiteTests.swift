import Testing
import Values

@testable import Formats

/// The parsing cases of JSONTestSuite: `y_` must be accepted, `n_` refused; what `i_` does is up to the reader, and is
/// decided in the table here.
@Suite struct JSONSuiteTests {
    private static let names = Fixtures.names(in: "json-parsing", suffix: ".json")

    /// Numbers of any size are kept exactly, so all are accepted. Text that is not strict UTF-8, or names half a surrogate
    /// pair, has no form here and is refused. 500 levels are within the limit of 512.
    private static let decided: [String: Bool] = [
        "i_number_double_huge_neg_exp.json": true,
        "i_number_huge_exp.json": true,
        "i_number_neg_int_huge_exp.json": true,
        "i_number_real_neg_overflow.json": true,
        "i_number_real_underflow.json": true,
        "i_number_too_big_pos_int.json": true,
        "i_number_very_big_negative_int.json": true,
        "i_string_1st_valid_surrogate_2nd_invalid.json": false,
        "i_string_UTF-16LE_with_BOM.json": false,
        "i_string_invalid_lonely_surrogate.json": false,
        "i_string_invalid_surrogate.json": false,
        "i_string_inverted_surrogates_U+1D11E.json": false,
        "i_string_iso_latin_1.json": false,
        "i_string_lone_second_surrogate.json": false,
        "i_string_lone_utf8_continuation_byte.json": false,
        "i_string_overlong_sequence_2_bytes.json": false,
        "i_string_overlong_sequence_6_bytes_null.json": false,
        "i_structure_500_nested_arrays.json": true,
    ]

    @Test func suiteIsThere() {
        #expect(Self.names.count == 186)
        #expect(Set(Self.names.filter { $0.hasPrefix("i_") }) == Set(Self.decided.keys))
    }

    @Test(arguments: names.filter { $0.hasPrefix("y_") || decided[$0] == true })
    func accepts(name: String) throws {
        let value = try JSONFormat().decode(Fixtures.bytes("json-parsing/" + name))
        #expect(try JSONFormat().decode(JSONFormat().encode(value)) == value)
    }

    @Test(arguments: names.filter { $0.hasPrefix("n_") || decided[$0] == false })
    func refuses(name: String) throws {
        let bytes = try Fixtures.bytes("json-parsing/" + name)
        let error = junctionError { _ = try JSONFormat().decode(bytes) }
        #expect(error?.place?.line != nil)
        #expect(error?.code == .malformed || error?.code == .formatLimit)
    }
}
