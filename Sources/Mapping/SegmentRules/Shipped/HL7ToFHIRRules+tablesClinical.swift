// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/92-tables-clinical.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let tablesClinical = #"""
        # Vocabulary of HL7 v2 in FHIR (HL7 v2-to-FHIR, concept maps): CODE|CODE|DISPLAY|SYSTEM, the system in the first line unless said.

        table AccountStatus http://hl7.org/fhir/account-status
          *|active

        table Acknowledgement http://hl7.org/fhir/response-code
          AA|ok
          CA|ok
          AE|transient-error
          CE|transient-error
          AR|fatal-error
          CR|fatal-error

        table AdditivePreservative http://terminology.hl7.org/CodeSystem/v2-0371
          F10|F10|10% Formalin
          C32|C32|3.2%  Citrate
          C38|C38|3.8% Citrate
          HCL6|HCL6|6N HCL
          ACDA|ACDA|ACD Solution A
          ACDB|ACDB|ACD Solution B
          ACET|ACET|Acetic Acid
          AMIES|AMIES|Amies transport medium
          HEPA|HEPA|Ammonium heparin
          BACTM|BACTM|Bacterial Transport medium
          BOR|BOR|Borate Boric Acid
          BOUIN|BOUIN|Bouin's solution
          BF10|BF10|Buffered 10% formalin
          WEST|WEST|Buffered Citrate (Westergren Sedimentation Rate)
          BSKM|BSKM|Buffered skim milk
          CARS|CARS|Carson's Modified 10% formalin
          CARY|CARY|Cary Blair Medium
          CHLTM|CHLTM|Chlamydia transport medium
          CTAD|CTAD|CTAD (this should be spelled out if not universally understood)
          ENT|ENT|Enteric bacteria transport medium
          ENT+|ENT+|Enteric plus
          JKM|JKM|Jones Kendrick Medium
          KARN|KARN|Karnovsky's fixative
          LIA|LIA|Lithium iodoacetate
          HEPL|HEPL|Lithium/Li  Heparin
          M4|M4|M4
          M4RT|M4RT|M4-RT
          M5|M5|M5
          MICHTM|MICHTM|Michel's transport medium
          MMDTM|MMDTM|MMD transport medium
          HNO3|HNO3|Nitric Acid
          NONE|NONE|None
          PAGE|PAGE|Pages's Saline
          PHENOL|PHENOL|Phenol
          KOX|KOX|Potassium Oxalate
          EDTK|EDTK|Potassium/K EDTA
          EDTK15|EDTK15|Potassium/K EDTA 15%
          EDTK75|EDTK75|Potassium/K EDTA 7.5%
          PVA|PVA|PVA (polyvinylalcohol)
          RLM|RLM|Reagan Lowe Medium
          SST|SST|Serum Separator Tube (Polymer Gel)
          SILICA|SILICA|Siliceous earth, 12 mg
          NAF|NAF|Sodium Fluoride
          FL100|FL100|Sodium Fluoride, 100mg
          FL10|FL10|Sodium Fluoride, 10mg
          NAPS|NAPS|Sodium polyanethol sulfonate 0.35% in 0.85% sodium chloride
          HEPN|HEPN|Sodium/Na  Heparin
          EDTN|EDTN|Sodium/Na EDTA
          SPS|SPS|SPS(this should be spelled out if not universally understood)
          STUTM|STUTM|Stuart transport medium
          THROM|THROM|Thrombin
          FDP|FDP|Thrombin NIH; soybean trypsin inhibitor (Fibrin Degradation Products)
          THYMOL|THYMOL|Thymol
          THYO|THYO|Thyoglycollate broth
          TOLU|TOLU|Toluene
          URETM|URETM|Ureaplasma transport medium
          VIRTM|VIRTM|Viral Transport medium

        table AdmissionType http://terminology.hl7.org/CodeSystem/v2-0007
          A|A|Accident
          E|E|Emergency
          L|L|Labor and Delivery
          R|R|Routine
          N|N|Newborn (Birth in healthcare facility)
          U|U|Urgent
          C|C|Elective

        table AllergenTypeAllergyIntoleranceCategory http://hl7.org/fhir/allergy-intolerance-category
          DA|medication|Medication
          FA|food|Food
          EA|environment|Environment
          AA|biologic|Biologic
          PA|environment|Environment
          LA|environment|Environment

        table AllergySeverity http://hl7.org/fhir/allergy-intolerance-criticality
          SV|high|High Risk
          MI|low|Low Risk

        table AllergySeverityreactionseverity http://hl7.org/fhir/reaction-event-severity
          SV|severe|Severe
          MO|moderate|Moderate
          MI|mild|Mild

        table AllergyType http://hl7.org/fhir/allergy-intolerance-type
          DA|allergy|Allergy
          FA|allergy|Allergy
          MA|allergy|Allergy
          EA|allergy|Allergy
          AA|allergy|Allergy
          PA|allergy|Allergy
          LA|allergy|Allergy

        table AllergyVerification http://terminology.hl7.org/CodeSystem/allergyintolerance-verification
          C|confirmed|Confirmed
          U|unconfirmed|Unconfirmed
          P|unconfirmed|Unconfirmed
          S|unconfirmed|Unconfirmed
          E|entered-in-error|Entered in Error
          I|entered-in-error|Entered in Error
          D|refuted|Refuted

        table AllowSubstitution http://terminology.hl7.org/CodeSystem/v2-0161
          N|N|Substitutions are NOT authorized.  (This is the default - null.)
          G|G|Allow generic substitutions.
          T|T|Allow therapeutic substitutions

        table AmbulatoryStatus http://terminology.hl7.org/CodeSystem/v2-0009
          A2|wheel|Wheelchair|http://terminology.hl7.org/CodeSystem/encounter-special-arrangements
          A3|A3|Comatose; non-responsive
          A4|A4|Disoriented
          A5|A5|Vision impaired
          A6|A6|Hearing impaired
          A7|A7|Speech impaired
          A8|A8|Non-English speaking
          A9|A9|Functional level unknown
          B1|B1|Oxygen therapy
          B2|B2|Special equipment (tubes, IVs, catheters)
          B3|B3|Amputee
          B4|B4|Mastectomy
          B5|B5|Paraplegic
          B6|B6|Pregnant

        table BedStatus http://terminology.hl7.org/CodeSystem/v2-0116
          C|C|Closed
          H|H|Housekeeping
          O|O|Occupied
          U|U|Unoccupied
          K|K|Contaminated
          I|I|Isolated

        table CompletionStatus http://hl7.org/fhir/event-status
          CP|completed
          NA|not-done
          PA|completed
          RE|not-done
          *|completed

        table ConfidentialityCode http://terminology.hl7.org/CodeSystem/v3-Confidentiality
          V|V|very restricted
          R|R|restricted
          U|U|Usual control|http://terminology.hl7.org/CodeSystem/v2-0177
          EMP|EMP|employee information sensitivity|http://terminology.hl7.org/CodeSystem/v3-ActCode
          UWM|UWM|Unwed mother|http://terminology.hl7.org/CodeSystem/v2-0177
          VIP|VIP|Very important person or celebrity|http://terminology.hl7.org/CodeSystem/v2-0177
          PSY|PSY|psychiatry relate
          AID|HIV|HIV related
          HIV|HIV|HIV related
          ETH|ETHUD|alcohol use disorder information sensitivity|http://terminology.hl7.org/CodeSystem/v3-ActCode

        table DiagnosisType http://terminology.hl7.org/CodeSystem/diagnosis-role
          A|AD|Admission diagnosis
          W|CM|Comorbidity diagnosis
          F|DD|Discharge diagnosis

        table DiagnosticServiceSectionID http://terminology.hl7.org/CodeSystem/v2-0074
          AU|AU|Audiology
          BG|BG|Blood Gases
          BLB|BLB|Blood Bank
          CG|CG|Cytogenetics
          CUS|CUS|Cardiac Ultrasound
          CTH|CTH|Cardiac Catheterization
          CT|CT|CAT Scan
          CH|CH|Chemistry
          CP|CP|Cytopathology
          EC|EC|Electrocardiac (e.g., EKG,  EEC, Holter)
          EN|EN|Electroneuro (EEG, EMG,EP,PSG)
          GE|GE|Genetics
          HM|HM|Hematology
          ICU|ICU|Bedside ICU Monitoring
          IMM|IMM|Immunology
          LAB|LAB|Laboratory
          MB|MB|Microbiology
          MCB|MCB|Mycobacteriology
          MYC|MYC|Mycology
          NMS|NMS|Nuclear Medicine Scan
          NMR|NMR|Nuclear Magnetic Resonance
          NRS|NRS|Nursing Service Measures
          OUS|OUS|OB Ultrasound
          OT|OT|Occupational Therapy
          OTH|OTH|Other
          OSL|OSL|Outside Lab
          PHR|PHR|Pharmacy
          PT|PT|Physical Therapy
          PHY|PHY|Physician (Hx. Dx, admission note, etc.)
          PF|PF|Pulmonary Function
          RAD|RAD|Radiology
          RX|RX|Radiograph
          RUS|RUS|Radiology Ultrasound
          RC|RC|Respiratory Care (therapy)
          RT|RT|Radiation Therapy
          SR|SR|Serology
          SP|SP|Surgical Pathology
          TX|TX|Toxicology
          VUS|VUS|Vascular Ultrasound
          VR|VR|Virology
          XRC|XRC|Cineradiograph

        table DocumentCompletion http://hl7.org/fhir/composition-status
          AU|final
          DO|preliminary
          LA|final
          IP|preliminary
          IN|preliminary
          PA|preliminary
          DI|preliminary

        table EncounterPriority http://terminology.hl7.org/CodeSystem/v3-ActPriority
          1|EM|emergency
          2|UR|urgent
          3|EL|elective

        table EventReason http://terminology.hl7.org/CodeSystem/v3-ActReason
          01|PATRQT|patient requested
          02|TREAT|treatment
          03|HOPERAT|healthcare operations
          O|O|Other|http://terminology.hl7.org/CodeSystem/v2-0062
          U|U|Unknown|http://terminology.hl7.org/CodeSystem/v2-0062

        table InterpretationCodes http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation
          <|<|Off scale low
          >|>|Off scale high
          A|A|Abnormal
          AA|AA|Critical abnormal
          B|B|Better
          CAR|CAR|Carrier
          D|D|Significant change down
          DET|DET|Detected
          E|E|Equivocal
          EX|EX|outside threshold
          EXP|EXP|Expected
          H|H|High
          HH|HH|Critical high
          HU|HU|Significantly high
          I|I|Intermediate
          IE|IE|Insufficient evidence
          IND|IND|Indeterminate
          L|L|Low
          LL|LL|Critical low
          LU|LU|Significantly low
          MS|MS|moderately susceptible
          N|N|Normal
          NCL|NCL|No CLSI defined breakpoint
          ND|ND|Not detected
          NEG|NEG|Negative
          NR|NR|Non-reactive
          NS|NS|Non-susceptible
          POS|POS|Positive
          R|R|Resistant
          RR|RR|Reactive
          S|S|Susceptible
          SDD|SDD|Susceptible-dose dependent
          SYN-R|SYN-R|Synergy - resistant
          SYN-S|SYN-S|Synergy - susceptible
          U|U|Significant change up
          VS|VS|very susceptible
          UNE|UNE|Unexpected
          W|W|Worse
          WR|WR|Weakly reactive

        table InventoryStatus http://hl7.org/fhir/substance-status
          OK|active
          EW|active
          CW|active
          EE|inactive
          CE|inactive
          QE|inactive

        table LivingWillCode http://terminology.hl7.org/CodeSystem/v2-0315
          Y|Y|Yes, patient has a living will
          F|F|Yes, patient has a living will but it is not on file
          N|N|No, patient does not have a living will and no information was provided
          I|I|No, patient does not have a living will but information was provided
          U|U|Unknown

        table MedicationStatus http://hl7.org/fhir/CodeSystem/medicationrequest-status
          A|active
          IP|active
          SC|active
          CA|cancelled
          CM|completed
          DC|stopped
          ER|entered-in-error
          HD|on-hold
          RP|stopped

        table ModeOfArrivalCode http://terminology.hl7.org/CodeSystem/v2-0430
          A|A|Ambulance
          C|C|Car
          F|F|On foot
          H|H|Helicopter
          P|P|Public Transport
          O|O|Other
          U|U|Unknown
        """#
}
