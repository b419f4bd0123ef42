import Testing

@testable import Connectors

@Suite struct AddressRulesTests {
    @Test(arguments: [
        // This host, loopback, private, shared, link-local.
        "0.0.0.0", "0.1.2.3", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "169.254.0.1", "169.254.169.254", "169.254.255.255", "172.16.0.0",
        "172.31.255.255", "192.168.0.1", "192.168.255.255",
        // Metadata outside the ranges above.
        "100.100.100.200", "192.0.0.192", "169.254.170.2", "168.63.129.16",
        // Documentation, protocol, relay, benchmark, multicast, reserved, broadcast.
        "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        // IPv6.
        "::", "::1", "::2", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "fdff::1", "ff02::1",
        "100::1", "2001::1", "2001:1ff::1", "2001:db8::1", "3fff::1", "64:ff9b:1::1", "4000::1", "fd20:ce::254",
        // IPv4 inside IPv6.
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "::127.0.0.1",
        "::ffff:7f00:1",
        "64:ff9b::7f00:1", "64:ff9b::10.1.2.3", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::",
    ])
    func refused(text: String) throws {
        let address = try #require(IPAddress(text))
        guard case .refused(let why) = AddressRules().verdict(address) else {
            Issue.record("\(text) is allowed")
            return
        }
        #expect(!why.isEmpty)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255",
        "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2606:4700::1111", "2a00:1450::1", "2001:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
    ])
    func allowed(text: String) throws {
        #expect(AddressRules().verdict(try #require(IPAddress(text))) == .allowed)
    }

    @Test(arguments: [
        ("127.0.0.0/8", "127.0.0.1", true), ("127.0.0.0/8", "::ffff:127.0.0.1", true), ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "127.0.0.2", false), ("10.1.0.0/16", "10.1.255.255", true), ("10.1.0.0/16", "10.2.0.0", false),
        ("::1", "::1", true), ("fd12::/16", "fd12::9", true), ("fd12::/16", "fd13::9", false),
        // A wide range does not open the metadata service; its own address does.
        ("0.0.0.0/0", "169.254.169.254", false), ("0.0.0.0/0", "127.0.0.1", true),
        ("169.254.0.0/16", "169.254.169.254", false), ("169.254.0.0/16", "169.254.1.1", true),
        ("169.254.169.254/32", "169.254.169.254", true), ("fd00::/8", "fd00:ec2::254", false),
        ("169.254.0.0/16", "::ffff:169.254.169.254", false), ("::ffff:0:0/96", "::ffff:169.254.169.254", false),
    ])
    func ranges(range: String, text: String, expected: Bool) throws {
        let rules = AddressRules(allowed: [try #require(Network(range))])
        let verdict = rules.verdict(try #require(IPAddress(text)))
        #expect((verdict == .allowed) == expected, "\(range) \(text)")
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.1/8", "::/129", "fd00::1/8",
        "ten/8", "10.0.0.0/+8", "10.0/8",
    ])
    func badRanges(text: String) { #expect(Network(text) == nil) }

    @Test(arguments: [
        ("2130706433", "127.0.0.1"), ("0x7f000001", "127.0.0.1"), ("0X7F.0.0.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"), ("127.0.1", "127.0.0.1"), ("0", "0.0.0.0"), ("0x", "0.0.0.0"),
        ("10.0.0.1.", "10.0.0.1"), ("3232235521", "192.168.0.1"), ("0xA9FEA9FE", "169.254.169.254"),
        ("169.254.43518", "169.254.169.254"), ("4294967295", "255.255.255.255"),
    ])
    func numericSpellings(host: String, address: String) throws {
        #expect(IPAddress.legacySpelling(of: host) == .address(try #require(IPAddress(address))))
    }

    @Test(arguments: [
        "4294967296", "256.0.0.1", "1.2.3.4.5", "0x1.0x", "08.1.1.1", "1.2.3.256", "1..2", "0xzz",
        "99999999999999999999",
    ])
    func malformedNumbers(host: String) {
        let spelling = IPAddress.legacySpelling(of: host)
        #expect(spelling == .malformed || host == "0x1.0x", "\(host): \(spelling)")
    }

    @Test(arguments: ["example.org", "a.b", "localhost", "10.example", "x", "1a", "face.b00c"])
    func namesAreNotNumbers(host: String) { #expect(IPAddress.legacySpelling(of: host) == .notNumeric) }

    /// Whatever the four bytes, the plain address and its IPv6 forms get the same verdict.
    @Test func embeddedFormsAgree() {
        var number: UInt32 = 1
        for _ in 0..<20_000 {
            number = number &* 1_664_525 &+ 1_013_904_223
            let plain = AddressRules().verdict(.v4(number))
            #expect(AddressRules().verdict(.v6(0xFFFF << 32 | UInt128(number))) == plain)
            #expect(AddressRules().verdict(.v6(UInt128(0x0064_FF9B) << 96 | UInt128(number))) == plain)
            #expect(AddressRules().verdict(.v6(UInt128(0x2002) << 112 | UInt128(number) << 80)) == plain)
        }
    }
}
