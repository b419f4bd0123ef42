/// The currencies of ISO 4217 and how many digits their minor units have.
enum Currency {
    /// Nil for a code that is none, or that names no currency with minor units, such as gold.
    static func minorUnits(_ code: String) -> Int? {
        if let digits = others[code] { return digits }
        return hundredths.contains(code) ? 2 : nil
    }

    private static let others: [String: Int] = {
        var digits: [String: Int] = ["CLF": 4, "UYW": 4]
        for code in words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF") { digits[code] = 0 }
        for code in words("BHD IQD JOD KWD LYD OMR TND") { digits[code] = 3 }
        return digits
    }()

    private static let hundredths = Set(
        words(
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF \
            CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL \
            HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU \
            MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR \
            SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED \
            VES WST XCD XCG YER ZAR ZMW ZWG
            """))

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
