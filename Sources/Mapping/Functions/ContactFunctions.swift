import Values

extension FunctionCatalogue {
    static let contactFunctions: [FieldFunctionMaker] = [
        .text("postcode", "a United Kingdom postcode, in capitals and with its space") { text throws(FieldFailure) in
            guard let postcode = Postcode.normal(text) else { throw FieldFailure("is not a postcode") }
            return postcode
        },
        FieldFunctionMaker("phone", "a telephone number as +<country><number>: phone: 44") { argument, _ in
            let country = argument?.text ?? "44"
            guard (1...3).contains(country.count), country.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw wrong(argument, "phone takes the country's calling code, such as 44")
            }
            return { value throws(FieldFailure) in
                guard let number = PhoneNumber.international(try value.mappedText(), country: country) else {
                    throw FieldFailure("is not a telephone number")
                }
                return .string(number)
            }
        },
    ]
}
