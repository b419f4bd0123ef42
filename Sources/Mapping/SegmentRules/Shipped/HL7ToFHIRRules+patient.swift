// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/30-patient.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let patient = #"""
        # PID, PD1, NK1, ARV, MRG and what else speaks of the patient.

        rules focus
          clear @fPatient @fVisit @fOrder @fObservation @fForm @fReport @fDocument @fProcedure @fSpecimen @fAppointment @fMedication @fAllergy @fCharge @fImmunization @fDiet @fProblem @fEquipment @resource @needed

        segment PID
          use focus
          if type in ADT BAR and event in A40 A41 A42 A47 A49 A43 A18 A30 A34 A35 A36 A39 A46 A48:
            use MergedPatient
          if not ( type in ADT BAR and event in A40 A41 A42 A47 A49 A43 A18 A30 A34 A35 A36 A39 A46 A48 ):
            use Patient

        rules Patient
          clear @encounter @episode @order @report @specimen @observation @coverage @condition @document
          resource Patient as @patient key 2 3 4 5:
            2 -> identifier[] CX
            3 -> identifier[] CX
            4 -> identifier[] CX
            5 -> name[] XPN
            5 -> name[] CalledBy if 5.15
            9 -> name[] XPN
            6 -> ext(http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName).valueString if 6 and not 6.2
            join(_, 6.2, 6.3, 6.1) -> ext(http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName).valueString if 6.2
            7 -> birthDate date
            7 -> _birthDate.ext(http://hl7.org/fhir/StructureDefinition/patient-birthTime).valueDateTime dateTime if 7 longer 8
            8.1 -> gender code(AdministrativeSex)
            11 -> address[] XAD
            12 -> address[=].district if not 11.9
            13 -> telecom[]:
              use XTN
              use = "home" if not 2 and has value
            14 -> telecom[]:
              use XTN
              use = "work" if not 2 and has value
            40 -> telecom[] XTN
            with communication[] if 15:
              15 -> language concept(Language)
              preferred = true
            16 -> maritalStatus concept(MaritalStatus)
            17 -> ext(http://hl7.org/fhir/StructureDefinition/patient-religion).valueCodeableConcept concept(Religion)
            19 -> identifier[]:
              . -> value
              type.coding[].code = "SB"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              system = "http://hl7.org/fhir/sid/us-ssn"
            20 -> identifier[]:
              1 -> value
              type.coding[].code = "DL"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              2 -> system system
              3 -> period.end dateTime
            10 -> ext(http://hl7.org/fhir/us/core/StructureDefinition/us-core-race).ext+(ombCategory).valueCoding Race if 10.1
            10.2 | 10.1 -> ext(http://hl7.org/fhir/us/core/StructureDefinition/us-core-race).ext(text).valueString if 10
            22 -> ext(http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity).ext(ombCategory).valueCoding coding(Ethnicity) if 22.1
            22.2 | 22.1 -> ext(http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity).ext(text).valueString if 22
            23 -> ext(http://hl7.org/fhir/StructureDefinition/patient-birthPlace).valueAddress.text
            24 -> multipleBirthBoolean boolean if not 25
            25 -> multipleBirthInteger integer
            26 -> ext+(http://hl7.org/fhir/StructureDefinition/patient-citizenship).ext(code).valueCodeableConcept concept(Country)
            39 -> ext+(http://hl7.org/fhir/StructureDefinition/patient-citizenship).ext(code).valueCodeableConcept concept(Country)
            28 -> ext(http://hl7.org/fhir/StructureDefinition/patient-nationality).ext(code).valueCodeableConcept concept(Country)
            27 -> ext(http://hl7.org/fhir/StructureDefinition/patient-militaryService).valueCodeableConcept concept
            29 -> deceasedDateTime dateTime
            30 -> deceasedBoolean boolean if not 29
            33 -> meta.lastUpdated instant
            35 -> ext(http://hl7.org/fhir/StructureDefinition/patient-animal).ext(species).valueCodeableConcept concept
            36 -> ext(http://hl7.org/fhir/StructureDefinition/patient-animal).ext(breed).valueCodeableConcept concept
          @patient -> @fPatient
          resource Account as @account key 18 @patient if 18:
            18 -> identifier[] CX
            status = "active"
            status = "entered-in-error" if type in BAR and event in P02
            @patient -> subject[]
          resource RelatedPerson key 21 @patient if 21:
            21 -> identifier[] CX
            relationship[].coding[].code = "MTH"
            relationship[=].coding[=].system = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
            @patient -> patient

        element Race
          . -> . coding(Race)

        # A merge names two patients by identifier: they are linked, not made.
        rules MergedPatient
          on @linkage:
            use MergedItem
          resource Linkage as @linkage key "linkage" @bundle if not @linkage:
            use MergedItem

        rules MergedItem
          with item[] if 3:
            type = "source"
            resource.type = "Patient"
            3[1] -> resource.identifier CX

        segment MRG
          if @linkage:
            on @linkage:
              with item[] if 1:
                type = "historical"
                resource.type = "Patient"
                1[1] -> resource.identifier CX
          if not @linkage and @patient:
            on @patient:
              with link[] if 1:
                type = "replaces"
                other.type = "Patient"
                1[1] -> other.identifier CX

        segment PD1
          on @patient:
            3 => generalPractitioner[] XON
            4 => generalPractitioner[] XCN
            6 -> ext(http://hl7.org/fhir/StructureDefinition/patient-disability).valueCodeableConcept concept
            14 -> ext(http://hl7.org/fhir/StructureDefinition/patient-congregation).valueString
          resource Observation key "living will" @patient if 7:
            status = "final"
            code.coding[].system = "http://loinc.org"
            code.coding[=].code = "75320-2"
            7 -> valueCodeableConcept concept(LivingWillCode)
            @patient -> subject

        segment NK1
          13 => - XON as @contactOrganization
          on @contactOrganization if 13:
            with contact[] if 30 or 31 or 32:
              30 -> name XPN
              31 -> telecom[] XTN
              32 -> address XAD
          on @patient:
            with contact[] if 2 or 3 or 4 or 5 or 13:
              2[1] -> name XPN
              3 -> relationship[] concept(Relationship) if not 7
              7 -> relationship[] concept(ContactRole)
              4[1] -> address XAD
              5 -> telecom[] XTN
              6 -> telecom[]:
                use XTN
                use = "work" if not 2 and has value
              40 -> telecom[] XTN
              41 -> telecom[] XTN
              15.1 -> gender code(AdministrativeSex)
              8 -> period.start dateTime
              9 -> period.end dateTime
              @contactOrganization -> organization if 13
          resource RelatedPerson as @related key . @patient if 2 or 3 or 33:
            12 -> identifier[] CX
            33 -> identifier[] CX
            37 -> identifier[]:
              . -> value
              type.coding[].code = "SS"
              type.coding[=].system = "http://terminology.hl7.org/CodeSystem/v2-0203"
              system = "http://hl7.org/fhir/sid/us-ssn"
            @patient -> patient
            3 -> relationship[] concept(Relationship)
            7 -> relationship[] concept(ContactRole)
            2 -> name[] XPN
            30 -> name[] XPN
            5 -> telecom[] XTN
            6 -> telecom[]:
              use XTN
              use = "work" if not 2 and has value
            31 -> telecom[] XTN
            40 -> telecom[] XTN
            41 -> telecom[] XTN
            15.1 -> gender code(AdministrativeSex)
            16 -> birthDate date
            4 -> address[] XAD
            32 -> address[] XAD
            8 -> period.start dateTime
            9 -> period.end dateTime
            20 -> communication[].language concept(Language)
            35 -> ext(http://hl7.org/fhir/us/core/StructureDefinition/us-core-race).ext+(ombCategory).valueCoding Race
            35.2 | 35.1 -> ext(http://hl7.org/fhir/us/core/StructureDefinition/us-core-race).ext(text).valueString if 35

        # ARV: access restrictions become security labels of what stands before them.
        segment ARV
          on @fPatient if @fPatient and not @fVisit:
            use Restriction
          on @fVisit:
            use Restriction

        rules Restriction
          2 -> meta.security[] coding(RestrictionAction)
          3 -> meta.security[] coding(AccessRestriction)
          4 -> meta.security[] coding(AccessRestriction)
          5 -> meta.security[].display
          6 -> meta.security[].ext(http://hl7.org/fhir/uv/v2mappings/StructureDefinition/access-restriction-range).valuePeriod DR

        segment DB1
          on @patient:
            3 -> identifier[] CX
            4 -> ext(http://hl7.org/fhir/StructureDefinition/patient-disability).valueCodeableConcept.coding[].code
            with ext(http://hl7.org/fhir/StructureDefinition/individual-disabilityPeriod).valuePeriod:
              5 -> start dateTime
              6 -> end dateTime
        """#
}
