// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/70-results.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let results = #"""
        # OBX, TXA, CTI, CON: observations and documents.

        segment OBX
          clear @fObservation @fForm @fDocument @role @performingOrganization
          if 2 in ED RP and not type in MDM:
            use ReportForm
          if 2 in ED RP and type in MDM:
            use DocumentForm
          if not 2 in ED RP:
            use Observation
          on @immunization:
            5 -> programEligibility[] concept if 3.1 = "64994-7"
            5 -> fundingSource concept if 3.1 = "30963-3"

        rules Observation
          resource Device as @equipment key 18 if 18:
            18 -> identifier[] EI
          resource Observation as @observation key . @patient @encounter @order @specimen:
            21 -> identifier[]:
              . -> . Number
              type.coding[].code = "FILL"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
            status = "unknown"
            11 -> status code(ObservationStatus)
            dataAbsentReason.coding[].code = "not-asked" if 11 = N
            dataAbsentReason.coding[=].system = "http://terminology.hl7.org/CodeSystem/data-absent-reason" if 11 = N
            3 -> code concept
            code.text = "unknown" if not has code
            29 -> category[].coding[].code
            category[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0936" if 29
            if not 5 repeats 1:
              5 -> . ObservedValue
              7 -> referenceRange[].text
            if 5 repeats 1:
              each 5:
                with component[]:
                  ^3 -> code concept
                  use ObservedValue
                  ^7 -> referenceRange[].text
            8 -> interpretation[] concept(InterpretationCodes)
            14 -> effectiveDateTime dateTime
            17[1] -> method concept
            20[1] -> bodySite concept
            19 -> ext(http://hl7.org/fhir/StructureDefinition/observation-analysis-date-time).valueDateTime dateTime
            10 -> ext(http://hl7.org/fhir/StructureDefinition/observation-nature-of-abnormal-test).valueCodeableConcept concept(NatureOfAbnormalTesting)
            @equipment -> device if 18
            use Performers
            @patient -> subject later
            @encounter -> encounter
            @order -> basedOn[] if not @fSpecimen
            @specimen -> specimen if @fSpecimen
          on @report if not @fSpecimen:
            @observation -> result[]
          on @order if type in OMG OML ORM:
            @observation -> supportingInfo[]
          @observation -> @fObservation

        # What OBX-5 says, by the type in OBX-2.
        element ObservedValue
          if ^2 = NM:
            1 -> valueQuantity.value decimal
            ^6 -> valueQuantity Unit if has valueQuantity
            1 -> valueString if not has valueQuantity
          if ^2 = SN:
            use StructuredNumber
          if ^2 in CE CWE CNE CF IS ID:
            . -> valueCodeableConcept concept
          if ^2 in DT TS DTM:
            1 -> valueDateTime dateTime
            1 -> valueString if not has valueDateTime
          if ^2 = TM:
            1 -> valueTime time
          if ^2 = DR:
            . -> valuePeriod DR
          if ^2 = NR:
            1 -> valueRange.low.value decimal
            2 -> valueRange.high.value decimal
          if ^2 = CQ:
            . -> valueQuantity CQ
          if not ^2 in NM SN CE CWE CNE CF IS ID DT TS DTM TM DR NR CQ:
            join(_, 1, 2, 3, 4, 5, 6, 7) -> valueString formatted if ^2 in FT TX
            join(_, 1, 2, 3, 4, 5, 6, 7) -> valueString if not ^2 in FT TX

        rules StructuredNumber
          if 3 in ":" "/":
            2 -> valueRatio.numerator.value decimal
            4 -> valueRatio.denominator.value decimal
            ^6 -> valueRatio.numerator Unit
            ^6 -> valueRatio.denominator Unit
          if 3 = "-":
            2 -> valueRange.low.value decimal
            4 -> valueRange.high.value decimal
            ^6 -> valueRange.low Unit
            ^6 -> valueRange.high Unit
          if not 3 in ":" "/" "-":
            1 -> valueQuantity.comparator if 1 in "<" ">" "<=" ">="
            2 -> valueQuantity.value decimal
            ^6 -> valueQuantity Unit if has valueQuantity

        # OBX-15, 16, 23 to 25: who observed.
        rules Performers
          ^16 => performer[] ResponsibleObserver
          clear @performingOrganization
          if 23 and not 25:
            23 => performer[] XON as @performingOrganization
            on @performingOrganization:
              24 -> address[] XAD
          if 25:
            25[1] => performer[] MedicalDirector
          if 15 and not 16 and not 23:
            15 => performer[] CodedOrganization

        resource ResponsibleObserver PractitionerRole
          . => practitioner XCN
          code[].coding[].code = "RO"
          code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
          code[=].coding[=].display = "Responsible Observer"

        resource MedicalDirector PractitionerRole
          . => practitioner XCN
          ^23 => - XON as @performingOrganization
          on @performingOrganization:
            ^24 -> address[] XAD if ^24
          @performingOrganization -> organization
          code[].coding[].code = "MDIR"
          code[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0443"
          code[=].coding[=].display = "Medical Director"

        # An image or document as a result is the form of a report.
        rules ReportForm
          resource DiagnosticReport as @formReport key "form" . @patient @order @specimen:
            21 -> identifier[]:
              . -> . Number
              type.coding[].code = "FILL"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
            status = "unknown"
            11 -> status code(ReportFormStatus)
            3 -> code concept
            code.text = "unknown" if not has code
            14 -> effectiveDateTime dateTime
            5 -> presentedForm[] Attachment
            use Performers
            @patient -> subject later
            @order -> basedOn[] if not @fSpecimen
            @specimen -> specimen[] if @fSpecimen
          @formReport -> @fForm

        # ED[Attachment] and RP[Attachment]
        element Attachment
          if ^2 = ED:
            3 -> contentType mediaType
            2 -> contentType mediaType if not 3
            5 -> data encoded if 4 in Base64 BASE64 base64
            5 -> data hexadecimal if 4 in Hex HEX hex
            5 -> data base64 if not 4 in Base64 BASE64 base64 Hex HEX hex
          if ^2 = RP:
            4 -> contentType mediaType
            3 -> contentType mediaType if not 4
            1 -> url address

        rules DocumentForm
          on @document:
            5 -> content[].attachment Attachment

        # TXA[DocumentReference]
        segment TXA
          use focus
          resource DocumentReference as @document key . @patient:
            12 -> masterIdentifier EI
            16 -> identifier[].value
            type.text = "unknown" if not 2
            2 -> type concept
            17 -> docStatus code(DocumentCompletion)
            docStatus = "preliminary" if not has docStatus
            status = "current"
            4 -> context.period.start dateTime
            5 => context.related[] XCN
            6 -> date instant
            8 -> meta.lastUpdated instant
            9 => author[] XCNRole
            10 => authenticator XCNRole
            with relatesTo[] if 13:
              code = "appends" if not event in T09 T10
              code = "replaces" if event in T09 T10
              target.type = "DocumentReference"
              ^13 -> target.identifier EI
            18 -> securityLabel[] concept(ConfidentialityCode)
            with content[] if 3 or 6:
              3 -> attachment.contentType mediaType
              6 -> attachment.creation dateTime
            25 -> category[] concept
            21 -> description if not 25
            26 -> description
            @patient -> subject later
            @encounter -> context.encounter[]
          on @order:
            @document -> reasonReference[]
          @document -> @fDocument

        # CTI: the trial on whose behalf the order is made.
        segment CTI
          resource ResearchStudy as @study key . :
            1 -> identifier[] EI
            status = "active"
            2 -> phase concept
          on @order:
            @study -> supportingInfo[]
          on @medicationRequest:
            @study -> supportingInformation[]

        # CON: consent.
        segment CON
          resource Consent key . @patient:
            scope.coding[].code = "patient-privacy"
            scope.coding[=].display = "Privacy Consent"
            scope.coding[=].system = "http://terminology.hl7.org/CodeSystem/consentscope"
            2 -> category[] concept
            category[].text = "unknown" if not 2
            status = "active" if 11 in A or not 11
            status = "inactive" if 11 in L X R
            status = "proposed" if 11 = P
            status = "active" if not has status
            13 -> dateTime dateTime
            join(_, 3.2, 3.1, 7) -> policyRule.text
            policyRule.text = "unknown" if not has policyRule
            @patient -> patient later
            @patient -> performer[] later
        """#
}
