// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/50-clinical.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let clinical = #"""
        # AL1, IAM, DG1, PR1, ACC, RF1 and the like: the patient's conditions, allergies and procedures.

        segment AL1
          use focus
          resource AllergyIntolerance as @allergy key . @patient:
            2.1 -> category[] code(AllergenTypeAllergyIntoleranceCategory)
            2.1 -> type code(AllergyType)
            3 -> code concept
            4.1 -> criticality code(AllergySeverity)
            with reaction[] if 5 or 6:
              5 -> manifestation[].text
              6 -> onset dateTime if 5
            6 -> onsetDateTime dateTime if not 5
            clinicalStatus.coding[].code = "active"
            clinicalStatus.coding[=].display = "Active"
            clinicalStatus.coding[=].system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
            @patient -> patient later
            @encounter -> encounter later if type in REF
          @allergy -> @fAllergy

        segment IAM
          use focus
          resource AllergyIntolerance as @allergy key . @patient:
            7 -> identifier[] EI
            2.1 -> category[] code(AllergenTypeAllergyIntoleranceCategory)
            9 -> type code(AllergyType) if 9 in table AllergyType
            2.1 -> type code(AllergyType) if not has type
            3 -> code concept
            use AllergenCodes
            4.1 -> criticality code(AllergySeverity)
            with reaction[] if 5:
              5 -> manifestation[] concept
              8 -> description
              4.1 -> severity code(AllergySeverityreactionseverity)
            11 -> onsetDateTime dateTime
            24 -> recordedDate dateTime
            13 -> recordedDate dateTime if not 24
            clinicalStatus.coding[].code = "active"
            clinicalStatus.coding[=].display = "Active"
            clinicalStatus.coding[=].system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
            17 -> verificationStatus concept(AllergyVerification)
            23[1] => recorder XCN
            18[1] => recorder XCN if not 23
            with asserter if 14:
              14 => . AllergyReporter
            26 -> meta.lastUpdated instant
            @patient -> patient later
          @allergy -> @fAllergy

        rules AllergenCodes
          27.1 -> code.coding[].code
          27.2 -> code.coding[=].display if 27.1
          27.3 -> code.coding[=].system system if 27.1

        resource AllergyReporter RelatedPerson
          . -> name[] XPN
          IAM-15 -> relationship[] concept(Relationship)
          @patient -> patient

        segment IAR
          on @allergy:
            with reaction[]:
              1 -> manifestation[] concept
              2 -> severity code(AllergySeverityreactionseverity)
              4 -> description

        segment DG1
          clear @fObservation @fForm @fProcedure
          resource Condition as @parentCondition key "identifier" 22 @patient if 22:
            22 -> identifier[] EI
            @patient -> subject later
          resource Condition as @condition key . @patient @encounter @order:
            3 -> code concept
            4 -> code.text
            5 -> onsetDateTime dateTime
            20 -> identifier[] EI
            16 => asserter XCN
            19 -> ext(http://hl7.org/fhir/StructureDefinition/condition-assertedDate).valueDateTime dateTime
            @parentCondition -> ext(http://hl7.org/fhir/StructureDefinition/condition-dueTo).valueReference if 22
            verificationStatus.coding[].code = "entered-in-error" if 21 = D
            verificationStatus.coding[=].system = "http://terminology.hl7.org/CodeSystem/condition-ver-status" if 21 = D
            @patient -> subject later
            @encounter -> encounter
          on @encounter:
            with diagnosis[]:
              @condition -> condition
              6 -> use concept(DiagnosisType)
              15 -> rank positive
          on @episode if not @order:
            with diagnosis[]:
              @condition -> condition
              6 -> role concept(DiagnosisType)
              15 -> rank positive
          on @order if type in ORM OMG OML ORU OUL:
            @condition -> reasonReference[]
          on @medicationRequest if @fMedication:
            @condition -> reasonReference[]
          on @charge:
            @condition -> supportingInformation[] if @charge

        segment PR1
          use focus
          resource Procedure as @parentProcedure key "identifier" 25 @patient if 25:
            status = "unknown"
            25 -> identifier[] EI
            @patient -> subject later
          resource Procedure as @procedure key . @patient @encounter:
            3 -> code concept
            4 -> code.text
            status = "unknown"
            5 -> performedDateTime dateTime
            6 -> category concept
            8 -> performer[]:
              . => actor XCN
              function.coding[].code = "88189002"
              function.coding[=].system = "http://snomed.info/sct"
              function.text = "Anesthesiologist"
            11 -> performer[]:
              . => actor XCN
              function.coding[].code = "304292004"
              function.coding[=].system = "http://snomed.info/sct"
              function.text = "Surgeon"
            12 -> performer[]:
              . => actor XCN
              function.text = "Procedure Practitioner"
            15 -> reasonCode[] concept
            19 -> identifier[] EI
            23 => location PL
            @parentProcedure -> partOf[] if 25
            @patient -> subject later
            @encounter -> encounter
          @procedure -> @fProcedure

        # ACC: an accident, as an observation.
        segment ACC
          clear @accidentPlace
          resource Location as @accidentPlace key . if 3:
            3.2 | 3.1 -> name
            11[1] -> address XAD
          resource Observation key . @patient:
            14 -> identifier[] EI
            13 -> identifier[].value if not 14
            status = "final"
            code.text = "Injury Incident Description Narrative"
            1 -> effectiveDateTime dateTime
            8 -> valueString
            with component[] if 5:
              code.text = "Accident Job Related Indicator"
              5 -> valueCodeableConcept concept(YesNo)
            with component[] if 6:
              code.text = "Accident Death Indicator"
              6 -> valueCodeableConcept concept(YesNo)
            with component[] if 10:
              code.text = "Police Notified Indicator"
              10 -> valueCodeableConcept concept(YesNo)
            7 => performer[] XCN
            @accidentPlace -> ext(http://hl7.org/fhir/us/vrdr/StructureDefinition/Observation-Location).valueReference if 3
            @patient -> subject later

        # RF1: a referral.
        segment RF1
          use focus
          resource ServiceRequest as @referral key . :
            1.1 -> status code(ReferralStatus)
            status = "unknown" if not has status
            status = "entered-in-error" if event in I14
            intent = "order"
            2.1 -> priority code(Priority)
            3 -> category[] concept
            category[].coding[].code = "3457005"
            category[=].coding[=].system = "http://snomed.info/sct"
            category[=].coding[=].display = "Patient referral"
            4 -> category[] concept
            5 -> locationCode[] concept if 5 in O I E
            5 -> category[] concept if not 5 in O I E
            6 -> identifier[] EI
            11 -> identifier[] EI
            7 -> occurrencePeriod.start dateTime
            8 -> occurrencePeriod.end dateTime
            9 -> authoredOn dateTime
            10 -> reasonCode[] concept
            14 -> reasonCode[=].text
            19 => performer[] XON
            20 => performer[] XCN
            24 -> note[].text
            @patient -> subject later
            @encounter -> encounter later
          @referral -> @fOrder

        # PRD: a provider's part in the referral.
        segment PRD
          clear @role @providerPlace
          resource Organization as @providerPlace key . if 10:
            10 -> name
            11 -> address[] XAD
            13 -> telecom[] XTN
          resource Practitioner as @practitioner key . if 2:
            2 -> name[] XPN
            3 -> address[] XAD
            5 -> telecom[] XTN
            7 -> identifier[] PLN
          resource PractitionerRole as @role key . "role":
            1 -> code[] concept
            @practitioner -> practitioner if 2
            @providerPlace -> organization if 10
            4 => location[] PL
            8 -> period.start dateTime
            9 -> period.end dateTime
          on @referral:
            @role -> requester if 1 in RP
            @role -> performer[] if 1 in RT CP

        element PLN
          1 -> value
          2 -> type concept(PractitionerIDNumberType)
          4 -> period.end dateTime

        # AUT: the insurer's answer to a request for authorisation.
        segment AUT
          resource ClaimResponse key .:
            6 -> identifier[] EI
            status = "active"
            type.coding[].code = "institutional"
            type.coding[=].system = "http://terminology.hl7.org/CodeSystem/claim-type"
            use = "preauthorization"
            @patient -> patient later
            10 -> created dateTime
            MSH-7 -> created dateTime if not 10
            3 => insurer NamedOrganization
            @insurer -> insurer if not 3
            insurer.display = "unknown" if not 3 and not @insurer
            outcome = "complete"
            with item[] if 8 or 9:
              8 -> . AdjudicationStart
              with adjudication[] if 8:
                category.text = "Requested Number of Treatments"
                8.1 -> value decimal
              with adjudication[] if 9:
                category.text = "Authorized Number of Treatments"
                9.1 -> value decimal
            with total[] if 7:
              category.coding[].code = "benefit"
              category.coding[=].system = "http://terminology.hl7.org/CodeSystem/adjudication"
              7 -> amount Money
            4 -> preAuthPeriod.start dateTime
            5 -> preAuthPeriod.end dateTime
            28 -> processNote[].text

        element AdjudicationStart
          "1" -> itemSequence positive

        # PRB: a problem of the patient's, as a condition.
        segment PRB
          use focus
          resource Condition as @condition key "problem" 4 3 @patient:
            3 -> code concept
            4 -> identifier[] EI
            category[].coding[].code = "problem-list-item"
            category[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/condition-category"
            14 -> clinicalStatus concept(ProblemStatus) if 14.1 in table ProblemStatus
            13 -> clinicalStatus concept(ProblemStatus) if not 14 and 13.1 in table ProblemStatus
            verificationStatus.coding[].code = "entered-in-error" if 1 = DE
            verificationStatus.coding[=].system = "http://terminology.hl7.org/CodeSystem/condition-ver-status" if 1 = DE
            7 -> recordedDate dateTime
            2 -> recordedDate dateTime if not 7
            16 -> onsetDateTime dateTime
            17 -> onsetString if not 16
            9 -> abatementDateTime dateTime
            @patient -> subject later
            @encounter -> encounter later
          @condition -> @fProblem
        """#
}
