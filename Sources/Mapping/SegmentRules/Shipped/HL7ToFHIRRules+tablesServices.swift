// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/95-tables-services.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let tablesServices = #"""
        # Vocabulary of HL7 v2 in FHIR (HL7 v2-to-FHIR, concept maps): CODE|CODE|DISPLAY|SYSTEM, the system in the first line unless said.

        table NatureOfAbnormalTesting http://terminology.hl7.org/CodeSystem/v2-0080
          A|A|An age-based population
          N|N|None - generic normal range
          R|R|A race-based population
          S|S|A sex-based population
          SP|SP|Species
          B|B|Breed
          ST|ST|Strain

        table ObservationStatus http://hl7.org/fhir/observation-status
          A|amended
          C|corrected
          D|entered-in-error
          F|final
          P|preliminary
          X|cancelled
          V|final
          U|final
          B|final
          W|entered-in-error
          *|unknown

        table OrderControl http://hl7.org/fhir/request-status
          AF|active
          CA|active
          CR|revoked
          DC|revoked
          DF|revoked
          DR|revoked
          FU|completed
          HD|active
          HR|on-hold
          NW|active
          OC|revoked
          OD|revoked
          OH|on-hold
          OK|active
          PR|active
          PY|active
          RL|active
          RO|active
          RQ|active
          *|unknown

        table OrderStatus http://hl7.org/fhir/request-status
          A|active
          CA|revoked|Revoked
          CM|completed|Completed
          DC|revoked|Revoked
          ER|entered-in-error|Entered in Error
          HD|on-hold|On Hold
          IP|active|Active
          RP|revoked|Revoked
          SC|active|Active

        table OrderType http://terminology.hl7.org/CodeSystem/v3-RoleCode
          I|HOSP|Hospital
          O|OF|Outpatient facility

        table PatientClassEncounterClass http://terminology.hl7.org/CodeSystem/v2-0004
          E|EMER|emergency|http://terminology.hl7.org/CodeSystem/v3-ActCode
          I|IMP|inpatient encounter|http://terminology.hl7.org/CodeSystem/v3-ActCode
          O|AMB|ambulatory|http://terminology.hl7.org/CodeSystem/v3-ActCode
          P|PRENC|pre-admission|http://terminology.hl7.org/CodeSystem/v3-ActCode
          R|R|Recurring patient
          B|B|Obstetrics
          C|C|Commercial Account
          N|N|Not Applicable
          U|U|Unknown

        table Period http://unitsofmeasure.org
          s|s
          sec|s
          min|min
          h|h
          hr|h
          hour|h
          d|d
          day|d
          wk|wk
          week|wk
          mo|mo
          month|mo
          a|a
          ann|a
          yr|a
          year|a

        table PersonLocationType http://terminology.hl7.org/CodeSystem/v2-0305
          C|C|Clinic
          D|D|Department
          H|H|Home
          N|N|Nursing Unit
          O|O|Provider Office
          P|P|Phone
          S|S|SNF

        table Priority http://hl7.org/fhir/request-priority
          S|stat
          A|asap
          R|routine
          P|urgent
          T|urgent
          STAT|stat
          ASAP|asap
          ROUTINE|routine
          URGENT|urgent

        table ProblemStatus http://terminology.hl7.org/CodeSystem/condition-clinical
          ACTIVE|active|Active
          A|active|Active
          INACTIVE|inactive|Inactive
          I|inactive|Inactive
          RESOLVED|resolved|Resolved
          R|resolved|Resolved
          Resolved|resolved|Resolved

        table ReadmissionIndicator http://terminology.hl7.org/CodeSystem/v2-0092
          R|R|Re-admission

        table ReferralStatus http://hl7.org/fhir/request-status
          A|active|Active
          P|on-hold|On Hold
          R|revoked|Revoked
          E|revoked|Revoked

        table RepeatPattern http://terminology.hl7.org/CodeSystem/v2-0335
          Q<integer>S|Q<integer>S|every <integer> seconds
          Q<integer>M|Q<integer>M|every <integer> minutes
          Q<integer>H|Q<integer>H|every <integer> hours
          Q<integer>D|Q<integer>D|every <integer> days
          Q<integer>W|Q<integer>W|every <integer> weeks
          Q<integer>L|Q<integer>L|every <integer> months (Lunar cycle)
          Q<integer>J<day#>|Q<integer>J<day#>|repeats on a particular day of the week,
          BID|BID|BID|http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation
          TID|TID|TID|http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation
          QID|QID|QID|http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation
          xID|xID|"X" times per day at institution-specified times, where X is a numeral 5 or greater.
          QAM|QAM|in the morning at institution-specified time
          QSHIFT|QSHIFT|during each of three eight-hour shifts at institution-specified times
          QOD|QOD|QOD|http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation
          QHS|QHS|every day before the hour of sleep
          QPM|QPM|in the evening at institution-specified time
          C|C|service is provided continuously between start time and stop time
          "U <spec>"|"U <spec>"|for future use, where <spec> is an interval specification as defined by the UNIX cron specification.
          PRN|PRN|given as needed
          PRNxxx|PRNxxx|where xxx is some frequency code
          Once|Once|one time only.
          "Meal Related Timings"|"Meal Related Timings"|<timing>C ("cum")<meal>
          A|A|Ante (before)
          P|P|Post (after)
          I|I|Inter
          M|M|Cibus Matutinus (breakfast)
          D|D|Cibus Diurnus (lunch)
          V|V|Cibus Vespertinus (dinner)

        table ReportFormStatus http://hl7.org/fhir/diagnostic-report-status
          A|amended
          C|corrected
          D|entered-in-error
          F|final
          P|preliminary
          X|cancelled
          W|entered-in-error
          *|unknown

        table RestrictionAction http://terminology.hl7.org/CodeSystem/v3-ActCode
          A|LABEL|assign security label
          X|PERSISTLABEL|persist security label

        table ResultStatus http://hl7.org/fhir/diagnostic-report-status
          O|registered
          I|registered
          S|registered
          A|partial
          P|preliminary
          C|corrected
          R|partial
          F|final
          X|cancelled
          M|corrected
          N|registered
          *|unknown

        table ResultStatusOfOrder http://hl7.org/fhir/request-status
          F|completed
          C|completed
          *|active

        table RouteOfAdministration http://terminology.hl7.org/CodeSystem/v2-0162
          AP|AP|Apply Externally
          B|B|Buccal
          DT|DT|Dental
          EP|EP|Epidural
          ET|ET|Endotrachial Tube
          GTT|GTT|Gastrostomy Tube
          GU|GU|GU Irrigant
          IMR|IMR|Immerse (Soak) Body Part
          IA|IA|Intra-arterial
          IB|IB|Intrabursal
          IC|IC|Intracardiac
          ICV|ICV|Intracervical (uterus)
          ID|IDINJ|Injection, intradermal|http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration
          IH|IH|Inhalation
          IHA|IHA|Intrahepatic Artery
          IM|IM|Injection, intramuscular|http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration
          IN|IN|Intranasal
          IO|IO|Intraocular
          IP|IP|Intraperitoneal
          IS|IS|Intrasynovial
          IT|IT|Intrathecal
          IU|IU|Intrauterine
          IV|IVINJ|Injection, intravenous|http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration
          MTH|MTH|Mouth/Throat
          MM|MM|Mucous Membrane
          NS|NS|Nasal
          NG|NG|Nasogastric
          NP|NP|Nasal Prongs
          NT|NT|Nasotrachial Tube
          OP|OP|Ophthalmic
          OT|OT|Otic
          OTH|OTH|Other/Miscellaneous
          PF|PF|Perfusion
          PO|PO|Swallow, oral|http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration
          PR|PR|Rectal
          RM|RM|Rebreather Mask
          SD|SD|Soaked Dressing
          SC|SQ|Injection, subcutaneous|http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration
          SL|SL|Sublingual
          TP|TP|Topical
          TRA|TRA|Tracheostomy
          TD|TRNSDERM|Transdermal|http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration
          TL|TL|Translingual
          UR|UR|Urethral
          VG|VG|Vaginal
          VM|VM|Ventimask
          WND|WND|Wound

        table SpecimenCollectionMethod http://terminology.hl7.org/CodeSystem/v2-0488
          FNA|FNA|Aspiration, Fine Needle
          PNA|PNA|Arterial puncture
          BIO|129314006|Biopsy - action|http://snomed.info/sct
          BCAE|BCAE|Blood Culture, Aerobic Bottle
          BCAN|BCAN|Blood Culture, Anaerobic Bottle
          BCPD|BCPD|Blood Culture, Pediatric Bottle
          CAP|CAP|Capillary Specimen
          CATH|CATH|Catheterized
          EPLA|EPLA|Environmental, Plate
          ESWA|ESWA|Environmental, Swab
          LNA|LNA|Line, Arterial
          CVP|CVP|Line, CVP
          LNV|LNV|Line, Venous
          MARTL|MARTL|Martin-Lewis Agar
          ML11|ML11|Mod. Martin-Lewis Agar
          PACE|PACE|Pace, Gen-Probe
          PIN|PIN|Pinworm Prep
          KOFFP|KOFFP|Plate, Cough
          MLP|MLP|Plate, Martin-Lewis
          NYP|NYP|Plate, New York City
          TMP|TMP|Plate, Thayer-Martin
          ANP|ANP|Plates, Anaerobic
          BAP|BAP|Plates, Blood Agar
          PRIME|PRIME|Pump Prime
          PUMP|PUMP|Pump Specimen
          QC5|QC5|Quality Control For Micro
          SCLP|SCLP|Scalp, Fetal Vein
          SCRAPS|129323009|Scraping - action|http://snomed.info/sct
          SHA|SHA|Shaving
          SWA|SWA|Swab
          SWD|SWD|Swab, Dacron tipped
          WOOD|WOOD|Swab, Wooden Shaft
          TMOT|TMOT|Transport Media,
          TMAN|TMAN|Transport Media, Anaerobic
          TMCH|TMCH|Transport Media, Chalamydia
          TMM4|TMM4|Transport Media, M4
          TMMY|TMMY|Transport Media, Mycoplasma
          TMPV|TMPV|Transport Media, PVA
          TMSC|TMSC|Transport Media, Stool Culture
          TMUP|TMUP|Transport Media, Ureaplasma
          TMVI|TMVI|Transport Media, Viral
          VENIP|VENIP|Venipuncture

        table SpecimenCondition http://terminology.hl7.org/CodeSystem/v2-0493
          AUT|AUT|Autolyzed
          CLOT|CLOT|Clotted
          CON|CON|Contaminated
          COOL|COOL|Cool
          FROZ|FROZ|Frozen
          HEM|HEM|Hemolyzed
          LIVE|LIVE|Live
          ROOM|ROOM|Room temperature
          SNR|SNR|Sample not received
          CFU|CFU|Centrifuged

        table SpecimenRejectReason http://terminology.hl7.org/CodeSystem/v2-0490
          EX|EX|Expired
          QS|QS|Quantity not sufficient
          RB|RB|Broken container
          RC|RC|Clotting
          RD|RD|Missing collection date
          RA|RA|Missing patient ID number
          RE|RE|Missing patient name
          RH|RH|Hemolysis
          RI|RI|Identification problem
          RM|RM|Labeling
          RN|RN|Contamination
          RP|RP|Missing phlebotomist ID
          RR|RR|Improper storage
          RS|RS|Name misspelling

        table VisitProtection http://terminology.hl7.org/CodeSystem/v3-Confidentiality
          Y|R|restricted
          N|N|normal

        table YesNo http://terminology.hl7.org/CodeSystem/v2-0136
          Y|Y|Yes
          N|N|No
        """#
}
